"""The announced ladder over plain HTTP: from an unheeded recommendation to a fine cut on objection.

Recommendation, order, points, fine of at most KRW 5,000,000,000, objection, annulment in part and
refund; each rung is also tried too early, by the wrong people and twice.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.complaints import draft_with_files
from app.demo.stage import Player
from tests.stories.telling import Town, everything_readable, number, town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
ADOPTED_ON = date(2026, 6, 1)
ANNOUNCED = "상생협력 성장전략"
CANARIES = ("카나리소재", "제보카나리", "031-888-5353", "0318885353", "숨긴길 45", "공정카나리")
FILES = (("공정카나리.txt", "카나리소재 열처리 조건표\n".encode(), "text/plain"),)
PLANT_NUMBER = number("119812345")


def open_ladder(told: Town) -> str:
    """Let the parties join and the complaint be filed; returns the case's id."""
    told.join("owner", Role.PARTY, "제보카나리")
    told.join("respondent", Role.PARTY, "최미래")
    told.join("second_commissioner", Role.COMMITTEE, "구위원")
    plant = {"name": "미래플랜트(가상)", "business_number": PLANT_NUMBER, "size": "large"}
    told.respondent.post("/companies", plant)
    supplier = {"name": "카나리소재(가상)", "business_number": number("107819876"), "size": "small"}
    company = told.owner.post("/companies", supplier)["company"]
    form: dict[str, Any] = {
        "complainant": {
            "kind": "corporation", "name": "제보카나리", "address": "경기도 시흥시 숨긴길 45",
            "phone": "031-888-5353", "company_name": "카나리소재(가상)",
            "company_id": company["id"],
        },
        "respondent": {"name": "미래플랜트(가상)", "business_number": PLANT_NUMBER,
                       "address": "울산광역시 남구 공단로 2"},
        "violation": {
            "codes": ["ST-INF"],
            "narrative": {"what": "카나리소재의 공정 조건을 무단으로 썼습니다."},
            "technology": {"name": "열처리 조건표", "secrecy_measures": ["nda"], "act": "used"},
        },
        "consents": {"identity": "private", "collection": True},
        "statement": {"true": True, "signature": "제보카나리"},
    }  # fmt: skip
    form["draft_id"] = draft_with_files(told.owner, FILES)
    return str(told.owner.post("/complaints", form)["case_id"])


def hear(told: Town, case_id: str) -> None:
    """Investigate and hear the parties; a hearing needs ten days' notice and its own day."""
    path = f"/cases/{case_id}"
    examiner = told.technology_examiner
    form = {"account_id": examiner.account_id}
    told.refuse(told.lead, f"{path}/assignment", form, status=404, code="not-found")
    told.technology_lead.act(f"{path}/assignment", form, about=path)
    told.refuse_step(told.owner, case_id, "open_investigation", status=403, code="not-allowed")
    told.refuse_step(examiner, case_id, "hold_hearing", status=409, code="step-not-allowed")
    examiner.step(case_id, "open_investigation")
    told.refuse_step(examiner, case_id, "open_investigation", status=409, code="step-not-allowed")
    told.refuse(told.respondent, path, method="GET", status=404, code="not-found")
    told.stage.on(date(2026, 6, 22))
    told.refuse_step(examiner, case_id, "hold_hearing", status=409, code="step-blocked")
    told.refuse_step(
        examiner, case_id, "notify_hearing", status=409, code="step-blocked",
        hearing_on="2026-06-25",
    )  # fmt: skip
    examiner.step(case_id, "notify_hearing", hearing_on="2026-07-06")
    assert told.respondent.get(path)["complainant_name"] is None
    told.refuse(examiner, f"{path}/measures", recommendation(), status=409, code="ladder-skipped",
                article="제8조의3")  # fmt: skip
    told.stage.on(date(2026, 7, 6))
    told.refuse_step(told.technology_lead, case_id, "hold_hearing", status=403, code="not-allowed")
    examiner.step(case_id, "hold_hearing")


def recommendation() -> dict[str, Any]:
    """Return the draft of the first rung."""
    return {"kind": "corrective_recommendation", "reasons": "무단 사용이 인정됩니다.",
            "violations": ["ST-INF"], "order_items": ["공정 조건의 사용을 멈출 것"],
            "comply_by": "2026-08-05"}  # fmt: skip


def order() -> dict[str, Any]:
    """Return the draft of the second rung."""
    return {**recommendation(), "kind": "corrective_order", "comply_by": "2026-09-09"}


POINTS = {"kind": "penalty_points", "reasons": "시정명령을 이행하지 않았습니다."}


