"""The ground the tests stand on: fresh databases of both kinds, or a loud word."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, inspect, text

from app.kernel.clock import FrozenClock, seoul_day
from tests.support import databases, postgresql


def test_a_fresh_database_is_migrated_and_takes_writes(engine: Engine) -> None:
    assert "alembic_version" in inspect(engine).get_table_names()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mark (number INTEGER)"))


def test_what_one_test_writes_another_does_not_see(engine: Engine) -> None:
    assert "mark" not in inspect(engine).get_table_names()


def test_one_test_may_have_several_databases(new_database: Callable[[str], str]) -> None:
    assert new_database("sqlite") != new_database("sqlite")


def test_the_clock_stands_at_ten_in_seoul(clock: FrozenClock) -> None:
    assert seoul_day(clock.now()).isoformat() == "2026-11-23"
    assert seoul_day(clock.now() + timedelta(hours=14)).isoformat() == "2026-11-24"


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgresql, "_machine_binaries", lambda: iter([Path("/nonexistent")]))
    monkeypatch.setattr(postgresql, "_packaged_binaries", lambda: iter([]))


def test_without_a_server_a_test_is_skipped_with_the_reason(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL tests not run: no server binaries"):
        databases.PostgresqlDatabases().create()


def test_without_a_server_a_test_fails_where_ci_is_set(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL tests not run"):
        databases.PostgresqlDatabases().create()


def test_the_end_of_a_run_says_once_why_and_how_often() -> None:
    skipped = SimpleNamespace(
        longrepr=("x.py", 1, "Skipped: PostgreSQL tests not run: no binaries")
    )
    lines = list(databases.not_run_lines({"skipped": [skipped, skipped]}))
    assert lines == ["PostgreSQL tests not run: no binaries (2 tests)"]
    assert not list(databases.not_run_lines({"passed": [skipped]}))
