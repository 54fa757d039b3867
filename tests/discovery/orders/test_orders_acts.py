"""Over REST: what orders ask for, whom they name, what is written under them, and who sees it."""

from datetime import date
from typing import Any

import pytest

from app.access.actor import WORKER
from app.db.work import begin
from app.discovery.orders import actions, queries
from app.discovery.orders.tables import OrderCustodian
from tests.discovery.conftest import CASE
from tests.discovery.orders.conftest import COURT, HOLD, RELEASE, Registry

WIN_WIN: dict[str, Any] = {
    **COURT, "footing": "win_win", "legal_basis": "", "issued_on": "2028-03-02",
    "valid_until": "2029-03-02",
}  # fmt: skip
VISIT = {**COURT, "kind": "expert_fact_finding"}
SECRET = {**COURT, "kind": "confidentiality_order"}


def note(registry: Registry, order: dict[str, Any], **said: Any) -> Any:
    """Write in the journal and return status and body."""
    answer = registry.post("secretary", f"/orders/{order['id']}/notes", said)
    return answer.status_code, answer.json()


# ------------------------------------------------------------------------------- entry and clocks


def test_every_wrong_field_is_named_and_the_article_with_it(registry: Registry) -> None:
    refused = registry.post(
        "secretary", f"/cases/{CASE}/orders",
        {**COURT, "footing": "win_win", "docket_number": "", "binds": "items"},
    )  # fmt: skip
    body = refused.json()
    assert (refused.status_code, body["code"]) == (422, "order-wrong")
    named = {(error["pointer"], error["code"]) for error in body["errors"]}
    assert named == {
        ("/footing", "not_in_force"), ("/valid_until", "needed"), ("/docket_number", "needed"),
        ("/item_ids", "needed"),
    }  # fmt: skip
    assert body["legal_basis"] == [{"act": "상생협력법", "article": "제40조의11"}]


def test_evidence_of_another_place_is_not_listed(registry: Registry) -> None:
    refused = registry.post(
        "secretary", f"/cases/{CASE}/orders", {**HOLD, "binds": "items", "item_ids": ["evi_none"]}
    )
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/item_ids/0"]


def test_an_order_before_suit_is_warned_of_proven_or_cancelled(registry: Registry) -> None:
    registry.clock.set_day(date(2028, 3, 2))
    order = registry.enter(**WIN_WIN)
    assert (order["suit"]["code"], order["suit_check_on"]) == ("running", "2028-03-09")
    assert note(registry, order, kind="proof_demanded", due_on="2028-04-01")[0] == 409
    registry.clock.set_day(date(2028, 3, 10))
    registry.tick()
    registry.tick()
    assert registry.office.news("suit_missing") == ["suit_missing"]  # once
    status, body = note(registry, order, kind="proof_demanded", due_on="2028-03-23")
    assert (status, body["errors"][0]["code"]) == (422, "too_early")
    assert note(registry, order, kind="proof_demanded", due_on="2028-03-24")[0] == 201
    registry.clock.set_day(date(2028, 3, 25))
    assert registry.get("lead", f"/orders/{order['id']}")["suit"]["code"] == "proof_overdue"
    registry.end(order["id"], outcome="cancel")
    assert registry.get("lead", f"/orders/{order['id']}")["state"]["code"] == "cancelled"


def test_a_suit_on_record_answers_the_check(registry: Registry) -> None:
    registry.clock.set_day(date(2028, 3, 2))
    order = registry.enter(**WIN_WIN)
    assert note(registry, order, kind="suit_filed")[0] == 422
    assert note(registry, order, kind="suit_filed", reference="서울중앙지법 2028가합1")[0] == 201
    registry.clock.set_day(date(2028, 3, 20))
    registry.tick()
    assert registry.office.news("suit_missing") == []
    assert registry.get("lead", f"/orders/{order['id']}")["suit"]["code"] == "filed"


