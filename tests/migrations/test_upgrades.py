"""A database of every earlier version upgrades to the present one, and its log stays sound."""

import sqlite3
from collections.abc import Callable, Generator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

import app.tables  # noqa: F401 - makes the metadata whole
from app.audit.checkpoint import PublicKey
from app.audit.verify import verify
from app.db.engine import make_engine
from app.db.migrate import current, differences, newest, upgrade
from app.db.work import audited_tables
from app.tables import METADATA
from scripts import dumps
from tests.support.databases import PostgresqlDatabases

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
VERSIONS = sorted({path.name.rsplit(".", 3)[0] for path in dumps.FOLDER.glob("*.sql.gz")})


@pytest.fixture
def load(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Generator[Callable[[str, str], tuple[Engine, str]]]:
    """Yield a function that loads a version's dump into a database without any table."""
    undo: list[Callable[[], None]] = []

    def loaded(version: str, kind: str) -> tuple[Engine, str]:
        key, sql = dumps.read(dumps.dump_of(version, kind))
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path / 'old.db'}"
            connection = sqlite3.connect(tmp_path / "old.db")
            connection.executescript(sql)
            connection.close()
        else:
            databases: PostgresqlDatabases = request.getfixturevalue("postgresql_databases")
            name, url = databases.create()
            undo.append(lambda: databases.drop(name))
            url = url.replace("+psycopg", "", 1)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
                connection.execute(sql.encode())
        engine = make_engine(url)
        undo.append(engine.dispose)
        return engine, key

    yield loaded
    for step in reversed(undo):
        step()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_an_earlier_version_upgrades_and_verifies(
    load: Callable[[str, str], tuple[Engine, str]], version: str, kind: str
) -> None:
    engine, key = load(version, kind)
    upgrade(engine, METADATA)
    assert current(engine) == newest()
    assert differences(engine, METADATA) == []
    report = verify(engine, public_key=PublicKey.parse(key), audited_tables=audited_tables())
    assert report.ok, report.as_dict()
    assert report.counts["sequenced"] > 0


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_version_has_a_dump_of_both_databases(kind: str) -> None:
    for version in VERSIONS:
        assert dumps.dump_of(version, kind).exists()


def test_a_dump_begins_with_the_key_of_its_log(tmp_path: Path) -> None:
    path = tmp_path / "9.9.9.sqlite.sql.gz"
    dumps.write(path, "log+00+key", "CREATE TABLE a (b);\n")
    assert dumps.read(path) == ("log+00+key", "CREATE TABLE a (b);\n")
    again = tmp_path / "again.gz"
    dumps.write(again, "log+00+key", "CREATE TABLE a (b);\n")
    assert again.read_bytes() == path.read_bytes()


def test_a_postgresql_dump_says_nothing_that_only_one_version_understands() -> None:
    sql = (
        "\\restrict x\nSET transaction_timeout = 0;\nSELECT pg_catalog.set_config('a','b',false);\n"
        "CREATE TABLE public.t (a text);\nINSERT INTO public.t VALUES ('SET x');\n\\unrestrict x\n"
    )
    assert dumps.portable(sql) == (
        "\nCREATE TABLE public.t (a text);\nINSERT INTO public.t VALUES ('SET x');\n"
    )
