"""The ministry's Win-Win track, matters of other bodies and other Acts of the KFTC, over HTTP."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.stage import Stage, StoryRefused
from tests.access.samples import COMPLAINT
from tests.stories.track_steps import begun, clock_of, refused
from tests.support.town import open_town


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database, after the ministry's limit came into force."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.mark.step("M1", "M2")
def test_the_ministry_gives_notice_asks_three_times_and_takes_silence_as_non_submission(
    stage: Stage,
) -> None:
    case_id, people = begun(stage, "WW-PAY", unit="win_win_regional")
    examiner = people["examiner"]
    seen = examiner.get(f"/cases/{case_id}")
    assert "-수위-" in seen["number"]
    assert clock_of(examiner, case_id, "win_win_start")["due_on"] == "2026-08-21"
    asked = examiner.post(f"/cases/{case_id}/supplements", {"questions": "대금 내역을 주세요."})
    assert clock_of(examiner, case_id, "win_win_start")["state"] == "paused"
    stage.on(date(2026, 6, 29))
    path = f"/cases/{case_id}/supplements/{asked['id']}/answer"
    people["owner"].post(path, {"answer": "붙임과 같습니다."}, version=asked["version"])
    assert clock_of(examiner, case_id, "win_win_start")["due_on"] > "2026-08-21"
    assert refused(examiner, case_id, "open_investigation") == "not_announced"
    assert refused(examiner, case_id, "notify_investigation", hearing_on="2026-07-05") == (
        "visit_too_soon"
    )
    examiner.step(case_id, "notify_investigation", hearing_on="2026-07-06")
    stage.on(date(2026, 7, 6))
    examiner.step(case_id, "open_investigation")
    assert clock_of(examiner, case_id, "win_win_disposition")["due_on"] == "2029-06-22"
    assert refused(
        examiner, case_id, "request_data", reason="거래명세", until_on="2026-07-12"
    ) == "data_time_short"  # fmt: skip
    for month in (7, 8, 9):
        examiner.step(case_id, "request_data", reason="거래명세", until_on=f"2026-{month:02}-20")
        assert refused(examiner, case_id, "note_non_submission") == "refusals_too_few"
        assert refused(examiner, case_id, "note_data_refusal") == "data_in_time"
        stage.on(date(2026, month, 21))
        examiner.step(case_id, "note_data_refusal")
    examiner.step(case_id, "note_non_submission")
    due = clock_of(examiner, case_id, "win_win_investigation")["due_on"]
    assert due == "2027-01-06"
    late = {"reason": "자료 미제출", "until_on": "2027-07-07"}
    assert refused(examiner, case_id, "extend_investigation", **late) == "extension_too_long"
    examiner.step(case_id, "extend_investigation", reason="자료 미제출", until_on="2027-07-06")
    assert clock_of(examiner, case_id, "win_win_investigation")["due_on"] == "2027-07-06"


@pytest.mark.step("M3", "M4")
def test_a_measure_waits_for_the_opinion_on_its_prior_notice(stage: Stage) -> None:
    case_id, people = begun(stage, "WW-PAY", unit="win_win_regional")
    examiner, respondent = people["examiner"], people["respondent"]
    examiner.step(case_id, "open_urgently", reason="증거인멸 우려")
    short = {"reason": "시정권고 예정", "until_on": "2026-07-01"}
    assert refused(examiner, case_id, "notify_disposition", **short) == "opinion_time_short"
    examiner.step(case_id, "notify_disposition", reason="시정권고 예정", until_on="2026-07-02")
    assert refused(examiner, case_id, "hold_hearing") == "opinion_pending"
    respondent.step(case_id, "receive_opinion", reason="사정이 있습니다.")
    assert examiner.step(case_id, "hold_hearing")["state"]["code"] == "heard"
    stage.on(date(2026, 7, 3))
    assert refused(examiner, case_id, "close_time_barred") == "not_time_barred"
    examiner.step(case_id, "close_no_violation", reason="지급을 확인함")
    examiner.step(case_id, "notify_closing")


@pytest.mark.step("M5", "M6")
def test_a_surveyed_matter_of_another_act_goes_to_the_kftc_and_bars_an_order(stage: Stage) -> None:
    case_id, people = begun(stage, "WW-COND-1", unit="win_win_regional")
    examiner, path = people["examiner"], f"/cases/{case_id}"
    examiner.step(case_id, "open_urgently", reason="실태조사 현장 확인")
    assert refused(examiner, case_id, "request_kftc", reason="요구") == "dispute"
    facts: dict[str, Any] = {"procedure": "survey", "under_subcontracting": True}
    form = {**facts, "under_fair_trade": False, "reason": "하도급 거래의 감액입니다."}
    with pytest.raises(StoryRefused, match="reason-missing"):
        examiner.act(f"{path}/jurisdiction", facts, about=path)
    judged = examiner.act(f"{path}/jurisdiction", form, about=path)
    lines = {line["code"]: line for line in judged["lines"]}
    assert (judged["way"], lines["order"]["answer"]) == ("ask_kftc", False)
    assert "제27조제2항" in lines["order"]["basis"]
    examiner.step(case_id, "request_kftc", reason="하도급법 제11조 위반에도 해당")
    assert clock_of(examiner, case_id, "win_win_kftc_request")["due_on"] == "2026-12-22"
    over = {"reason": "공정위 연장", "until_on": "2027-12-23"}
    assert refused(examiner, case_id, "extend_kftc_request", **over) == "extension_too_long"
    examiner.step(case_id, "extend_kftc_request", reason="공정위 연장", until_on="2027-12-22")
    assert clock_of(examiner, case_id, "win_win_kftc_request")["due_on"] == "2027-12-22"
    closed = examiner.step(case_id, "receive_kftc_result", reason="공정위 시정명령")
    assert closed["outcome"]["code"] == "dealt_with_by_kftc"


@pytest.mark.step("T1")
def test_a_technology_report_is_heard_with_ten_days_notice(stage: Stage) -> None:
    case_id, people = begun(stage, "ST-INF", unit="technology", proof=True)
    examiner = people["examiner"]
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "advise_mediation")
    assert refused(examiner, case_id, "notify_hearing", hearing_on="2026-07-01") == (
        "hearing_too_soon"
    )
    examiner.step(case_id, "notify_hearing", hearing_on="2026-07-02")
    stage.on(date(2026, 7, 2))
    assert examiner.step(case_id, "hold_hearing")["state"]["code"] == "heard"
    assert refused(examiner, case_id, "close_settled") in {
        "settlement_not_performed", "step-not-allowed"
    }  # fmt: skip


def test_a_matter_of_another_body_is_referred_with_a_paper_and_closed(stage: Stage) -> None:
    case_id, people = begun(stage, "FT-RETAL", unit="subcontract")
    assert clock_of(people["examiner"], case_id, "fair_trade_limit")["due_on"] == "2032-06-30"
    names = {clock["name"] for clock in people["examiner"].get(f"/cases/{case_id}")["clocks"]}
    assert not names & {"disposition", "consent_form"}
    intake = stage.player(Role.LEAD, "접수과장", unit="intake")
    violation = {**COMPLAINT["violation"], "codes": ["UC-IDEA"], "trade_ended_on": "2025-06-30"}
    owner = people["owner"]
    other = owner.post("/complaints", {**COMPLAINT, "violation": violation})["case_id"]
    closed = intake.step(other, "refer_out", reason="지식재산처 소관")
    assert closed["outcome"]["code"] == "referred_out"
    stage.settle()
    papers = owner.get(f"/cases/{other}/papers")["items"]
    assert {paper["template"] for paper in papers} == {"receipt", "referral"}
