"""The store's own holds follow the orders: laid, lifted, repaired, and safe against crashes."""

from pathlib import Path

import pytest

from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders.reconcile import reconcile
from app.discovery.orders.tables import StoreHold
from app.storage.base import ObjectHeld, StorageFault
from tests.discovery.conftest import CASE
from tests.discovery.orders.conftest import DISPOSAL, Registry
from tests.discovery.orders.walk import FragileStore, PowerCut


def counts(registry: Registry) -> tuple[int, int, int, int]:
    done = registry.reconcile()
    return done.laid, done.lifted, done.repaired, done.strays


def test_a_lost_mark_is_laid_again_and_on_the_chain(registry: Registry) -> None:
    item = registry.office.item(level=2)
    registry.enter()
    assert counts(registry) == (1, 0, 0, 0)
    assert counts(registry) == (0, 0, 0, 0)
    registry.office.store.release(registry.key_of(item))
    assert counts(registry) == (0, 0, 1, 0)
    assert registry.held(item)
    assert registry.office.chain(item) == ["received", "held", "hold_repaired"]
    assert registry.office.news("evidence_marked") == ["evidence_marked"] * 2


def test_a_mark_that_no_order_explains_is_lifted(registry: Registry) -> None:
    item = registry.office.item(level=2)
    registry.office.store.hold(registry.key_of(item))
    assert counts(registry) == (0, 0, 0, 1)
    assert not registry.held(item)
    assert registry.office.chain(item) == ["received", "stray_hold_lifted"]


