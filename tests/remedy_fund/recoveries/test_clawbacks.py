"""Money asked back of a firm: in parts kept apart, under the ceilings, till the clock runs out."""

from datetime import date

import pytest

from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.kernel.problems import Invalid, Stale
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import charging, collecting
from app.remedy_fund.recoveries.problems import (
    ChargeWrong,
    ClaimedTooMuch,
    RateNotConfigured,
    ReceiptWrong,
)
from app.remedy_fund.recoveries.schemas.inputs import (
    ChargeIn,
    DemandIn,
    InstalmentsIn,
    MarkIn,
    StepIn,
)
from app.remedy_fund.recoveries.schemas.outputs import RecoveryOut
from tests.remedy_fund.recoveries.recovery_desk import LOSS, RecoveryDesk


def charge(desk: RecoveryDesk, claim: RecoveryOut, component: str, **more: object) -> None:
    form = ChargeIn.model_validate({"component": component, "reason": "협약서 (가상)"} | more)
    desk.act(lambda work: charging.charge(work, recovery_id=claim.id, form=form, version=None))


def demand(desk: RecoveryDesk, claim: RecoveryOut, due_on: str = "2027-01-31") -> None:
    form = DemandIn.model_validate({"due_on": due_on})
    desk.act(lambda work: collecting.demand(work, recovery_id=claim.id, form=form, version=None))


def mark(desk: RecoveryDesk, claim: RecoveryOut, kind: str, on: date) -> None:
    form = MarkIn.model_validate({"kind": kind, "on": on.isoformat()})
    desk.act(lambda work: collecting.mark(work, recovery_id=claim.id, form=form, version=None))


def parts(claim: RecoveryOut) -> dict[str, tuple[int, int]]:
    return {
        part.component.code: (part.charged_won, part.owed_won)
        for part in claim.parts
        if part.charged_won
    }


def asked_back(desk: RecoveryDesk, disbursement_id: str) -> list[int]:
    filters = {"kind": "clawback", "disbursement_id": disbursement_id}
    page = desk.act(lambda work: queries.recoveries(work, limit=9, cursor=None, filters=filters))
    return [row.claimed_won for row in page.items]


@pytest.mark.invariant(30)
def test_principal_interest_addition_and_penalty_are_kept_apart_and_settled_in_that_order(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(600_000, 400_000)
    claim = desk.ask_back(payment, 500_000)
    charge(desk, claim, "interest", amount_won=10_000)
    charge(desk, claim, "penalty", rate="100%")
    charge(desk, claim, "late_addition", rate="3%")
    assert desk.holds("clawback_receivable") == 500_000 + 10_000 + 500_000 + 30_300
    desk.money(claim.id, 520_000)
    assert parts(desk.claim(claim.id)) == {
        "principal": (500_000, 0),
        "interest": (10_000, 0),
        "late_addition": (30_300, 20_300),
        "penalty": (500_000, 500_000),
    }
    assert desk.holds("clawback_receivable") == desk.holds("clawback_due") == 520_300
    assert desk.holds("payable:treasury") == 10_000
    desk.money(claim.id, 520_301)
    assert desk.claim(claim.id).state.code == "closed"
    assert desk.holds("payable:applicant") == 1
    assert desk.holds("clawback_receivable") == 0
    assert desk.balanced()


@pytest.mark.invariant(30)
def test_the_ceilings_of_the_act_hold_over_all_charges_together(desk: RecoveryDesk) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 1_000_000)
    charge(desk, claim, "penalty", rate="300%")
    with pytest.raises(ChargeWrong) as refused:
        charge(desk, claim, "penalty", amount_won=2_000_001)
    assert "제33조의2" in str(refused.value.basis[0])
    charge(desk, claim, "penalty", amount_won=2_000_000)
    with pytest.raises(ChargeWrong):
        charge(desk, claim, "late_addition", rate="5.000001%")
    charge(desk, claim, "late_addition", rate="5%")
    with pytest.raises(ChargeWrong):
        charge(desk, claim, "late_addition", amount_won=1)


@pytest.mark.parametrize("component", ["interest", "penalty", "late_addition"])
def test_without_a_rate_or_amount_and_reasons_nothing_is_charged(
    desk: RecoveryDesk, component: str
) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 1_000)
    with pytest.raises(RateNotConfigured):
        charge(desk, claim, component)


