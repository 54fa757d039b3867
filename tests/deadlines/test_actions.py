"""Tests of clocks as rows: derived in the act's own transaction, rewritten only where changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from app.access.actor import WORKER
from app.db.tables import AuditLeaf
from app.db.work import begin
from app.db.world import World
from app.deadlines import actions, queries
from app.deadlines.pauses import Occurrence
from app.deadlines.problems import (
    CalendarNotConfigured,
    DayAlreadySet,
    DayUnchanged,
    OverrideNotFound,
)
from app.deadlines.rules import Running
from app.deadlines.schemas import CalendarOverrideIn, ClockLineOut, ClockOut
from app.kernel.problems import Forbidden, Stale
from app.sanctions.rules.kinds import clocks_of
from tests.deadlines.conftest import INVESTIGATOR, LEAD

RECEIVED = Occurrence(date(2026, 11, 2), "received")
STORY = [
    RECEIVED,
    Occurrence(date(2026, 11, 5), "consent_asked"),
    Occurrence(date(2026, 11, 9), "pre_review_extended"),
    Occurrence(date(2026, 11, 16), "registered"),
    Occurrence(date(2026, 11, 18), "investigation_opened"),
    Occurrence(date(2026, 11, 20), "data_requested"),
    Occurrence(date(2026, 11, 23), "data_received"),
]


def rederive(world: World, occurrences: list[Occurrence], case_id: str = "case_a") -> None:
    with begin(world, WORKER) as work:
        actions.rederive(
            work, case_id=case_id, subject_id=case_id, law=work.law, occurrences=occurrences,
            rules=work.law.clocks(subject="case", track="kftc"),
        )  # fmt: skip


def clocks(world: World, case_id: str = "case_a") -> dict[str, ClockOut]:
    with begin(world, WORKER, reading=True) as work:
        return {clock.name: clock for clock in queries.clocks_of(work, case_id)}


def without_ids(found: dict[str, ClockOut]) -> dict[str, dict[str, object]]:
    return {
        name: clock.model_dump(exclude={"id", "case_id", "subject_id"})
        for name, clock in found.items()
    }


def temporary(day: date, *, rest: bool = True) -> CalendarOverrideIn:
    return CalendarOverrideIn(
        falls_on=day, rest=rest, name_ko="임시공휴일", name_en="Temporary holiday", source="관보"
    )


def test_a_received_complaint_has_its_clocks_with_editions(world: World) -> None:
    rederive(world, [RECEIVED])
    found = clocks(world)
    assert set(found) == {"consent_form", "pre_review", "disposition"}
    form = found["consent_form"]
    assert (form.due_on, form.days_left, form.overdue) == (date(2026, 11, 17), -6, True)
    assert form.calendar_edition.startswith("holidays-")
    assert len(form.law_edition) == 64
    assert form.act == "하도급법 시행령"


def test_telling_the_story_step_by_step_gives_the_rows_of_telling_it_at_once(world: World) -> None:
    for length in range(1, len(STORY) + 1):
        rederive(world, STORY[:length])
    rederive(world, STORY, "case_b")
    assert without_ids(clocks(world)) == without_ids(clocks(world, "case_b"))


def test_a_second_derivation_of_the_same_facts_writes_nothing(world: World) -> None:
    rederive(world, STORY)
    written: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    event.listen(world.engine, "before_cursor_execute", note)
    rederive(world, list(reversed(STORY)))
    assert written == []
    rederive(world, STORY[:-1])
    assert len(written) == 1


def test_a_clock_whose_start_is_taken_back_leaves_no_row(world: World) -> None:
    rederive(world, STORY)
    assert "investigation_target" in clocks(world)
    rederive(world, STORY[:3])
    assert "investigation_target" not in clocks(world)


def test_two_kinds_of_subject_may_share_an_id(world: World) -> None:
    rederive(world, STORY)
    with begin(world, WORKER) as work:
        actions.rederive(
            work, case_id="case_a", subject_id="case_a", law=work.law, occurrences=STORY,
            rules=work.law.clocks(subject="consent", track="kftc"),
        )  # fmt: skip
    assert {"consent_answer", "pre_review"} <= set(clocks(world))


def test_a_measure_has_the_clocks_of_its_kind_only(world: World) -> None:
    with begin(world, WORKER) as work:
        regime = next(r for r in work.law.measure("surcharge").regimes)
        states = actions.rederive(
            work, case_id="case_a", subject_id="measure_a", law=work.law,
            rules=clocks_of(work.law, "surcharge", regime),
            occurrences=[Occurrence(date(2026, 7, 26), "served")],
        )  # fmt: skip
    names = {state.name for state in states}
    assert "surcharge_due" in names
    assert "compliance" not in names
    assert clocks(world)["surcharge_due"].due_on == date(2026, 9, 28)


def test_the_next_clock_of_a_case_is_the_earliest_that_runs(world: World) -> None:
    rederive(world, STORY)
    with begin(world, WORKER, reading=True) as work:
        assert actions.next_of(work, "case_a") == (date(2027, 2, 18), "complainant_progress")
        assert actions.next_of(work, "case_z") is None


def test_a_queue_joins_the_next_due_day_of_each_case(world: World) -> None:
    rederive(world, STORY)
    rederive(world, [RECEIVED], "case_b")
    with begin(world, WORKER, reading=True) as work:
        nearest = queries.next_due(work).subquery()
        ordered = select(nearest.c.case_id).order_by(nearest.c.next_due_on)
        assert work.session.execute(ordered).scalars().all() == ["case_b", "case_a"]


def test_cases_with_an_overdue_clock_of_a_name_are_found(world: World) -> None:
    rederive(world, [RECEIVED])
    rederive(world, STORY, "case_b")
    with begin(world, WORKER, reading=True) as work:

        def late(before: date) -> list[str]:
            found = queries.overdue(work, clock="consent_form", before=before)
            return list(work.session.execute(found).scalars())

        assert late(date(2026, 11, 17)) == []
        assert late(date(2026, 11, 18)) == ["case_a"]


def test_clocks_due_in_a_stretch_come_by_day_and_page_on(world: World) -> None:
    rederive(world, [RECEIVED])
    rederive(world, [replace(RECEIVED, on=date(2026, 11, 3))], "case_b")
    with begin(world, WORKER, reading=True) as work:
        first, last = date(2026, 11, 17), date(2026, 11, 18)
        page = queries.due_between(work, first, last, limit=3)
        assert [clock.due_on for clock in page] == [first, first, last]
        assert page[-1].due_on is not None
        after = (page[-1].due_on, page[-1].id)
        (rest,) = queries.due_between(work, first, last, after=after)
        assert rest.due_on == last


def test_a_paused_clock_has_no_due_day_and_is_not_next(world: World) -> None:
    rederive(world, STORY[:-1])
    target = clocks(world)["investigation_target"]
    assert (target.state, target.due_on, target.days_left) == ("paused", None, None)
    assert target.earliest_on == date(2027, 5, 18)
    assert target.state_ko == "정지 중"


def test_ended_clocks_stay_ended_until_met_or_started_anew(world: World) -> None:
    rederive(world, STORY)
    with begin(world, WORKER) as work:
        ended = actions.end_all(work, "case_a")
    standing = [name for name, clock in clocks(world).items() if clock.state == Running.ENDED]
    assert len(standing) == ended > 0
    rederive(world, STORY)
    assert clocks(world)["disposition"].state == Running.ENDED
    rederive(world, [*STORY, Occurrence(date(2026, 11, 23), "closed")])
    assert clocks(world)["disposition"].state == Running.MET
    assert clocks(world)["closing_notice"].state == Running.RUNNING
    with begin(world, WORKER) as work:
        assert actions.end_all(work, "case_z") == 0


def test_a_clock_is_explained_line_by_line(world: World) -> None:
    with begin(world, WORKER, reading=True) as work:
        lines = queries.explained(work, "investigation_target", STORY)
    shown = [ClockLineOut.of(line) for line in lines]
    assert [line.sort for line in shown] == ["start", "runs", "pause", "runs", "due"]
    assert (shown[2].days, shown[2].article) == (3, "제13조")


# -- the working calendar


def test_a_temporary_holiday_moves_the_clocks_that_would_end_on_it(world: World) -> None:
    rederive(world, [RECEIVED])
    with begin(world, LEAD) as work:
        actions.set_override(work, temporary(date(2026, 11, 17)))
        touched = queries.touched_by(work, date(2026, 11, 17))
        assert [item.subject_id for item in touched] == ["case_a"]
        assert queries.touched_by(work, date(2026, 11, 18)) == []
    rederive(world, [RECEIVED])
    moved = clocks(world)["consent_form"]
    assert moved.due_on == date(2026, 11, 18)
    with begin(world, LEAD) as work:
        # Taken back, the clock that had moved over the day is found again.
        assert [item.case_id for item in queries.touched_by(work, date(2026, 11, 17))] == ["case_a"]


def test_setting_and_removing_a_day_is_recorded(world: World) -> None:
    with begin(world, LEAD) as work:
        row = actions.set_override(work, temporary(date(2027, 3, 12)))
    with begin(world, LEAD) as work:
        actions.remove_override(work, row.id, version=1)
    with begin(world, LEAD, reading=True) as work:
        leaves = (
            work.session.execute(select(AuditLeaf.event).order_by(AuditLeaf.id)).scalars().all()
        )
        assert list(leaves) == ["calendar_override_set", "calendar_override_removed"]
        assert not work.calendar.is_rest_day(date(2027, 3, 12))


def test_a_day_is_set_once_and_only_to_something_new(world: World) -> None:
    day = date(2027, 3, 12)
    with begin(world, LEAD) as work:
        actions.set_override(work, temporary(day))
    with begin(world, LEAD, reading=True) as work:
        with pytest.raises(DayAlreadySet):
            actions.set_override(work, temporary(day))
        with pytest.raises(DayUnchanged):
            actions.set_override(work, temporary(day + timedelta(days=1)))  # a Saturday
        with pytest.raises(CalendarNotConfigured):
            actions.set_override(work, temporary(date(2031, 3, 12)))
        with pytest.raises(OverrideNotFound):
            actions.remove_override(work, "day_0", version=1)
        row = queries.year_of(work, 2027)
        own = next(item for item in row.days if item.override_id)
        with pytest.raises(Stale):
            actions.remove_override(work, str(own.override_id), version=7)


def test_an_investigator_may_not_change_the_calendar(world: World) -> None:
    with begin(world, INVESTIGATOR, reading=True) as work, pytest.raises(Forbidden):
        actions.set_override(work, temporary(date(2027, 3, 12)))
