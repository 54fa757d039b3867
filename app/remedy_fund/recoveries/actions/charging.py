"""Parts of a claim are entered one by one: costs and interest apart, and penalties within the Act."""

from datetime import date
from fractions import Fraction

from app.db.work import Work
from app.kernel.problems import Basis, FieldError
from app.kernel.text import Text
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.accounts import open_accounts
from app.remedy_fund.recoveries.actions.moving import How, close_if_settled, past_day
from app.remedy_fund.recoveries.events import RecoveryChargeCancelled, RecoveryCharged
from app.remedy_fund.recoveries.facts import Held, held, take_in_hand
from app.remedy_fund.recoveries.lifecycle import RecoveryKind, RecoveryState, not_lapsed
from app.remedy_fund.recoveries.problems import ChargeWrong, RateNotConfigured
from app.remedy_fund.recoveries.rules.clawback import (
    ACT,
    ORDER,
    Component,
    over_ceiling,
    rate_over_ceiling,
    simple_interest,
)
from app.remedy_fund.recoveries.schemas.inputs import ChargeIn, fraction
from app.remedy_fund.recoveries.tables import Recovery, RecoveryCharge

C = Component
CHARGEABLE: dict[str, frozenset[Component]] = {
    RecoveryKind.SUBROGATED: frozenset({C.COSTS, C.INTEREST}),
    RecoveryKind.CLAWBACK: frozenset(ORDER) - {C.PRINCIPAL},
}
"""What an officer may enter by hand: principal follows the payment, or the decision to ask it back."""

_RETURN = Basis("보조금 관리에 관한 법률", "제31조")


def charge(work: Work, *, recovery_id: str, form: ChargeIn, version: int | None) -> Recovery:
    """Enter a part of a claim, as an amount or as a rate with written reasons.

    Raises RateNotConfigured where neither is given, and ChargeWrong over a ceiling of the Act.
    """
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    _refuse_component(row, form.component)
    _refuse_over(hand)
    on = past_day(work, form.on, "/on", row.opened_on)
    amount, base = _amount(hand, form, on)
    fault = over_ceiling(
        form.component, amount, charged=hand.standing.charged,
        arrears_won=hand.standing.arrears_won,
    )  # fmt: skip
    if fault is not None:
        raise ChargeWrong(errors=(fault,), basis=(ACT,))
    made = _entered(work, row, form.component, amount, How(on=on, reason=form.reason))
    made.rate, made.base_won = form.rate or "", base
    made.from_on, made.to_on = form.from_on, form.to_on
    work.touch(row)
    work.session.flush()
    close_if_settled(work, held(work, row), on)
    return row


def raise_principal(work: Work, row: Recovery, amount_won: int, how: How) -> None:
    """Enter what is asked back of a payment; the act that decides it has asked."""
    _entered(work, row, Component.PRINCIPAL, amount_won, how)
    work.session.flush()


def cancel_charge(
    work: Work, *, recovery_id: str, charge_id: str, reason: str, version: int | None
) -> Recovery:
    """Take back a part of a claim on which so much is still owed."""
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    known = {one.id: one for one in store.charges_of(work, [row.id]) if one.cancelled_on is None}
    found = known.get(charge_id)
    if found is None:
        words = Text("취소할 수 있는 항목이 아닙니다", "There is no such charge to take back")
        raise ChargeWrong(errors=(FieldError("/charge_id", "unknown", words),))
    _refuse_over(hand)
    _refuse_uncancellable(hand, found)
    take_back(work, row, found, reason)
    work.touch(row)
    work.session.flush()
    close_if_settled(work, held(work, row), work.today)
    return row


def take_back(work: Work, row: Recovery, found: RecoveryCharge, reason: str) -> None:
    """Take back a charge by an entry that reverses its own; the act that decides it has asked."""
    if found.transaction_id:
        ledger.reverse(
            work, found.transaction_id, key=f"{found.id}:cancelled", effective_on=work.today
        )
    found.cancelled_on = work.today
    found.reason = f"{found.reason}\n{reason}"
    work.record(
        RecoveryChargeCancelled(
            subject=row.id, case_id=row.case_id, charge_id=found.id, component=found.component,
            amount_won=found.amount_won,
        )
    )  # fmt: skip
    work.session.flush()


