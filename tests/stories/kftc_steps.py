"""The stretches of the KFTC story, each with everything that must be refused on the way.

Nothing inside the service is touched but its clock and the opening of accounts. Each step is also
tried by the wrong people, out of order and twice; every refusal must name its ground and be logged.
"""

from datetime import date
from typing import Any

import pytest

from app.access.actor import Role
from app.demo import panel
from app.demo.complaints import draft_with_files
from app.demo.moves import SEVERITY_TABLE
from app.demo.stage import Player
from tests.stories.telling import Town, everything_readable, number

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
# Words that only the complaint knows; the respondent must never read one of them.
CANARIES = (
    "제보자가명", "031-777-4242", "0317774242", "카나리정밀", "비밀로 23", "canary@owner.example",
    "카나리대표", "도면카나리", "1048142424",
)  # fmt: skip
TWO_FILES = (
    ("도면카나리.csv", "도면번호,비고\nA-12,카나리정밀 대외비\n".encode(), "text/csv"),
    ("요구 메일.txt", "보낸 사람: 구매팀\nA-12 도면을 보내 주세요.\n".encode(), "text/plain"),
)
WORKED_OUT = {
    "sums": "nine_steps",
    "lines": [
        {"violation": "TK-USE", "severity": "grave", "severity_scored": "grave",
         "flat_base_won": 300_000_000,
         "reasons": {"base": "부과기준표의 점수를 고려함 (가상)"}}
    ],
}  # fmt: skip
ORDER = {
    "kind": "corrective_order",
    "reasons": "조사 결과 위반 사실이 인정됩니다.",
    "violations": ["TK-USE", "TK-NODOC"],
    "order_items": ["피심인은 제공받은 금형 도면 A-12와 그 사본을 모두 폐기하여야 한다."],
    "comply_by": "2026-12-31",
}
DECISION = {
    "order_text": "피심인은 의결된 조치를 이행하여야 한다.",
    "findings": [{"words": "위반 사실이 인정된다.", "exhibit_ids": ["exh_" + "0" * 32]}],
}


def complaint(respondent_number: str, **consents: Any) -> dict[str, Any]:
    """Return the complaint of the story; its complainant is full of canaries."""
    return {
        "complainant": {
            "kind": "corporation", "name": "제보자가명", "address": "경기도 안산시 비밀로 23",
            "phone": "031-777-4242", "email": "canary@owner.example",
            "company_name": "카나리정밀(가상)", "business_number": number("104814242"),
            "representative_name": "카나리대표", "relationship": "수급사업자",
        },
        "respondent": {
            "name": "대한모터스(가상)", "address": "서울특별시 강남구 테헤란로 1",
            "business_number": respondent_number,
        },
        "violation": {
            "codes": ["TK-USE", "TK-NODOC"], "trade_ended_on": "2025-06-30",
            "price_won": 1_000_000_000,
            "narrative": {"what": "카나리정밀의 금형 도면 A-12를 경쟁사에 넘겼습니다."},
            "technology": {"name": "금형 도면 A-12", "secrecy_measures": ["nda"],
                           "act": "disclosed", "demanded_in_writing": False},
        },
        "consents": {"identity": "private", "collection": True, **consents},
        "statement": {"true": True, "signature": "제보자가명"},
    }  # fmt: skip


RESPONDENT_NUMBER = number("105811234")


def open_kftc(told: Town) -> None:
    """Let the parties join: an owner who reports, a respondent with its firm, a stranger."""
    told.join("owner", Role.PARTY, "제보자가명")
    told.join("respondent", Role.PARTY, "박대한")
    told.join("stranger", Role.PARTY, "남모름")
    told.join("second_commissioner", Role.COMMITTEE, "구위원")
    told.join("lead_again", Role.LEAD, "한과장", unit="subcontract", of=told.lead.person_id)
    firm = {"name": "대한모터스(가상)", "business_number": RESPONDENT_NUMBER, "size": "large"}
    told.respondent.post("/companies", firm)