def test_an_order_is_served_extended_once_and_ends_by_the_clock(registry: Registry) -> None:
    registry.clock.set_day(date(2028, 3, 2))
    item = registry.office.item(level=2)
    order = registry.enter(**WIN_WIN)
    path = f"/orders/{order['id']}"
    early = registry.post(
        "secretary", f"{path}/extension", {"valid_until": "2030-03-02"}, version=order["version"]
    )
    assert early.json()["code"] == "step-not-allowed"
    served = registry.made("secretary", f"{path}/service", version=order["version"])
    assert served["state"]["code"] == "in_force"
    steps = registry.get("secretary", f"{path}/transitions")
    assert [step["command"] for step in steps["allowed"]] == ["extend"]
    assert [step["command"] for step in steps["blocked"]] == ["complete"]
    form = {"valid_until": "2030-03-02", "reason": "법원의 연장 결정"}
    assert registry.post("secretary", f"{path}/extension", form, version=1).status_code == 412
    extended = registry.made("secretary", f"{path}/extension", form, version=served["version"])
    assert (extended["valid_until"], extended["first_valid_until"]) == ("2030-03-02", "2029-03-02")
    registry.reconcile()
    registry.clock.set_day(date(2030, 3, 2), hour=23)
    registry.reconcile()
    assert registry.held(item)
    registry.clock.set_day(date(2030, 3, 3), hour=0)
    # It stops binding by itself, before any job has written that down.
    over = registry.get("secretary", path)
    assert (over["binding"], over["state"]["code"]) == (False, "extended")
    late = registry.post(
        "secretary",
        f"{path}/release-requests",
        {**RELEASE, "decided_on": "2030-03-02"},
        version=over["version"],
    )
    assert late.json()["code"] == "order-over"
    registry.tick()
    assert registry.get("secretary", path)["state"]["code"] == "lapsed"
    assert registry.reconcile().lifted == 1
    assert not registry.held(item)


# ---------------------------------------------------------------------------------------- releases


def test_a_release_is_asked_once_may_be_refused_and_taken_back(registry: Registry) -> None:
    order = registry.enter()
    path = f"/orders/{order['id']}/release-requests"
    asked = registry.made("lead", path, RELEASE, version=order["version"])
    assert (
        registry.post("secretary", path, RELEASE, version=order["version"]).json()["code"]
        == "release-asked"
    )
    refusal = f"/release-requests/{asked['id']}/refusal"
    assert registry.post("second_lead", refusal, version=asked["version"]).status_code == 422
    form = {"reason": "결정문이 없음"}
    refused = registry.made("second_lead", refusal, form, version=asked["version"])
    assert (refused["state"]["code"], refused["settlement_reason"]) == ("refused", "결정문이 없음")
    again = registry.made("lead", path, RELEASE, version=order["version"])
    assert registry.post("other_lead", refusal, form, version=1).status_code == 404
    withdrawn = registry.made("lead", f"/release-requests/{again['id']}/withdrawal", version=1)
    assert withdrawn["state"]["code"] == "withdrawn"
    assert registry.get("lead", f"/orders/{order['id']}")["binding"] is True


# -------------------------------------------------------------------------------------- custodians


def test_a_silent_custodian_is_reminded_and_then_the_lead_is_told(registry: Registry) -> None:
    custodian = {"name": "신고인(가상)", "person_id": "person_complainant"}
    order = registry.enter(custodians=[custodian])
    one = order["custodians"][0]
    assert one["notice"]["code"] == "waiting"
    for _ in range(20):
        registry.clock.advance(days=1)
        registry.tick()
    (row,) = registry.office.rows(OrderCustodian)
    assert (row.reminders, row.escalated_on) == (2, date(2026, 12, 3))
    assert registry.office.news("custodian_reminded") == ["custodian_reminded"] * 3
    path = f"/custodians/{one['id']}/acknowledgement"
    assert registry.post("respondent", path, version=row.version).status_code in {403, 404}
    done = registry.made("complainant", path, version=row.version)
    assert done["notice"]["code"] == "acknowledged"
    again = registry.post("complainant", path, version=done["version"])
    assert again.json()["code"] == "already-acknowledged"