def _refuse_uncancellable(hand: Held, found: RecoveryCharge) -> None:
    left = hand.standing.owed[found.component]
    charged = dict(hand.standing.charged)
    charged[found.component] -= found.amount_won
    if left < found.amount_won:
        words = Text("이미 받은 금액은 취소할 수 없습니다", "What has been received stays charged")
        raise ChargeWrong(errors=(FieldError("/charge_id", "received", words),))
    fault = over_ceiling(
        Component.PENALTY, 0, charged=charged, arrears_won=hand.standing.arrears_won
    )
    if found.component == Component.PRINCIPAL and fault is not None:
        raise ChargeWrong(errors=(fault,), basis=(ACT,))


def _refuse_component(row: Recovery, component: Component) -> None:
    if component in CHARGEABLE[row.kind]:
        return
    words = Text(
        "이 채권에 따로 청구할 수 없는 항목입니다",
        "This part is not entered by itself on such a claim",
    )
    raise ChargeWrong(errors=(FieldError("/component", "component", words),))


def _refuse_over(hand: Held) -> None:
    blocked = not_lapsed(hand.facts)
    if blocked is not None:
        fault = FieldError("/component", blocked.code, blocked.reason)
        raise ChargeWrong(errors=(fault,), basis=blocked.basis)
    if hand.recovery.state == RecoveryState.WRITTEN_OFF:
        words = Text("결손 처분된 채권입니다", "The claim was written off")
        raise ChargeWrong(errors=(FieldError("/component", "written_off", words),))


def _amount(hand: Held, form: ChargeIn, on: date) -> tuple[int, int | None]:
    """Return what is charged, and the base where it was worked out from a rate."""
    if (form.amount_won is None) == (form.rate is None):
        words = Text("금액이나 요율 가운데 하나를 적어 주세요", "Enter either an amount or a rate")
        basis = _RETURN if form.component == Component.INTEREST else ACT
        raise RateNotConfigured(
            errors=(FieldError("/rate", "missing", words),),
            basis=(basis,),
            component=form.component,
        )
    if form.amount_won is not None:
        return form.amount_won, None
    rate = fraction(form.rate or "0%")
    fault = rate_over_ceiling(form.component, rate)
    if fault is not None:
        raise ChargeWrong(errors=(fault,), basis=(ACT,))
    base = _base(hand, form.component)
    amount = _worked_out(base, rate, form, on)
    if not amount:
        words = Text("계산한 금액이 0원입니다", "This comes to nothing")
        raise ChargeWrong(errors=(FieldError("/rate", "nothing", words),))
    return amount, base


def _base(hand: Held, component: Component) -> int:
    if component == Component.PENALTY:
        return hand.standing.charged.get(Component.PRINCIPAL, 0)
    if component == Component.LATE_ADDITION:
        return hand.standing.arrears_won
    return hand.standing.owed[Component.PRINCIPAL]


def _worked_out(base: int, rate: Fraction, form: ChargeIn, on: date) -> int:
    if form.component != Component.INTEREST:
        return int(base * rate)
    to_on = form.to_on or on
    if form.from_on is None or to_on < form.from_on:
        words = Text("이자 기산일을 적어 주세요", "Say from which day interest runs")
        raise ChargeWrong(errors=(FieldError("/from_on", "span", words),))
    return simple_interest(base, rate=rate, from_on=form.from_on, to_on=to_on)


def _entered(work: Work, row: Recovery, component: str, won: int, how: How) -> RecoveryCharge:
    made = RecoveryCharge(
        id=work.new_id("rch"), recovery_id=row.id, component=component, amount_won=won, on=how.on,
        reason=how.reason, entered_by=work.actor.person_id or work.actor.account_id,
        entered_at=work.now,
    )  # fmt: skip
    work.session.flush()
    work.add(made)
    if row.kind == RecoveryKind.CLAWBACK:
        open_accounts(work)
        entry = postings.raised(made.id, row.id, how.on, won)
        made.transaction_id = ledger.post(work, entry).transaction_id
    work.record(
        RecoveryCharged(
            subject=row.id, case_id=row.case_id, charge_id=made.id, component=component,
            amount_won=won, on=how.on,
        )
    )  # fmt: skip
    return made
