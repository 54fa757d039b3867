"""The only SQL of this package."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from app.db.rows import Row
from app.db.work import Work
from app.sanctions.tables import (
    ComplianceMonitor,
    ConsentContribution,
    Consultation,
    ListingReview,
    Measure,
    MeasureStep,
    Objection,
    OrderItemProof,
    Payment,
    PaymentTerm,
    PenaltyPointEntry,
    PointAdjustment,
    Posting,
    Proposal,
    ReferralDemand,
    Refund,
    ResolvedMeasure,
    Standstill,
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


def measures_against(work: Work, company_id: str) -> list[Measure]:
    """Return the measures against a company, oldest first."""
    chosen = select(Measure).where(col(Measure.company_id) == company_id)
    return _all(work, chosen.order_by(col(Measure.id)))


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


def terms_of(work: Work, measure_id: str) -> list[PaymentTerm]:
    """Return what changed the sum of a measure or its due days, in the order of recording."""
    chosen = select(PaymentTerm).where(col(PaymentTerm.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(PaymentTerm.sequence)))


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


def proposals_taken_by(work: Work, measure_id: str) -> list[Proposal]:
    """Return the proposals that a draft has taken."""
    return _all(work, select(Proposal).where(col(Proposal.taken_by_measure_id) == measure_id))


def consultation(work: Work, consultation_id: str) -> Consultation:
    """Return a consultation, or raise NotFound."""
    return work.one(Consultation, consultation_id)


def consultations_of(work: Work, case_id: str) -> list[Consultation]:
    """Return the consultations of a case, oldest first."""
    chosen = select(Consultation).where(col(Consultation.case_id) == case_id)
    return _all(work, chosen.order_by(col(Consultation.id)))


def demands_of(work: Work, case_id: str) -> list[ReferralDemand]:
    """Return the demands for a referral in a case, oldest first."""
    chosen = select(ReferralDemand).where(col(ReferralDemand.case_id) == case_id)
    return _all(work, chosen.order_by(col(ReferralDemand.id)))


def review(work: Work, review_id: str) -> ListingReview:
    """Return a review for the habitual list, or raise NotFound."""
    return work.one(ListingReview, review_id)


def reviews_of(work: Work, case_id: str) -> list[ListingReview]:
    """Return the reviews for the habitual list that a case brought, oldest first."""
    chosen = select(ListingReview).where(col(ListingReview.case_id) == case_id)
    return _all(work, chosen.order_by(col(ListingReview.id)))


def proof(work: Work, proof_id: str) -> OrderItemProof:
    """Return the proof of an item, or raise NotFound."""
    return work.one(OrderItemProof, proof_id)


def proofs_of(work: Work, measure_id: str) -> list[OrderItemProof]:
    """Return the proofs of a measure's items, oldest first."""
    chosen = select(OrderItemProof).where(col(OrderItemProof.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(OrderItemProof.id)))


def monitors_of(work: Work, measure_id: str) -> list[ComplianceMonitor]:
    """Return the third parties that watched a measure's compliance, oldest first."""
    chosen = select(ComplianceMonitor).where(col(ComplianceMonitor.measure_id) == measure_id)
    return _all(work, chosen.order_by(col(ComplianceMonitor.id)))


def posting_of(work: Work, measure_id: str) -> Posting | None:
    """Return what was posted of a measure, if anything was."""
    chosen = select(Posting).where(col(Posting.measure_id) == measure_id)
    return work.session.execute(chosen).scalar_one_or_none()


def posted_on(work: Work, day: date) -> list[Posting]:
    """Return what everybody may read on a day, the latest first."""
    chosen = select(Posting).where(
        col(Posting.posted_on) <= day,
        col(Posting.posted_until) >= day,
        col(Posting.taken_down_on).is_(None),
    )
    return _all(work, chosen.order_by(col(Posting.posted_on).desc(), col(Posting.id).desc()))


def resolved_of(work: Work, case_id: str) -> list[ResolvedMeasure]:
    """Return what the newest resolution on a case allows to be issued, none where there is none."""
    chosen = select(ResolvedMeasure).where(col(ResolvedMeasure.case_id) == case_id)
    rows = _all(work, chosen.order_by(col(ResolvedMeasure.id)))
    return [row for row in rows if row.resolution_id == rows[-1].resolution_id]


_INSERT: dict[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def keep_standstill(work: Work, subject_id: str, values: dict[str, str]) -> None:
    """Keep that a thing stands still; one known before keeps the instant of its first finding."""
    table = Standstill.__table__  # type: ignore[attr-defined]
    row = _INSERT[work.session.get_bind().dialect.name](table).values(
        id=work.new_id("standstill"), subject_id=subject_id, first_found_at=work.now,
        last_found_at=work.now, **values,
    )  # fmt: skip
    latest = case((table.c.last_found_at > work.now, table.c.last_found_at), else_=work.now)
    work.execute(
        row.on_conflict_do_update(
            index_elements=["subject_id"], set_={**values, "last_found_at": latest}
        )
    )


def forget_standstills(work: Work, but: Collection[str]) -> None:
    """Forget what moves again: everything but the things named."""
    kept = col(Standstill.subject_id).in_(but)
    work.execute(delete(Standstill).where(~kept))


def standstills(work: Work) -> list[Standstill]:
    """Return what stands still, the longest first."""
    chosen = select(Standstill).order_by(col(Standstill.first_found_at), col(Standstill.id))
    return list(work.session.execute(chosen).scalars())
