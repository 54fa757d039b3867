"""A price cut mediated over plain HTTP: the clock, the bar on orders, settlement and performance."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.settlements.price_cut import (
    clock,
    file_case,
    investigate,
    price_cut,
    step,
    tell_respondent,
)

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
pytestmark = pytest.mark.parametrize("kind", KINDS)


@pytest.mark.step("K6", "K7")
def test_a_settlement_that_was_performed_forbids_an_order_and_closes_the_case(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind)) as told:
        case_id = file_case(told)
        path = f"/cases/{case_id}"
        asked = {"request": "깎은 대금 3,000만원의 지급을 바랍니다."}
        told.refuse(told.owner, f"{path}/mediations", asked, status=409, code="identity-closed")
        tell_respondent(told, case_id)
        told.refuse(told.secretary, f"{path}/mediations", asked, status=403, code="not-allowed")
        made = told.owner.post(f"{path}/mediations", asked)
        one = f"/mediations/{made['id']}"
        assert (made["due_on"], made["forbids"]) == ("2026-05-04", True)  # 60 days end on a Friday
        told.refuse(told.respondent, f"{path}/mediations", asked, status=409, code="mediation-runs")

        blocked = told.examiner.get(one)["steps"]["blocked"]
        assert [r["code"] for c in blocked if c["command"] == "extend" for r in c["reasons"]] == [
            "not_both"
        ]
        step(told.owner, one, "agree_extension")
        step(told.respondent, one, "agree_extension")
        assert step(told.examiner, one, "extend")["extended_on"] == "2026-03-02"
        assert clock(told, case_id, "mediation")["due_on"] == "2026-06-01"

        investigate(told, case_id)  # opened after the filing: the order stays forbidden
        measure = told.examiner.post(f"{path}/measures", {
            "kind": "corrective_recommendation", "reasons": "감액이 인정됩니다.",
            "violations": ["SC-CUT"], "order_items": ["감액한 대금을 지급할 것"],
            "comply_by": "2026-04-01",
        })  # fmt: skip
        about = f"/measures/{measure['id']}"
        told.lead.act(f"{about}/countersignature", about=about)
        told.refuse(told.lead, f"{about}/issue", status=409, code="step-blocked",
                    article="하도급법 제24조의5")  # fmt: skip

        told.stage.on(date(2026, 4, 13))
        settled = step(told.examiner, one, "settle", terms="3,000만원과 지연이자를 지급한다.",
                       record_number="조정 2026-12(가상)", perform_by="2026-04-30")  # fmt: skip
        assert settled["state"]["code"] == "settled"
        assert clock(told, case_id, "mediation")["met_on"] == "2026-04-13"
        blocked = told.blocked(told.examiner, path, "close_settled")
        assert [reason["code"] for reason in blocked["reasons"]] == ["settlement_not_performed"]
        told.stage.on(date(2026, 4, 28))
        step(told.respondent, one, "report", reason="이체 확인증을 냈습니다.")
        assert step(told.examiner, one, "confirm")["performed_on"] == "2026-04-28"
        told.refuse(told.lead, f"{about}/issue", status=409, code="step-blocked",
                    article="하도급법 제24조의6")  # fmt: skip
        told.examiner.step(case_id, "close_settled")
        told.stage.settle()
        titles = {paper["title"]["ko"] for paper in told.check_papers(told.respondent, case_id)}
        assert {"분쟁조정 개시 통지서", "조정 기간 연장 통지서", "조정 성립 통지서"} <= titles
        closed = told.owner.get(path)
        assert (closed["outcome"]["code"], closed["open"]) == ("settled", False)
        told.check_log()


@pytest.mark.step("K6")
def test_an_investigation_that_began_before_the_filing_may_still_end_in_an_order(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind)) as told:
        case_id = file_case(told)
        tell_respondent(told, case_id)
        investigate(told, case_id)
        made = told.examiner.post(
            f"/cases/{case_id}/mediation-referrals", {"request": "조정에 적합한 사건입니다."}
        )
        assert (made["side"], made["forbids"]) == ("agency", False)
        answer = told.owner.call(
            "POST", f"/mediations/{made['id']}/steps", {"command": "withdraw"}, version=1
        )
        assert (answer.status, answer.body["code"]) == (409, "not-the-applicant")


@pytest.mark.step("K6")
def test_a_mediation_that_was_withdrawn_interrupts_prescription_if_a_suit_comes_in_six_months(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind)) as told:
        case_id = file_case(told)
        tell_respondent(told, case_id)
        made = told.owner.post(f"/cases/{case_id}/mediations", {"request": "지급을 바랍니다."})
        one = f"/mediations/{made['id']}"
        step(told.owner, one, "withdraw")
        assert clock(told, case_id, "mediation_suit")["due_on"] == "2026-09-02"
        told.stage.on(date(2026, 9, 2))
        assert step(told.examiner, one, "note_suit")["state"]["code"] == "sued"
