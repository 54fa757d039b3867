"""What every test may ask for: a database of its own on both kinds, an engine on it, a clock."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.kernel.clock import SEOUL, FrozenClock
from tests.support.databases import PostgresqlDatabases, migrate, not_run_lines

_BYTECODE = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "bytecode")
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


def _keep_bytecode() -> None:
    """Keep compiled modules where writing them is switched off: compiling is half of every start.

    They go into pytest's own folder, and the programs that tests start find them there as well.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", _BYTECODE)
        sys.dont_write_bytecode = False


_keep_bytecode()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud, at the end of the run, when the PostgreSQL tests did not run."""
    for line in not_run_lines(terminalreporter.stats):
        terminalreporter.write_line(line, yellow=True, bold=True)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a parameter of many bytes by its length: an archive's bytes hold the time of day."""
    del config
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 16 else None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file on which the migrations have run once; copied, never written to."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def postgresql_databases() -> Generator[PostgresqlDatabases]:
    """Yield the maker of PostgreSQL databases of this worker; its server ends with the run."""
    databases = PostgresqlDatabases()
    yield databases
    databases.close()


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Callable[[str], str]]:
    """Yield a function that makes one migrated, empty database of a kind and returns its URL."""
    undo: list[Callable[[], None]] = []

    def make(kind: str) -> str:
        if kind == "sqlite":
            path = tmp_path / f"test-{len(undo)}.db"
            undo.append(lambda: None)
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            return f"sqlite:///{path}"
        databases: PostgresqlDatabases = request.getfixturevalue("postgresql_databases")
        name, url = databases.create()
        undo.append(lambda: databases.drop(name))
        return url

    yield make
    for step in undo:
        step()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    """Return the URL of a fresh database; the test runs once on each kind."""
    return new_database(request.param)


@pytest.fixture
def engine(database_url: str) -> Generator[Engine]:
    """Yield an engine on the fresh database."""
    from app.db.engine import make_engine  # noqa: PLC0415 - pure tests must not pay for it

    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def clock() -> FrozenClock:
    """Return a clock that stands at ten in the morning of 23 November 2026 in Seoul."""
    return FrozenClock(datetime(2026, 11, 23, 10, tzinfo=SEOUL).astimezone(UTC))
