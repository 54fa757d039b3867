"""Holds and seals outlive the loss of an object, and a share is chosen by the database."""

from typing import Any

import pytest

from app.discovery.safekeeping import rounds, store
from app.discovery.safekeeping.tables import StoreReading
from app.storage.base import StorageFault
from app.storage.two_copies import TwoCopies
from tests.discovery.safekeeping.conftest import Vault


def both_of(vault: Vault) -> TwoCopies:
    found = vault.stage.house.store
    assert isinstance(found, TwoCopies)
    return found


def first_disk_is_replaced(vault: Vault) -> None:
    for path in (vault.folder / "town" / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()


def refuse(*_: Any, **__: Any) -> None:
    raise StorageFault


def test_a_lost_first_store_does_not_take_the_hold_off_the_only_copy(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, key = both_of(vault), vault.items()[0].store_key or ""
    both.hold(key)
    first_disk_is_replaced(vault)
    with monkeypatch.context() as full:
        full.setattr(both.first, "restore", refuse)
        assert len(vault.scrub().broken) == 6
    assert both.second.is_held(key)
    assert vault.scrub().sound
    assert both.first.is_held(key)
    assert both.second.is_held(key)


def test_a_scrub_lays_again_what_the_first_store_alone_lost(vault: Vault) -> None:
    both, key = both_of(vault), vault.items()[0].store_key or ""
    both.hold(key)
    both.first.release(key)
    assert vault.scrub().sound
    assert both.first.is_held(key)


@pytest.mark.parametrize("passes", [1, 2])
def test_an_object_whose_hold_can_not_be_laid_is_named_and_not_restored_yet(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, passes: int
) -> None:
    both, item = both_of(vault), vault.items()[0]
    key = item.store_key or ""
    both.hold(key)
    for path in (vault.folder / "town" / "evidence").rglob(f"{key}*"):
        path.unlink()
    with monkeypatch.context() as failing:
        failing.setattr(both.first, "hold", refuse)
        for _ in range(passes):
            (harm,) = vault.scrub().broken
            assert harm.seen.key == key
    (told,) = vault.incidents()
    assert (told["item_id"], told["state"]["code"]) == (item.id, "open")
    assert vault.scrub().sound
    assert both.first.is_held(key)
    assert [row["state"]["code"] for row in vault.incidents()] == ["recovered"]
    assert vault.chain(item).count("found_damaged") == 1


def test_a_share_is_the_oldest_of_all_and_only_so_much_is_in_memory(
    each_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = each_vault
    vault.keeper.scrub_share({})
    order = [row.object_key for row in vault.rows(StoreReading)]
    for key in order:
        vault.stage.clock.advance(hours=1)
        seen = {row.key: row for row in _owned(vault)}[key]
        vault.keeper._read([seen])
    asked: list[int] = []
    real = store.oldest_first

    def told(work: Any, *, limit: int, broken: bool = False) -> Any:
        found = real(work, limit=limit, broken=broken)
        asked.append(len(found))
        return found

    monkeypatch.setattr(store, "oldest_first", told)
    vault.stage.clock.advance(hours=1)
    vault.keeper.scrub_share({})
    newest = max(vault.rows(StoreReading), key=lambda row: row.last_read_at)
    assert (newest.object_key, asked) == (order[0], [1, 0])


def test_what_one_job_has_no_room_for_is_left_to_the_next(
    lone_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = lone_vault
    monkeypatch.setattr(rounds, "_AT_MOST", 4)
    vault.keeper.scrub_share({})
    assert len([row for row in vault.rows(StoreReading) if row.last_read_at]) == 4
    vault.keeper.scrub_share({"left": 2})
    assert all(row.last_read_at for row in vault.rows(StoreReading))
    assert vault.promise()["passed_at"] is not None


def test_what_is_broken_is_tried_again_beside_the_share(lone_vault: Vault) -> None:
    vault = lone_vault
    vault.keeper.scrub_share({})
    item = vault.items()[3]
    vault.behind.lose(item.store_key or "")
    vault.scrub()
    before = {row.object_key: row.last_read_at for row in vault.rows(StoreReading)}
    oldest = {key for key, at in before.items() if at == min(before.values())}
    vault.stage.clock.advance(hours=1)
    vault.keeper.scrub_share({})
    read = {row.object_key for row in vault.rows(StoreReading)
            if row.last_read_at != before[row.object_key]}  # fmt: skip
    assert item.store_key in read
    (share,) = read - {item.store_key}
    assert share in oldest


def _owned(vault: Vault) -> list[store.Owned]:
    return list(vault.keeper._owned().values())