def fine(base_won: int) -> dict[str, Any]:
    """Return the draft of the fourth rung."""
    return {
        "kind": "announced_surcharge", "reasons": "거듭된 불이행",
        "calculation": {"sums": "flat", "severity": "very_grave", "flat_base_won": base_won,
                        "severity_reason": "핵심 기술의 무단 사용이 이어짐"},
    }  # fmt: skip


def climb(told: Town, case_id: str, form: dict[str, Any]) -> str:
    """Draft a rung, have it signed by another person, issue and serve it."""
    path = f"/cases/{case_id}/measures"
    told.refuse(told.technology_lead, path, form, status=403, code="not-allowed")
    told.refuse(told.respondent, path, form, status=403, code="not-allowed")
    measure_id = told.technology_examiner.post(path, form)["id"]
    measure = f"/measures/{measure_id}"
    told.refuse(told.technology_lead, f"{measure}/issue", status=409, code="step-not-allowed")
    told.refuse(told.technology_examiner, f"{measure}/countersignature", status=403,
                code="not-allowed")  # fmt: skip
    told.refuse(told.lead, f"{measure}/countersignature", status=404, code="not-found")
    told.technology_lead.act(f"{measure}/countersignature", about=measure)
    told.technology_lead.act(f"{measure}/issue", about=measure)
    told.refuse(told.respondent, f"{measure}/service", status=404, code="not-found")
    told.refuse(told.owner, f"{measure}/service", status=404, code="not-found")
    served = told.secretary.act(f"{measure}/service", about=measure)
    told.refuse(told.secretary, f"{measure}/service", status=409, code="step-not-allowed")
    assert served["demonstration"]
    assert served["state"]["code"] == "in_force"
    return str(measure_id)


def breach(told: Town, measure_id: str, *, proposed: str) -> None:
    """Find that a rung was not followed; the next rung is proposed with its basis."""
    path, facts = f"/measures/{measure_id}", {"facts": "이행하지 않은 사실을 현장에서 확인함"}
    told.refuse(told.technology_lead, f"{path}/breach", facts, status=403, code="not-allowed")
    told.refuse(told.respondent, f"{path}/breach", facts, status=403, code="not-allowed")
    found = told.technology_examiner.act(f"{path}/breach", facts, about=path)
    told.refuse(told.technology_examiner, f"{path}/breach", facts, status=409,
                code="step-not-allowed")  # fmt: skip
    told.stage.settle()
    proposals = told.technology_examiner.get(f"/cases/{found['case_id']}/proposals")["items"]
    waiting = [p for p in proposals if p["state"]["code"] == "open"]
    assert [(p["kind"]["code"], p["measure_id"]) for p in waiting] == [(proposed, measure_id)]
    assert ANNOUNCED in waiting[0]["basis"]


def blocked_kinds(told: Town, case_id: str) -> dict[str, list[str]]:
    """Return the rungs that are blocked now with their reasons, each naming an article."""
    offers = told.technology_examiner.get(f"/cases/{case_id}/measures/transitions")["blocked"]
    for offer in offers:
        assert all(r["basis"] or r["code"] == "already_there" for r in offer["reasons"]), offer
    return {offer["kind"]: [reason["code"] for reason in offer["reasons"]] for offer in offers}


def recommend_and_order(told: Town, case_id: str) -> str:
    """Climb the first two rungs; no rung may be skipped, nor rest on a day before adoption."""
    path, examiner = f"/cases/{case_id}/measures", told.technology_examiner
    for form in (order(), POINTS, fine(3_000_000_000)):
        told.refuse(examiner, path, form, status=409, code="ladder-skipped", article=ANNOUNCED)
    assert "ladder" in blocked_kinds(told, case_id)["corrective_order"]
    first = climb(told, case_id, recommendation())
    told.refuse(examiner, f"/measures/{first}/breach", {"facts": "아직 사용 중"}, status=409,
                code="step-blocked")  # fmt: skip
    told.refuse(examiner, path, order(), status=409, code="ladder-skipped", article=ANNOUNCED)
    told.stage.on(date(2026, 8, 10))
    breach(told, first, proposed="corrective_order")
    early = {**order(), "decided_on": "2026-05-29"}
    told.refuse(examiner, path, early, status=409, code="regime-not-in-force", article=ANNOUNCED)
    told.refuse(examiner, path, POINTS, status=409, code="ladder-skipped", article=ANNOUNCED)
    second = climb(told, case_id, order())
    told.refuse(examiner, path, order(), status=409, code="ladder-skipped")
    told.stage.on(date(2026, 9, 10))
    breach(told, second, proposed="penalty_points")
    return second


