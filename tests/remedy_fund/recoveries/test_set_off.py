"""A firm's debt is settled by what the fund holds for the firm, and by no more."""

import pytest

from app.kernel.lifecycle import StepBlocked
from app.remedy_fund.applications.tables import FundApplication
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import setting_off
from app.remedy_fund.recoveries.problems import NothingToSetOff
from app.remedy_fund.recoveries.schemas.inputs import SetOffIn
from app.remedy_fund.recoveries.schemas.outputs import ReceiptOut
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, RecoveryDesk
from tests.remedy_fund.recoveries.test_clawbacks import charge, demand


def set_off(desk: RecoveryDesk, recovery_id: str, **more: str) -> ReceiptOut:
    form = SetOffIn.model_validate({"reason": "보조금법 제32조 상계"} | more)
    return desk.act(lambda work: queries.told_receipt(
        work,
        setting_off.set_off_clawback(work, recovery_id=recovery_id, form=form, version=None),
    ))  # fmt: skip


@pytest.mark.invariant(30)
@pytest.mark.parametrize(("for_the_firm", "settled"), [(250_000, 250_000), (900_000, 600_000)])
def test_neither_the_debt_nor_what_the_firm_is_to_get_falls_below_zero(
    desk: RecoveryDesk, for_the_firm: int, settled: int
) -> None:
    first, second = desk.paid(1_000_000), desk.paid(500_000)
    desk.money(desk.claim_of(first).id, 1_000_000 + for_the_firm)
    claim = desk.ask_back(second, 500_000)
    charge(desk, claim, "penalty", amount_won=100_000)
    demand(desk, claim)
    cash = desk.holds("cash")
    receipt = set_off(desk, claim.id)
    assert receipt.amount_won == settled
    found = desk.claim(claim.id)
    assert found.owed_won == 600_000 - settled
    assert desk.holds("clawback_receivable") == 600_000 - settled
    owned = desk.act(lambda work: queries.residual(work, APPLICATION)).of("applicant")
    assert owned.left_won == desk.holds("payable:applicant") == for_the_firm - settled
    assert desk.holds("cash") == cash
    assert found.state.code == ("closed" if settled == 600_000 else "set_off")
    assert desk.balanced()


def test_without_money_for_the_firm_there_is_nothing_to_set_off(desk: RecoveryDesk) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 500_000)
    demand(desk, claim)
    with pytest.raises(NothingToSetOff):
        set_off(desk, claim.id)


def test_the_wrongdoers_debt_is_not_settled_with_the_firms_money(desk: RecoveryDesk) -> None:
    first, second = desk.paid(1_000_000), desk.paid(500_000)
    desk.money(desk.claim_of(first).id, 1_200_000)
    claim = desk.claim_of(second)
    demand(desk, claim)
    with pytest.raises(StepBlocked):
        set_off(desk, claim.id)


@pytest.mark.invariant(29, 30)
@pytest.mark.parametrize(("awarded", "settled"), [(400_000, 400_000), (900_000, 600_000)])
def test_a_later_award_settles_the_debt_and_what_is_left_of_it_stays_reserved(
    desk: RecoveryDesk, awarded: int, settled: int
) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 600_000)
    demand(desk, claim)
    award_id = desk.award(awarded)
    cash = desk.holds("cash")
    receipt = set_off(desk, claim.id, award_id=award_id)
    assert (receipt.amount_won, receipt.how) == (settled, "set_off")
    assert desk.claim(claim.id).owed_won == 600_000 - settled
    held = desk.act(lambda work: earmarks.parts_of(work, award_id))
    assert sum(part.amount_won for part in held) == awarded - settled
    taken_over = desk.claim_of(receipt.id)
    assert (taken_over.claimed_won, taken_over.award_id) == (settled, award_id)
    assert desk.act(lambda work: work.one(FundApplication, APPLICATION).paid_won) == (
        1_000_000 + settled
    )
    assert desk.holds("cash") == cash
    assert desk.holds("payable:applicant") == 0
    assert desk.balanced()


def test_a_loan_or_another_firms_award_settles_nothing(desk: RecoveryDesk) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 600_000)
    demand(desk, claim)
    for more in ({"loan": True}, {"company_id": "company_" + "e" * 32}):
        award_id = desk.award(100_000, **more)
        with pytest.raises(NothingToSetOff):
            set_off(desk, claim.id, award_id=award_id)
    assert desk.claim(claim.id).owed_won == 600_000