def file(told: Town, **consents: Any) -> str:
    """File the complaint with its two files, after it was refused for what it lacked."""
    owner, form = told.owner, complaint(RESPONDENT_NUMBER, **consents)
    told.refuse(owner, "/complaints", form, status=422, code="proof-missing")
    told.refuse(told.examiner, "/complaints", form, status=403, code="not-allowed")
    form["draft_id"] = draft_with_files(owner, TWO_FILES)
    told.refuse(told.stranger, "/complaints", form, status=404, code="not-found")
    filed = owner.post("/complaints", form, key="the-filing")
    again = owner.call("POST", "/complaints", form, key="the-filing")
    assert (again.status, again.body) == (201, filed)
    assert again.headers["idempotent-replayed"] == "true"
    other = {**form, "statement": {"true": True, "signature": "다른 이름"}}
    answer = owner.call("POST", "/complaints", other, key="the-filing")
    assert (answer.status, answer.body["code"]) == (422, "idempotency-key-reused")
    told.refuse(owner, "/complaints", form, status=409, code="draft-filed")
    case_id = str(filed["case_id"])
    exhibits = owner.get(f"/cases/{case_id}/exhibits")["items"]
    assert [exhibit["label"] for exhibit in exhibits] == ["신 제1호증", "신 제2호증"]
    return case_id


def assign(told: Town, case_id: str) -> None:
    """Name the examiner, which only the lead of the unit may."""
    path, form = f"/cases/{case_id}", {"account_id": told.examiner.account_id}
    assignment = f"{path}/assignment"
    told.refuse(told.examiner, assignment, form, status=404, code="not-found")
    told.refuse(told.technology_lead, assignment, form, status=404, code="not-found")
    told.refuse(told.owner, assignment, form, status=403, code="not-allowed")
    told.refuse(told.secretary, assignment, form, status=403, code="not-allowed")
    not_one = {"account_id": told.technology_examiner.account_id}
    told.refuse(told.lead, assignment, not_one, status=422, code="invalid")
    told.lead.act(assignment, form, about=path)


def register(told: Town, case_id: str, *, notified: bool) -> None:
    """Pre-review and registration; until then nothing is investigated."""
    told.refuse_step(told.examiner, case_id, "register", status=409, code="step-not-allowed")
    told.examiner.step(case_id, "begin_pre_review")
    told.refuse_step(
        told.examiner, case_id, "begin_pre_review", status=409, code="step-not-allowed"
    )
    told.refuse_step(told.other_examiner, case_id, "register", status=404, code="not-found")
    told.refuse_step(told.owner, case_id, "register", status=403, code="not-allowed")
    told.refuse_step(told.secretary, case_id, "register", status=403, code="not-allowed")
    told.refuse_step(told.respondent, case_id, "register", status=403 if notified else 404,
                     code="not-allowed" if notified else "not-found")  # fmt: skip
    path = f"/cases/{case_id}"
    questions = {"questions": "도면을 넘긴 날을 알려 주세요.", "due_on": "2026-03-20"}
    told.refuse(told.owner, f"{path}/supplements", questions, status=403, code="not-allowed")
    asked = told.examiner.post(f"{path}/supplements", questions)
    step = told.blocked(told.examiner, path, "register")
    assert step["basis"] == "공정거래위원회 사건절차규칙 제15조"
    assert [reason["code"] for reason in step["reasons"]] == ["supplement_open"]
    told.refuse_step(told.examiner, case_id, "register", status=409, code="step-blocked")
    answer = f"{path}/supplements/{asked['id']}/answer"
    words = {"answer": "2025년 6월 20일입니다."}
    told.refuse(told.examiner, answer, words, status=403, code="not-allowed", version=1)
    told.owner.post(answer, words, version=1)
    told.refuse(told.owner, answer, words, status=409, code="step-not-allowed", version=2)
    told.examiner.step(case_id, "register")
    told.refuse_step(told.examiner, case_id, "register", status=409, code="step-not-allowed")


def investigate(told: Town, case_id: str) -> None:
    """The investigation; a data request stops its clock and is answered once."""
    told.refuse_step(told.examiner, case_id, "send_report", status=409, code="step-not-allowed")
    told.refuse_step(told.lead, case_id, "open_investigation", status=403, code="not-allowed")
    told.stage.on(date(2026, 3, 13))
    told.examiner.step(case_id, "open_investigation")
    assert _target(told, case_id)["due_on"] == "2026-09-14"  # the 13th is a Sunday
    told.refuse_step(told.examiner, case_id, "receive_data", status=409, code="step-blocked")
    told.stage.on(date(2026, 4, 6))
    told.refuse_step(told.examiner, case_id, "request_data", status=422, code="reason-missing")
    told.examiner.step(case_id, "request_data", reason="전자우편 제출 요구")
    told.refuse_step(
        told.examiner, case_id, "request_data", status=409, code="step-blocked", reason="또 요구"
    )
    told.refuse_step(told.examiner, case_id, "send_report", status=409, code="step-blocked")
    assert _target(told, case_id)["state"] == "paused"
    told.stage.on(date(2026, 4, 27))
    told.refuse_step(
        told.examiner, case_id, "receive_data", status=422, code="date-out-of-order",
        effective_on="2026-04-05",
    )  # fmt: skip
    told.examiner.step(case_id, "receive_data")
    # 21 days later: a Sunday, and the day after stands in for the holiday of the 3rd
    assert _target(told, case_id)["due_on"] == "2026-10-06"
    assert _target(told, case_id)["paused_days"] == 21


