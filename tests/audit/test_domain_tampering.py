"""A real case, measure and points row, and the log of their story: whatever is forged is named."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from typer.testing import CliRunner

from app import __main__ as command_line
from app.audit.verify import verify
from app.db.work import audited_tables
from tests.access.street import Street, open_street

ROWS = {"cases": "case_id", "measure": "measure_id", "penalty_point_entry": "entry_id"}
EDITS = {
    "cases": "UPDATE cases SET respondent_name = 'other' WHERE id = :id",
    "measure": "UPDATE measure SET state = 'complied' WHERE id = :id",
    "penalty_point_entry": "UPDATE penalty_point_entry SET points_hundredths = 0 WHERE id = :id",
}
UNIQUE = {
    "cases": {"number": "'forged'", "public_reference": "'forged'", "number_serial": "999"},
    "measure": {"sequence": "999", "number": "'forged'", "number_serial": "999"},
    "penalty_point_entry": {"sequence": "999"},
}
FORGED = "forged_" + "f" * 32


def give_points(street: Street) -> None:
    """Add the rung whose points stand in the ledger, and let the log be signed."""
    examiner, lead = street.player("examiner"), street.player("lead")
    form = {"kind": "penalty_points", "reasons": "불이행", "violations": ["ST-INF"]}
    path = f"/cases/{street.ids['case_id']}/measures"
    measure = f"/measures/{examiner.post(path, form)['id']}"
    lead.act(f"{measure}/countersignature", about=measure)
    lead.act(f"{measure}/issue", about=measure)
    company = f"/companies/{street.ids['company_id']}"
    regime = "regime=sme_technology_announced"
    entry = lead.get(f"{company}/penalty-points?{regime}")["ledger"][0]
    street.ids["entry_id"] = entry["id"]
    street.stage.settle()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Play the story once; the service is closed when its files are tampered with."""
    folder = tmp_path_factory.mktemp("story") / "data"
    with open_street(folder, "") as street:
        give_points(street)
        ids = dict(street.ids)
    return folder, ids


@pytest.fixture
def forger(
    story: tuple[Path, dict[str, str]], tmp_path: Path
) -> Generator[tuple[Path, dict[str, str], Callable[..., Any]]]:
    """Yield a copy of the data folder, the ids in it, and a hand on its database."""
    folder, ids = story
    copy = tmp_path / "data"
    shutil.copytree(folder, copy)
    connection = sqlite3.connect(copy / "sangsaeng.db")

    def sql(statement: str, **values: Any) -> list[Any]:
        rows = connection.execute(statement, values).fetchall()
        connection.commit()
        return rows

    yield copy, ids, sql
    connection.close()


def verdict(folder: Path) -> tuple[int, set[tuple[str, str]]]:
    """Run `sangsaeng verify-audit --json` and return its exit code and what it names."""
    ran = CliRunner().invoke(
        command_line.cli, ["verify-audit", "--json", "--data-folder", str(folder)]
    )
    report = json.loads(ran.stdout)
    assert report["ok"] is (ran.exit_code == 0)
    return ran.exit_code, {(found["kind"], found["where"]) for found in report["findings"]}


def test_an_untouched_story_is_sound(forger: Any) -> None:
    folder, _, _ = forger
    assert verdict(folder) == (0, set())


def _middle(sql: Callable[..., Any]) -> int:
    return int(sql("SELECT max(position) / 2 FROM audit_leaf")[0][0])


def test_an_edited_record_is_named(forger: Any) -> None:
    folder, _, sql = forger
    at = _middle(sql)
    sql("UPDATE audit_leaf SET payload = replace(payload, '\"role\":', '\"rule\":')"
        " WHERE position = :at", at=at)  # fmt: skip
    code, named = verdict(folder)
    assert code == 1
    assert ("edited", f"position {at}") in named