@pytest.mark.invariant(28, 30)
def test_no_more_principal_is_asked_back_than_was_paid_and_is_still_out(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(1_000_000)
    desk.money(desk.claim_of(payment).id, 300_000)
    with pytest.raises(ClaimedTooMuch):
        desk.ask_back(payment, 700_001)
    desk.ask_back(payment, 400_000)
    with pytest.raises(ClaimedTooMuch):
        desk.ask_back(payment, 300_001)


@pytest.mark.invariant(29)
def test_what_the_firm_gives_back_is_not_the_funds_claim_against_the_wrongdoer(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(1_000_000)
    desk.money(desk.ask_back(payment, 400_000).id, 400_000)
    claim = desk.claim_of(payment)
    assert (claim.claimed_won, claim.owed_won) == (600_000, 600_000)
    desk.money(claim.id, 600_000)
    assert desk.holds("cash") == 1_000_000
    assert desk.claim(claim.id).state.code == "closed"
    assert desk.balanced()


def test_a_charge_is_taken_back_by_a_reversal_and_not_once_it_was_received(
    desk: RecoveryDesk,
) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 100_000)
    charge(desk, claim, "penalty", amount_won=500_000)
    charges = {one.component.code: one for one in desk.claim(claim.id).charges}
    principal, penalty = charges["principal"], charges["penalty"]

    def cancel(charge_id: str) -> None:
        desk.act(
            lambda work: charging.cancel_charge(
                work, recovery_id=claim.id, charge_id=charge_id, reason="이의신청 인용",
                version=None,
            )
        )  # fmt: skip

    with pytest.raises(ChargeWrong):
        cancel(principal.id)  # a penalty of five times nothing would stand
    cancel(penalty.id)
    assert desk.holds("clawback_receivable") == 100_000
    with pytest.raises(ChargeWrong):
        cancel(penalty.id)
    desk.money(claim.id, 1)
    with pytest.raises(ChargeWrong):
        cancel(principal.id)


@pytest.mark.invariant(21)
def test_money_from_elsewhere_beyond_the_loss_opens_a_clawback_of_just_the_excess(
    desk: RecoveryDesk,
) -> None:
    first = desk.paid(1_000_000)
    desk.on(date(2026, 11, 24))
    second = desk.paid(500_000)
    desk.compensated(LOSS - 1_400_000)
    claim = desk.claim_of(second, "clawback")
    assert (claim.claimed_won, claim.ground.code) == (100_000, "over_compensation")
    desk.compensated(1)
    assert sorted(asked_back(desk, second)) == [1, 100_000]
    desk.compensated(LOSS)
    assert sum(asked_back(desk, first)) == 1_000_000
    assert sum(asked_back(desk, second)) == 500_000


@pytest.mark.invariant(21)
def test_what_was_passed_on_of_recoveries_counts_as_received(desk: RecoveryDesk) -> None:
    payment = desk.paid(1_000_000)
    desk.money(desk.claim_of(payment).id, 9_000_000, surplus_owner="debtor")
    desk.compensated(1_500_000)
    assert asked_back(desk, payment) == []  # the fund has its principal back: none is still out
    other = desk.paid(1_000_000)
    desk.compensated(1)
    assert asked_back(desk, other) == [1_000_000]


@pytest.mark.invariant(30)
def test_the_clock_restarts_with_a_demand_stops_for_a_suit_and_then_nothing_can_be_asked(
    desk: RecoveryDesk,
) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 1_000_000)
    desk.on(date(2030, 5, 6))
    demand(desk, claim, "2030-06-30")
    assert _last_on(desk, claim) == date(2035, 5, 6)
    mark(desk, claim, "suit_filed", date(2030, 5, 6))
    assert _last_on(desk, claim) is None
    desk.on(date(2036, 1, 2))
    mark(desk, claim, "suit_failed", date(2036, 1, 2))
    assert _last_on(desk, claim) == date(2035, 5, 6)
    found = desk.claim(claim.id).clock
    assert found is not None
    assert found.lapsed
    with pytest.raises(StepBlocked) as refused:
        demand(desk, claim, "2036-12-31")
    assert "제96조" in str(refused.value.basis[0])
    with pytest.raises(ReceiptWrong):
        desk.money(claim.id, 1)


def _last_on(desk: RecoveryDesk, claim: RecoveryOut) -> date | None:
    clock = desk.claim(claim.id).clock
    assert clock is not None
    return clock.last_on


def test_a_private_claim_has_no_clock_here(desk: RecoveryDesk) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    with pytest.raises(Invalid):
        mark(desk, claim, "suit_filed", desk.today)


def test_a_claim_is_pressed_step_by_step_on_the_version_that_was_read(desk: RecoveryDesk) -> None:
    claim = desk.ask_back(desk.paid(1_000_003), 1_000_003)
    plan = InstalmentsIn.model_validate(
        {"parts": 4, "first_due_on": "2026-12-31", "reason": "일시 납부 곤란"}
    )
    with pytest.raises(StepNotAllowed):
        desk.act(
            lambda work: collecting.agree_instalments(
                work, recovery_id=claim.id, form=plan, version=None
            )
        )
    demand(desk, claim)
    with pytest.raises(Stale):
        desk.act(
            lambda work: collecting.agree_instalments(
                work, recovery_id=claim.id, form=plan, version=1
            )
        )
    desk.act(
        lambda work: collecting.agree_instalments(
            work, recovery_id=claim.id, form=plan, version=None
        )
    )
    desk.money(claim.id, 250_033)
    desk.on(date(2027, 2, 1))
    found = desk.claim(claim.id)
    assert [part.amount_won for part in found.plan] == [250_003, 250_000, 250_000, 250_000]
    assert [part.unpaid_won for part in found.plan] == [0, 249_970, 250_000, 250_000]
    assert [part.overdue for part in found.plan] == [False, True, False, False]
    without = StepIn.model_validate({})
    with pytest.raises(Invalid):
        desk.act(
            lambda work: collecting.enforce(work, recovery_id=claim.id, form=without, version=None)
        )
    reasoned = StepIn.model_validate({"reason": "분할 납부 불이행", "evidence": "독촉장 3호"})
    desk.act(
        lambda work: collecting.enforce(work, recovery_id=claim.id, form=reasoned, version=None)
    )
    found = desk.claim(claim.id)
    assert found.state.code == "enforced"
    assert [line.command for line in found.journal] == [
        "open", "demand", "agree_instalments", "receive", "enforce",
    ]  # fmt: skip
