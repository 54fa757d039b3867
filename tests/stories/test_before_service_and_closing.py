"""What waits over HTTP: papers until service, mediation for a complainant, an end for a referral."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.stories.test_ex_officio import OPENING
from tests.stories.track_steps import FIRM, begun, refused
from tests.support.town import open_town

WARNING: dict[str, Any] = {
    "kind": "warning", "reasons": "감액이 경미함 (가상)", "violations": ["SC-CUT"],
    "order_items": [],
}  # fmt: skip


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


def _investigating(stage: Stage) -> tuple[str, dict[str, Player]]:
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    people["lead"].step(case_id, "begin_pre_review")
    people["lead"].step(case_id, "register")
    people["examiner"].step(case_id, "open_investigation")
    people["examiner"].step(case_id, "request_data", reason="거래명세")
    people["examiner"].step(case_id, "receive_data")
    return case_id, people


def _issued(people: dict[str, Player], case_id: str, form: dict[str, Any]) -> str:
    about = f"/measures/{people['examiner'].post(f'/cases/{case_id}/measures', form)['id']}"
    people["lead"].act(f"{about}/countersignature", about=about)
    people["lead"].act(f"{about}/issue", about=about)
    return about


def test_the_parties_read_the_paper_of_a_measure_from_its_service_on(stage: Stage) -> None:
    case_id, people = _investigating(stage)
    about = _issued(people, case_id, WARNING)
    stage.settle()
    listed = f"/cases/{case_id}/papers"
    [paper] = [p for p in people["examiner"].get(listed)["items"] if p["template"] == "measure"]
    assert paper["audience"] == "agency"
    doors = (about, f"/papers/{paper['id']}", f"/papers/{paper['id']}/content")
    for side in ("respondent", "owner"):
        assert all(p["template"] != "measure" for p in people[side].get(listed)["items"])
        assert people[side].get(f"/cases/{case_id}/measures")["items"] == []
        assert {people[side].call("GET", door).status for door in doors} <= {403, 404}
    people["secretary"].act(f"{about}/service", about=about)
    for side in ("respondent", "owner"):
        assert [p["id"] for p in people[side].get(listed)["items"]].count(paper["id"]) == 1
        assert {people[side].call("GET", door).status for door in doors} == {200}
    stage.settle()
    again = [p for p in people["examiner"].get(listed)["items"] if p["template"] == "measure"]
    assert [p["sha256"] for p in again] == [paper["sha256"]]


def test_nobody_is_referred_to_mediation_in_a_case_without_a_complainant(stage: Stage) -> None:
    examiner = stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract")
    respondent = stage.player(Role.PARTY, "박대한")
    firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
    respondent.post("/companies", firm)
    case_id = examiner.post("/ex-officio-cases", OPENING)["id"]
    for command in ("begin_pre_review", "register", "open_investigation", "tell_respondent"):
        examiner.step(case_id, command)
    examiner.step(case_id, "request_data", reason="거래명세")
    for player, door in ((examiner, "mediation-referrals"), (respondent, "mediations")):
        answer = player.call("POST", f"/cases/{case_id}/{door}", {"request": "조정 의뢰"})
        assert (answer.status, answer.body["code"]) == (409, "no-complainant")
        assert "하도급법" in str(answer.body)
        assert "제24조의4" in str(answer.body)
    assert examiner.get(f"/cases/{case_id}/mediations")["items"] == []


def test_no_case_ends_before_a_demanded_referral_was_made(stage: Stage) -> None:
    case_id, people = _investigating(stage)
    path, examiner, lead = f"/cases/{case_id}", people["examiner"], people["lead"]
    demand = {"authority": "mss", "reference": "상생-7", "reasons": "중대함 (가상)"}
    people["secretary"].post(f"{path}/referral-demands", demand)
    for command in ("close_no_violation", "close_examination"):
        assert refused(examiner, case_id, command, reason="감액 아님") == "referral_demanded"
    moved = lead.call(
        "POST", f"{path}/handover", {"codes": ["WW-PAY"], "reason": "이첩"},
        version=lead.get(path)["version"],
    )  # fmt: skip
    assert (moved.status, moved.body["code"]) == (409, "case-not-movable")
    assert "제32조" in str(moved.body)
    referral = {**WARNING, "kind": "criminal_referral"}
    about = _issued(people, case_id, referral)
    assert refused(examiner, case_id, "close_no_violation", reason="감액 아님") == (
        "referral_demanded"
    )
    people["secretary"].act(f"{about}/service", about=about)
    assert lead.step(case_id, "close")["outcome"]["code"] == "measures_completed"
