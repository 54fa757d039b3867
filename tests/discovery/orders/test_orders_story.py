"""Over REST: upload, hold, a refused disposal, release by two people, disposal."""

import pytest

from app.discovery.evidence.holds import NO_HOLDS, may_dispose
from app.discovery.orders.tables import StoreHold
from app.storage.base import ObjectHeld
from tests.discovery.conftest import CASE
from tests.discovery.orders.conftest import DISPOSAL, RELEASE, Registry


def test_what_is_held_stays_until_two_people_release_it_and_then_goes(registry: Registry) -> None:
    office, clock = registry.office, registry.clock
    item = office.item(level=2)
    order = registry.enter()
    assert (order["binding"], order["holds"], order["state"]["code"]) == (True, True, "entered")
    assert registry.queued("reconcile_holds") == [{"case_id": CASE}]
    assert registry.reconcile().laid == 1
    assert registry.held(item)
    holds = registry.get("secretary", f"/evidence/{item}/holds")
    assert (holds["held_in_store"], [one["order_id"] for one in holds["items"]]) == (
        True,
        [order["id"]],
    )

    # The file is closed and its retention is over, but the order stands.
    registry.close_case()
    clock.advance(days=800)
    refused = registry.post("lead", f"/cases/{CASE}/disposals", {**DISPOSAL, "item_ids": [item]})
    assert (refused.status_code, refused.json()["code"]) == (409, "held-by-order")
    assert refused.json()["orders"] == [order["id"]]
    assert office.chain(item) == ["received", "held", "disposal_refused"]
    key = registry.key_of(item)
    given = may_dispose(key, "retention_over", NO_HOLDS, clock.now(), item_id=item)
    with pytest.raises(ObjectHeld):  # the second bolt, where the first were to fail
        office.store.remove(key, given)

    form = {**RELEASE, "decided_on": "2029-01-31"}
    asked = registry.made(
        "lead", f"/orders/{order['id']}/release-requests", form, version=order["version"]
    )
    path = f"/release-requests/{asked['id']}/confirmation"
    alone = registry.post("lead", path, version=asked["version"])
    assert alone.status_code == 403
    assert alone.json()["detail_en"] == "Another person must do this"
    registry.reconcile()
    assert registry.held(item)
    done = registry.made("auditor", path, version=asked["version"])
    assert (done["state"]["code"], done["settled_by"]) == ("confirmed", "person_auditor")
    assert registry.get("lead", f"/orders/{order['id']}")["state"]["code"] == "released"

    plan = registry.made("lead", f"/cases/{CASE}/disposals", {**DISPOSAL, "item_ids": [item]})
    path = f"/disposals/{plan['id']}/approval"
    assert registry.post("lead", path, version=plan["version"]).status_code == 403
    approved = registry.made("auditor", path, version=plan["version"])
    assert approved["state"]["code"] == "approved"
    assert registry.queued("dispose_evidence") == [{"disposal_id": plan["id"]}]
    assert registry.dispose(plan["id"]).disposed == 1
    assert office.objects() == []
    gone = registry.get("lead", f"/disposals/{plan['id']}")
    assert (gone["state"]["code"], gone["items"][0]["outcome"]) == ("carried_out", "disposed")
    assert office.call("complainant", "GET", f"/evidence/{item}/content").status_code == 404
    chain = registry.get("auditor", f"/evidence/{item}/custody")
    acts = [link["act"] for link in chain["items"]]
    assert acts == ["received", "held", "disposal_refused", "hold_lifted", "disposed", "erased"]
    assert chain["sha256"] == gone["items"][0]["sha256"] != ""
    assert registry.dispose(plan["id"]).disposed == 0  # once more does nothing
    assert [row.laid for row in office.rows(StoreHold)] == [False]
