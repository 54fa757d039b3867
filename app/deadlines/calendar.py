"""The Korean working calendar: published public holidays, weekends and the agency's own days."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

import holidays
from sqlmodel import Session

from app.deadlines import store
from app.deadlines.problems import CalendarNotConfigured
from app.kernel.calendar import WorkingCalendar
from app.kernel.problems import Basis
from app.kernel.text import Text

# The published data are complete up to here; later lunar feasts are only reckoned.
FIRST_YEAR = 2010
LAST_YEAR = 2030
_BASIS = Basis("공휴일에 관한 법률", "제2조")
_SATURDAY = 5
_OLD_CALENDARS = 8


@dataclass(frozen=True, slots=True)
class Override:
    """A day that the agency set, such as a temporary holiday proclaimed later."""

    falls_on: date
    rest: bool
    name: Text


@dataclass(frozen=True, slots=True)
class RestDay:
    """A public holiday by name, or a day that the agency set."""

    on: date
    rest: bool
    name: Text
    from_agency: bool


@lru_cache(maxsize=1)
def published() -> Mapping[date, Text]:
    """Return the public holidays of all configured years; slow once, then kept."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    korean = holidays.country_holidays("KR", years=years, language="ko")
    english = holidays.country_holidays("KR", years=years, language="en_US")
    return {day: Text(name, english[day]) for day, name in sorted(korean.items())}


@lru_cache(maxsize=1)
def published_edition() -> str:
    """Return the name of the published data."""
    return f"holidays-{version('holidays')}"


def calendar_of(overrides: Iterable[Override] = ()) -> WorkingCalendar:
    """Return the working calendar with the agency's days.

    Asking it about a day outside the configured years raises `CalendarNotConfigured`.
    """
    return _built(tuple(sorted((o.falls_on, o.rest) for o in overrides)))


def calendar_for(session: Session) -> WorkingCalendar:
    """Return the working calendar as it stands in the database: one small query."""
    return _built(store.override_days(session))


@lru_cache(maxsize=_OLD_CALENDARS)
def _built(overrides: tuple[tuple[date, bool], ...]) -> WorkingCalendar:
    lines = "".join(f"{day.isoformat()} {int(rest)}\n" for day, rest in overrides)
    edition = f"{published_edition()}+{sha256(lines.encode()).hexdigest()[:16]}"
    return WorkingCalendar(edition, _asker(dict(overrides)))


def _asker(overrides: Mapping[date, bool]) -> Callable[[date], bool]:
    def is_rest_day(day: date) -> bool:
        refuse_other_years(day.year)
        set_by_agency = overrides.get(day)
        if set_by_agency is not None:
            return set_by_agency
        return day.weekday() >= _SATURDAY or day in published()

    return is_rest_day


def refuse_other_years(year: int) -> None:
    """Raise `CalendarNotConfigured` for a year whose holidays are not known."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarNotConfigured(
            Text(
                f"{year}년의 공휴일 자료가 없습니다. {FIRST_YEAR}년부터 {LAST_YEAR}년까지만 "
                "계산할 수 있습니다.",
                f"The public holidays of {year} are not configured; only the years {FIRST_YEAR} "
                f"to {LAST_YEAR} can be computed.",
            ),
            basis=(_BASIS,),
            year=year,
        )


def named_days(year: int, overrides: Iterable[Override]) -> list[RestDay]:
    """Return the public holidays and the agency's days of a year, by date; no plain weekends."""
    refuse_other_years(year)
    found = {
        day: RestDay(day, rest=True, name=name, from_agency=False)
        for day, name in published().items()
        if day.year == year
    }
    for item in overrides:
        if item.falls_on.year == year:
            found[item.falls_on] = RestDay(
                item.falls_on, rest=item.rest, name=item.name, from_agency=True
            )
    return [found[day] for day in sorted(found)]