def _target(told: Town, case_id: str) -> dict[str, Any]:
    clocks = told.examiner.get(f"/cases/{case_id}")["clocks"]
    return next(clock for clock in clocks if clock["name"] == "investigation_target")


def deliberate(told: Town, case_id: str) -> None:
    """Report, opinion, panel and resolution."""
    told.stage.on(date(2026, 9, 1))
    told.refuse_step(told.commissioner, case_id, "deliberate", status=404, code="not-found")
    told.examiner.step(case_id, "send_report", panel="subcommittee")
    told.refuse_step(told.examiner, case_id, "send_report", status=409, code="step-not-allowed")
    path = f"/cases/{case_id}"
    members = [told.commissioner, *(told.join(part, Role.COMMITTEE, name) for part, name in (
        ("seated_commissioner", "남위원"), ("third_commissioner", "도위원")))]  # fmt: skip
    panel_id = panel.standing_panel(told.secretary, members)
    tabling = {"panel_id": panel_id, "hearing_on": "2026-09-29"}
    told.refuse_step(told.secretary, case_id, "table", status=409, code="step-not-allowed")
    told.refuse(
        told.secretary, f"{path}/agenda", tabling, status=409, code="step-blocked",
        article="제25조",
    )  # fmt: skip
    told.stage.on(date(2026, 9, 15))
    opinion = {"reason": "의견서를 제출합니다."}
    told.refuse_step(
        told.examiner, case_id, "receive_opinion", status=403, code="not-allowed", **opinion
    )
    told.refuse_step(
        told.owner, case_id, "receive_opinion", status=403, code="not-allowed", **opinion
    )
    told.respondent.step(case_id, "receive_opinion", **opinion)
    told.refuse(
        told.secretary, f"{path}/agenda", {**tabling, "hearing_on": "2026-09-20"}, status=409,
        code="step-blocked", article="제37조",
    )  # fmt: skip
    seat = {"account_id": told.commissioner.account_id}
    told.refuse(told.examiner, f"{path}/seats", seat, status=403, code="not-allowed")
    told.refuse(told.secretary, f"{path}/seats", seat, status=409, code="seated-by-panel")
    told.refuse(told.examiner, f"{path}/agenda", tabling, status=403, code="not-allowed")
    item_id = panel.table(told.secretary, case_id, panel_id, date(2026, 9, 29))
    told.refuse(told.commissioner, path, method="GET", status=404, code="not-found")
    for member in members:
        panel.declare(member, item_id)
    told.stage.on(date(2026, 9, 29))
    told.refuse_step(told.second_commissioner, case_id, "deliberate", status=404, code="not-found")
    told.refuse_step(told.commissioner, case_id, "deliberate", status=409, code="step-not-allowed")
    said = {"side": "respondent", "name": "박대한", "words": "선처를 바랍니다."}
    hearing_id = panel.hear(told.secretary, item_id, [said])
    told.refuse(
        told.examiner, f"{path}/measures", {**ORDER, "decided_on": "2026-09-29"}, status=409,
        code="ladder-skipped", article="제25조",
    )  # fmt: skip
    lines = [{"kind": "corrective_order"}, {"kind": "surcharge"}]
    panel.vote(told.secretary, hearing_id, members, panel.violation(later=lines))
    told.refuse_step(
        told.commissioner, case_id, "resolve_violation", status=409, code="step-not-allowed"
    )


def configure(told: Town, case_id: str) -> None:
    """Without the tables of the notice nothing is worked out; two persons enter them."""
    sums = f"/cases/{case_id}/surcharge-calculations"
    asked = {"decided_on": "2026-09-29", "calculation": WORKED_OUT}
    told.refuse(told.examiner, sums, asked, status=409, code="not-configured")
    told.refuse(told.secretary, sums, asked, status=403, code="not-allowed")
    for name, value in SEVERITY_TABLE.items():
        form = {"name": name, "value": value, "effective_from": "2026-08-04",
                "source_paper": "고시 별표(가상)", "reason": "고시 시행"}  # fmt: skip
        entered = told.lead.post("/law/figures", form)
        approval = f"/law/figures/{entered['id']}/approval"
        if name == "severity_grave_floor":
            told.refuse(told.examiner, "/law/figures", form, status=403, code="not-allowed")
            told.refuse(told.lead, approval, status=403, code="not-allowed", version=1)
            told.refuse(told.lead_again, approval, status=403, code="not-allowed", version=1)
            told.refuse(told.secretary, approval, status=412, code="changed-elsewhere", version=7)
        told.secretary.post(approval, version=entered["version"])
        if name == "severity_grave_floor":
            told.refuse(told.secretary, approval, status=409, code="step-not-allowed", version=2)
    found = told.examiner.post(sums, asked)
    assert found["amount_won"] == 300_000_000
    assert found["status"] == "agency_entered"
    assert all(step["basis"] for step in found["steps"])


