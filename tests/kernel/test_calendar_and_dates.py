"""Days are counted as the Civil Code does and written as people in Korea write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.calendar import Period, Unit, WorkingCalendar, days_in_month, last_day
from app.kernel.dates import format_day, parse_day

WEEKDAYS = WorkingCalendar("weekends", lambda day: day.weekday() >= 5)
DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@pytest.mark.parametrize(
    ("start", "length", "unit", "last"),
    [
        (date(2026, 3, 3), 15, Unit.DAYS, date(2026, 3, 18)),
        (date(2026, 3, 13), 6, Unit.MONTHS, date(2026, 9, 13)),
        (date(2025, 6, 30), 3, Unit.YEARS, date(2028, 6, 30)),
        (
            date(2026, 1, 30),
            1,
            Unit.MONTHS,
            date(2026, 2, 28),
        ),  # the 31st has no answer in February
        (date(2024, 2, 28), 1, Unit.YEARS, date(2025, 2, 28)),
        (
            date(2023, 2, 28),
            1,
            Unit.YEARS,
            date(2024, 2, 29),
        ),  # begins 1 March, ends the day before
        (date(2026, 12, 31), 1, Unit.MONTHS, date(2027, 1, 31)),
        (date(2026, 8, 30), 6, Unit.MONTHS, date(2027, 2, 28)),
    ],
)
def test_a_period_ends_as_the_civil_code_says(
    start: date, length: int, unit: Unit, last: date
) -> None:
    assert last_day(start, Period(length, unit)) == last
    assert str(Period(length, unit)) == f"{length} {unit}"


@given(DAYS, st.integers(1, 120))
def test_a_later_start_never_ends_earlier(start: date, months: int) -> None:
    period = Period(months, Unit.MONTHS)
    assert last_day(start, period) <= last_day(start + timedelta(days=1), period)
    assert last_day(start, Period(12 * months, Unit.MONTHS)) == last_day(
        start, Period(months, Unit.YEARS)
    )


@given(DAYS, st.integers(0, 40))
def test_working_days_are_never_rest_days(day: date, count: int) -> None:
    reached = WEEKDAYS.add_working_days(day, count)
    assert count == 0 or not WEEKDAYS.is_rest_day(reached)
    between = sum(
        not WEEKDAYS.is_rest_day(day + timedelta(days=n))
        for n in range(1, (reached - day).days + 1)
    )
    assert between == count
    assert WEEKDAYS.next_working_day(day) >= day


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_months_have_their_days(year: int, month: int) -> None:
    date(year, month, days_in_month(year, month))
    with pytest.raises(ValueError, match="day"):
        date(year, month, days_in_month(year, month) + 1)


@given(DAYS)
def test_a_day_is_read_in_every_way_it_is_written(day: date) -> None:
    padded = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    for written in (
        padded, padded.replace("-", "."), padded.replace("-", ""), padded.replace("-", "/"),
        f"{day.year}년 {day.month}월 {day.day}일", format_day(day, "ko"), f" {padded} ",
    ):  # fmt: skip
        assert parse_day(written) == day


@pytest.mark.parametrize(
    "written", ["", "어제", "2026-02-30", "26-01-01", "2026-13-01", "20261", "٢٠٢٦-٠١-٠١", "2026-1"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        parse_day(written)


def test_days_are_shown_in_both_languages() -> None:
    assert format_day(date(2026, 11, 3), "ko") == "2026. 11. 3."
    assert format_day(date(2026, 11, 3), "en") == "3 Nov 2026"
