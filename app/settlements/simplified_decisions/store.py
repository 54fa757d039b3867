"""The only SQL of this room."""

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.settlements.simplified_decisions.tables import SimplifiedDecision


def proposal(work: Work, simplified_id: str) -> SimplifiedDecision:
    """Return a proposal, or raise NotFound."""
    return work.one(SimplifiedDecision, simplified_id)


def proposals_of(work: Work, case_id: str) -> list[SimplifiedDecision]:
    """Return the proposals of a case, oldest first."""
    chosen = select(SimplifiedDecision).where(col(SimplifiedDecision.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(SimplifiedDecision.id))).scalars())
