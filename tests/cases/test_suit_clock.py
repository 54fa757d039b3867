"""The time for a suit against a measure: thirty days from service or ruling, never longer."""

from datetime import date, timedelta

import pytest

from app.deadlines.pauses import Occurrence
from app.deadlines.rules import ClockState, Running, Surroundings, derive
from app.kernel.calendar import WorkingCalendar
from app.law.book import load

BOOK = load()
AROUND = Surroundings.of(WorkingCalendar("test", lambda day: day.weekday() >= 5), BOOK)
SERVED = Occurrence(date(2026, 6, 22), "served")
RULED = Occurrence(date(2026, 9, 1), "ruled")


def suit(*heard: Occurrence) -> ClockState:
    """Return the clock of a suit after what happened."""
    return derive(BOOK.clock("suit"), list(heard), AROUND)


@pytest.mark.step("K19")
def test_a_suit_is_brought_within_thirty_days_of_service() -> None:
    found = suit(SERVED)
    assert (found.state, found.due_on) == (Running.RUNNING, SERVED.on + timedelta(days=30))
    basis = BOOK.clock("suit").basis
    assert (basis.act, basis.article) == ("공정거래법", "제99조")
    assert BOOK.clock("suit").kind == "right"


@pytest.mark.step("K19")
def test_a_ruling_on_the_objection_starts_the_thirty_days_anew() -> None:
    assert suit(SERVED, RULED).due_on == RULED.on + timedelta(days=30)


@pytest.mark.step("K19")
def test_nothing_extends_or_stops_the_time_for_a_suit() -> None:
    rule = BOOK.clock("suit")
    assert (rule.extends, rule.pauses) == ((), ())
    others = [Occurrence(date(2026, 7, 1), name) for name in ("mediation_started", "suspended")]
    assert suit(SERVED, *others).due_on == suit(SERVED).due_on


@pytest.mark.step("K19")
def test_a_suit_that_was_brought_ends_the_clock_and_a_late_one_is_marked() -> None:
    in_time = suit(SERVED, Occurrence(date(2026, 7, 22), "suit_filed"))
    late = suit(SERVED, Occurrence(date(2026, 7, 23), "suit_filed"))
    assert (in_time.state, in_time.late) == (Running.MET, False)
    assert late.late
