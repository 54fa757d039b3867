"""The only SQL of this room."""

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.settlements.mediation.tables import Mediation


def mediation(work: Work, mediation_id: str) -> Mediation:
    """Return a mediation, or raise NotFound."""
    return work.one(Mediation, mediation_id)


def mediations_of(work: Work, case_id: str) -> list[Mediation]:
    """Return the mediations of a case, oldest first."""
    chosen = select(Mediation).where(col(Mediation.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(Mediation.id))).scalars())
