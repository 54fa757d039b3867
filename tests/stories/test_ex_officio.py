"""A case of the office's own accord, over HTTP on both databases."""

import json
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.stories.track_steps import FIRM, begun, clock_of, refused
from tests.support.town import open_town

OPENING: dict[str, Any] = {
    "source": "survey",
    "source_note": "2026년 실태조사 (가상)",
    "respondent": {"name": "대한모터스(가상)", "business_number": FIRM},
    "codes": ["SC-CUT"],
    "trade_ended_on": "2025-06-30",
    "grounds": "카나리근거: 응답에서 감액이 확인됨",
}


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.fixture
def people(stage: Stage) -> dict[str, Player]:
    """Return the office and the respondent with its firm."""
    found = {
        "lead": stage.player(Role.LEAD, "과장", unit="subcontract"),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract"),
        "other": stage.player(Role.INVESTIGATOR, "다른조사관", unit="technology"),
        "respondent": stage.player(Role.PARTY, "박대한"),
        "auditor": stage.player(Role.AUDITOR, "감사"),
    }
    firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
    found["respondent"].post("/companies", firm)
    return found


@pytest.mark.step("K1", "K23")
def test_a_case_opened_ex_officio_goes_the_same_way_with_nobody_behind_it(
    stage: Stage, people: dict[str, Player]
) -> None:
    examiner, respondent = people["examiner"], people["respondent"]
    made = examiner.post("/ex-officio-cases", OPENING)
    case_id, path = made["id"], f"/cases/{made['id']}"
    seen = examiner.get(path)
    assert "-하도-" in seen["number"]
    assert (seen["opened_by"], seen["complainant_name"], seen["identity_choice"]) == (
        "ex_officio", None, "",
    )  # fmt: skip
    assert (seen["consent"]["code"], seen["limitation_last_on"]) == ("not_needed", None)
    assert examiner.get(f"{path}/origin")["grounds"] == OPENING["grounds"]
    names = {clock["name"] for clock in seen["clocks"]}
    assert not names & {"pre_review", "consent_form", "disposition"}
    # Nobody is asked, told or named where there is no complainant.
    asked = examiner.call("POST", f"{path}/supplements", {"questions": "언제입니까?"})
    assert asked.body["code"] == "no-complainant"
    version = {"version": seen["version"]}
    assert examiner.call("POST", f"{path}/consent-request", {}, **version).status in {404, 409}
    for command in ("begin_pre_review", "register", "open_investigation"):
        examiner.step(case_id, command)
    assert refused(examiner, case_id, "tell_complainant") == "no_complainant"
    assert clock_of(examiner, case_id, "disposition")["due_on"] == "2029-06-22"
    names = {clock["name"] for clock in examiner.get(path)["clocks"]}
    assert "complainant_progress" not in names
    examiner.step(case_id, "tell_respondent")
    examiner.step(case_id, "request_data", reason="거래명세")
    stage.settle()
    told = respondent.get(path)
    assert (told["viewer"], told["opened_by"], told["complainant_name"]) == (
        "respondent", "ex_officio", None,
    )  # fmt: skip
    assert respondent.call("GET", f"{path}/origin").status in {403, 404}
    for door in (path, f"{path}/timeline", f"{path}/papers", f"{path}/exhibits"):
        assert "카나리" not in json.dumps(respondent.get(door), ensure_ascii=False)
    examiner.step(case_id, "receive_data")
    closed = examiner.step(case_id, "close_no_violation", reason="감액 아님")
    assert closed["outcome"]["code"] == "no_violation"
    examiner.step(case_id, "notify_closing")
    stage.settle()
    with stage.house.world.engine.connect() as connection:
        failed = connection.execute(text("SELECT event FROM outbox_entry WHERE last_error <> ''"))
        assert failed.all() == []


def test_a_report_is_not_merged_into_a_case_that_nobody_reported(stage: Stage) -> None:
    reported, people = begun(stage, "SC-CUT", unit="subcontract")
    own = people["examiner"].post("/ex-officio-cases", OPENING)["id"]
    assert people["examiner"].get(f"/cases/{reported}/origin")["source"] == "report"
    why = {"reason": "같은 거래"}
    for first, second, status in ((reported, own, 409), (own, reported, 201)):
        form = {**why, "other_case_id": second}
        version = people["lead"].get(f"/cases/{first}")["version"]
        answer = people["lead"].call("POST", f"/cases/{first}/merger", form, version=version)
        assert answer.status == status
    assert clock_of(people["examiner"], reported, "disposition")["due_on"] == "2029-06-22"


def test_a_case_is_opened_by_its_own_unit_and_where_the_law_data_know_of_it(
    people: dict[str, Player],
) -> None:
    other = people["other"]
    assert other.call("POST", "/ex-officio-cases", OPENING).body["code"] == "track-not-served"
    technology = {**OPENING, "codes": ["ST-INF"]}
    assert other.call("POST", "/ex-officio-cases", technology).body["code"] == "track-not-served"
    tip = {**OPENING, "source": "tip"}
    assert people["examiner"].call("POST", "/ex-officio-cases", tip).status == 422
    unnamed = {**OPENING, "source": "other_case"}
    assert people["examiner"].call("POST", "/ex-officio-cases", unnamed).status == 422
    first = people["examiner"].get(
        f"/cases/{people['examiner'].post('/ex-officio-cases', OPENING)['id']}"
    )
    second = people["examiner"].post(
        "/ex-officio-cases", unnamed | {"other_case_id": first["number"]}
    )
    learnt = people["examiner"].get(f"/cases/{second['id']}/origin")
    assert learnt["other_case_id"] == first["id"]
    assert people["respondent"].call("POST", "/ex-officio-cases", OPENING).status == 403


def test_whoever_stands_behind_a_wall_opens_nothing_against_the_firm(
    people: dict[str, Player],
) -> None:
    examiner = people["examiner"]
    made = examiner.post("/ex-officio-cases", OPENING)
    company_id = examiner.get(f"/cases/{made['id']}")["respondent_company_id"]
    wall = {"company_id": company_id, "person_id": examiner.person_id, "reason": "예전 직장 (가상)"}
    people["auditor"].post("/walls", wall)
    assert examiner.call("POST", "/ex-officio-cases", OPENING).status == 404