def draft_and_sign(told: Town, case_id: str) -> tuple[str, str]:
    """Draft order and surcharge and have them countersigned by another person."""
    path = f"/cases/{case_id}/measures"
    order_form = {**ORDER, "decided_on": "2026-09-29"}
    told.refuse(told.lead, path, order_form, status=403, code="not-allowed")
    told.refuse(told.respondent, path, order_form, status=403, code="not-allowed")
    told.refuse_step(told.secretary, case_id, "write_decision", status=409, code="step-not-allowed")
    order = told.examiner.post(path, order_form)["id"]
    told.refuse(told.examiner, path, order_form, status=409, code="ladder-skipped")
    form = {"kind": "surcharge", "reasons": "위반이 중대합니다.", "violations": ["TK-USE"],
            "decided_on": "2026-09-29", "calculation": WORKED_OUT}  # fmt: skip
    surcharge = told.examiner.post(path, form)["id"]
    told.refuse(told.respondent, f"/measures/{order}", method="GET", status=404, code="not-found")
    for measure_id in (order, surcharge):
        measure = f"/measures/{measure_id}"
        told.refuse(told.lead, f"{measure}/issue", status=409, code="step-not-allowed")
        told.refuse(told.examiner, f"{measure}/countersignature", status=403, code="not-allowed")
        told.lead.act(f"{measure}/countersignature", about=measure)
        told.refuse(told.lead, f"{measure}/countersignature", status=409, code="step-not-allowed")
        told.refuse(told.lead, f"{measure}/issue", status=409, code="step-blocked")
        step = told.blocked(told.lead, measure, "issue")
        assert step["reasons"][0]["code"] == "case_not_ready"
    return order, surcharge


def issue(told: Town, case_id: str, order: str, surcharge: str) -> None:
    """Issue both once the decision is written; their points stand in the ledger from then on."""
    told.stage.on(date(2026, 10, 20))
    told.refuse(
        told.examiner, f"/cases/{case_id}/decisions", DECISION, status=403, code="not-allowed"
    )
    panel.write_decision(told.secretary, case_id)
    told.refuse_step(told.lead, case_id, "serve_decision", status=409, code="step-not-allowed")
    assert _points(told, case_id)["ledger"] == []
    for measure_id in (order, surcharge):
        measure = f"/measures/{measure_id}"
        told.refuse(told.secretary, f"{measure}/service", status=409, code="step-not-allowed")
        told.refuse(told.examiner, f"{measure}/issue", status=403, code="not-allowed")
        assert told.lead.get(measure)["points"] is None
        told.lead.act(f"{measure}/issue", about=measure)
        told.refuse(told.lead, f"{measure}/issue", status=409, code="step-not-allowed")
    assert {"corrective_order", "surcharge"} <= {
        entry["measure_kind"]["code"] for entry in _points(told, case_id)["ledger"]
    }


def serve(told: Town, case_id: str, order: str, surcharge: str) -> None:
    """Serve both; the day to pay follows from service."""
    for measure_id in (order, surcharge):
        measure = f"/measures/{measure_id}"
        told.refuse(told.lead, f"{measure}/service", status=403, code="not-allowed")
        told.secretary.act(f"{measure}/service", about=measure)
        told.refuse(told.secretary, f"{measure}/service", status=409, code="step-not-allowed")
    assert told.respondent.get(f"/measures/{surcharge}")["balance"]["due_on"] == "2026-12-21"
    assert told.secretary.get(f"/cases/{case_id}")["state"]["code"] == "under_measure"


def _points(told: Town, case_id: str) -> dict[str, Any]:
    company_id = told.secretary.get(f"/cases/{case_id}")["respondent_company_id"]
    found: dict[str, Any] = told.lead.get(f"/companies/{company_id}/penalty-points")
    return found


