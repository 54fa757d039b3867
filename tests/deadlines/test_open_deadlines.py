"""Pins how the questions on deadlines that the law leaves open are answered, and the other ways."""

from dataclasses import replace
from datetime import date

import pytest

from app.deadlines.calendar import calendar_of
from app.deadlines.explanation import Sort, explain
from app.deadlines.pauses import Occurrence
from app.deadlines.problems import CalendarNotConfigured
from app.deadlines.rules import Running, Surroundings, derive
from app.kernel.calendar import Period, Unit, last_day
from app.law.book import Book, load
from app.law.kinds import Extension, Pause

BOOK = load()
CALENDAR = calendar_of()
OPENED = Occurrence(date(2026, 3, 2), "investigation_opened")
TARGET = BOOK.clock("investigation_target")
DISPOSITION = BOOK.clock("disposition")


def around(book: Book = BOOK) -> Surroundings:
    return Surroundings.of(CALENDAR, book)


def choosing(name: str, value: str) -> Surroundings:
    return around(BOOK.with_choice(name, value))


def test_the_first_day_does_not_count() -> None:
    received = Occurrence(date(2026, 3, 2), "received")
    rule = BOOK.clock("consent_form")
    assert derive(rule, [received], around()).due_on == date(2026, 3, 17)
    other = choosing("first_day_counts", "yes")
    assert derive(rule, [received], other).due_on == date(2026, 3, 16)
    assert [line.days for line in explain(rule, [received], other)][:2] == [1, 15]


def test_a_month_from_the_last_of_february_ends_on_the_last_of_march() -> None:
    assert last_day(date(2026, 2, 28), Period(1, Unit.MONTHS)) == date(2026, 3, 31)
    assert last_day(date(2025, 2, 28), Period(3, Unit.YEARS)) == date(2028, 2, 29)


def test_a_date_after_the_calendar_is_not_configured() -> None:
    assert not CALENDAR.is_rest_day(date(2030, 12, 31))
    with pytest.raises(CalendarNotConfigured) as refused:
        CALENDAR.is_rest_day(date(2031, 1, 2))
    assert refused.value.facts["year"] == 2031
    late = replace(OPENED, on=date(2030, 7, 2))
    state = derive(TARGET, [late], around())
    assert (state.state, state.due_on) == (Running.NOT_CONFIGURED, None)
    # A clock that holidays do not move needs no calendar.
    assert derive(DISPOSITION, [late], around()).due_on == date(2033, 7, 2)


def test_the_day_a_pause_begins_does_not_run_and_the_day_it_ends_does() -> None:
    facts = [
        OPENED,
        Occurrence(date(2026, 4, 1), "data_requested"),
        Occurrence(date(2026, 4, 11), "data_received"),
    ]
    assert derive(TARGET, facts, around()).paused_days == 10
    assert derive(TARGET, facts, choosing("pause_day_runs", "yes")).paused_days == 9
    assert derive(TARGET, facts, choosing("resume_day_runs", "no")).paused_days == 11
    same_day = [*facts[:2], Occurrence(date(2026, 4, 1), "data_received")]
    assert derive(TARGET, same_day, around()).paused_days == 0
    next_day = [*facts[:2], Occurrence(date(2026, 4, 2), "data_received")]
    assert derive(TARGET, next_day, around()).paused_days == 1
    assert derive(TARGET, next_day, choosing("pause_day_runs", "yes")).paused_days == 0


def test_an_extension_is_added_to_the_total() -> None:
    rule = replace(
        BOOK.clock("complainant_progress"),
        moves=False,
        extends=(Extension("investigation_extended", "progress_months", once=True),),
    )
    facts = [
        replace(OPENED, on=date(2026, 11, 29)),
        Occurrence(date(2027, 1, 4), "investigation_extended"),
    ]
    assert derive(rule, facts[:1], around()).due_on == date(2027, 2, 28)
    assert derive(rule, facts, around()).due_on == date(2027, 5, 29)
    onward = derive(rule, facts, choosing("extension_basis", "onward"))
    assert onward.due_on == date(2027, 5, 31)


def test_an_event_on_the_moved_day_is_in_time() -> None:
    facts = [
        Occurrence(date(2026, 7, 26), "served"),
        Occurrence(date(2026, 9, 28), "paid"),
    ]
    rule = BOOK.clock("surcharge_due")
    assert not derive(rule, facts, around()).late
    assert derive(rule, facts, choosing("late_test", "last_day")).late
    assert derive(rule, [facts[0], replace(facts[1], on=date(2026, 9, 29))], around()).late


