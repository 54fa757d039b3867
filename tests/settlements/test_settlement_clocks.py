"""Clocks of settlements against a reference that walks day by day and knows nothing of clocks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deadlines.pauses import Occurrence
from app.deadlines.rules import ClockState, Running, Surroundings, derive
from app.kernel.calendar import WorkingCalendar
from app.law.book import load

BOOK = load()
DAY = timedelta(days=1)
AROUND = Surroundings.of(WorkingCalendar("weekends", lambda day: day.weekday() >= 5), BOOK)
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
spans = st.integers(0, 400)


def _derived(clock: str, *happened: Occurrence) -> ClockState:
    return derive(BOOK.clock(clock), happened, AROUND)


def _walked(start: date, days_to_run: int, stands_still: Callable[[date], bool]) -> date:
    """Return the day on which so many days have run after the start."""
    day = start
    while days_to_run:
        day += DAY
        days_to_run -= not stands_still(day)
    return day


def _workday(day: date) -> date:
    while day.weekday() >= 5:
        day += DAY
    return day


@pytest.mark.step("K6")
@settings(max_examples=300, deadline=None)
@given(started=days, asked_after=spans)
def test_mediation_takes_sixty_days_and_ninety_where_it_was_extended_in_time(
    started: date, asked_after: int
) -> None:
    asked = started + timedelta(days=asked_after)
    sixty = _workday(_walked(started, 60, lambda _day: False))
    ninety = _workday(_walked(started, 90, lambda _day: False))
    begun = Occurrence(started, "mediation_started")
    assert _derived("mediation", begun).due_on == sixty
    found = _derived("mediation", begun, Occurrence(asked, "mediation_extended"))
    assert found.due_on == (ninety if asked <= sixty else sixty)


@pytest.mark.step("K6", "K23")
@settings(max_examples=300, deadline=None)
@given(received=days, opened_after=spans, begun_after=spans, lasted=st.integers(0, 120))
def test_days_of_mediation_do_not_count_for_investigations_opened_from_the_date(
    received: date, opened_after: int, begun_after: int, lasted: int
) -> None:
    opened = received + timedelta(days=opened_after)
    begun = received + timedelta(days=begun_after)
    ended = begun + timedelta(days=lasted)
    plain = _derived("disposition", Occurrence(received, "received")).nominal_on
    assert plain is not None
    # The day of the filing stands still, the day of the end runs again.
    excluded = opened >= date(2027, 9, 9)
    expected = _walked(
        received, (plain - received).days, lambda day: excluded and begun <= day < ended
    )
    found = _derived(
        "disposition", Occurrence(received, "received"), Occurrence(opened, "investigation_opened"),
        Occurrence(begun, "mediation_started"), Occurrence(ended, "mediation_ended"),
    )  # fmt: skip
    assert found.due_on == expected


@pytest.mark.step("K10", "K23")
@settings(max_examples=300, deadline=None)
@given(received=days, opened_after=spans, lasted=st.integers(0, 400))
def test_a_consent_decision_stops_the_limit_from_its_opening_to_its_end(
    received: date, opened_after: int, lasted: int
) -> None:
    opened = received + timedelta(days=opened_after)
    ended = opened + timedelta(days=lasted)
    start = Occurrence(received, "received")
    plain = _derived("disposition", start).nominal_on
    assert plain is not None
    running = _derived("disposition", start, Occurrence(opened, "consent_decision_opened"))
    assert running.state is Running.PAUSED
    found = _derived(
        "disposition", start, Occurrence(opened, "consent_decision_opened"),
        Occurrence(ended, "consent_decision_ended"),
    )  # fmt: skip
    expected = _walked(received, (plain - received).days, lambda day: opened <= day < ended)
    assert found.due_on == expected


@pytest.mark.step("T3")
@settings(max_examples=200, deadline=None)
@given(asked=days, extended_after=st.integers(0, 40), times=st.integers(0, 3))
def test_a_panel_is_chosen_in_fifteen_days_and_fifteen_more_once(
    asked: date, extended_after: int, times: int
) -> None:
    more = [
        Occurrence(asked + timedelta(days=extended_after + n), "panel_extended")
        for n in range(times)
    ]
    first = _workday(_walked(asked, 15, lambda _day: False))
    longer = _workday(_walked(asked, 30, lambda _day: False))
    in_time = bool(more) and more[0].on <= first
    found = _derived("arbitration_panel", Occurrence(asked, "panel_asked"), *more)
    assert found.due_on == (longer if in_time else first)


@pytest.mark.step("K13")
@settings(max_examples=200, deadline=None)
@given(proposed=days)
def test_a_reply_takes_two_weeks_or_thirty_days_for_a_surcharge(proposed: date) -> None:
    for form, length in (("", 14), ("surcharge", 30)):
        found = _derived("simplified_reply", Occurrence(proposed, "simplified_proposed", form))
        assert found.due_on == _workday(_walked(proposed, length, lambda _day: False))


@pytest.mark.step("K10")
def test_each_quarterly_report_starts_the_next_three_months() -> None:
    decided = Occurrence(date(2026, 4, 2), "consent_decided")
    reported = Occurrence(date(2026, 7, 1), "consent_reported")
    assert _derived("consent_performance_report", decided).due_on == date(2026, 7, 2)
    found = _derived("consent_performance_report", decided, reported)
    assert (found.state, found.due_on) == (Running.RUNNING, date(2026, 10, 1))
    ended = Occurrence(date(2026, 9, 1), "consent_decision_ended")
    assert _derived("consent_performance_report", decided, reported, ended).state is Running.MET
