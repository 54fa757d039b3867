"""The only SQL of this room."""

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.settlements.self_corrections.tables import SelfCorrection


def correction(work: Work, correction_id: str) -> SelfCorrection:
    """Return a report of self-correction, or raise NotFound."""
    return work.one(SelfCorrection, correction_id)


def corrections_of(work: Work, case_id: str) -> list[SelfCorrection]:
    """Return the reports of self-correction of a case, oldest first."""
    chosen = select(SelfCorrection).where(col(SelfCorrection.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(SelfCorrection.id))).scalars())
