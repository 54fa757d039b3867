"""Questions about clocks and the calendar; the acts above have asked whose clocks one may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select

from app.db.work import Work
from app.deadlines import calendar, store
from app.deadlines.calendar import Override, RestDay
from app.deadlines.explanation import Line, explain
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import Surroundings
from app.deadlines.schemas import CalendarYearOut, ClockOut, RestDayOut
from app.deadlines.tables import CalendarOverride
from app.kernel.text import Text
from app.law.book import Book

# No row of rest days in Korea has been longer than ten.
_LONGEST_MOVE = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Touched:
    """A subject whose clocks a change of the calendar may move."""

    case_id: str
    subject_id: str
    subject: str


def clocks_of(work: Work, case_id: str) -> list[ClockOut]:
    """Return the clocks of a case with its measures and consents, the next one due first."""
    rows = store.clocks_of_case(work, case_id)
    return [ClockOut.of(row, work.law.clock(row.name), work.today) for row in rows]


def next_due(work: Work) -> Select[str, date | None]:  # noqa: ARG001 - every query takes it
    """Return `case_id` and `next_due_on`, one row a case, to be used as a subquery.

    A case without a running clock that has a due day is not in it.
    """
    return store.next_due()


def overdue(work: Work, *, clock: str, before: date) -> Select[str]:  # noqa: ARG001 - as above
    """Return the ids of cases in which a clock still runs though its due day is past."""
    return store.overdue(clock, before)


def due_between(
    work: Work, first: date, last: date, *, after: tuple[date, str] | None = None, limit: int = 50
) -> list[ClockOut]:
    """Return running clocks due in a stretch of days (both included), the earliest first."""
    rows = store.due_between(work, first, last, after=after, limit=limit)
    return [ClockOut.of(row, work.law.clock(row.name), work.today) for row in rows]


def explained(
    work: Work, name: str, occurrences: Sequence[Occurrence], *, law: Book | None = None
) -> tuple[Line, ...]:
    """Return a clock of a subject day by day, by today's law or the edition that is given."""
    around = Surroundings.of(work.calendar, law or work.law)
    return explain(around.book.clock(name), occurrences, around)


def touched_by(work: Work, day: date) -> list[Touched]:
    """Return the subjects whose running clocks may move when a day becomes or ceases to be rest.

    A clock moves only where its last counted day is on or before that day and its due day is on
    or after it.
    """
    found = {
        Touched(row.case_id, row.subject_id, row.subject): None
        for row in store.running_due(work, day, day + _LONGEST_MOVE)
        if row.nominal_on and row.nominal_on + timedelta(days=row.paused_days) <= day
    }
    return list(found)


def year_of(work: Work, year: int) -> CalendarYearOut:
    """Return the public holidays of a year with the agency's own days; open to everybody."""
    calendar.refuse_other_years(year)
    rows = store.overrides(work, date(year, 1, 1), date(year, 12, 31))
    days = calendar.named_days(year, (_override(row) for row in rows))
    return CalendarYearOut(
        year=year,
        edition=work.calendar.edition,
        days=[_day_out(day, rows) for day in days],
    )


def _override(row: CalendarOverride) -> Override:
    return Override(row.falls_on, rest=row.rest, name=Text(row.name_ko, row.name_en))


def _day_out(day: RestDay, rows: Sequence[CalendarOverride]) -> RestDayOut:
    own = next((row for row in rows if day.from_agency and row.falls_on == day.on), None)
    return RestDayOut(
        on=day.on,
        rest=day.rest,
        name_ko=day.name.ko,
        name_en=day.name.en,
        override_id=own.id if own else None,
        override_version=own.version if own else None,
        source=own.source if own else None,
    )