def points_and_fine(told: Town, case_id: str) -> tuple[str, str]:
    """Climb to points and fine; the ledger carries the points, the cap is never passed."""
    path, examiner = f"/cases/{case_id}/measures", told.technology_examiner
    told.refuse(examiner, path, fine(3_000_000_000), status=409, code="ladder-skipped",
                article=ANNOUNCED)  # fmt: skip
    points = climb(told, case_id, POINTS)
    ledger = score(told, told.technology_lead, case_id)
    assert (ledger["net"], len(ledger["ledger"])) == ("3", 1)
    assert ledger["ledger"][0]["points_status"] == "demonstration"
    breach(told, points, proposed="announced_surcharge")
    sums = f"/cases/{case_id}/surcharge-calculations"
    early = {"decided_on": "2026-05-29", "calculation": fine(3_000_000_000)["calculation"]}
    told.refuse(examiner, sums, early, status=409, code="regime-not-in-force", article=ANNOUNCED)
    told.refuse(examiner, path, {**fine(3_000_000_000), "decided_on": "2026-05-29"}, status=409,
                code="regime-not-in-force", article=ANNOUNCED)  # fmt: skip
    over = told.refuse(examiner, path, fine(5_000_000_001), status=422, code="invalid")
    assert [error["pointer"] for error in over["errors"]] == ["/calculation/flat_base_won"]
    at_the_cap = {"decided_on": "2026-09-10", "calculation": fine(5_000_000_000)["calculation"]}
    assert examiner.post(sums, at_the_cap)["amount_won"] == 5_000_000_000
    fined = climb(told, case_id, fine(3_000_000_000))
    shown = told.respondent.get(f"/measures/{fined}")
    assert (shown["amount_won"], shown["balance"]["due_on"]) == (3_000_000_000, "2026-11-09")
    assert all(step["basis"] for step in shown["computation"]["steps"])
    return points, fined


def score(told: Town, reader: Player, case_id: str) -> dict[str, Any]:
    """Return the respondent's points on the announced ladder."""
    company_id = told.secretary.get(f"/cases/{case_id}")["respondent_company_id"]
    path = f"/companies/{company_id}/penalty-points?regime=sme_technology_announced"
    found: dict[str, Any] = reader.get(path)
    return found


def object_and_refund(told: Town, case_id: str, fined: str) -> None:
    """Pay, object in time, have the fine cut, and get the difference back."""
    measure = f"/measures/{fined}"
    payment = {"amount_won": 3_000_000_000, "reference": "국고-70"}
    paid = told.secretary.act(f"{measure}/payments", payment, about=measure)
    assert paid["state"]["code"] == "paid"
    told.stage.on(date(2026, 10, 8))
    grounds = {"grounds": "이행을 위해 노력했습니다."}
    told.refuse(told.owner, f"{measure}/objections", grounds, status=403, code="not-allowed")
    told.refuse(told.technology_lead, f"{measure}/objections", grounds, status=403,
                code="not-allowed")  # fmt: skip
    filed = told.respondent.act(f"{measure}/objections", grounds, about=measure)
    assert (filed["late"], filed["last_on"]) == (False, "2026-10-12")
    told.refuse(told.respondent, f"{measure}/objections", grounds, status=409, code="step-blocked")
    objection = f"/objections/{filed['id']}"
    told.refuse(told.owner, objection, method="GET", status=404, code="not-found")
    told.refuse(
        told.technology_lead, f"{measure}/annulment", {"reason": "직권"}, status=409,
        code="step-blocked",
    )  # fmt: skip
    ruling = {
        "command": "uphold_in_part",
        "reason": "노력을 참작함",
        "new_amount_won": 2_000_000_000,
    }
    rule = f"{objection}/ruling"
    told.refuse(told.commissioner, rule, ruling, status=404, code="not-found", version=1)
    told.refuse(told.respondent, rule, ruling, status=403, code="not-allowed", version=1)
    case = f"/cases/{case_id}"
    seat = {"account_id": told.commissioner.account_id}
    told.secretary.act(f"{case}/seats", seat, about=case)
    told.refuse(told.second_commissioner, rule, ruling, status=404, code="not-found", version=1)
    more = {**ruling, "new_amount_won": 3_000_000_000}
    told.refuse(told.commissioner, rule, more, status=422, code="invalid", version=1)
    ruled = told.commissioner.act(rule, ruling, about=objection)
    assert (ruled["before_won"], ruled["after_won"]) == (3_000_000_000, 2_000_000_000)
    told.refuse(told.commissioner, rule, ruling, status=409, code="step-not-allowed", version=3)
    balance = told.respondent.get(measure)["balance"]
    assert balance["refund_due_won"] == 1_000_000_000
    refund = {"refund_id": balance["refunds"][0]["id"], "reference": "환급-1"}
    told.refuse(told.respondent, f"{measure}/refunds", refund, status=403, code="not-allowed")
    given = told.secretary.act(f"{measure}/refunds", refund, about=measure)
    assert given["balance"]["refund_due_won"] == 0
    assert given["balance"]["refunds"][0]["refunded_on"] == "2026-10-08"
    assert (given["original_amount_won"], given["amount_won"]) == (3_000_000_000, 2_000_000_000)
    told.refuse(told.secretary, f"{measure}/refunds", refund, status=409, code="step-blocked")


