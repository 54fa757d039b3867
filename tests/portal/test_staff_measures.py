"""Measures on paper: drafting, working out, signing by another person, serving; points; figures."""

import re
from collections.abc import Generator
from datetime import date

import pytest

from app.demo import moves, panel
from app.demo.cast import gather
from tests.portal.staff_reader import page, submit, text_of
from tests.portal.test_staff_pages import OPENED_ON, Office
from tests.support.town import open_town

SUM = {
    "calculation.contract_rows.0.name": "금형 제작 계약",
    "calculation.contract_rows.0.price_won": "10억",
    "calculation.lines.TK-USE.severity": "grave",
    "calculation.lines.TK-USE.severity_scored": "grave",
    "calculation.lines.TK-USE.violation_amount_won": "1억",
    "calculation.lines.TK-USE.rate": "50%",
    "calculation.lines.TK-USE.reasons.base": "부과기준표 점수 (가상)",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    with open_town(tmp_path_factory.mktemp("measures"), today=date(2026, 9, 1)) as stage:
        cast = gather(stage)
        moves.enter_severity_table(cast)
        case_id = moves.file(
            cast.owner, cast, "대한모터스(가상)", ["TK-USE"], "금형 도면을 경쟁사에 넘겼습니다.",
            violation={
                "trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
                "technology": {"name": "금형 도면", "act": "disclosed"},
            },
        )  # fmt: skip
        moves.investigate(stage, cast, case_id, OPENED_ON)
        moves.decide(stage, cast, case_id, date(2026, 9, 14), respondent=cast.respondent)
        yield Office(stage, cast, case_id, case_id, case_id)


def test_the_ladder_names_what_is_blocked_and_why(office: Office) -> None:
    _, text = page(office.cast.examiner, f"/queue/{office.resolved_case}/measures")
    assert f"/queue/{office.resolved_case}/measures/new/surcharge" in text
    assert "입찰참가자격제한 요청" in text
    assert "5점을 넘어야 합니다" in text


def test_a_wrong_sum_names_the_violation_and_the_field(office: Office) -> None:
    path = f"/queue/{office.resolved_case}/measures/new/surcharge"
    wrong = SUM | {"calculation.lines.TK-USE.rate": "90%", "then": "preview"}
    answer = submit(office.cast.examiner, path, {"violations": ["TK-USE"], **wrong,
                                                 "decided_on": "2026-10-12"})  # fmt: skip
    text = text_of(answer)
    assert answer.status == 422
    assert 'href="#calculation.lines.TK-USE.rate"' in text
    assert "기술자료 유용 – 부과율: " in text
    assert 'value="90%"' in text


def test_a_sum_whose_table_is_unknown_on_its_day_is_not_configured(office: Office) -> None:
    path = f"/queue/{office.resolved_case}/measures/new/surcharge"
    form = {"violations": ["TK-USE"], **SUM, "decided_on": "2026-03-01", "then": "preview"}
    answer = submit(office.cast.examiner, path, form)
    assert answer.status == 409
    assert "설정되어 있지 않습니다" in text_of(answer)


def test_a_surcharge_is_worked_out_saved_signed_by_another_and_issued(office: Office) -> None:
    cast, path = office.cast, f"/queue/{office.resolved_case}/measures/new/surcharge"
    form = {"violations": ["TK-USE"], **SUM, "decided_on": "2026-10-12"}
    answer = submit(cast.examiner, path, {**form, "then": "preview"})
    text = text_of(answer)
    assert answer.status == 200
    assert "산정 결과(저장하지 않음)" in text
    assert "100,000,000" in text
    assert "처분 후 누산점수" in text
    answer = submit(cast.examiner, path, {**form, "reasons": "위반이 인정된다.", "then": "save"})
    assert answer.status == 303, text_of(answer)
    measure = answer.headers["location"].partition("?")[0]
    _, text = page(cast.examiner, measure)
    assert "단계별 산정 내역" in text
    assert f"{measure}/steps/countersign" not in text
    answer = submit(cast.lead, f"{measure}/steps/return", {"reason": ""})
    assert answer.status == 422
    assert submit(cast.lead, f"{measure}/steps/countersign", {}).status == 303
    assert "의결서 작성·의견청취를 먼저 마치세요" in page(cast.lead, measure)[1]
    panel.write_decision(cast.secretary, office.resolved_case)
    assert submit(cast.lead, f"{measure}/steps/issue", {}).status == 303
    status, text = page(cast.secretary, measure)
    assert status == 200
    assert re.search(r"제재-2026-\d{6}-", text)
    _serve_and_pay(office, measure)


def _serve_and_pay(office: Office, measure: str) -> None:
    cast = office.cast
    assert submit(cast.secretary, f"{measure}/steps/serve", {"served_on": ""}).status == 303
    answer = submit(cast.secretary, f"{measure}/steps/record_payment", {"amount_won": "x"})
    assert answer.status == 422
    assert "수납 번호: " in text_of(answer)
    paid = {"amount_won": "1억", "reference": "국고-1"}
    assert submit(cast.secretary, f"{measure}/steps/record_payment", paid).status == 303
    _, text = page(cast.secretary, measure)
    assert "납부 완료" in text


def test_the_points_of_a_company_replay_as_of_a_day(office: Office) -> None:
    company = office.cast.companies["대한모터스(가상)"]
    status, text = page(office.cast.lead, f"/companies/{company}")
    assert status == 200
    assert "벌점 원장" in text
    status, text = page(office.cast.lead, f"/companies/{company}?as_of=2026-01-01")
    assert "<strong>0.0</strong>" in text
    status, text = page(office.cast.lead, f"/companies/{company}?as_of=tomorrow")
    assert status == 422
    assert 'href="#as_of"' in text


def test_companies_are_found_by_name_and_an_unknown_name_says_so(office: Office) -> None:
    _, text = page(office.cast.lead, "/companies?q=대한모터스")
    assert "대한모터스(가상)" in text
    _, text = page(office.cast.lead, "/companies?q=어디에도없는회사")
    assert "일치하는 기업이 없습니다." in text


def test_a_claim_on_points_is_decided_by_another_person(office: Office) -> None:
    company = office.cast.companies["대한모터스(가상)"]
    path = f"/companies/{company}/claims/new"
    assert submit(office.cast.examiner, path, {"item": ""}).status == 422
    claim = {"item": "indexation_share_50", "applies_from": "2026-10-01", "proof": "을 제1호증"}
    assert submit(office.cast.examiner, path, claim).status == 303
    _, text = page(office.cast.lead, f"/companies/{company}")
    decision = re.search(r"/claims/[a-z]+_[0-9a-f]+/decision", text)
    assert decision is not None
    assert submit(office.cast.lead, decision[0], {"reason": ""}).status == 422
    assert submit(office.cast.lead, decision[0], {"command": "accept"}).status == 303


def test_a_figure_counts_only_when_a_second_person_approves_it(office: Office) -> None:
    cast, path = office.cast, "/figures/entries"
    answer = submit(cast.lead, path, {"name": "", "value": ""})
    assert answer.status == 422
    assert "빠진 수치: " in text_of(answer)
    entry = {
        "name": "deemed_service_decision_days", "value": "14", "effective_from": "2026. 1. 1.",
        "source_paper": "하도급과-1", "reason": "내부 지침",
    }  # fmt: skip
    answer = submit(cast.lead, path, entry)
    assert answer.status == 303, text_of(answer)
    _, mine = page(cast.lead, path)
    assert "같은 사람이 할 수 없습니다" in mine
    _, theirs = page(cast.secretary, path)
    step = re.search(r"/figures/entries/[a-z]+_[0-9a-f]+/approve", theirs)
    assert step is not None
    assert submit(cast.secretary, step[0], {}).status == 303
