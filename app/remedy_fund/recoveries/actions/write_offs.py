"""A claim or loan is given up: asked for with reasons, approved by several, carried out as approved."""

from typing import Any

from app.db.work import Work
from app.kernel.lifecycle import refuse_blocked
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals import queries as solvencies
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind, Dimension
from app.remedy_fund.approvals.tables import ApprovalRequest
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.actions.loans import loan_in_hand
from app.remedy_fund.recoveries.actions.moving import How, close_if_settled, move, take
from app.remedy_fund.recoveries.events import WriteOffAsked, WrittenOff
from app.remedy_fund.recoveries.facts import Held, held, take_in_hand
from app.remedy_fund.recoveries.lending import Lent
from app.remedy_fund.recoveries.lifecycle import (
    LOAN,
    RECOVERY,
    LoanCommand,
    RecoveryCommand,
    RecoveryKind,
)
from app.remedy_fund.recoveries.problems import NothingOwed, WriteOffNotAsked
from app.remedy_fund.recoveries.tables import Loan, Recovery

_KIND = ApprovalKind.WRITE_OFF


def ask_write_off(
    work: Work, *, recovery_id: str, reason: str, version: int | None
) -> ApprovalRequest:
    """Put up for approval that what is owed on a claim now is given up, for these reasons."""
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    step = RECOVERY.find(row.state, RecoveryCommand.WRITE_OFF)
    refuse_blocked(step, hand.facts)
    row.write_off_reason = reason
    return _asked(work, row, _content(hand), hand.standing.owed_won)


def write_off(work: Work, *, recovery_id: str, version: int | None) -> Recovery:
    """Give a claim up as it was approved; raises what the approval lacks."""
    hand = take_in_hand(work, recovery_id, version)
    row, owed = hand.recovery, hand.standing.owed_won
    how = How(on=work.today, reason=row.write_off_reason, amount_won=owed)
    if not row.write_off_reason:
        raise WriteOffNotAsked
    take(work, hand, RecoveryCommand.WRITE_OFF, how)
    approval = approvals.require_granted(work, kind=_KIND, subject=row.id, content=_content(hand))
    if row.kind == RecoveryKind.CLAWBACK:
        ledger.post(work, postings.written_off(row.id, work.today, owed))
    row.written_off_won = owed
    _done(work, row, approval, owed)
    close_if_settled(work, held(work, row), work.today)
    return row


def ask_loan_write_off(
    work: Work, *, loan_id: str, reason: str, version: int | None
) -> ApprovalRequest:
    """Put up for approval that what is still lent is given up, for these reasons."""
    lent = loan_in_hand(work, loan_id, version)
    LOAN.find(lent.loan.state, LoanCommand.WRITE_OFF)
    if not lent.out_won:
        raise NothingOwed
    lent.loan.write_off_reason = reason
    return _asked(work, lent.loan, _loan_content(lent), lent.out_won)


def write_off_loan(work: Work, *, loan_id: str, version: int | None) -> Loan:
    """Give a loan up as it was approved; raises what the approval lacks."""
    lent = loan_in_hand(work, loan_id, version)
    loan, out = lent.loan, lent.out_won
    if not loan.write_off_reason:
        raise WriteOffNotAsked
    content = _loan_content(lent)
    move(work, LOAN, loan, LoanCommand.WRITE_OFF,
         How(on=work.today, reason=loan.write_off_reason, amount_won=out))  # fmt: skip
    approval = approvals.require_granted(work, kind=_KIND, subject=loan.id, content=content)
    ledger.post(work, postings.loan_written_off(loan.id, work.today, lent.out_by_earmark))
    loan.written_off_won = out
    _done(work, loan, approval, out)
    return loan


def _asked(
    work: Work, row: Recovery | Loan, content: dict[str, Any], amount_won: int
) -> ApprovalRequest:
    work.touch(row)
    work.session.flush()
    company_id = applications.subject(work, row.application_id).applicant_company_id
    request = approvals.ask(
        work,
        kind=_KIND,
        subject=row.id,
        content=content,
        amount_won=amount_won,
        makers=_makers(work, row),
        aggregates=(
            Aggregate(Dimension.CASE, row.case_id),
            Aggregate(Dimension.APPLICANT, company_id),
            Aggregate(Dimension.PERIOD, str(work.today.year)),
        ),
        effect=solvencies.solvency(work, amount_won=0),
    )
    work.record(
        WriteOffAsked(
            subject=row.id, case_id=row.case_id, approval_id=request.id, amount_won=amount_won
        )
    )
    return request


def _makers(work: Work, row: Recovery | Loan) -> frozenset[str]:
    """Return everybody who ever did something with a claim: none of them approves its end."""
    by = {line.by for line in store.journal_of(work, row.id)}
    by |= {one.recorded_by for one in store.receipts_of(work, row.id)}
    if isinstance(row, Recovery):
        by |= {row.opened_by} | {one.entered_by for one in store.charges_of(work, [row.id])}
    return frozenset({*by, work.actor.person_id} - {""})


def _done(work: Work, row: Recovery | Loan, approval_id: str, amount_won: int) -> None:
    work.record(
        WrittenOff(
            subject=row.id, case_id=row.case_id, approval_id=approval_id, amount_won=amount_won
        )
    )
    work.session.flush()


def _content(hand: Held) -> dict[str, Any]:
    row = hand.recovery
    return {
        "act": "write_off", "recovery_id": row.id, "kind": row.kind,
        "owed_won": {name: won for name, won in hand.standing.owed.items() if won},
        "reason": row.write_off_reason,
    }  # fmt: skip


def _loan_content(lent: Lent) -> dict[str, Any]:
    return {
        "act": "write_off", "loan_id": lent.loan.id, "out_won": lent.out_won,
        "reason": lent.loan.write_off_reason,
    }  # fmt: skip
