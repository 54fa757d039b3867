"""The only SQL of this package."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select
from sqlmodel import col

from app.db.rows import Row
from app.db.work import Work
from app.sanctions.tables import (
    ConsentContribution,
    Measure,
    MeasureStep,
    Objection,
    Payment,
    PenaltyPointEntry,
    PointAdjustment,
    Proposal,
    Refund,
)

AnyRow = TypeVar("AnyRow", bound=Row)


def _all(work: Work, chosen: Select[AnyRow]) -> list[AnyRow]:
    return list(work.session.execute(chosen).scalars())


def measure(work: Work, measure_id: str) -> Measure:
    """Return a measure, or raise NotFound."""
    return work.one(Measure, measure_id)


def measures_of(work: Work, case_id: str) -> list[Measure]:
    """Return the measures of a case, oldest first."""
    chosen = select(Measure).where(col(Measure.case_id) == case_id)
    return _all(work, chosen.order_by(col(Measure.sequence)))


def steps_of(work: Work, measure_id: str) -> list[MeasureStep]:
    """Return what happened to a measure, oldest first."""
    chosen = select(MeasureStep).where(col(MeasureStep.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(MeasureStep.sequence)))


def payments_of(work: Work, measure_id: str) -> list[Payment]:
    """Return the payments on a measure by their days."""
    chosen = select(Payment).where(col(Payment.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(Payment.on), col(Payment.id)))


def payment_with(work: Work, measure_id: str, reference: str) -> Payment | None:
    """Return the payment recorded under a reference, if any."""
    chosen = select(Payment).where(
        col(Payment.measure_id) == measure_id, col(Payment.reference) == reference
    )
    return work.session.execute(chosen).scalar_one_or_none()


def refunds_of(work: Work, measure_id: str) -> list[Refund]:
    """Return the refunds of a measure, due and made, oldest first."""
    chosen = select(Refund).where(col(Refund.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(Refund.id)))


def objection(work: Work, objection_id: str) -> Objection:
    """Return an objection, or raise NotFound."""
    return work.one(Objection, objection_id)


def objections_of(work: Work, measure_id: str) -> list[Objection]:
    """Return the objections to a measure, oldest first."""
    chosen = select(Objection).where(col(Objection.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(Objection.id)))


def objections_in(work: Work, case_id: str) -> list[Objection]:
    """Return the objections to any measure of a case, oldest first."""
    chosen = select(Objection).where(col(Objection.case_id) == case_id)
    return _all(work, chosen.order_by(col(Objection.id)))


def ledger_of(work: Work, company_id: str) -> list[PenaltyPointEntry]:
    """Return a company's lines of points, oldest first."""
    chosen = select(PenaltyPointEntry).where(col(PenaltyPointEntry.company_id) == company_id)
    return _all(work, chosen.order_by(col(PenaltyPointEntry.sequence)))


def points_of(work: Work, measure_id: str) -> list[PenaltyPointEntry]:
    """Return the lines that one measure brought, oldest first."""
    chosen = select(PenaltyPointEntry).where(col(PenaltyPointEntry.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(PenaltyPointEntry.sequence)))


def served_measures(work: Work, company_id: str) -> set[str]:
    """Return the measures that have reached a company."""
    chosen = select(Measure.id).where(  # type: ignore[call-overload]
        col(Measure.company_id) == company_id, col(Measure.served_on).is_not(None)
    )
    return set(work.session.execute(chosen).scalars())


def stays_of(work: Work, company_id: str) -> list[tuple[str, str, date]]:
    """Return measure, occurrence and day of every stay of a company's measures and its end."""
    chosen = (
        select(MeasureStep.measure_id, MeasureStep.occurrence, MeasureStep.on)  # type: ignore[call-overload]
        .join(Measure, col(Measure.id) == col(MeasureStep.measure_id))
        .where(
            col(Measure.company_id) == company_id,
            col(MeasureStep.occurrence).in_(("stayed", "stay_lifted")),
        )
        .order_by(col(MeasureStep.on), col(MeasureStep.sequence))
    )
    return [(row[0], row[1], row[2]) for row in work.session.execute(chosen)]


def adjustment(work: Work, adjustment_id: str) -> PointAdjustment:
    """Return a claim on points, or raise NotFound."""
    return work.one(PointAdjustment, adjustment_id)


def adjustments_of(work: Work, company_id: str) -> list[PointAdjustment]:
    """Return the claims on a company's points, oldest first."""
    chosen = select(PointAdjustment).where(col(PointAdjustment.company_id) == company_id)
    return _all(work, chosen.order_by(col(PointAdjustment.id)))


def proposal(work: Work, proposal_id: str) -> Proposal:
    """Return a proposal, or raise NotFound."""
    return work.one(Proposal, proposal_id)


def proposals_of(work: Work, case_id: str) -> list[Proposal]:
    """Return the proposals of a case, oldest first."""
    chosen = select(Proposal).where(col(Proposal.case_id) == case_id)
    return _all(work, chosen.order_by(col(Proposal.id)))


def open_proposals(work: Work, case_id: str, kinds: Collection[str]) -> list[Proposal]:
    """Return the proposals of some kinds that wait in a case."""
    chosen = select(Proposal).where(
        col(Proposal.case_id) == case_id,
        col(Proposal.kind).in_(kinds),
        col(Proposal.state) == "open",
    )
    return _all(work, chosen.order_by(col(Proposal.id)))


def contributions_of(work: Work, case_id: str) -> list[ConsentContribution]:
    """Return the money that came in under a case's consent decision, oldest first."""
    chosen = select(ConsentContribution).where(col(ConsentContribution.case_id) == case_id)
    return _all(work, chosen.order_by(col(ConsentContribution.id)))