def test_an_extension_after_the_end_has_no_effect() -> None:
    rule = BOOK.clock("pre_review")
    facts = [
        Occurrence(date(2026, 3, 2), "received"),
        Occurrence(date(2026, 3, 18), "pre_review_extended"),
    ]
    state = derive(rule, facts, around())
    assert (state.due_on, state.extended) == (date(2026, 3, 17), False)
    assert Sort.REFUSED in {line.sort for line in explain(rule, facts, around())}
    effective = derive(rule, facts, choosing("late_event", "effective"))
    assert (effective.due_on, effective.extended) == (date(2026, 4, 1), True)


def test_overlapping_pauses_count_once() -> None:
    mediation = Pause(
        "mediation_started", "mediation_ended", TARGET.basis, None, "mediation_started"
    )
    rule = replace(TARGET, pauses=(*TARGET.pauses, mediation))
    facts = [
        OPENED,
        Occurrence(date(2026, 4, 1), "data_requested"),
        Occurrence(date(2026, 4, 11), "data_received"),
        Occurrence(date(2026, 4, 6), "mediation_started"),
        Occurrence(date(2026, 4, 21), "mediation_ended"),
    ]
    assert derive(rule, facts, around()).paused_days == 20
    (line,) = [x for x in explain(rule, facts, around()) if x.sort is Sort.PAUSE]
    assert "자료 제출 요구" in line.text.ko
    assert "분쟁조정 개시" in line.text.ko


def test_mediation_pauses_the_disposition_limit_only_for_investigations_opened_from_the_date() -> (
    None
):
    received = Occurrence(date(2027, 5, 3), "received")
    mediated = [
        Occurrence(date(2027, 6, 1), "mediation_started"),
        Occurrence(date(2027, 7, 31), "mediation_ended"),
    ]

    def due(opened: date, surroundings: Surroundings) -> date | None:
        facts = [received, *mediated, Occurrence(opened, "investigation_opened")]
        return derive(DISPOSITION, facts, surroundings).due_on

    assert due(date(2027, 9, 8), around()) == date(2030, 5, 3)
    assert due(date(2027, 9, 9), around()) == date(2030, 7, 2)
    assert due(date(2027, 9, 9), choosing("rule_by", "received")) == date(2030, 5, 3)


def test_mediation_days_may_be_judged_each_by_itself() -> None:
    facts = [
        Occurrence(date(2027, 5, 3), "received"),
        Occurrence(date(2027, 9, 1), "mediation_started"),
        Occurrence(date(2027, 9, 20), "mediation_ended"),
    ]
    by_days = choosing("rule_by", "mediation_days")
    assert derive(DISPOSITION, facts, by_days).paused_days == 11
    assert derive(DISPOSITION, facts, around()).paused_days == 0
    before = [
        facts[0],
        replace(facts[1], on=date(2027, 8, 2)),
        replace(facts[2], on=date(2027, 9, 9)),
    ]
    assert derive(DISPOSITION, before, by_days).paused_days == 0


def test_a_pause_judged_by_its_own_beginning_counts_from_the_day_of_the_law() -> None:
    pause = replace(DISPOSITION.pauses[0], judged_by="mediation_started")
    rule = replace(DISPOSITION, pauses=(pause,))
    facts = [
        Occurrence(date(2027, 5, 3), "received"),
        Occurrence(date(2027, 9, 8), "mediation_started", key="a"),
        Occurrence(date(2027, 9, 10), "mediation_ended", key="a"),
        Occurrence(date(2027, 10, 1), "mediation_started", key="b"),
        Occurrence(date(2027, 10, 6), "mediation_ended", key="b"),
    ]
    assert derive(rule, facts, around()).paused_days == 5


def test_a_consent_decision_stops_the_disposition_limit() -> None:
    facts = [
        Occurrence(date(2026, 3, 2), "received"),
        Occurrence(date(2026, 6, 1), "consent_decision_opened"),
        Occurrence(date(2026, 7, 1), "consent_decision_ended"),
    ]
    assert derive(DISPOSITION, facts, around()).due_on == date(2029, 4, 1)
    goes_on = choosing("consent_stops", "no")
    assert derive(DISPOSITION, facts, goes_on).due_on == date(2029, 3, 2)