def test_a_dropped_record_is_named(forger: Any) -> None:
    folder, _, sql = forger
    at = _middle(sql)
    sql("DELETE FROM audit_leaf WHERE position = :at", at=at)
    code, named = verdict(folder)
    assert code == 1
    assert ("dropped", f"position {at}") in named


def test_reordered_records_are_named(forger: Any) -> None:
    folder, _, sql = forger
    at = _middle(sql)
    sql("UPDATE audit_leaf SET position = -9 WHERE position = :at", at=at)
    sql("UPDATE audit_leaf SET position = :at WHERE position = :next", at=at, next=at + 1)
    sql("UPDATE audit_leaf SET position = :next WHERE position = -9", next=at + 1)
    code, named = verdict(folder)
    assert code == 1
    assert {("reordered", f"position {at}"), ("reordered", f"position {at + 1}")} <= named


def test_an_inserted_record_is_named(forger: Any) -> None:
    folder, _, sql = forger
    columns = [row[1] for row in sql("PRAGMA table_info(audit_leaf)") if row[1] != "id"]
    end = int(sql("SELECT max(position) FROM audit_leaf")[0][0]) + 1
    values = {"event_id": f"'evt_{'f' * 32}'", "position": str(end), "leaf_hash": f"'{'0' * 64}'"}
    chosen = ", ".join(values.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    sql(f"INSERT INTO audit_leaf ({names}) SELECT {chosen} FROM audit_leaf WHERE position = 3")
    code, named = verdict(folder)
    assert code == 1
    assert any(str(end) in where or "f" * 32 in where for _, where in named)
    assert {kind for kind, _ in named} & {"inserted", "edited"}


@pytest.mark.parametrize("table", ROWS)
def test_a_row_edited_by_sql_is_named(forger: Any, table: str) -> None:
    folder, ids, sql = forger
    sql(EDITS[table], id=ids[ROWS[table]])
    assert verdict(folder) == (1, {("row_edited", f"{table} {ids[ROWS[table]]}")})


@pytest.mark.parametrize("table", ROWS)
def test_a_row_deleted_by_sql_is_named(forger: Any, table: str) -> None:
    folder, ids, sql = forger
    sql(f"DELETE FROM {table} WHERE id = :id", id=ids[ROWS[table]])
    assert verdict(folder) == (1, {("row_deleted", f"{table} {ids[ROWS[table]]}")})


@pytest.mark.parametrize("table", ROWS)
def test_a_row_inserted_by_sql_is_named(forger: Any, table: str) -> None:
    folder, ids, sql = forger
    columns = [row[1] for row in sql(f"PRAGMA table_info({table})")]
    values = {"id": f"'{FORGED}'", **UNIQUE[table]}
    chosen = ", ".join(values.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    sql(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} WHERE id = :id",
        id=ids[ROWS[table]])  # fmt: skip
    assert verdict(folder) == (1, {("row_inserted", f"{table} {FORGED}")})


@pytest.mark.postgresql
def test_on_postgresql_too_an_edited_row_and_record_are_named(
    tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    with open_street(tmp_path / "data", new_database("postgresql")) as street:
        give_points(street)
        house = street.stage.house

        def judged(statement: str, connection: Connection, **values: Any) -> set[tuple[str, str]]:
            connection.execute(text(statement), values)
            connection.commit()
            report = verify(
                house.world.engine, public_key=house.keys.public, seal_key=house.keys.seal_key,
                witness_path=house.settings.witness, audited_tables=audited_tables(),
            )  # fmt: skip
            return {(found.kind, found.where) for found in report.findings}

        with house.world.engine.connect() as connection:
            for table, name in ROWS.items():
                named = judged(EDITS[table], connection, id=street.ids[name])
                assert ("row_edited", f"{table} {street.ids[name]}") in named
            statement = "UPDATE audit_leaf SET payload = payload || ' ' WHERE position = 5"
            assert ("edited", "position 5") in judged(statement, connection)
