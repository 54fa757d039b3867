"""A bridging loan: opened when it is paid, scheduled, repaid; interest before principal."""

from datetime import date
from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import store as applications
from app.remedy_fund.applications.tables import FundApplication
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.actions.collecting import keep_plan
from app.remedy_fund.recoveries.actions.moving import How, move
from app.remedy_fund.recoveries.actions.receiving import keep, post, refuse_wrong
from app.remedy_fund.recoveries.events import (
    LoanOpened,
    LoanRepaid,
    LoanScheduled,
    RecoveryAdjusted,
)
from app.remedy_fund.recoveries.facts import about
from app.remedy_fund.recoveries.lending import Lent, lent
from app.remedy_fund.recoveries.lifecycle import LOAN, LoanCommand, LoanState
from app.remedy_fund.recoveries.problems import NothingOwed
from app.remedy_fund.recoveries.rules import clawback
from app.remedy_fund.recoveries.rules.clawback import Component
from app.remedy_fund.recoveries.rules.schedule import months_later, schedule
from app.remedy_fund.recoveries.rules.uses import PRINCIPAL, Owner, uses
from app.remedy_fund.recoveries.rules.waterfall import pour
from app.remedy_fund.recoveries.schemas.inputs import ReceiptIn, ScheduleIn
from app.remedy_fund.recoveries.sources import source_of
from app.remedy_fund.recoveries.tables import Loan, RecoveryReceipt
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import LoanTerms, Scheme

_DAY = Text("대여일 뒤의 날짜를 적어 주세요", "Write a day after the loan was paid")


def follow_loan(work: Work, event: dict[str, Any]) -> None:
    """Open a loan when it is paid, and follow it when its payment comes back or is made anew."""
    disbursement_id = str(event["subject"])
    won = source_of(work, disbursement_id).out_won
    loan = store.loan_of(work, disbursement_id)
    if loan is None:
        if won:
            _opened(work, event, won)
        return
    loan = store.locked(work, Loan, loan.id)
    if loan.lent_won == won:
        return
    loan.lent_won = won
    how = How(on=work.today, amount_won=won, automatic=True)
    if not won:
        move(work, LOAN, loan, LoanCommand.TAKE_BACK, how)
    elif loan.state == LoanState.RETURNED:
        loan.lent_on = loan.interest_from_on = date.fromisoformat(str(event["paid_on"]))
        loan.interest_won = 0
        move(work, LOAN, loan, LoanCommand.LEND_AGAIN, how)
    work.record(
        RecoveryAdjusted(
            subject=loan.id, disbursement_id=disbursement_id, application_id=loan.application_id,
            case_id=loan.case_id, amount_won=won,
        )
    )  # fmt: skip


def schedule_loan(work: Work, *, loan_id: str, form: ScheduleIn, version: int | None) -> Loan:
    """Set in which parts what is still lent comes back; the scheme's terms where nothing is said."""
    hand = loan_in_hand(work, loan_id, version)
    loan = hand.loan
    if not hand.out_won:
        raise NothingOwed
    first = form.first_due_on or months_later(loan.lent_on, loan.grace_months + 1)
    if first <= loan.lent_on:
        raise Invalid(errors=(FieldError("/first_due_on", "too_early", _DAY),))
    plan = schedule(
        hand.out_won,
        parts=form.parts or max(1, loan.term_months - loan.grace_months),
        first_due_on=first,
        every_months=form.every_months,
    )
    how = How(on=work.today, reason=form.reason, amount_won=hand.out_won)
    move(work, LOAN, loan, LoanCommand.SCHEDULE, how)
    keep_plan(work, loan.id, plan, hand.repaid_won)
    work.record(
        LoanScheduled(subject=loan.id, case_id=loan.case_id, parts=len(plan), first_due_on=first)
    )
    work.session.flush()
    return loan


