"""The only SQL of this package."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.evaluations.lifecycle import IssueState
from app.evaluations.tables import MeasureSuit, OutcomeFirm, OutcomeIssue, OutcomeRequest


def request(work: Work, request_id: str) -> OutcomeRequest:
    """Return a request, or raise NotFound."""
    return work.one(OutcomeRequest, request_id)


def requests(
    work: Work, *, programme: str | None, before: str, limit: int
) -> Sequence[OutcomeRequest]:
    """Return requests, of one programme or of all, the newest first."""
    chosen = select(OutcomeRequest)
    if programme is not None:
        chosen = chosen.where(col(OutcomeRequest.programme) == programme)
    if before:
        chosen = chosen.where(col(OutcomeRequest.id) < before)
    ordered = chosen.order_by(col(OutcomeRequest.id).desc()).limit(limit)
    return list(work.session.execute(ordered).scalars())


def issue(work: Work, issue_id: str) -> OutcomeIssue:
    """Return an issue, or raise NotFound."""
    return work.one(OutcomeIssue, issue_id)


def issues_of(work: Work, request_id: str) -> list[OutcomeIssue]:
    """Return the editions of a request, oldest first."""
    chosen = select(OutcomeIssue).where(col(OutcomeIssue.request_id) == request_id)
    return list(work.session.execute(chosen.order_by(col(OutcomeIssue.edition))).scalars())


def requests_about(work: Work, business_number: str) -> list[str]:
    """Return the ids of the requests that want to know of a firm, oldest first."""
    chosen = select(col(OutcomeFirm.request_id)).where(
        col(OutcomeFirm.business_number) == business_number
    )
    return list(work.session.execute(chosen.order_by(col(OutcomeFirm.request_id))).scalars())


def current_requests(work: Work) -> list[str]:
    """Return the ids of the requests whose last edition still passes for true."""
    chosen = select(col(OutcomeIssue.request_id)).where(
        col(OutcomeIssue.state) == IssueState.ISSUED
    )
    return list(work.session.execute(chosen.order_by(col(OutcomeIssue.id))).scalars())


def suit(work: Work, suit_id: str) -> MeasureSuit:
    """Return a suit, or raise NotFound."""
    return work.one(MeasureSuit, suit_id)


def suits_of(work: Work, measure_id: str) -> list[MeasureSuit]:
    """Return the suits against a measure, oldest first."""
    chosen = select(MeasureSuit).where(col(MeasureSuit.measure_id) == measure_id)
    return list(work.session.execute(chosen.order_by(col(MeasureSuit.id))).scalars())


def suits_against(work: Work, company_id: str) -> list[MeasureSuit]:
    """Return the suits against a firm's measures, oldest first."""
    chosen = select(MeasureSuit).where(col(MeasureSuit.company_id) == company_id)
    return list(work.session.execute(chosen.order_by(col(MeasureSuit.id))).scalars())
