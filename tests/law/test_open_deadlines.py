"""Tests that pin how open questions on time are answered, on the clocks as they are derived."""

from datetime import date

import pytest

from app.deadlines.calendar import calendar_of
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import ClockState, Running, Surroundings, derive
from app.kernel.calendar import Period, Unit, last_day
from app.kernel.problems import NotConfigured
from app.law.book import Book, load

BOOK = load()
CALENDAR = calendar_of()


def clock(name: str, *happened: tuple[date, str], book: Book = BOOK) -> ClockState:
    """Return where a clock stands after some occurrences."""
    known = [Occurrence(on, occurrence) for on, occurrence in happened]
    return derive(book.clock(name), known, Surroundings.of(CALENDAR, book))


def test_the_first_day_does_not_count() -> None:
    received = (date(2026, 3, 2), "received")
    assert clock("consent_form", received).due_on == date(2026, 3, 17)
    other = BOOK.with_choice("first_day_counts", "yes")
    assert clock("consent_form", received, book=other).due_on == date(2026, 3, 16)


def test_a_month_from_the_last_of_february_ends_on_the_last_of_march() -> None:
    assert last_day(date(2026, 2, 28), Period(1, Unit.MONTHS)) == date(2026, 3, 31)
    assert last_day(date(2021, 2, 28), Period(3, Unit.YEARS)) == date(2024, 2, 29)


def test_a_date_after_the_calendar_is_not_configured() -> None:
    with pytest.raises(NotConfigured):
        CALENDAR.next_working_day(date(2031, 1, 2))
    late = clock("surcharge_due", (date(2030, 12, 30), "served"))
    assert late.state is Running.NOT_CONFIGURED


OPENED = (date(2026, 3, 2), "investigation_opened")  # six months end on 2 September


def target(*happened: tuple[date, str], book: Book = BOOK) -> date | None:
    """Return the last day of the investigation target."""
    return clock("investigation_target", OPENED, *happened, book=book).due_on


def test_the_day_a_pause_begins_does_not_run_and_the_day_it_ends_does() -> None:
    assert target() == date(2026, 9, 2)
    asked, came = (date(2026, 4, 1), "data_requested"), (date(2026, 4, 3), "data_received")
    assert target(asked, came) == date(2026, 9, 4)
    assert target(asked, came, book=BOOK.with_choice("pause_day_runs", "yes")) == date(2026, 9, 3)
    stays = BOOK.with_choice("resume_day_runs", "no")
    assert target(asked, came, book=stays) == date(2026, 9, 7)


def test_an_extension_is_added_to_the_total() -> None:
    filed = (date(2026, 3, 2), "objection_filed")
    longer = (date(2026, 4, 1), "ruling_extended")
    assert clock("ruling", filed).nominal_on == date(2026, 5, 1)
    assert clock("ruling", filed, longer).nominal_on == date(2026, 5, 31)


def test_an_event_on_the_moved_day_is_in_time() -> None:
    asked = (date(2026, 3, 6), "consent_asked")  # fifteen days end on a Saturday
    answered = (date(2026, 3, 23), "consent_answered")
    found = clock("consent_answer", asked, answered)
    assert (found.state, found.late) == (Running.MET, False)
    strict = BOOK.with_choice("late_test", "last_day")
    assert clock("consent_answer", asked, answered, book=strict).late


def test_an_extension_after_the_end_has_no_effect() -> None:
    received = (date(2026, 3, 2), "received")
    in_time = clock("pre_review", received, (date(2026, 3, 17), "pre_review_extended"))
    late = clock("pre_review", received, (date(2026, 3, 18), "pre_review_extended"))
    assert (in_time.extended, in_time.nominal_on) == (True, date(2026, 4, 1))
    assert (late.extended, late.nominal_on) == (False, date(2026, 3, 17))


def test_overlapping_pauses_count_once() -> None:
    paused = [
        (date(2027, 9, 13), "investigation_opened"),
        (date(2027, 10, 1), "mediation_started"),
        (date(2027, 10, 5), "consent_decision_opened"),
        (date(2027, 10, 11), "mediation_ended"),
        (date(2027, 10, 15), "consent_decision_ended"),
    ]
    received = (date(2027, 9, 10), "received")
    assert clock("disposition", received, *paused).paused_days == 14


def limit(received: date, opened: date, mediated: tuple[date, date], book: Book = BOOK) -> int:
    """Return the days that mediation keeps off the disposition limit."""
    happened = [(received, "received"), (opened, "investigation_opened")]
    happened += [(mediated[0], "mediation_started"), (mediated[1], "mediation_ended")]
    return clock("disposition", *happened, book=book).paused_days


def test_mediation_pauses_the_disposition_limit_only_for_investigations_opened_from_the_date() -> (
    None
):
    received, talks = date(2027, 8, 2), (date(2027, 10, 1), date(2027, 10, 31))
    assert limit(received, date(2027, 9, 8), talks) == 0
    assert limit(received, date(2027, 9, 9), talks) == 30
    by_receipt = BOOK.with_choice("rule_by", "received")
    assert limit(received, date(2027, 9, 9), talks, by_receipt) == 0


def test_a_consent_decision_stops_the_disposition_limit() -> None:
    happened = [
        (date(2026, 3, 2), "received"),
        (date(2026, 5, 4), "consent_decision_opened"),
        (date(2026, 6, 3), "consent_decision_ended"),
    ]
    assert clock("disposition", *happened).due_on == date(2029, 4, 1)
    runs = BOOK.with_choice("consent_stops", "no")
    assert clock("disposition", *happened, book=runs).due_on == date(2029, 3, 2)