def pay(told: Town, case_id: str, surcharge: str) -> None:
    """Part of the surcharge comes in time, the rest late; the last payment ends the measure."""
    measure = f"/measures/{surcharge}"
    payments = f"{measure}/payments"
    first = {"amount_won": 200_000_000, "reference": "국고-1", "on": "2026-11-20"}
    told.refuse(told.respondent, payments, first, status=403, code="not-allowed")
    told.refuse(told.lead, payments, first, status=403, code="not-allowed")
    told.refuse(told.secretary, payments, first, status=422, code="measure-date-out-of-order")
    told.stage.on(date(2026, 11, 20))
    paid = told.secretary.act(payments, first, about=measure)
    assert paid["state"]["code"] == "in_force"
    assert not paid["balance"]["payments"][0]["late"]
    told.refuse(told.secretary, payments, first, status=409, code="payment-recorded")
    more = {"amount_won": 900_000_000, "reference": "국고-2"}
    told.refuse(told.secretary, payments, more, status=409, code="overpayment")
    told.refuse(told.lead, f"{measure}/compliance", status=403, code="not-allowed")
    told.refuse_step(told.lead, case_id, "close", status=409, code="step-blocked")
    told.stage.on(date(2027, 1, 21))
    owed = told.secretary.get(measure)["balance"]
    assert owed["late_charge_known"]
    assert owed["owed_won"] == 100_000_000 + owed["late_charge_won"]
    assert owed["late_charge_won"] > 0
    rest = {"amount_won": owed["owed_won"], "reference": "국고-2"}
    paid = told.secretary.act(payments, rest, about=measure)
    assert paid["state"]["code"] == "paid"
    assert paid["balance"]["owed_won"] == 0
    assert [p["late"] for p in paid["balance"]["payments"]] == [False, True]
    assert paid["balance"]["payments"][1]["late_charge_won"] == owed["late_charge_won"]


def comply_and_close(told: Town, case_id: str, order: str) -> None:
    """The order is complied with, confirmed, and only then the case is closed, once."""
    measure = f"/measures/{order}"
    step = told.blocked(told.lead, f"/cases/{case_id}", "close")
    assert [reason["code"] for reason in step["reasons"]] == ["measure_living"]
    told.refuse_step(told.lead, case_id, "close", status=409, code="step-blocked")
    report = {"report": "사본을 모두 폐기했습니다."}
    told.refuse(told.owner, f"{measure}/compliance-report", report, status=403, code="not-allowed")
    told.respondent.act(f"{measure}/compliance-report", report, about=measure)
    told.refuse(told.respondent, f"{measure}/compliance", status=403, code="not-allowed")
    told.refuse(told.examiner, f"{measure}/compliance", {}, status=409, code="step-blocked")
    proof = {"item": 1, "exhibit": "소을제4호증 (가상)"}
    told.respondent.act(f"{measure}/proofs", proof, about=measure)
    [filed] = told.examiner.get(f"{measure}/performance")["items"][0]["proofs"]
    told.examiner.post(
        f"/item-proofs/{filed['id']}/finding", {"command": "accept"}, version=filed["version"]
    )
    told.examiner.act(f"{measure}/compliance", about=measure)
    told.refuse(told.examiner, f"{measure}/compliance", status=409, code="step-not-allowed")
    told.refuse(
        told.examiner, f"{measure}/breach", {"facts": "불이행"}, status=409, code="step-not-allowed"
    )
    told.refuse_step(told.owner, case_id, "close", status=403, code="not-allowed")
    told.lead.step(case_id, "close")
    told.refuse_step(told.lead, case_id, "close", status=409, code="step-not-allowed")
    found = told.owner.get(f"/cases/{case_id}")
    assert (found["open"], found["outcome"]["code"]) == (False, "measures_completed")
    told.lead.step(case_id, "notify_closing")
    told.refuse_step(told.lead, case_id, "notify_closing", status=409, code="step-blocked")


def check_silence(told: Town, reader: Player, case_id: str) -> None:
    """Hold that nothing that the respondent can read names the complainant."""
    told.stage.settle()
    answers = everything_readable(told, reader, case_id)
    papers = [text for text in answers.values() if text.startswith("text of a paper")]
    assert len(papers) == 12
    leaks = [(path, word) for path, text in answers.items() for word in CANARIES if word in text]
    assert not leaks
    # The same search finds the words where they may be read, so it can see.
    own = everything_readable(told, told.owner, case_id)
    assert {word for text in own.values() for word in CANARIES if word in text} >= {
        "제보자가명", "카나리정밀", "비밀로 23", "도면카나리"
    }  # fmt: skip
    staff = told.examiner.get(f"/cases/{case_id}")
    assert staff["complainant_name"] is None  # closed identity: shown after step-up only
