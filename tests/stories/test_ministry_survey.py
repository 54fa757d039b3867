"""What a survey of the ministry finds: opened ex officio, recommended, ignored, published."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.stories.track_steps import FIRM, clock_of
from tests.support.town import open_town

OPENING: dict[str, Any] = {
    "source": "survey", "source_note": "2026년 정기 실태조사 (가상)",
    "respondent": {"name": "대한모터스(가상)", "business_number": FIRM},
    "codes": ["WW-PAY"], "trade_ended_on": "2025-06-30", "grounds": "응답에서 지연이 확인됨",
}  # fmt: skip
RECOMMENDATION: dict[str, Any] = {
    "kind": "corrective_recommendation", "reasons": "지급 지연이 인정됩니다.",
    "violations": ["WW-PAY"], "order_items": ["지연한 대금을 지급할 것"],
    "comply_by": "2026-08-31", "points_waived_reason": "벌점은 다음 조치에서 검토 (가상)",
}  # fmt: skip
PUBLICATION: dict[str, Any] = {
    "kind": "publication", "reasons": "권고를 이행하지 않음", "violations": ["WW-PAY"],
    "posted_until": "2027-09-14",
    "points_waived_reason": "벌점 수치 미설정 (가상)",
}  # fmt: skip


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database, after the ministry's limit came into force."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


def heard(examiner: Player, stage: Stage, case_id: str, until: date, after: date) -> None:
    """Give prior notice of a measure and wait for the time for an opinion to pass."""
    examiner.step(
        case_id, "notify_disposition", reason="처분 예정 (가상)", until_on=until.isoformat()
    )
    stage.on(after)


def served(people: dict[str, Player], case_id: str, form: dict[str, Any]) -> str:
    """Draft, sign, issue and serve a measure; return its id."""
    measure_id = str(people["examiner"].post(f"/cases/{case_id}/measures", form)["id"])
    made = f"/measures/{measure_id}"
    for player, act in (("lead", "countersignature"), ("lead", "issue"), ("secretary", "service")):
        people[player].act(f"{made}/{act}", about=made)
    return measure_id


@pytest.mark.step("M4", "M6")
def test_a_surveyed_matter_is_recommended_and_published_once_it_is_ignored(stage: Stage) -> None:
    people = {
        "lead": stage.player(Role.LEAD, "과장", unit="win_win_regional"),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit="win_win_regional"),
        "secretary": stage.player(Role.SECRETARY, "담당"),
        "respondent": stage.player(Role.PARTY, "박대한"),
    }
    firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
    people["respondent"].post("/companies", firm)
    examiner, respondent = people["examiner"], people["respondent"]
    headquarters = {**OPENING, "codes": ["WW-TK"]}
    refusal = examiner.call("POST", "/ex-officio-cases", headquarters).body
    assert refusal["code"] == "track-not-served"
    case_id = examiner.post("/ex-officio-cases", OPENING)["id"]
    path = f"/cases/{case_id}"
    begun = examiner.get(f"{path}/timeline")["items"][0]
    assert (begun["command"], begun["basis"]) == ("opened", "상생협력법 제27조")
    line = examiner.get(f"{path}/jurisdiction")["lines"][0]
    assert (line["code"], line["answer"]) == ("procedure", True)
    examiner.step(case_id, "notify_investigation", hearing_on="2026-06-29")
    stage.on(date(2026, 6, 29))
    examiner.step(case_id, "open_investigation")
    # The three years run from the investigation, as nobody reported anything.
    assert clock_of(examiner, case_id, "win_win_disposition")["due_on"] == "2029-06-29"
    heard(examiner, stage, case_id, date(2026, 7, 9), date(2026, 7, 10))
    examiner.step(case_id, "hold_hearing")
    measure_id = served(people, case_id, RECOMMENDATION)
    stage.on(date(2026, 9, 2))
    made = f"/measures/{measure_id}"
    assert respondent.get(path)["opened_by"] == "ex_officio"
    examiner.act(f"{made}/breach", {"facts": "지급하지 않음"}, about=made)
    stage.settle()
    kinds = {one["kind"]["code"] for one in examiner.get(f"{path}/proposals")["items"]}
    assert "publication" in kinds
    heard(examiner, stage, case_id, date(2026, 9, 14), date(2026, 9, 15))
    published = served(people, case_id, PUBLICATION)
    assert examiner.get(f"/measures/{published}")["kind"]["code"] == "publication"
    assert examiner.step(case_id, "close")["outcome"]["code"] == "measures_completed"
