"""Money that comes in for a measure, and money that is given back."""

from dataclasses import replace
from datetime import date

from app.access.policy import May
from app.cases import queries as cases
from app.cases.rules import refuse_closed
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.late_charge import Paid
from app.law.receivable import Happening, Kind, Stage
from app.sanctions import facts, store
from app.sanctions.actions.steps import LEVEL, Held, How, hold, settle, take
from app.sanctions.events import (
    ConsentContributionReceived,
    PaymentTermSet,
    SurchargePaymentReceived,
    SurchargeRefunded,
)
from app.sanctions.lifecycle import Command, State
from app.sanctions.problems import Overpayment, PaymentRecorded
from app.sanctions.rules import drafting
from app.sanctions.rules.payment import Debt, balance, is_late, last_payment_on, stands
from app.sanctions.schemas.measure import ContributionIn, PaymentIn, RefundIn
from app.sanctions.tables import ConsentContribution, Measure, Payment, PaymentTerm, Refund


def record_payment(work: Work, *, measure_id: str, form: PaymentIn, version: int | None) -> Measure:
    """Record money received against the due day; paying all ends the measure.

    Raises PaymentRecorded for a reference seen before, and Overpayment for more than is owed
    unless it is marked as overpaid: then the rest becomes a refund that is due.
    """
    held = hold(work, measure_id, version)
    measure, on = held.measure, form.on or work.today
    take(work, held, Command.RECORD_PAYMENT, How(on=on, not_before=measure.served_on))
    if store.payment_with(work, measure.id, form.reference) is not None:
        raise PaymentRecorded(reference=form.reference)
    debt = facts.debt(work, measure)
    _refuse_over(work, debt, form, on)
    payment = _payment(work, measure, debt, form, on)
    work.session.flush()
    payment.overpaid_won = over_won = owe_back(work, measure, "overpaid")
    after = facts.debt(work, measure)
    settle_if_paid(work, held, after)
    kept = sum(paid.amount_won for paid in after.payments) - after.given_back_won
    received = SurchargePaymentReceived(
        subject=measure.id,
        case_id=measure.case_id,
        payment_id=payment.id,
        amount_won=payment.amount_won,
        on=on,
        paid_total_won=kept,
        overpaid_won=over_won,
        late=payment.late,
    )
    return settle(work, held, received)


def _refuse_over(work: Work, debt: Debt, form: PaymentIn, on: date) -> None:
    with_it = replace(debt, payments=(*debt.payments, Paid(on, form.amount_won)))
    over = balance(work.law, with_it, work.today).over_won
    if over and not form.overpaid:
        owed = form.amount_won - over
        words = Text(
            f"남은 금액은 {owed:,}원입니다. 초과 납부라면 overpaid를 표시하세요",
            f"KRW {owed:,} is owed; mark the payment as overpaid if more came in",
        )
        raise Overpayment(words, owed_won=owed, amount_won=form.amount_won)


def _payment(work: Work, measure: Measure, debt: Debt, form: PaymentIn, on: date) -> Payment:
    late = is_late(debt, on)
    charge = balance(work.law, debt, on).late_charge
    known = debt.charged or not late
    return work.add(
        Payment(
            id=work.new_id("payment"),
            measure_id=measure.id,
            case_id=measure.case_id,
            on=on,
            amount_won=form.amount_won,
            reference=form.reference,
            late=late,
            late_charge_won=(charge.amount_won if charge else 0) if known else None,
            late_computation=charge.as_dict() if charge else None,
        )
    )


def owe_back(work: Work, measure: Measure, cause: str) -> int:
    """Note what has come in beyond the debt and is not noted yet; returns how much that is.

    Every act that changes a debt ends with it, so that no order of acts leaves money unnoted.
    """
    amount_won = balance(work.law, facts.debt(work, measure), work.today).over_won
    if amount_won:
        _note_refund(work, measure, amount_won, cause)
    return amount_won


def _note_refund(work: Work, measure: Measure, amount_won: int, cause: str) -> None:
    work.add(
        Refund(
            id=work.new_id("refund"),
            measure_id=measure.id,
            case_id=measure.case_id,
            cause=cause,
            amount_won=amount_won,
            due_since_on=work.today,
        )
    )
    work.session.flush()


