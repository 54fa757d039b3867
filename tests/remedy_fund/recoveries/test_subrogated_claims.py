"""A claim taken over: opened once, for what was paid, and every recovered won has its place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.problems import NotFound
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.recoveries.actions import charging
from app.remedy_fund.recoveries.problems import (
    ChargeWrong,
    RateNotConfigured,
    ReceiptRecorded,
    ReceiptWrong,
)
from app.remedy_fund.recoveries.schemas.inputs import ChargeIn
from app.remedy_fund.recoveries.schemas.outputs import ReceiptOut
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, LOSS, RecoveryDesk


def charge(desk: RecoveryDesk, recovery_id: str, component: str, **more: object) -> None:
    form = ChargeIn.model_validate({"component": component, "reason": "지출 증빙 (가상)"} | more)
    desk.act(lambda work: charging.charge(work, recovery_id=recovery_id, form=form, version=None))


def used(receipt: ReceiptOut) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for use in receipt.uses:
        place = (use.component, use.owner.code)
        found[place] = found.get(place, 0) + use.amount_won
    return found


@pytest.mark.invariant(29)
def test_a_payment_opens_one_claim_of_exactly_its_amount_however_often_it_is_told(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(700_000, 300_000)
    for _ in range(3):
        desk.told(payment, 1_000_000)
    claim = desk.claim_of(payment)
    assert (claim.claimed_won, claim.owed_won, claim.state.code) == (1_000_000, 1_000_000, "opened")
    assert claim.clock is None


@pytest.mark.invariant(28, 29)
def test_a_payment_that_comes_back_takes_the_claim_with_it_and_a_new_one_opens_it_again(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(1_000_000)
    desk.returned(payment)
    assert (desk.claim_of(payment).claimed_won, desk.claim_of(payment).state.code) == (0, "closed")
    desk.told(payment, 1_000_000)
    assert desk.claim_of(payment).state.code == "closed"
    desk.pay_again(payment, 1_000_000)
    again = desk.claim_of(payment)
    assert (again.claimed_won, again.owed_won, again.state.code) == (1_000_000, 1_000_000, "opened")


@pytest.mark.invariant(21)
def test_what_is_passed_on_to_the_firm_leaves_so_much_less_to_be_awarded(
    desk: RecoveryDesk,
) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    desk.money(claim.id, 3_000_000)
    room = desk.act(lambda work: applications.headroom(work, APPLICATION))
    assert (room.compensation_won, room.left_won) == (2_000_000, LOSS - 3_000_000)
    assert room.excess_won == 0
    desk.money(claim.id, LOSS, surplus_owner="debtor")
    room = desk.act(lambda work: applications.headroom(work, APPLICATION))
    assert (room.left_won, room.excess_won) == (0, 0)
    assert desk.holds("payable:debtor") == 3_000_000


@pytest.mark.invariant(29)
def test_what_comes_in_goes_to_costs_principal_interest_the_firm_and_then_its_legal_owner(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(700_000, 300_000)
    claim = desk.claim_of(payment)
    charge(desk, claim.id, "costs", amount_won=50_000)
    charge(desk, claim.id, "interest", amount_won=20_000)
    first = desk.money(claim.id, 550_000)
    assert used(first) == {("costs", "fund"): 50_000, ("principal", "fund"): 500_000}
    second = desk.money(claim.id, LOSS, surplus_owner="debtor")
    assert used(second) == {
        ("principal", "fund"): 500_000,
        ("interest", "fund"): 20_000,
        ("uncovered_loss", "applicant"): LOSS - 1_000_000,
        ("surplus", "debtor"): 480_000,
    }
    claim = desk.claim(claim.id)
    assert (claim.received_won, claim.owed_won, claim.state.code) == (1_070_000, 0, "closed")
    assert desk.holds("recoveries_held") == 0
    assert desk.holds("payable:applicant") == LOSS - 1_000_000
    assert desk.holds("payable:debtor") == 480_000
    assert desk.balanced()


@pytest.mark.invariant(28, 29)
def test_principal_returns_to_exactly_the_earmarks_that_gave_it(desk: RecoveryDesk) -> None:
    payment = desk.paid(700_001, 299_999)
    claim = desk.claim_of(payment)
    for won in (333_333, 333_333, 333_334):
        desk.money(claim.id, won)
    balances = desk.act(lambda work: books.balances(work, AccountKind.EARMARK))
    assert sorted(balances.values()) == [299_999, 700_001]
    assert desk.claim(claim.id).state.code == "closed"
    assert desk.balanced()


def test_surplus_without_a_named_owner_is_refused(desk: RecoveryDesk) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    with pytest.raises(ReceiptWrong):
        desk.money(claim.id, LOSS + 1)
    assert desk.claim(claim.id).received_won == 0
    assert desk.holds("cash") == 0


def test_one_transfer_is_recorded_once(desk: RecoveryDesk) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    desk.money(claim.id, 100, reference="bank-x")
    with pytest.raises(ReceiptRecorded):
        desk.money(claim.id, 100, reference="bank-x")
    assert desk.claim(claim.id).received_won == 100


def test_a_charge_needs_an_amount_or_a_rate_and_principal_is_never_entered_by_hand(
    desk: RecoveryDesk,
) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    with pytest.raises(RateNotConfigured):
        charge(desk, claim.id, "interest")
    for component in ("principal", "penalty", "late_addition"):
        with pytest.raises(ChargeWrong):
            charge(desk, claim.id, component, amount_won=1)
    with pytest.raises(NotFound):
        charge(desk, "rcv_" + "0" * 32, "costs", amount_won=1)


def test_interest_on_what_is_owed_is_worked_out_from_a_rate_with_reasons(
    desk: RecoveryDesk,
) -> None:
    claim = desk.claim_of(desk.paid(1_000_000))
    desk.on(desk.today.replace(year=2027))
    charge(desk, claim.id, "interest", rate="5%", from_on="2026-11-23")
    (made,) = desk.claim(claim.id).charges
    assert (made.amount_won, made.base_won, made.rate) == (50_000, 1_000_000, "5%")


@pytest.mark.invariant(29)
@given(
    st.lists(st.integers(1, 3_000_000), min_size=1, max_size=4),
    st.integers(0, 200_000),
    st.integers(0, 200_000),
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_fund_recovers_at_most_its_claim_with_costs_and_interest(
    desk: RecoveryDesk, receipts: list[int], costs: int, interest: int
) -> None:
    claim = desk.claim_of(desk.paid(600_000, 400_003))
    for component, won in (("costs", costs), ("interest", interest)):
        if won:
            charge(desk, claim.id, component, amount_won=won)
    for won in receipts:
        receipt = desk.money(claim.id, won, surplus_owner="debtor")
        assert sum(use.amount_won for use in receipt.uses) == won
    found = desk.claim(claim.id)
    assert found.received_won <= 1_000_003 + costs + interest
    assert found.received_won + found.owed_won == 1_000_003 + costs + interest
    assert desk.holds("recoveries_held") == 0
    assert desk.balanced()