def repay(work: Work, *, loan_id: str, form: ReceiptIn, version: int | None) -> RecoveryReceipt:
    """Record a repayment, also an early one: interest first, then principal to its earmarks.

    What is more than all that is owed belongs to the firm.
    """
    hand = loan_in_hand(work, loan_id, version)
    loan = hand.loan
    on = refuse_wrong(work, form, loan.lent_on)
    interest = hand.interest_won(on)
    labels = clawback.LABELS
    slices = pour(
        form.amount_won,
        [(Component.INTEREST, interest, labels[Component.INTEREST]),
         (PRINCIPAL, hand.out_won, labels[Component.PRINCIPAL])],
    )  # fmt: skip
    found = uses(slices, hand.source, Owner.APPLICANT)
    receipt = keep(work, loan, form, found)
    entries = postings.loan_repaid(receipt.id, loan.id, on, found, unmatched=form.unmatched)
    post(work, receipt, entries)
    paid = sum(use.amount_won for use in found if use.component == Component.INTEREST)
    loan.interest_won = interest - paid
    loan.interest_from_on = max(on, loan.interest_from_on)
    _repaid(work, loan, receipt, paid)
    return receipt


def loan_in_hand(work: Work, loan_id: str, version: int | None) -> Lent:
    """Return a loan that the actor may change, locked and of the version that was read."""
    loan = work.one(Loan, loan_id)
    work.require(May.RECOVERY_RECORD, about(work, loan.application_id))
    store.queue_for(work, loan.application_id)
    loan = store.locked(work, Loan, loan_id)
    work.expect_version(loan, version)
    return lent(work, loan)


def _repaid(work: Work, loan: Loan, receipt: RecoveryReceipt, interest_won: int) -> None:
    work.touch(loan)
    work.session.flush()
    after = lent(work, loan)
    live = {LoanState.LENT, LoanState.SCHEDULED}
    if not after.out_won and not loan.interest_won and loan.state in live:
        how = How(on=receipt.received_on, amount_won=receipt.amount_won, automatic=True)
        move(work, LOAN, loan, LoanCommand.SETTLE, how)
    principal = sum(
        use.amount_won for use in store.uses_of(work, [loan.id])
        if use.receipt_id == receipt.id and use.component == PRINCIPAL
    )  # fmt: skip
    work.record(
        LoanRepaid(
            subject=loan.id, case_id=loan.case_id, application_id=loan.application_id,
            receipt_id=receipt.id, principal_won=principal, interest_won=interest_won,
            left_won=after.out_won, on=receipt.received_on,
        )
    )  # fmt: skip
    work.session.flush()


def _opened(work: Work, event: dict[str, Any], won: int) -> None:
    paid_on = date.fromisoformat(str(event["paid_on"]))
    scheme = schemes.current(work, paid_on)
    terms = _terms(work, str(event["application_id"]), scheme)
    loan = Loan(
        id=work.new_id("loan"), state=LOAN.initial, disbursement_id=str(event["subject"]),
        application_id=str(event["application_id"]), award_id=str(event["award_id"]),
        case_id=work.one(FundApplication, str(event["application_id"])).case_id,
        lent_won=won, lent_on=paid_on,
        term_months=terms.term_months.number, grace_months=terms.grace_months.number,
        yearly_rate=str(terms.yearly_rate.exact), scheme_edition=f"{scheme.id}:{scheme.edition}",
        interest_from_on=paid_on, opened_at=work.now,
    )  # fmt: skip
    work.add(loan)
    work.record(
        LoanOpened(
            subject=loan.id, disbursement_id=loan.disbursement_id,
            application_id=loan.application_id, case_id=loan.case_id, amount_won=won,
        )
    )  # fmt: skip
    work.session.flush()


def _terms(work: Work, application_id: str, scheme: Scheme) -> LoanTerms:
    """Return the terms of the loan that was applied for."""
    asked = {line.benefit for line in applications.lines(work, application_id)}
    found = [benefit.loan for code, benefit in scheme.benefits.items() if code in asked]
    return next(terms for terms in found if terms is not None)
