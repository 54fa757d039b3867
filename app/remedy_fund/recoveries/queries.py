"""What a reader may learn of claims, loans and pay-outs; every question is put to the table."""

from typing import TypeVar

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.approvals.tables import ApprovalRequest
from app.remedy_fund.fields import Words
from app.remedy_fund.recoveries import residuals, store, views
from app.remedy_fund.recoveries.facts import FUND, about, held
from app.remedy_fund.recoveries.lending import late_parts, lent
from app.remedy_fund.recoveries.lifecycle import RECOVERY
from app.remedy_fund.recoveries.residuals import Residual
from app.remedy_fund.recoveries.schemas.outputs import (
    ApprovalAskedOut,
    LoanOut,
    LoanRow,
    PayoutOut,
    ReceiptList,
    ReceiptOut,
    RecoveryOut,
    RecoveryRow,
    ResidualOut,
    StepList,
    StepOut,
)
from app.remedy_fund.recoveries.tables import Loan, Recovery, RecoveryPayout, RecoveryReceipt
from app.web import paging
from app.web.paging import Page

T = TypeVar("T")


def recoveries(
    work: Work, *, limit: int, cursor: str | None, filters: dict[str, str]
) -> Page[RecoveryRow]:
    """Return claims in the order in which they were opened."""
    work.require(May.FUND_READ, FUND)
    rows = store.page_of(work, Recovery, after=_after(cursor), limit=limit + 1, filters=filters)
    items = [views.recovery_row(held(work, row)) for row in rows[:limit]]
    return _page(items, [row.id for row in rows], limit)


def recovery(work: Work, recovery_id: str) -> RecoveryOut:
    """Return a claim with its parts, clock, plan and journal."""
    row = work.one(Recovery, recovery_id)
    work.require(May.FUND_READ, about(work, row.application_id))
    return views.recovery(work, held(work, row))


def told(work: Work, row: Recovery) -> RecoveryOut:
    """Return a claim that was already asked for, after all changes to it."""
    work.session.flush()
    return views.recovery(work, held(work, row))


def transitions(work: Work, recovery_id: str) -> StepList:
    """Return the steps from a claim's present state, allowed and blocked, for its buttons."""
    work.require(May.FUND_READ, FUND)
    row = work.one(Recovery, recovery_id)
    facts = held(work, row).facts
    allowed: list[StepOut] = []
    blocked: list[StepOut] = []
    for step in RECOVERY.steps(row.state):
        if step.automatic:
            continue
        reasons = [Words(code=b.code, ko=b.reason.ko, en=b.reason.en) for b in step.blocked(facts)]
        answer = work.decide(May(step.by), FUND)
        if not answer.allowed:
            reasons.append(Words(code=answer.code, ko=answer.reason.ko, en=answer.reason.en))
        choice = StepOut(
            command=step.command, label_ko=step.label.ko, label_en=step.label.en,
            basis=step.basis, needs_reason=step.needs_reason, reasons=reasons,
        )  # fmt: skip
        (blocked if reasons else allowed).append(choice)
    return StepList(version=row.version, allowed=allowed, blocked=blocked)


def receipts(work: Work, subject_id: str) -> ReceiptList:
    """Return what came in on a claim or loan, with the use of every won."""
    work.require(May.FUND_READ, FUND)
    work.one(_kind(subject_id), subject_id)
    uses = store.uses_of(work, [subject_id])
    rows = store.receipts_of(work, subject_id)
    return ReceiptList(items=[views.receipt(row, uses) for row in rows])


def told_receipt(work: Work, row: RecoveryReceipt) -> ReceiptOut:
    """Return a receipt that was just recorded."""
    work.session.flush()
    return views.receipt(row, store.uses_of(work, [row.subject_id]))


def loans(work: Work, *, limit: int, cursor: str | None, filters: dict[str, str]) -> Page[LoanRow]:
    """Return loans in the order in which they were paid."""
    work.require(May.FUND_READ, FUND)
    rows = store.page_of(work, Loan, after=_after(cursor), limit=limit + 1, filters=filters)
    items = [views.loan_row(work, lent(work, row)) for row in rows[:limit]]
    return _page(items, [row.id for row in rows], limit)


def overdue_loans(work: Work, *, limit: int, cursor: str | None) -> Page[LoanRow]:
    """Return loans of which a part is late today, in the order of their ids."""
    work.require(May.FUND_READ, FUND)
    after, found = _after(cursor), list[LoanRow]()
    while len(found) <= limit:
        rows = store.loans_with_parts_due(work, work.today, after=after, limit=limit + 1)
        standings = [lent(work, row) for row in rows]
        late = [one for one in standings if late_parts(work, one, work.today)]
        found += [views.loan_row(work, one) for one in late]
        if len(rows) <= limit:
            break
        after = rows[-1].id
    return _page(found[:limit], [one.id for one in found], limit)


def loan(work: Work, loan_id: str) -> LoanOut:
    """Return a loan with its schedule and what is owed today."""
    work.require(May.FUND_READ, FUND)
    return views.loan(work, lent(work, work.one(Loan, loan_id)))


def told_loan(work: Work, row: Loan) -> LoanOut:
    """Return a loan that was already asked for, after all changes to it."""
    work.session.flush()
    return views.loan(work, lent(work, row))


def residual(work: Work, application_id: str) -> Residual:
    """Return whose the money of an application is; for the rooms above, which have asked."""
    return residuals.residual(work, application_id)


def residual_out(work: Work, application_id: str) -> ResidualOut:
    """Return whose the money of an application is, and what of others' is still here."""
    work.require(May.FUND_READ, FUND)
    applications.subject(work, application_id)
    return views.residual(residuals.residual(work, application_id))


def payouts(
    work: Work, *, limit: int, cursor: str | None, filters: dict[str, str]
) -> Page[PayoutOut]:
    """Return pay-outs in the order in which they were prepared."""
    work.require(May.FUND_READ, FUND)
    rows = store.page_of(
        work, RecoveryPayout, after=_after(cursor), limit=limit + 1, filters=filters
    )
    return _page([views.payout(row) for row in rows[:limit]], [row.id for row in rows], limit)


def payout(work: Work, payout_id: str) -> PayoutOut:
    """Return a pay-out."""
    work.require(May.FUND_READ, FUND)
    return views.payout(work.one(RecoveryPayout, payout_id))


def told_payout(work: Work, row: RecoveryPayout) -> PayoutOut:
    """Return a pay-out that was already asked for, after all changes to it."""
    work.session.flush()
    return views.payout(row)


def told_request(work: Work, request: ApprovalRequest) -> ApprovalAskedOut:
    """Return a request for approval that was just made, with the claim or loan it is about."""
    work.session.flush()
    subject = work.one(_kind(request.about_id), request.about_id)
    return ApprovalAskedOut(
        approval_id=request.id, subject_id=subject.id, version=subject.version,
        digest=request.digest, amount_won=request.amount_won,
        required_persons=request.required_persons,
    )  # fmt: skip


def _kind(subject_id: str) -> type[Recovery] | type[Loan]:
    return Loan if subject_id.startswith("loan_") else Recovery


def _after(cursor: str | None) -> str:
    values = paging.decode(cursor, 1)
    return str(values[0]) if values else ""


def _page(items: list[T], ids: list[str], limit: int) -> Page[T]:
    more = len(ids) > limit
    cursor = paging.encode(ids[limit - 1]) if more else None
    return Page(items=items, has_more=more, next_cursor=cursor)
