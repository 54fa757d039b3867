"""Tests of the Korean working calendar: published days, the agency's own, and its edges."""

from datetime import date, timedelta

import pytest

from app.deadlines.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Override,
    calendar_of,
    named_days,
    published,
)
from app.deadlines.problems import CalendarNotConfigured
from app.kernel.text import Text

PLAIN = calendar_of()
TEMPORARY = Override(date(2026, 9, 28), rest=True, name=Text("임시공휴일", "Temporary holiday"))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 3, 2),  # in place of 1 March, a Sunday
        date(2026, 5, 1),  # Labour Day, from 2026
        date(2026, 7, 17),  # Constitution Day, from 2026
        date(2026, 9, 25),  # Chuseok
        date(2026, 11, 21),  # a Saturday
        date(2026, 11, 22),  # a Sunday
    ],
)
def test_public_holidays_and_weekends_are_rest_days(day: date) -> None:
    assert PLAIN.is_rest_day(day)


@pytest.mark.parametrize("day", [date(2025, 5, 2), date(2025, 7, 17), date(2026, 11, 23)])
def test_working_days_are_not(day: date) -> None:
    assert not PLAIN.is_rest_day(day)


def test_the_day_after_a_row_of_rest_days_is_found() -> None:
    assert PLAIN.next_working_day(date(2026, 9, 24)) == date(2026, 9, 28)


def test_an_agency_may_add_a_rest_day_or_take_one_away() -> None:
    longer = calendar_of([TEMPORARY])
    assert longer.next_working_day(date(2026, 9, 24)) == date(2026, 9, 29)
    worked = Override(date(2026, 9, 24), rest=False, name=Text("근무일", "Working day"))
    assert not calendar_of([worked]).is_rest_day(date(2026, 9, 24))


def test_the_edition_names_the_published_data_and_the_agencys_days() -> None:
    assert PLAIN.edition.startswith("holidays-0.")
    assert calendar_of([TEMPORARY]).edition != PLAIN.edition
    assert calendar_of([TEMPORARY]) is calendar_of([TEMPORARY])


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_years_without_data_are_not_configured(year: int) -> None:
    with pytest.raises(CalendarNotConfigured):
        PLAIN.is_rest_day(date(year, 6, 1))
    with pytest.raises(CalendarNotConfigured):
        named_days(year, [])


def test_a_year_lists_its_named_days_in_order_with_the_agencys_own() -> None:
    elsewhere = Override(date(2027, 3, 12), rest=True, name=TEMPORARY.name)
    days = named_days(2026, [TEMPORARY, elsewhere])
    assert elsewhere.falls_on not in {day.on for day in days}
    assert [day.on for day in days] == sorted(day.on for day in days)
    own = next(day for day in days if day.on == TEMPORARY.falls_on)
    assert own.from_agency
    assert {day.on: day.name.ko for day in days}[date(2026, 9, 25)] == "추석"


def test_no_row_of_rest_days_is_longer_than_what_a_change_of_the_calendar_looks_back() -> None:
    longest = row = 0
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= LAST_YEAR:
        row = row + 1 if PLAIN.is_rest_day(day) else 0
        longest, day = max(longest, row), day + timedelta(days=1)
    assert longest <= 10


def test_every_published_day_has_both_names() -> None:
    assert all(name.ko and name.en for name in published().values())
