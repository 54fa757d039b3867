"""The only SQL of hearings."""

from sqlalchemy import select
from sqlmodel import col

from app.committee.hearings.tables import Hearing, HearingAttendance, HearingStatement
from app.db.work import Work


def hearing(work: Work, hearing_id: str) -> Hearing:
    """Return a hearing, or raise NotFound."""
    return work.one(Hearing, hearing_id)


def hearing_of(work: Work, item_id: str) -> Hearing | None:
    """Return the hearing of an item, if it was opened."""
    chosen = select(Hearing).where(col(Hearing.item_id) == item_id)
    return work.session.execute(chosen).scalar_one_or_none()


def attendance(work: Work, hearing_id: str) -> list[HearingAttendance]:
    """Return who was present, in the order of entry."""
    chosen = select(HearingAttendance).where(col(HearingAttendance.hearing_id) == hearing_id)
    return list(work.session.execute(chosen.order_by(col(HearingAttendance.id))).scalars())


def statements(work: Work, hearing_id: str) -> list[HearingStatement]:
    """Return what was said, in order."""
    chosen = select(HearingStatement).where(col(HearingStatement.hearing_id) == hearing_id)
    return list(work.session.execute(chosen.order_by(col(HearingStatement.sequence))).scalars())