def take_points_back(told: Town, case_id: str, points: str) -> None:
    """Annul the points; the ledger keeps both lines and shows the score before and after."""
    measure, reason = f"/measures/{points}", {"reason": "사정 변경에 따른 직권 취소"}
    told.refuse(told.technology_examiner, f"{measure}/annulment", reason, status=403,
                code="not-allowed")  # fmt: skip
    told.technology_lead.act(f"{measure}/annulment", reason, about=measure)
    told.refuse(told.technology_lead, f"{measure}/annulment", reason, status=409,
                code="step-not-allowed")  # fmt: skip
    ledger = score(told, told.respondent, case_id)
    assert ledger["net"] == "0"
    reversal = ledger["reversals"][0]
    assert (reversal["before"], reversal["after"], reversal["points"]) == ("3", "0", "-3")
    known_before = score_as_known(told, case_id, "2026-09-30")
    assert known_before["net"] == "3"


def close(told: Town, case_id: str, ordered: str) -> None:
    """Without the points the order is what is left; once it is complied with the case ends."""
    told.refuse_step(told.technology_lead, case_id, "close", status=409, code="step-blocked")
    measure = f"/measures/{ordered}"
    findings = {"findings": [{"item": 1, "exhibit": "소갑제7호증 (가상)"}]}
    told.technology_examiner.act(f"{measure}/compliance", findings, about=measure)
    told.technology_lead.step(case_id, "close")


def score_as_known(told: Town, case_id: str, day: str) -> dict[str, Any]:
    """Return the points as they were known on a day."""
    company_id = told.secretary.get(f"/cases/{case_id}")["respondent_company_id"]
    path = f"/companies/{company_id}/penalty-points?regime=sme_technology_announced"
    found: dict[str, Any] = told.technology_lead.get(f"{path}&as_of={day}&known_at={day}")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_announced_ladder_ends_in_a_fine_that_an_objection_cuts(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    url = new_database(kind)
    with town(tmp_path / "t", url, today=date(2026, 5, 18), adopted_on=ADOPTED_ON) as told:
        case_id = open_ladder(told)
        hear(told, case_id)
        ordered = recommend_and_order(told, case_id)
        points, fined = points_and_fine(told, case_id)
        object_and_refund(told, case_id, fined)
        take_points_back(told, case_id, points)
        close(told, case_id, ordered)
        told.refuse_step(told.technology_lead, case_id, "close", status=409,
                         code="step-not-allowed")  # fmt: skip
        papers = told.check_papers(told.respondent, case_id)
        assert {paper["template"] for paper in papers} >= {
            "corrective_recommendation", "corrective_order", "surcharge_order"
        }  # fmt: skip
        assert all(paper["demonstration"] for paper in papers)
        told.check_refusals()
        answers = everything_readable(told, told.respondent, case_id, pages=kind == "sqlite")
        assert not [(p, word) for p, text in answers.items() for word in CANARIES if word in text]
        told.check_log()


def test_where_the_ladder_is_not_adopted_no_rung_of_it_is_reached(
    tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    url = new_database("sqlite")
    with town(tmp_path / "t", url, today=date(2026, 5, 18), demonstration=False) as told:
        case_id = open_ladder(told)
        hear(told, case_id)
        path, examiner = f"/cases/{case_id}/measures", told.technology_examiner
        for form in (order(), POINTS, fine(3_000_000_000)):
            told.refuse(examiner, path, form, status=409, code="regime-not-in-force",
                        article=ANNOUNCED)  # fmt: skip
        assert set(blocked_kinds(told, case_id)) == {
            "corrective_order", "penalty_points", "announced_surcharge", "publication"
        }  # fmt: skip
        sums = f"/cases/{case_id}/surcharge-calculations"
        asked = {"decided_on": "2026-07-06", "calculation": fine(3_000_000_000)["calculation"]}
        told.refuse(examiner, sums, asked, status=409, code="regime-not-in-force")
        told.check_refusals()
        told.check_log()


def test_an_adopted_ladder_without_its_figures_says_that_they_are_not_configured(
    tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    more = {"adopted_on": ADOPTED_ON, "demonstration": False}
    with town(tmp_path / "t", new_database("sqlite"), today=date(2026, 5, 18), **more) as told:
        case_id = open_ladder(told)
        hear(told, case_id)
        sums = f"/cases/{case_id}/surcharge-calculations"
        asked = {"decided_on": "2026-07-06", "calculation": fine(3_000_000_000)["calculation"]}
        told.refuse(told.technology_examiner, sums, asked, status=409, code="not-configured")
        told.check_refusals()
