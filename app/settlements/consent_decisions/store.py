"""The only SQL of this room."""

from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.settlements.consent_decisions.tables import (
    ConsentCharge,
    ConsentComment,
    ConsentDecision,
    ConsentReport,
)

Part = TypeVar("Part", ConsentCharge, ConsentComment, ConsentReport)


def decision(work: Work, consent_id: str) -> ConsentDecision:
    """Return a consent decision, or raise NotFound."""
    return work.one(ConsentDecision, consent_id)


def decisions_of(work: Work, case_id: str) -> list[ConsentDecision]:
    """Return the consent decisions of a case, oldest first."""
    chosen = select(ConsentDecision).where(col(ConsentDecision.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(ConsentDecision.id))).scalars())


def parts_of(work: Work, kind: type[Part], consent_id: str) -> list[Part]:
    """Return the comments, reports or charges of a consent decision, oldest first."""
    chosen = select(kind).where(col(kind.consent_id) == consent_id).order_by(col(kind.id))
    return list(work.session.execute(chosen).scalars())
