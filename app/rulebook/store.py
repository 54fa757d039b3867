"""The only SQL of this package."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.db.work import Work
from app.law.figures import AgencyEntry
from app.rulebook.lifecycle import State
from app.rulebook.tables import AgencyFigure

_APPROVED = col(AgencyFigure.state) == str(State.APPROVED)

_STATE = col(AgencyFigure.state)
_MARK = (
    select(_STATE, func.count())
    .where(_STATE.in_((str(State.APPROVED), str(State.WITHDRAWN))))
    .group_by(_STATE)
)


def mark(session: Session) -> tuple[int, int]:
    """Return how many figures are approved and withdrawn; both together only ever grow.

    It tells cheaply whether the book made before is still the right one.
    """
    found = {name: int(count) for name, count in session.execute(_MARK)}
    return found.get(State.APPROVED, 0), found.get(State.WITHDRAWN, 0)


def approved(session: Session) -> tuple[AgencyEntry, ...]:
    """Return every approved figure as the law book takes it, by name and day."""
    order = (col(AgencyFigure.name), col(AgencyFigure.effective_from))
    rows = session.execute(select(AgencyFigure).where(_APPROVED).order_by(*order)).scalars()
    return tuple(
        AgencyEntry(
            name=row.name,
            value=row.value,
            effective_from=row.effective_from,
            source_paper=row.source_paper,
            entered_by=row.entered_by,
            approved_by=row.decided_by or "",
        )
        for row in rows
    )


def all_entries(work: Work) -> Sequence[AgencyFigure]:
    """Return every entry, whatever became of it, by name and day."""
    order = (col(AgencyFigure.name), col(AgencyFigure.effective_from), col(AgencyFigure.id))
    return work.session.execute(select(AgencyFigure).order_by(*order)).scalars().all()


def with_live_key(work: Work, live_key: str) -> AgencyFigure | None:
    """Return the entry that stands for a figure and day."""
    query = select(AgencyFigure).where(col(AgencyFigure.live_key) == live_key)
    return work.session.execute(query).scalar_one_or_none()
