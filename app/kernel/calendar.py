"""Counting days and periods as the Civil Code does (민법 제155조–제161조)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A length such as 30 days or 3 years."""

    length: int
    unit: Unit

    def __str__(self) -> str:
        """Return the period as `30 days`."""
        return f"{self.length} {self.unit}"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Tells rest days. `edition` names the data it was made from and is kept with each date."""

    edition: str
    is_rest_day: Callable[[date], bool]

    def next_working_day(self, day: date) -> date:
        """Return the day itself, or the first working day after it (민법 제161조)."""
        while self.is_rest_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day on which `count` working days have passed after a day."""
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day


def last_day(start: date, period: Period) -> date:
    """Return the last day of a period whose first day is not counted (민법 제157조, 제160조).

    Counting begins the day after `start`; months and years end on the day before the day that
    answers to that beginning, or on the last day of a month which has no such day.
    """
    if period.unit is Unit.DAYS:
        return start + timedelta(days=period.length)
    beginning = start + timedelta(days=1)
    months = period.length * (12 if period.unit is Unit.YEARS else 1)
    year, month = divmod(beginning.month - 1 + months, 12)
    year, month = beginning.year + year, month + 1
    length = days_in_month(year, month)
    if beginning.day > length:
        return date(year, month, length)
    return date(year, month, beginning.day) - timedelta(days=1)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
