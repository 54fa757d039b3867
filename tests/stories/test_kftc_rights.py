"""The KFTC track beside its main road: consent, notices, rights of the parties, a new look."""

from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.stories.track_steps import begun, clock_of, refused
from tests.support.town import open_town


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database, after new investigations may be asked for."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2027, 9, 13)) as opened:
        yield opened


def registered(people: dict[str, Player], case_id: str) -> None:
    """Bring a case to its registration."""
    for command in ("begin_pre_review", "register"):
        people["examiner"].step(case_id, command)


@pytest.mark.step("K1", "K2", "K3", "K4", "K5")
def test_silence_is_no_consent_and_a_late_consent_still_tells_the_respondent(stage: Stage) -> None:
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    examiner, path = people["examiner"], f"/cases/{case_id}"
    seen = examiner.get(path)
    assert (seen["limitation_last_on"], seen["limitation_late"]) == ("2028-06-30", False)
    assert clock_of(examiner, case_id, "consent_form")["due_on"] == "2027-09-28"
    examiner.act(f"{path}/consent/request", about=path)
    stage.on(date(2027, 10, 1))
    stage.settle()
    assert examiner.get(path)["consent"]["code"] == "refused"
    people["owner"].act(f"{path}/consent/answer", {"notify_respondent": True}, about=path)
    assert clock_of(examiner, case_id, "respondent_notice")["due_on"] == "2027-10-08"
    examiner.act(f"{path}/consent/notice", about=path)
    examiner.step(case_id, "begin_pre_review")
    assert refused(examiner, case_id, "extend_pre_review") == "reason-missing"
    examiner.step(case_id, "refuse_opening", reason="심사불개시 사유")
    assert clock_of(examiner, case_id, "closing_notice")["due_on"] == "2027-10-18"
    examiner.step(case_id, "notify_closing")
    assert refused(examiner, case_id, "notify_closing") == "notified"


@pytest.mark.step("K8", "K9", "K11", "K12")
def test_parties_are_told_of_progress_and_object_within_seven_days(stage: Stage) -> None:
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    examiner, respondent = people["examiner"], people["respondent"]
    registered(people, case_id)
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "request_data", reason="거래 자료")
    examiner.step(case_id, "receive_data")
    examiner.step(case_id, "collect_material")
    stage.on(date(2027, 9, 20))
    respondent.step(case_id, "object_to_material", reason="목록에 없는 자료입니다.")
    stage.on(date(2027, 9, 21))
    assert refused(respondent, case_id, "object_to_material", reason="다시") == "no_objection_time"
    for command in ("tell_complainant", "tell_respondent"):
        examiner.step(case_id, command)
    assert clock_of(examiner, case_id, "complainant_progress")["state"] == "met"
    assert clock_of(examiner, case_id, "respondent_progress")["due_on"] == "2027-12-21"
    examiner.step(case_id, "extend_investigation", reason="복잡", until_on="2028-06-30")
    assert clock_of(examiner, case_id, "extension_notice")["state"] == "running"
    examiner.step(case_id, "notify_extension")
    assert clock_of(examiner, case_id, "extension_notice")["state"] == "met"
    examiner.step(case_id, "send_report", panel="subcommittee")
    respondent.step(case_id, "receive_opinion", reason="의견입니다.")
    assert "의견입니다" not in str(people["owner"].get(f"/cases/{case_id}/timeline"))


@pytest.mark.step("K11", "K22")
def test_a_new_investigation_is_asked_for_in_thirty_days_and_made_by_another(stage: Stage) -> None:
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    examiner, owner, path = people["examiner"], people["owner"], f"/cases/{case_id}"
    registered(people, case_id)
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "close_examination", reason="사실 확인 곤란")
    assert clock_of(owner, case_id, "reinvestigation")["due_on"] == "2027-10-13"
    owner.step(case_id, "ask_reinvestigation", reason="새 자료가 있습니다.")
    assert refused(owner, case_id, "ask_reinvestigation", reason="또") == "reinvestigation_open"
    people["secretary"].step(case_id, "reinvestigate", reason="심의위원회 결정")
    again = examiner.get(path)
    assert (again["state"]["code"], again["open"], again["outcome"]) == ("registered", True, None)
    assert clock_of(examiner, case_id, "disposition")["state"] == "running"
    assert refused(examiner, case_id, "open_investigation") == "same_examiner"
    other = stage.player(Role.INVESTIGATOR, "새조사관", unit="subcontract")
    people["lead"].act(f"{path}/assignment", {"account_id": other.account_id}, about=path)
    assert other.step(case_id, "open_investigation")["state"]["code"] == "investigating"
    commands = [step["command"] for step in other.get(f"{path}/timeline")["items"]]
    assert commands.count("open_investigation") == 2
    assert {"close_examination", "ask_reinvestigation", "reinvestigate"} <= set(commands)


@pytest.mark.step("K23", "K24")
def test_a_suspended_case_ends_after_six_months_or_when_its_limit_passes(stage: Stage) -> None:
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    examiner = people["examiner"]
    registered(people, case_id)
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "suspend", reason="소재 불명")
    assert refused(examiner, case_id, "terminate", reason="소재 불명") == "suspension_short"
    assert refused(examiner, case_id, "close_time_barred") == "not_time_barred"
    stage.on(date(2028, 3, 14))
    examiner.step(case_id, "terminate", reason="소재 불명 지속")
    assert examiner.get(f"/cases/{case_id}")["outcome"]["code"] == "terminated"
