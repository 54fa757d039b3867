"""A case keeps the edition of the rules it is under until a move was seen and carried out, over HTTP."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from app.law.book import Book, load, read_pages
from tests.stories.track_steps import begun, clock_of
from tests.support.town import open_town

PAGE = "parameters_procedure.toml"
POINTS = "points.toml"
MEASURE: dict[str, Any] = {
    "kind": "warning", "reasons": "감액이 인정됩니다.", "violations": ["SC-CUT"],
}  # fmt: skip


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


def changed(page: str, name: str, before: str, after: str) -> Book:
    """Return the book of the demonstration with one value of a named block changed."""
    pages = dict(load(demonstration=True).pages)
    head, block = pages[page].split(f"[{name}]", 1)
    assert before in block.split("\n\n")[0]
    pages[page] = head + f"[{name}]" + block.replace(before, after, 1)
    return read_pages(pages, demonstration=True)


def under(stage: Stage, book: Book) -> None:
    """Let the service run with another release of the rules."""
    stage.house.world.book_for = lambda _session: book


def investigating(stage: Stage) -> tuple[str, dict[str, Player]]:
    """Bring a case to the investigation."""
    case_id, people = begun(stage, "SC-CUT", unit="subcontract")
    for command in ("begin_pre_review", "register", "open_investigation"):
        people["examiner"].step(case_id, command)
    people["second"] = stage.player(Role.SECRETARY, "다른담당")
    return case_id, people


def served(people: dict[str, Player], case_id: str, measure: dict[str, Any] = MEASURE) -> None:
    """Serve a measure, by itself a warning, so that the case is decided."""
    drafted = people["examiner"].post(f"/cases/{case_id}/measures", measure)
    made = f"/measures/{drafted['id']}"
    for player, act in (("lead", "countersignature"), ("lead", "issue"), ("secretary", "service")):
        people[player].act(f"{made}/{act}", about=made)


def test_a_step_taken_under_a_new_release_reckons_by_the_edition_that_the_case_is_under(
    stage: Stage,
) -> None:
    case_id, people = investigating(stage)
    examiner = people["examiner"]
    before = clock_of(examiner, case_id, "investigation_target")["due_on"]
    assert before == "2026-12-22"
    edition = examiner.get(f"/cases/{case_id}")["law_edition"]
    under(stage, changed(PAGE, "investigation_target_months", "value = 6", "value = 8"))
    examiner.step(case_id, "tell_respondent")
    assert clock_of(examiner, case_id, "investigation_target")["due_on"] == before
    assert examiner.get(f"/cases/{case_id}")["law_edition"] == edition
    other, _ = begun_again(people)
    assert examiner.get(f"/cases/{other}")["law_edition"] != edition


def begun_again(people: dict[str, Player]) -> tuple[str, dict[str, Player]]:
    """Let the office open another case, which begins under the release of the day."""
    form = {
        "source": "press", "respondent": {"name": "새기업(가상)"}, "codes": ["SC-CUT"],
        "grounds": "보도로 알게 됨",
    }  # fmt: skip
    return people["examiner"].post("/ex-officio-cases", form)["id"], people


def test_a_measure_served_under_a_new_release_runs_by_the_edition_of_its_case(
    stage: Stage,
) -> None:
    case_id, people = investigating(stage)
    under(stage, changed(PAGE, "compliance_check_days", "value = 10", "value = 20"))
    asked = {"order_items": ["감액한 금액을 지급한다."], "comply_by": "2026-07-22"}
    served(people, case_id, MEASURE | asked)
    # Ten days from the last day to comply, which end on a Saturday, move to the Monday.
    assert clock_of(people["examiner"], case_id, "compliance_check")["due_on"] == "2026-08-03"


def test_a_move_is_seen_first_made_by_two_and_leaves_what_was_decided(stage: Stage) -> None:
    case_id, people = investigating(stage)
    decided, _ = begun_again(people)
    examiner, secretary, second = (people[one] for one in ("examiner", "secretary", "second"))
    for command in ("begin_pre_review", "register", "open_investigation"):
        examiner.step(decided, command)
    served(people, decided)
    old = examiner.get(f"/cases/{decided}")["law_edition"]
    empty = secretary.post("/edition-reports", {})
    assert (empty["cases"], empty["lines"]) == (0, [])
    under(stage, changed(PAGE, "investigation_target_months", "value = 6", "value = 8"))
    report = secretary.post("/edition-reports", {})
    assert (report["moving"], report["staying"], report["current"]) == (1, 1, True)
    assert [one["name"] for one in report["figures"]] == ["investigation_target_months"]
    lines = {line["case_id"]: line for line in report["lines"]}
    assert lines[decided]["decided"]
    days = {one["name"]: one for one in lines[case_id]["deadlines"]}
    assert days["investigation_target"]["before"] == "2026-12-22"
    assert days["investigation_target"]["after"] == "2027-02-22"
    # Nothing has changed by looking.
    assert clock_of(examiner, case_id, "investigation_target")["due_on"] == "2026-12-22"
    path, digest = f"/edition-reports/{report['id']}", {"digest": report["digest"]}
    same = secretary.call("POST", f"{path}/move", digest, version=report["version"])
    assert (same.status, same.body["code"]) == (403, "not-allowed")
    wrong = second.call("POST", f"{path}/move", {"digest": "0" * 64}, version=report["version"])
    assert wrong.body["code"] == "edition-report-stale"
    moved = second.post(f"{path}/move", digest, version=report["version"])
    assert moved["moved_at"] is not None
    assert clock_of(examiner, case_id, "investigation_target")["due_on"] == "2027-02-22"
    assert examiner.get(f"/cases/{case_id}")["law_edition"] == report["to_edition"]
    assert examiner.get(f"/cases/{decided}")["law_edition"] == old
    told = [one["command"] for one in examiner.get(f"/cases/{case_id}/timeline")["items"]]
    assert told[-1] == "edition_moved"
    again = second.call("POST", f"{path}/move", digest, version=moved["version"])
    assert again.body["code"] == "edition-report-stale"


def test_a_report_that_no_longer_says_the_truth_moves_nothing(stage: Stage) -> None:
    case_id, people = investigating(stage)
    under(stage, changed(PAGE, "investigation_target_months", "value = 6", "value = 8"))
    report = people["secretary"].post("/edition-reports", {})
    people["examiner"].step(case_id, "request_data", reason="거래명세")
    path = f"/edition-reports/{report['id']}"
    answer = people["second"].call(
        "POST", f"{path}/move", {"digest": report["digest"]}, version=report["version"]
    )
    assert (answer.status, answer.body["code"]) == (409, "edition-report-stale")
    under(stage, changed(PAGE, "investigation_target_months", "value = 6", "value = 9"))
    assert not people["second"].get(path)["current"]
    assert people["examiner"].call("GET", path).status == 403


def test_steps_that_open_and_points_that_differ_are_told_before_the_move(stage: Stage) -> None:
    case_id, people = investigating(stage)
    people["examiner"].step(case_id, "send_report")
    stage.on(date(2026, 7, 7))
    under(stage, changed(PAGE, "opinion_plenary_days", "value = 28", "value = 7"))
    report = people["secretary"].post("/edition-reports", {})
    steps = [(one["command"], one["before"], one["after"]) for one in report["lines"][0]["steps"]]
    assert steps == [("table", ["opinion_pending"], [])]
    under(stage, changed(POINTS, "kftc_corrective_order", '"2.0"', '"3.0"'))
    report = people["secretary"].post("/edition-reports", {})
    assert report["lines"][0]["points"] == [
        {"name": "points.kftc_corrective_order", "before": "2", "after": "3"}
    ]
    assert [one["points"] for one in report["figures"]] == [True]
