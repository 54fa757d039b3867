"""Moving cases: transfer, link, merger, split, handover and reopening, with walls that hold."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.cases.numbers import CaseNumber
from app.demo.stage import Player, Stage
from tests.access.samples import COMPLAINT
from tests.stories.track_steps import FIRM, begun, clock_of
from tests.support.town import open_town

REASON = {"reason": "같은 거래에 관한 사건"}


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


def another(stage: Stage, people: dict[str, Player], *codes: str) -> str:
    """Let somebody else report the same firm, and assign the same examiner."""
    people["neighbour"] = stage.player(Role.PARTY, "이웃신고인")
    named = {**COMPLAINT["respondent"], "business_number": FIRM}
    violation = {**COMPLAINT["violation"], "codes": list(codes), "trade_ended_on": "2025-06-30"}
    form = {**COMPLAINT, "respondent": named, "violation": violation}
    case_id = people["neighbour"].post("/complaints", form)["case_id"]
    path = f"/cases/{case_id}"
    people["lead"].act(
        f"{path}/assignment", {"account_id": people["examiner"].account_id}, about=path
    )
    return str(case_id)


def move(player: Player, case_id: str, door: str, **form: Any) -> dict[str, Any]:
    """Move a case at its present version."""
    path = f"/cases/{case_id}"
    moved: dict[str, Any] = player.act(f"{path}/{door}", {**REASON, **form}, about=path)
    return moved


def code_of(player: Player, case_id: str, door: str, **form: Any) -> str:
    """Return the code of the refusal of a move."""
    path = f"/cases/{case_id}"
    version = player.get(path)["version"]
    answer = player.call("POST", f"{path}/{door}", {**REASON, **form}, version=version)
    return str(answer.body["code"])


def test_a_merger_keeps_numbers_and_files_apart_and_walls_stand_before_both(stage: Stage) -> None:
    first, people = begun(stage, "SC-CUT", unit="subcontract")
    lead, examiner = people["lead"], people["examiner"]
    stage.on(date(2026, 6, 29))
    second = another(stage, people, "SC-LATE")
    walled = stage.player(Role.LEAD, "한과장", unit="subcontract")
    auditor = stage.player(Role.AUDITOR, "감사")
    wall = {"person_id": walled.person_id, "case_id": first, "reason": "이해관계"}
    auditor.post("/walls", wall)
    assert walled.call("GET", f"/cases/{second}").status == 200
    number = lead.get(f"/cases/{first}")["number"]
    merged = move(lead, first, "merger", other_case_id=second)
    assert (merged["outcome"], merged["number"], merged["open"]) == ("merged", number, False)
    survivor = examiner.get(f"/cases/{second}")
    assert [one["code"] for one in survivor["violations"]] == ["SC-LATE", "SC-CUT"]
    assert clock_of(examiner, second, "disposition")["due_on"] == "2029-06-22"
    # Nobody gains by it: each complainant sees the own case only and nothing of the other's.
    assert people["owner"].call("GET", f"/cases/{second}").status == 404
    assert people["neighbour"].call("GET", f"/cases/{first}").status == 404
    told = people["neighbour"].get(f"/cases/{second}/timeline")["items"]
    assert "took_merged" not in {step["command"] for step in told}
    assert walled.call("GET", f"/cases/{second}").status == 404
    links = lead.get(f"/cases/{second}/links")["items"]
    assert [(one["kind"], one["other_number"]) for one in links] == [("merged_into", number)]
    reopened = move(lead, first, "reopening")
    assert (reopened["state"], reopened["open"]) == ("received", True)
    assert walled.call("GET", f"/cases/{second}").status == 200
    assert clock_of(lead, first, "pre_review")["state"] == "running"


def test_only_like_cases_are_merged_and_only_under_one_examiner(stage: Stage) -> None:
    first, people = begun(stage, "SC-CUT", unit="subcontract")
    lead = people["lead"]
    other_act = another(stage, people, "FT-SUP")
    assert code_of(lead, first, "merger", other_case_id=other_act) == "case-not-movable"
    alike = another(stage, people, "SC-LATE")
    other = stage.player(Role.INVESTIGATOR, "다른조사관", unit="subcontract")
    path = f"/cases/{alike}"
    lead.act(f"{path}/assignment", {"account_id": other.account_id}, about=path)
    assert code_of(lead, first, "merger", other_case_id=alike) == "case-not-movable"
    assert code_of(lead, first, "reopening") == "case-not-movable"
    move(lead, first, "links", other_case_id=alike)
    assert code_of(lead, first, "links", other_case_id=alike) == "case-not-movable"
    link = lead.get(f"/cases/{first}/links")["items"][0]
    move(lead, first, f"links/{link['id']}/end")
    assert lead.get(f"/cases/{first}/links")["items"][0]["ended_on"] == "2026-06-22"


def test_the_other_case_may_be_named_by_its_number_in_either_language(stage: Stage) -> None:
    first, people = begun(stage, "SC-CUT", unit="subcontract")
    lead, second = people["lead"], another(stage, people, "SC-LATE")
    case = lead.get(f"/cases/{second}")
    move(lead, first, "links", other_case_id=case["number"])
    ended = lead.get(f"/cases/{first}/links")["items"][0]
    assert ended["other_case_id"] == second
    move(lead, first, f"links/{ended['id']}/end")
    move(lead, first, "links", other_case_id=f" {case['number_en'].lower()}")
    assert {one["other_case_id"] for one in lead.get(f"/cases/{first}/links")["items"]} == {second}
    # A number tells nobody that there is such a case: one behind a wall and none read alike.
    unknown = str(CaseNumber(2026, "SUB", 999).text().ko)
    walled = stage.player(Role.LEAD, "한과장", unit="subcontract")
    wall = {"person_id": walled.person_id, "case_id": second, "reason": "이해관계"}
    stage.player(Role.AUDITOR, "감사").post("/walls", wall)
    told = [
        code_of(walled, first, "merger", other_case_id=one) for one in (case["number"], unknown)
    ]
    assert told == ["not-found", "not-found"]


def test_a_part_split_off_has_the_same_parties_history_and_clocks(stage: Stage) -> None:
    case_id, people = begun(stage, "SC-CUT", "SC-LATE", unit="subcontract")
    lead, examiner = people["lead"], people["examiner"]
    for command in ("begin_pre_review", "register", "open_investigation"):
        examiner.step(case_id, command)
    stage.on(date(2026, 7, 6))
    assert code_of(lead, case_id, "split", codes=["SC-CUT", "SC-LATE"]) == "invalid"
    made = move(lead, case_id, "split", codes=["SC-LATE"])
    part = examiner.get(f"/cases/{made['id']}")
    assert [one["code"] for one in part["violations"]] == ["SC-LATE"]
    assert part["state"]["code"] == "investigating"
    assert part["number"] != examiner.get(f"/cases/{case_id}")["number"]
    for name in ("disposition", "investigation_target"):
        assert (
            clock_of(examiner, made["id"], name)["due_on"]
            == (clock_of(examiner, case_id, name)["due_on"])
        )
    history = [step["command"] for step in examiner.get(f"/cases/{made['id']}/timeline")["items"]]
    assert history[0] == "received"
    assert history[-1] == "split_off"
    assert people["owner"].get(f"/cases/{made['id']}")["viewer"] == "complainant"
    assert people["respondent"].call("GET", f"/cases/{made['id']}").status == 404


def test_a_case_moves_between_units_and_procedures_and_back(stage: Stage) -> None:
    case_id, people = begun(stage, "WW-PAY", unit="win_win_regional")
    lead, examiner = people["lead"], people["examiner"]
    assert code_of(lead, case_id, "transfer", unit="technology") == "invalid"
    moved = move(lead, case_id, "transfer", unit="win_win")
    assert moved["unit"] == "win_win"
    assert examiner.call("GET", f"/cases/{case_id}").status == 404
    headquarters = stage.player(Role.LEAD, "본부과장", unit="win_win")
    move(headquarters, case_id, "transfer", unit="win_win_regional")
    assert lead.get(f"/cases/{case_id}")["unit"] == "win_win_regional"
    made = move(lead, case_id, "handover", codes=["SC-LATE"])
    assert (made["track"], made["state"], made["unit"]) == ("kftc", "received", "subcontract")
    assert people["owner"].get(f"/cases/{made['id']}")["viewer"] == "complainant"
    assert lead.get(f"/cases/{case_id}")["outcome"]["code"] == "handed_over"
    assert code_of(lead, case_id, "reopening") == "case-not-movable"
