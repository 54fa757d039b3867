"""Claims are given up with approval, and other people's money reaches its legal owner."""

import pytest

from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import Forbidden, Invalid
from app.remedy_fund.approvals.problems import ApprovalMissing, ApprovalStale
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import paying_out, write_offs
from app.remedy_fund.recoveries.problems import ChargeWrong, PayoutTooLarge
from app.remedy_fund.recoveries.schemas.outputs import RecoveryOut
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, LOSS, RecoveryDesk
from tests.remedy_fund.recoveries.test_clawbacks import charge


def asked(desk: RecoveryDesk, claim: RecoveryOut) -> None:
    desk.act(
        lambda work: write_offs.ask_write_off(
            work, recovery_id=claim.id, reason="파산 종결", version=None
        )
    )


def given_up(desk: RecoveryDesk, claim: RecoveryOut) -> None:
    desk.act(lambda work: write_offs.write_off(work, recovery_id=claim.id, version=None))


@pytest.mark.invariant(22, 30)
def test_a_clawback_is_written_off_exactly_as_approved(desk: RecoveryDesk) -> None:
    claim = desk.ask_back(desk.paid(1_000_000), 500_000)
    asked(desk, claim)
    with pytest.raises(ApprovalMissing):
        given_up(desk, claim)
    desk.approve_write_off(claim.id)
    desk.money(claim.id, 1)
    with pytest.raises(ApprovalStale):
        given_up(desk, claim)
    asked(desk, claim)
    desk.approve_write_off(claim.id)
    given_up(desk, claim)
    found = desk.claim(claim.id)
    assert (found.state.code, found.written_off_won, found.owed_won) == ("written_off", 499_999, 0)
    assert (desk.holds("clawback_receivable"), desk.holds("clawback_due")) == (0, 0)
    with pytest.raises(StepNotAllowed):
        given_up(desk, claim)
    with pytest.raises(ChargeWrong):
        charge(desk, claim, "interest", amount_won=1)
    assert desk.balanced()


@pytest.mark.invariant(29, 30)
def test_late_money_on_what_was_written_off_still_goes_where_it_belongs(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(1_000_000)
    for claim in (desk.ask_back(payment, 400_000), desk.claim_of(payment)):
        asked(desk, claim)
        desk.approve_write_off(claim.id)
        given_up(desk, claim)
        receipt = desk.money(claim.id, 100_000)
        assert [(use.component, use.owner.code) for use in receipt.uses] == [("principal", "fund")]
        assert desk.claim(claim.id).state.code == "written_off"
    assert desk.balanced()


@pytest.mark.invariant(29)
def test_others_money_is_paid_to_its_owner_by_two_persons_and_never_more_than_is_his(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(1_000_000)
    desk.money(desk.claim_of(payment).id, LOSS + 300_000, surplus_owner="debtor")
    found = desk.act(lambda work: queries.residual(work, APPLICATION))
    assert found.residual_won == LOSS - 1_000_000 + 300_000
    assert (found.of("debtor").left_won, found.of("fund").received_won) == (300_000, 1_000_000)
    with pytest.raises(PayoutTooLarge):
        desk.prepare_payout("debtor", 300_001)
    payout = desk.prepare_payout("debtor", 200_000)
    with pytest.raises(PayoutTooLarge):
        desk.prepare_payout("debtor", 100_001)
    with pytest.raises(Forbidden):
        desk.confirm(payout, "transfer-1", actor=desk.officer)
    desk.confirm(payout, "transfer-1")
    with pytest.raises(StepNotAllowed):
        desk.confirm(payout, "transfer-2")
    assert desk.holds("payable:debtor") == 100_000
    owned = desk.act(lambda work: queries.residual(work, APPLICATION)).of("debtor")
    assert (owned.paid_out_won, owned.left_won) == (200_000, 100_000)
    assert desk.balanced()


def test_a_payout_that_was_not_made_is_taken_back_with_a_reason(desk: RecoveryDesk) -> None:
    payment = desk.paid(1_000_000)
    desk.money(desk.claim_of(payment).id, 2_000_000)
    payout = desk.prepare_payout("applicant", 1_000_000)

    def cancel(reason: str) -> None:
        desk.act(
            lambda work: paying_out.cancel_payout(
                work, payout_id=payout, reason=reason, version=None
            )
        )

    with pytest.raises(Invalid):
        cancel("")
    cancel("계좌 확인 필요")
    with pytest.raises(StepNotAllowed):
        desk.confirm(payout, "transfer-1")
    assert desk.prepare_payout("applicant", 1_000_000)