def test_a_crash_between_store_and_record_is_made_good(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = registry.office.item(level=2)
    registry.enter()

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr("app.discovery.orders.actions.note_mark", cut)
        with pytest.raises(PowerCut):
            registry.reconcile()
    assert registry.held(item)
    assert registry.office.rows(StoreHold) == []
    assert counts(registry) == (1, 0, 0, 0)
    assert [row.laid for row in registry.office.rows(StoreHold)] == [True]


def test_one_object_out_of_reach_does_not_keep_the_others_from_being_held(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = registry.office.item(level=2), registry.office.item(level=2, name="둘.pdf")
    registry.enter()
    lost, store = registry.key_of(first), registry.office.store
    is_held = store.is_held

    def failing(key: str) -> bool:
        if key == lost:
            raise StorageFault
        return is_held(key)

    with monkeypatch.context() as patched:
        patched.setattr(store, "is_held", failing)
        done = registry.reconcile()
    assert (done.checked, done.laid, done.unread) == (2, 1, 1)
    assert [registry.held(one) for one in (first, second)] == [False, True]
    assert counts(registry) == (1, 0, 0, 0)


def test_an_order_that_ends_while_the_mark_is_laid_leaves_nothing_locked(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = registry.office.item(level=2)
    order = registry.enter()
    store = registry.office.store
    hold = store.hold

    def slow(key: str) -> None:
        hold(key)
        monkeypatch.undo()
        registry.end(order["id"])

    monkeypatch.setattr(store, "hold", slow)
    assert counts(registry) == (1, 1, 0, 0)
    assert not registry.held(item)


def test_an_order_that_comes_while_the_mark_is_lifted_finds_it_laid_again(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = registry.office.item(level=2)
    registry.end(registry.enter()["id"])
    store = registry.office.store
    store.hold(registry.key_of(item))
    release = store.release

    def slow(key: str) -> None:
        release(key)
        monkeypatch.undo()
        registry.enter()

    monkeypatch.setattr(store, "release", slow)
    registry.reconcile()
    assert registry.held(item)


def approved(registry: Registry, item: str) -> str:
    """Return an approved plan to dispose of a piece."""
    registry.close_case()
    registry.clock.advance(days=800)
    plan = registry.made("lead", f"/cases/{CASE}/disposals", {**DISPOSAL, "item_ids": [item]})
    registry.made("auditor", f"/disposals/{plan['id']}/approval", version=plan["version"])
    return str(plan["id"])


@pytest.mark.parametrize("stops", ["before", "after"])
def test_a_disposal_is_taken_up_where_the_power_failed(
    registry: Registry, tmp_path: Path, stops: str
) -> None:
    registry.office.store = registry.office.client.app.state.evidence_store = FragileStore(  # type: ignore[attr-defined]
        tmp_path / "fragile"
    )
    item = registry.office.item(level=2)
    plan = approved(registry, item)
    registry.office.store.stops = stops
    with pytest.raises(PowerCut):
        registry.dispose(plan)
    assert registry.office.states() == ["disposed"]
    assert registry.key_of(item)
    assert registry.dispose(plan).disposed == 1
    assert registry.office.objects() == []
    assert registry.key_of(item) == ""
    assert registry.office.chain(item) == ["received", "disposed", "erased"]


@pytest.mark.parametrize("stops", ["before", "after"])
def test_an_order_saves_what_was_disposed_of_while_its_bytes_are_there(
    registry: Registry, tmp_path: Path, stops: str
) -> None:
    registry.office.store = registry.office.client.app.state.evidence_store = FragileStore(  # type: ignore[attr-defined]
        tmp_path / "fragile"
    )
    item = registry.office.item(level=2)
    plan = approved(registry, item)
    registry.office.store.stops = stops
    with pytest.raises(PowerCut):
        registry.dispose(plan)
    registry.enter()
    saved = stops == "before"
    assert registry.dispose(plan).disposed == (not saved)
    assert bool(registry.key_of(item)) == saved
    assert registry.office.states() == ["stored" if saved else "disposed"]
    if saved:
        assert registry.held(item)
        assert registry.office.call("complainant", "GET", f"/evidence/{item}").status_code == 200


def test_an_order_after_the_approval_keeps_the_evidence(registry: Registry) -> None:
    item = registry.office.item(level=2)
    plan = approved(registry, item)
    registry.enter()
    done = registry.dispose(plan)
    assert (done.disposed, done.kept) == (0, 1)
    shown = registry.get("lead", f"/disposals/{plan}")
    assert (shown["state"]["code"], shown["items"][0]["outcome"]) == ("carried_out", "held")
    assert registry.office.chain(item) == ["received", "held", "disposal_refused"]


def test_a_mark_laid_between_the_decision_and_the_removal_stops_the_removal(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = registry.office.item(level=2)
    plan = approved(registry, item)
    store = registry.office.store
    remove = store.remove

    def late(key: str, disposal: object) -> None:
        monkeypatch.undo()
        registry.enter()
        registry.reconcile()
        remove(key, disposal)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "remove", late)
    with pytest.raises(ObjectHeld):
        registry.dispose(plan)
    assert registry.dispose(plan).kept == 1
    assert [row.state for row in registry.office.rows(EvidenceItem)] == ["stored"]


@pytest.mark.parametrize(
    ("closed", "days", "changed", "code"),
    [
        (False, 800, {}, "not-disposable"),
        (True, 400, {}, "not-disposable"),
        (True, 800, {"item_ids": ["evi_none"]}, "order-wrong"),
        (True, 800, {"reviewed_on": "2040-01-01"}, "order-wrong"),
        (True, 800, {"review_reference": ""}, "invalid"),
    ],
)
def test_nothing_is_disposed_of_without_closing_retention_and_review(
    registry: Registry, closed: bool, days: int, changed: dict[str, object], code: str
) -> None:
    item = registry.office.item(level=2)
    if closed:
        registry.close_case()
    registry.clock.advance(days=days)
    form = {**DISPOSAL, "reviewed_on": "2026-11-25", "item_ids": [item], **changed}
    refused = registry.post("lead", f"/cases/{CASE}/disposals", form)
    assert refused.json()["code"] == code


def test_a_plan_is_refused_withdrawn_and_never_doubled(registry: Registry) -> None:
    item = registry.office.item(level=2)
    registry.close_case()
    registry.clock.advance(days=800)
    form = {**DISPOSAL, "item_ids": [item]}
    path = f"/cases/{CASE}/disposals"
    plan = registry.made("lead", path, form)
    assert registry.post("lead", path, form).json()["obstacle"] == "planned"
    refusal = f"/disposals/{plan['id']}/refusal"
    assert registry.post("auditor", refusal, version=1).status_code == 422
    refused = registry.made("auditor", refusal, {"reason": "보존 필요"}, version=1)
    assert (refused["state"]["code"], refused["settlement_reason"]) == ("refused", "보존 필요")
    again = registry.made("lead", path, form)
    withdrawn = registry.made("second_lead", f"/disposals/{again['id']}/withdrawal", version=1)
    assert withdrawn["state"]["code"] == "withdrawn"
    assert len(registry.get("secretary", path)["items"]) == 2
    assert registry.office.call("complainant", "GET", path).status_code == 404


def test_reconciling_one_case_leaves_the_others_alone(registry: Registry) -> None:
    registry.office.item(level=2)
    registry.enter()
    world, store = registry.office.world, registry.office.store
    assert reconcile(world, store, case_id="case_" + "f" * 32).checked == 0
    assert reconcile(world, store, case_id=CASE).laid == 1