def test_a_custodian_without_an_account_answers_on_paper(registry: Registry) -> None:
    order = registry.enter(custodians=[{"name": "외부 전산업체(가상)"}])
    one = order["custodians"][0]["id"]
    assert note(registry, order, kind="acknowledged_on_paper", custodian_id="cstd_none")[0] == 422
    assert note(registry, order, kind="acknowledged_on_paper", custodian_id=one)[0] == 201
    shown = registry.get("secretary", f"/orders/{order['id']}")["custodians"][0]
    assert (shown["notice"]["code"], shown["acknowledged_how"]) == ("acknowledged", "paper")


def test_data_in_use_change_only_after_a_copy_is_on_file(registry: Registry) -> None:
    item = registry.office.item(level=2)
    custodian = {"name": "신고인(가상)", "person_id": "person_complainant"}
    order = registry.enter(custodians=[custodian])
    path = f"/custodians/{order['custodians'][0]['id']}"
    update = {"copy_note_id": "note_none", "words": "월말 갱신"}
    refused = registry.post("complainant", f"{path}/updates", update)
    assert (refused.status_code, refused.json()["code"]) == (409, "order-note-too-early")
    copy = registry.made("complainant", f"{path}/copies", {"item_id": item, "source": "설계 서버"})
    assert copy["kind"]["ko"] == "사본 제출"
    done = registry.made("complainant", f"{path}/updates", {**update, "copy_note_id": copy["id"]})
    assert done["details"]["copy_note_id"] == copy["id"]


def test_everything_of_a_custodian_is_held_also_what_comes_later(registry: Registry) -> None:
    mine, theirs = registry.office.item(level=2), registry.office.item("respondent", level=2)
    registry.enter(
        binds="custodians", custodians=[{"name": "신고인", "person_id": "person_complainant"}]
    )
    registry.reconcile()
    later = registry.office.item(level=2, name="나중.pdf")
    registry.worker(actions.hold_new_evidence, case_id=CASE)
    assert len(registry.queued("reconcile_holds")) == 2
    registry.reconcile()
    assert [registry.held(one) for one in (mine, theirs, later)] == [True, False, True]


# --------------------------------------------------------------------------------- confidentiality


def readable(registry: Registry, person_id: str, item_id: str = "") -> bool:
    with begin(registry.office.world, WORKER, reading=True) as work:
        return queries.may_be_read_by(work, case_id=CASE, item_id=item_id, person_id=person_id)


def test_only_those_named_and_served_read_under_a_confidentiality_order(registry: Registry) -> None:
    item, other = registry.office.item(level=2), registry.office.item(level=2, name="다른.pdf")
    assert readable(registry, "person_anybody", item)
    readers = [
        {"name": "이변호", "person_id": "person_counsel", "capacity": "lawyer"},
        {"name": "박전문", "person_id": "person_expert", "capacity": "expert"},
    ]
    order = registry.enter(**{**SECRET, "binds": "items", "item_ids": [item], "readers": readers})
    assert readable(registry, "person_anybody", item)  # not served: not yet in effect
    path = f"/orders/{order['id']}"
    registry.made("secretary", f"{path}/service", version=order["version"])
    assert not readable(registry, "person_anybody", item)
    assert not readable(registry, "person_counsel", item)
    reader = next(one for one in order["readers"] if one["person_id"] == "person_counsel")
    served = registry.made("secretary", f"/readers/{reader['id']}/service", version=1)
    again = registry.post(
        "secretary", f"/readers/{reader['id']}/service", version=served["version"]
    )
    assert again.json()["code"] == "already-served"
    assert readable(registry, "person_counsel", item)
    assert not readable(registry, "person_expert", item)
    assert not readable(registry, "", item)
    assert readable(registry, "person_anybody", other)
    assert registry.get("secretary", f"/evidence/{item}/holds")["items"] == []  # it holds nothing


# ------------------------------------------------------------------------------------ fact-finding