def settle_if_paid(work: Work, held: Held, debt: Debt) -> None:
    """End a measure on which nothing is owed today, on the day of the last payment."""
    if debt.payments:
        _settle_on(work, held, last_payment_on(debt.payments))


def _settle_on(work: Work, held: Held, on: date) -> None:
    payable = {State.IN_FORCE, State.STAYED, State.BREACHED}
    if held.measure.state not in payable:
        return
    found = stands(work.law, facts.debt(work, held.measure), work.today)
    if found.stage is Stage.SETTLED:
        take(work, held, Command.SETTLE, How(on=on, asked=True, not_before=on))


def lower_sum(work: Work, measure: Measure, amount_won: int, cause: str) -> int:
    """Note that a measure's sum is a lower one; returns what is to be given back for it.

    The act that lowers it has asked.
    """
    measure.amount_won = amount_won
    _add_term(work, measure, Happening(kind=Kind.CHANGED, on=work.today, amount_won=amount_won), "")
    work.session.flush()
    return owe_back(work, measure, cause)


def set_term(work: Work, *, measure_id: str, term: Happening, reason: str) -> Measure:
    """Note what changes the due days or the course of a debt; the act that decides it has asked.

    A decision of the court takes the place of the sum imposed. A debt on which nothing is owed
    any more ends its measure.
    """
    held = hold(work, measure_id, None)
    measure = held.measure
    _add_term(work, measure, term, reason)
    if term.kind is Kind.COURT_DECIDED:
        measure.amount_won = term.amount_won
    work.session.flush()
    owe_back(work, measure, "reduced" if term.kind is Kind.COURT_DECIDED else "overpaid")
    _settle_on(work, held, work.today)
    told = PaymentTermSet(
        subject=measure.id,
        case_id=measure.case_id,
        term=term.kind,
        on=term.on,
        until=term.until,
        amount_won=term.amount_won,
    )
    return settle(work, held, told)


def _add_term(work: Work, measure: Measure, term: Happening, reason: str) -> None:
    row = PaymentTerm(
        id=work.new_id("term"),
        measure_id=measure.id,
        case_id=measure.case_id,
        sequence=len(store.terms_of(work, measure.id)) + 1,
        kind=term.kind,
        on=term.on,
        until=term.until,
        amount_won=term.amount_won,
        parts=[[on.isoformat(), won] for on, won in term.parts],
        reason=reason,
        at=work.now,
        person_id=work.actor.person_id,
    )
    work.add(row)


def record_refund(work: Work, *, measure_id: str, form: RefundIn, version: int | None) -> Measure:
    """Record that money was given back."""
    held = hold(work, measure_id, version)
    on = form.on or work.today
    take(work, held, Command.RECORD_REFUND, How(on=on))
    due = {r.id: r for r in store.refunds_of(work, measure_id) if r.refunded_on is None}
    refund = due.get(form.refund_id)
    if refund is None:
        words = Text("환급할 항목이 아닙니다", "No such refund is due")
        raise Invalid(errors=(FieldError("/refund_id", "unknown", words),))
    refund.refunded_on, refund.reference = on, form.reference
    refunded = SurchargeRefunded(
        subject=measure_id,
        case_id=refund.case_id,
        refund_id=refund.id,
        cause=refund.cause,
        amount_won=refund.amount_won,
        on=on,
    )
    return settle(work, held, refunded)


def record_contribution(work: Work, *, case_id: str, form: ContributionIn) -> ConsentContribution:
    """Record money that came in under a consent decision (하도급법 제24조의9)."""
    work.require(May.PAYMENT_RECORD, cases.target_of(work, case_id, level=LEVEL))
    case = cases.subject(work, case_id)
    refuse_closed(case)
    on = form.on or work.today
    drafting.check_day(on, work.today, case.received_on)
    if any(c.reference == form.reference for c in store.contributions_of(work, case_id)):
        raise PaymentRecorded(reference=form.reference)
    row = work.add(
        ConsentContribution(
            id=work.new_id("contribution"),
            case_id=case_id,
            company_id=case.respondent_company_id,
            on=on,
            amount_won=form.amount_won,
            reference=form.reference,
        )
    )
    work.record(
        ConsentContributionReceived(
            subject=row.id,
            case_id=case_id,
            company_id=row.company_id,
            amount_won=row.amount_won,
            on=on,
        )
    )
    work.session.flush()
    return row
