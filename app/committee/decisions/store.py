"""The only SQL of written decisions."""

from sqlalchemy import func, select
from sqlmodel import col

from app.committee.decisions.tables import DecisionCorrection, DecisionFinding, WrittenDecision
from app.db.work import Work


def decision(work: Work, decision_id: str) -> WrittenDecision:
    """Return a written decision, or raise NotFound."""
    return work.one(WrittenDecision, decision_id)


def decisions_of(work: Work, case_id: str) -> list[WrittenDecision]:
    """Return the written decisions of a case, the oldest first."""
    chosen = select(WrittenDecision).where(col(WrittenDecision.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(WrittenDecision.id))).scalars())


def edition(work: Work, decision_id: str) -> int:
    """Return which writing of the findings is the newest, nought where there is none."""
    chosen = select(func.max(DecisionFinding.edition)).where(
        col(DecisionFinding.decision_id) == decision_id
    )
    return int(work.session.execute(chosen).scalar_one() or 0)


def findings(work: Work, decision_id: str) -> list[DecisionFinding]:
    """Return the findings in their newest writing, in order."""
    chosen = select(DecisionFinding).where(
        col(DecisionFinding.decision_id) == decision_id,
        col(DecisionFinding.edition) == edition(work, decision_id),
    )
    return list(work.session.execute(chosen.order_by(col(DecisionFinding.sequence))).scalars())


def corrections(work: Work, decision_id: str) -> list[DecisionCorrection]:
    """Return the corrections of a decision, the oldest first."""
    chosen = select(DecisionCorrection).where(col(DecisionCorrection.decision_id) == decision_id)
    return list(work.session.execute(chosen.order_by(col(DecisionCorrection.sequence))).scalars())
