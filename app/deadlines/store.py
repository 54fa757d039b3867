"""The only SQL of this package."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, insert, or_, select
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col

from app.db.work import Work
from app.deadlines.rules import Running
from app.deadlines.tables import CalendarOverride, ClockRow

_ADD = insert(ClockRow.__table__)  # type: ignore[attr-defined]
_OVERRIDE_DAYS = select(col(CalendarOverride.falls_on), col(CalendarOverride.rest)).order_by(
    col(CalendarOverride.falls_on)
)
_STANDING = (str(Running.RUNNING), str(Running.PAUSED), str(Running.NOT_CONFIGURED))


# -- clocks


def clocks_of_subject(work: Work, subject_id: str) -> Sequence[ClockRow]:
    """Return the rows of a subject, ready to be changed."""
    query = select(ClockRow).where(col(ClockRow.subject_id) == subject_id)
    return work.session.execute(query).scalars().all()


def add_clocks(work: Work, rows: list[dict[str, Any]]) -> None:
    """Write new clocks, all in one statement."""
    if rows:
        work.execute(_ADD, rows)


def clocks_of_case(work: Work, case_id: str) -> Sequence[ClockRow]:
    """Return the clocks of a case: standing ones by due day, then those met or ended."""
    done = col(ClockRow.state).not_in(_STANDING)
    query = (
        select(ClockRow)
        .where(col(ClockRow.case_id) == case_id)
        .order_by(done, col(ClockRow.due_on).is_(None), col(ClockRow.due_on), col(ClockRow.name))
    )
    return work.session.execute(query).scalars().all()


def _running() -> ColumnElement[bool]:
    return col(ClockRow.state) == str(Running.RUNNING)


def next_due() -> Select[str, date | None]:
    """Return `case_id` and `next_due_on`, the earliest due day of its running clocks."""
    due = col(ClockRow.due_on)
    query = select(col(ClockRow.case_id), func.min(due).label("next_due_on"))
    return query.where(_running(), due.is_not(None)).group_by(col(ClockRow.case_id))


def overdue(clock: str, before: date) -> Select[str]:
    """Return the `case_id` of each running clock of a name whose due day lies before a day."""
    return select(col(ClockRow.case_id)).where(
        col(ClockRow.name) == clock, _running(), col(ClockRow.due_on) < before
    )


def next_of(work: Work, case_id: str, *, besides: Collection[str]) -> tuple[date, str] | None:
    """Return due day and name of the running clock of a case that falls due first."""
    due, name = col(ClockRow.due_on), col(ClockRow.name)
    query = select(due, name).where(
        col(ClockRow.case_id) == case_id, _running(), due.is_not(None), name.not_in(besides)
    )
    found = work.session.execute(query.order_by(due, name).limit(1)).first()
    return (found[0], found[1]) if found and found[0] else None


def due_between(
    work: Work, first: date, last: date, *, after: tuple[date, str] | None, limit: int
) -> Sequence[ClockRow]:
    """Return running clocks due in a stretch of days, by due day and id, after a row seen."""
    due, key = col(ClockRow.due_on), col(ClockRow.id)
    query = select(ClockRow).where(_running(), due >= first, due <= last)
    if after is not None:
        query = query.where(or_(due > after[0], and_(due == after[0], key > after[1])))
    return work.session.execute(query.order_by(due, key).limit(limit)).scalars().all()


def running_due(work: Work, first: date, last: date) -> Sequence[ClockRow]:
    """Return every running clock due in a stretch of days, case by case."""
    due = col(ClockRow.due_on)
    query = select(ClockRow).where(_running(), due >= first, due <= last)
    ordered = query.order_by(col(ClockRow.case_id), col(ClockRow.subject_id))
    return work.session.execute(ordered).scalars().all()


# -- calendar


def override_days(session: Session) -> tuple[tuple[date, bool], ...]:
    """Return the agency's days and whether each is a rest day, by date."""
    return tuple((day, rest) for day, rest in session.execute(_OVERRIDE_DAYS))


def overrides(work: Work, first: date, last: date) -> Sequence[CalendarOverride]:
    """Return the agency's days in a stretch, by date."""
    day = col(CalendarOverride.falls_on)
    query = select(CalendarOverride).where(day >= first, day <= last).order_by(day)
    return work.session.execute(query).scalars().all()


def override_on(work: Work, day: date) -> CalendarOverride | None:
    """Return the agency's entry for a day."""
    query = select(CalendarOverride).where(col(CalendarOverride.falls_on) == day)
    return work.session.execute(query).scalar_one_or_none()