def test_the_examined_party_reads_first_and_deletions_are_decided_one_by_one(
    registry: Registry,
) -> None:
    order = registry.enter(**VISIT)
    report = registry.office.item(level=2, name="보고서.pdf")
    path = f"/orders/{order['id']}"
    assert (
        note(registry, order, kind="report_filed", item_id=report)[0] == 409
    )  # nobody on the list
    note(registry, order, kind="access_granted", name="최감정", capacity="expert")
    assert (
        note(registry, order, kind="report_filed", item_id=report)[0] == 409
    )  # no lawyer among them
    note(registry, order, kind="access_granted", name="박전문", capacity="lawyer_expert")
    assert note(registry, order, kind="report_filed", item_id=report)[0] == 201
    assert note(registry, order, kind="report_opened")[0] == 409
    passages = {
        "passages": [
            {"passage": "3쪽", "ground": "out_of_scope"},
            {"passage": "9쪽", "ground": "own_secret"},
        ]
    }
    assert registry.post("secretary", f"{path}/deletion-requests", passages).status_code == 409
    assert note(registry, order, kind="report_read", name="대한(가상)")[0] == 201
    asked = registry.made("secretary", f"{path}/deletion-requests", passages)["items"]
    assert [one["sequence"] for one in asked] == [1, 2]
    note(registry, order, kind="applicant_excluded", words="영업비밀 보호")
    registry.made(
        "lead", f"/deletion-requests/{asked[0]['id']}/decision", {"command": "accept"}, version=1
    )
    assert note(registry, order, kind="report_opened")[0] == 409
    second = f"/deletion-requests/{asked[1]['id']}/decision"
    assert registry.post("lead", second, {"command": "reject"}, version=1).status_code == 422
    registry.made("lead", second, {"command": "reject", "reason": "쟁점과 관련됨"}, version=1)
    status, opened = note(registry, order, kind="report_opened")
    assert (status, opened["details"]) == (201, {"audience": "lawyers_and_experts"})
    assert registry.post("secretary", f"{path}/deletion-requests", passages).status_code == 409


def test_obstruction_and_an_examination_are_recorded_whole_or_not_at_all(
    registry: Registry,
) -> None:
    visit = registry.enter(**VISIT)
    assert note(registry, visit, kind="obstruction", words="출입 거부")[0] == 422
    assert (
        note(registry, visit, kind="obstruction", words="출입 거부", conduct="refused_entry")[0]
        == 201
    )
    recording = registry.office.item(level=2, name="녹화.pdf")
    heard = registry.enter(**{**COURT, "kind": "party_examination", "binds": "nothing"})
    said = {"kind": "examination_held", "name": "대한(가상)", "words": "요지", "item_id": recording}
    status, body = note(registry, heard, **said)
    assert (status, {error["pointer"] for error in body["errors"]}) == (
        422,
        {"/oath", "/counsel_of_both"},
    )
    assert note(registry, heard, **said, oath=True, counsel_of_both=True)[0] == 201
    assert note(registry, heard, kind="obstruction", words="x", conduct="other")[0] == 422


# --------------------------------------------------------------------------------------- who sees


def test_parties_learn_of_an_order_when_it_is_served_and_never_of_the_authoritys_hold(
    registry: Registry,
) -> None:
    hold, court = registry.enter(), registry.enter(**COURT)
    assert registry.get("respondent", f"/cases/{CASE}/orders")["items"] == []
    for order in (hold, court):
        assert (
            registry.office.call("respondent", "GET", f"/orders/{order['id']}").status_code == 404
        )
    registry.made("secretary", f"/orders/{court['id']}/service", version=court["version"])
    shown = registry.get("respondent", f"/cases/{CASE}/orders")["items"]
    assert [one["id"] for one in shown] == [court["id"]]
    assert registry.get("respondent", f"/orders/{court['id']}")["custodians"] == []
    assert len(registry.get("auditor", f"/cases/{CASE}/orders")["items"]) == 2


@pytest.mark.parametrize("who", ["complainant", "examiner", "auditor", "other_lead"])
def test_orders_are_entered_by_secretary_and_lead_of_the_unit_only(
    registry: Registry, who: str
) -> None:
    assert registry.post(who, f"/cases/{CASE}/orders", HOLD).status_code in {403, 404}


def test_the_kinds_are_open_to_everybody(registry: Registry) -> None:
    kinds = {one["kind"]["code"]: one for one in registry.get("", "/order-kinds")["items"]}
    assert len(kinds) == 6
    assert kinds["preservation_order"]["footings"][0]["basis"] == "상생협력법 제40조의11"
