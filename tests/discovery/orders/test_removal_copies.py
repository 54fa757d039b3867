"""A disposal that was cut off asks the orders again, and looks into both stores before it believes."""

from pathlib import Path

import pytest

from app.discovery.evidence.problems import HeldFast
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import actions
from app.storage.local import LocalStore
from app.storage.two_copies import TwoCopies
from tests.discovery.orders.conftest import Registry
from tests.discovery.orders.test_reconcile import approved
from tests.discovery.orders.walk import PowerCut


@pytest.fixture
def both(registry: Registry, tmp_path: Path) -> TwoCopies:
    """Give the office a store with second copies."""
    made = TwoCopies(LocalStore(tmp_path / "first"), LocalStore(tmp_path / "second"))
    registry.office.store = made  # type: ignore[assignment]
    registry.office.client.app.state.evidence_store = made  # type: ignore[attr-defined]
    return made


def copied(registry: Registry, both: TwoCopies) -> tuple[str, str]:
    item = registry.office.item(level=2)
    key = registry.key_of(item)
    both.copy(key, sha256=both.verify(key).sha256)
    return item, key


def begun(registry: Registry, both: TwoCopies, item: str) -> str:
    """Return a plan whose carrying out was cut off before the bytes went."""
    plan = approved(registry, item)

    def cut(*_: object) -> None:
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(both, "remove", cut)
        with pytest.raises(PowerCut):
            registry.dispose(plan)
    assert registry.office.states() == ["disposed"]
    return plan


def test_an_order_saves_the_second_copy_when_the_first_is_lost(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    plan = begun(registry, both, item)
    registry.enter()
    registry.reconcile()
    assert both.first.is_held(key)
    assert both.second.is_held(key)
    both.first.object_path(key).unlink()  # type: ignore[attr-defined]
    done = registry.dispose(plan)
    assert (done.disposed, done.kept) == (0, 1)
    assert both.second.is_held(key)
    assert both.second.verify(key)
    assert registry.key_of(item) == key
    assert registry.office.states() == ["stored"]
    assert registry.office.chain(item)[-2:] == ["spared", "disposal_refused"]


def test_without_an_order_the_copy_that_is_left_is_removed_too(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    plan = begun(registry, both, item)
    both.first.object_path(key).unlink()  # type: ignore[attr-defined]
    assert registry.dispose(plan).disposed == 1
    assert not both.second.object_path(key).exists()  # type: ignore[attr-defined]
    assert registry.office.chain(item) == ["received", "disposed", "erased"]


def test_what_both_stores_lack_is_gone(registry: Registry, both: TwoCopies) -> None:
    item, key = copied(registry, both)
    plan = begun(registry, both, item)
    for store in (both.first, both.second):
        store.object_path(key).unlink()  # type: ignore[attr-defined]
    assert registry.dispose(plan).disposed == 1
    assert registry.key_of(item) == ""


def test_what_is_damaged_is_not_gone_while_an_order_covers_it(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    plan = begun(registry, both, item)
    registry.enter()
    for store in (both.first, both.second):
        path = store.object_path(key)  # type: ignore[attr-defined]
        path.chmod(0o600)
        path.write_bytes(b"damaged")
    assert registry.dispose(plan).kept == 1
    assert registry.key_of(item) == key
    assert both.is_held(key)


def test_no_piece_is_noted_as_erased_while_an_order_covers_it(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    begun(registry, both, item)
    registry.enter()
    with pytest.raises(HeldFast):
        registry.worker(actions.note_erased, item_id=item)
    (row,) = registry.office.rows(EvidenceItem)
    assert row.store_key == key


def test_a_hold_left_on_the_second_copy_alone_is_lifted_and_the_piece_goes(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    plan = approved(registry, item)
    both.second.hold(key)
    assert registry.dispose(plan).disposed == 1
    assert registry.office.chain(item) == ["received", "stray_hold_lifted", "disposed", "erased"]


def test_a_hold_that_the_first_store_lost_is_repaired_though_the_copy_has_it(
    registry: Registry, both: TwoCopies
) -> None:
    _, key = copied(registry, both)
    registry.enter()
    assert registry.reconcile().laid == 1
    both.first.release(key)
    assert registry.reconcile().repaired == 1
    assert both.first.is_held(key)


def test_an_object_that_the_first_store_lost_is_held_in_the_second_and_counted_as_unread(
    registry: Registry, both: TwoCopies
) -> None:
    item, key = copied(registry, both)
    both.first.object_path(key).unlink()  # type: ignore[attr-defined]
    registry.enter()
    assert (registry.reconcile().unread, registry.reconcile().unread) == (1, 1)
    assert both.second.is_held(key)
    assert registry.office.chain(item) == ["received"]
