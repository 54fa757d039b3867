"""Readings keep their promise, copies are brought, and a store that is down is no incident."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from app.access.actor import WORKER
from app.db.events import ActRefused
from app.db.tables import Job
from app.db.work import begin
from app.demo.complaints import draft_with_files
from app.discovery.evidence.keeping import locked
from app.discovery.safekeeping import rounds, store
from app.discovery.safekeeping.rules import PASSING
from app.discovery.safekeeping.tables import StoreIncident, StoreReading
from app.storage.base import StorageFault, Store
from app.storage.scrub import Finding
from app.storage.two_copies import TwoCopies
from app.tables import METADATA
from tests.discovery.safekeeping.conftest import FILES, Vault, open_vault
from tests.storage.store_contract import LATER, keys_in

assert METADATA is SQLModel.metadata


def _said(item_id: str) -> ActRefused:
    return ActRefused(subject=item_id, problem="set-up")


def second_of(vault: Vault) -> Store:
    both = vault.stage.house.store
    assert isinstance(both, TwoCopies)
    return both.second


def test_every_table_that_names_objects_says_where_their_hash_is() -> None:
    wanting = [table.name for table in store.owning_tables() if not store.hash_column(table)]
    assert wanting == []
    named = {table.name for table in METADATA.tables.values() if "store_key" in table.c}
    assert named - PASSING == {table.name for table in store.owning_tables()}
    assert {"evidence_item", "evidence_text", "production", "transmission_package"} <= named


def test_copies_are_brought_by_the_worker_and_the_promise_is_told(each_vault: Vault) -> None:
    vault = each_vault
    told = vault.promise()
    assert (told["objects"], told["second_copies"], told["second_lacking"]) == (6, True, 0)
    assert (told["never_read"], told["kept"], told["within_days"]) == (6, True, 30)
    assert told["size_bytes"] == sum(item.size_bytes for item in vault.items())
    assert told["passed_at"] is None
    assert sorted(keys_in(second_of(vault))) == sorted(i.store_key or "" for i in vault.items())
    vault.stage.settle()
    told = vault.promise()
    assert (told["never_read"], told["oldest_days"], told["open_incidents"]) == (0, 0, 0)
    assert told["passed_at"] is not None


def test_a_worker_that_stands_still_breaks_the_promise_and_the_next_pass_keeps_it(
    vault: Vault,
) -> None:
    vault.keeper.scrub_share({})
    vault.stage.clock.advance(days=31)
    told = vault.promise()
    assert (told["kept"], told["oldest_days"]) == (False, 31)
    vault.keeper.scrub_share({})
    assert vault.promise()["kept"] is True


def test_hour_by_hour_every_object_is_read_within_the_promise(vault: Vault) -> None:
    vault.keeper.scrub_share({})
    for _ in range(16):
        vault.stage.clock.advance(days=2, hours=12)
        vault.keeper.scrub_share({})
        assert vault.promise()["kept"]


def test_a_job_that_runs_long_leaves_the_rest_to_the_next_one(
    lone_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = lone_vault
    ticks = iter(range(0, 10_000, 15))
    monkeypatch.setattr(rounds.time, "monotonic", lambda: float(next(ticks)))
    vault.keeper.scrub_share({})
    read = [row for row in vault.rows(StoreReading) if row.last_read_at]
    assert 0 < len(read) < 6
    assert vault.promise()["passed_at"] is None
    for number in range(10):
        waiting = [job for job in vault.rows(Job) if job.name == "scrub_store"]
        if len(waiting) == number:
            break
        vault.stage.clock.advance(seconds=6)
        vault.keeper.scrub_share(max(waiting, key=lambda job: job.run_at).payload)
    assert all(row.last_read_at for row in vault.rows(StoreReading))
    assert vault.promise()["passed_at"] is not None


def test_a_store_that_is_down_is_no_incident_and_the_pass_stops(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def down(key: str, **_: Any) -> None:
        asked.append(key)
        raise StorageFault

    both = vault.stage.house.store
    assert isinstance(both, TwoCopies)
    for name in ("verify", "open", "put"):
        monkeypatch.setattr(both.first, name, down if name != "put" else _closed)
    done = vault.scrub()
    assert (done.read, done.unread, done.left, done.sound) == (0, 3, 3, False)
    assert len(asked) == 3
    assert vault.rows(StoreIncident) == []
    assert [row.last_read_at for row in vault.rows(StoreReading)] == [None] * 6


def _closed(*_: Any, **__: Any) -> None:
    raise StorageFault


def test_a_folder_that_is_not_mounted_is_a_store_that_is_down(lone_vault: Vault) -> None:
    vault = lone_vault
    objects = vault.folder / "town" / "evidence" / "objects"
    objects.rename(objects.with_name("elsewhere"))
    assert vault.scrub().unread == 3
    assert vault.rows(StoreIncident) == []


def test_one_object_that_the_store_never_gives_is_named_and_restored(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = vault.stage.house.store
    assert isinstance(both, TwoCopies)
    item, first = vault.items()[0], both.first
    real = first.verify
    path = vault.folder / "town" / "evidence" / "objects" / (item.store_key or "")[:2]
    before = (path / (item.store_key or "")).stat().st_ino

    def sector_is_bad(key: str, *, sha256: str | None = None) -> Any:
        if key == item.store_key and (path / key).stat().st_ino == before:
            raise StorageFault
        return real(key, sha256=sha256)

    monkeypatch.setattr(first, "verify", sector_is_bad)
    done = vault.scrub()
    (harm,) = done.harmed
    assert (harm.checked.finding, harm.checked.restored) == (Finding.WITHHELD, True)
    assert vault.chain(item)[-2:] == ["found_damaged", "restored"]
    assert done.sound


def test_a_full_second_store_waits_and_names_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_database: Callable[[str], str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(TwoCopies, "copy", _closed)
        with open_vault(tmp_path / "town", new_database("sqlite")) as vault:
            assert vault.promise()["second_lacking"] == 6
            assert vault.rows(StoreIncident) == []
            patch.undo()
            vault.keeper.bring_copies({})
            assert vault.promise()["second_lacking"] == 0


def test_what_is_disposed_of_or_let_go_meanwhile_is_no_incident(each_vault: Vault) -> None:
    vault = each_vault
    vault.keeper.scrub_share({})
    keeper, item = vault.keeper, vault.items()[0]
    seen = keeper._owned(owner_id=item.id)
    with begin(vault.stage.house.world, WORKER) as work:
        row = locked(work, item.id)
        row.state = "disposed"
        work.record(_said(item.id))
    vault.behind.lose(item.store_key or "")
    keeper._read(seen.values())
    assert vault.rows(StoreIncident) == []
    assert vault.scrub().read == 5
    assert vault.promise()["objects"] == 5


def test_an_incident_ends_when_its_object_is_no_longer_kept(lone_vault: Vault) -> None:
    vault = lone_vault
    item = vault.items()[0]
    vault.behind.lose(item.store_key or "")
    vault.scrub()
    with begin(vault.stage.house.world, WORKER) as work:
        locked(work, item.id).state = "disposed"
        work.record(_said(item.id))
    vault.scrub()
    assert [row["state"]["code"] for row in vault.incidents()] == ["lapsed"]
    assert len(vault.rows(StoreReading)) == 5


def test_a_hold_that_the_copy_missed_is_laid_at_the_next_reading(vault: Vault) -> None:
    both, item = vault.stage.house.store, vault.items()[0]
    assert isinstance(both, TwoCopies)
    both.first.hold(item.store_key or "")
    assert not both.second.is_held(item.store_key or "")
    vault.scrub()
    assert both.second.is_held(item.store_key or "")
    both.release(item.store_key or "")
    vault.scrub()
    assert not both.is_held(item.store_key or "")


def test_the_reaper_takes_what_no_row_names_from_both_stores(vault: Vault) -> None:
    both = vault.stage.house.store
    assert isinstance(both, TwoCopies)
    stray = both.put([b"nobody's"], limit_bytes=100)
    both.copy(stray.key, sha256=stray.sha256)
    tasks = vault.stage.house.worker.tasks
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.discovery.uploads.reaper.PENDING_LASTS", timedelta(seconds=-5))
        tasks["reap_uploads"]({})
    assert stray.key not in keys_in(both)
    assert sorted(keys_in(both.second)) == sorted(item.store_key or "" for item in vault.items())
    assert len(list(both.keys_older_than(LATER))) == 12


def test_only_auditors_read_it(vault: Vault) -> None:
    for part in ("owner", "examiner", "lead", "administrator"):
        for path in ("/storage/readings", "/storage/incidents"):
            assert vault.people[part].call("GET", path).status == 403


def test_incidents_come_in_pages(lone_vault: Vault) -> None:
    vault = lone_vault
    for item in vault.items()[:3]:
        vault.behind.lose(item.store_key or "")
    vault.scrub()
    auditor = vault.people["auditor"]
    first = auditor.get("/storage/incidents?limit=2")
    rest = auditor.get(f"/storage/incidents?limit=2&cursor={first['next_cursor']}")
    assert (first["has_more"], rest["has_more"]) == (True, False)
    ids = [row["id"] for row in first["items"] + rest["items"]]
    assert len(set(ids)) == 3
    assert ids == sorted(ids, reverse=True)
    assert auditor.call("GET", "/storage/incidents?cursor=!").status == 422


def test_every_step_of_an_incident_runs_on_both_databases(each_vault: Vault) -> None:
    vault = each_vault
    first, second, third = vault.items()[:3]
    for item in (first, second):
        vault.behind.lose(item.store_key or "")
    assert vault.second is not None
    vault.second.lose(second.store_key or "")
    vault.second.lose(third.store_key or "")
    assert len(vault.scrub().broken) == 2
    found = {(row["item_id"], row["copy_read"]["code"]): row for row in vault.incidents()}
    assert {key: row["state"]["code"] for key, row in found.items()} == {
        (first.id, "first"): "restored", (second.id, "first"): "open",
        (second.id, "second"): "open", (third.id, "second"): "restored",
    }  # fmt: skip
    assert found[second.id, "first"]["state"]["ko"] == "복구되지 않음"
    assert vault.promise()["second_lacking"] == 1


def test_what_is_taken_out_of_a_draft_leaves_neither_copy(vault: Vault) -> None:
    owner = vault.people["owner"]
    draft_id = draft_with_files(owner, FILES[:2])
    vault.keeper.bring_copies({})
    both = vault.stage.house.store
    assert isinstance(both, TwoCopies)
    (item, other) = [row for row in vault.items() if row.draft_id == draft_id]
    assert {item.store_key, other.store_key} <= set(keys_in(both.second))
    path = f"/drafts/{draft_id}/evidence/{item.id}"
    assert owner.call("DELETE", path, version=item.version).status == 200
    for place in (both.first, both.second):
        assert item.store_key not in keys_in(place)
        assert other.store_key in keys_in(place)
    assert vault.scrub().sound
    assert vault.rows(StoreIncident) == []
