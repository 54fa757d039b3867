"""What the check asked back follows the declarations: a struck one closes what it had opened."""

import pytest

from app.db.work import Work
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications import store
from app.remedy_fund.applications.events import CompensationStruck
from app.remedy_fund.recoveries import queries, residuals
from app.remedy_fund.recoveries.rules.uses import Owner
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, CASE, LOSS, RecoveryDesk

PAID = 3_000_000


def strike(desk: RecoveryDesk, place: int = 0) -> None:
    """Strike a declaration, and let the service answer."""

    def struck(work: Work) -> None:
        row = store.compensations(work, APPLICATION)[place]
        row.struck, row.struck_reason = True, "잘못 신고함"
        work.record(
            CompensationStruck(
                subject=APPLICATION, case_id=CASE, compensation_id=row.id,
                amount_won=row.amount_won,
            )
        )  # fmt: skip

    desk.act(struck)
    desk.check()


def owed_each(desk: RecoveryDesk, payment: str) -> list[int]:
    """Return what is owed on each clawback over a payment."""
    filters = {"kind": "clawback", "disbursement_id": payment}
    page = desk.act(lambda work: queries.recoveries(work, limit=9, cursor=None, filters=filters))
    return [desk.claim(row.id).owed_won for row in page.items]


def balances(desk: RecoveryDesk) -> tuple[int, int]:
    """Return clawbacks receivable and due."""
    return desk.holds("clawback_receivable"), desk.holds("clawback_due")


@pytest.mark.invariant(21, 30)
def test_a_struck_declaration_closes_the_clawback_that_it_had_opened(desk: RecoveryDesk) -> None:
    payment = desk.paid(PAID)
    desk.compensated(LOSS - PAID + 1_000_000)
    assert desk.claim_of(payment, "clawback").owed_won == 1_000_000
    assert balances(desk) == (1_000_000, 1_000_000)
    strike(desk)
    claim = desk.claim_of(payment, "clawback")
    assert (claim.owed_won, claim.state.code) == (0, "closed")
    assert claim.charges[0].cancelled_on is not None
    assert balances(desk) == (0, 0)
    assert desk.claim_of(payment).owed_won == PAID
    assert desk.balanced()
    desk.check()
    assert desk.claim(claim.id).version == claim.version


@pytest.mark.invariant(21, 30)
def test_one_of_two_declarations_struck_lowers_what_is_asked_to_what_the_other_leaves(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(PAID)
    desk.compensated(LOSS - PAID + 400_000)
    desk.compensated(600_000)
    strike(desk, 1)
    assert sum(owed_each(desk, payment)) == 400_000
    assert balances(desk) == (400_000, 400_000)
    assert desk.balanced()


@pytest.mark.invariant(21, 28, 30)
def test_what_the_firm_had_paid_already_becomes_its_own_again(desk: RecoveryDesk) -> None:
    payment = desk.paid(PAID)
    desk.compensated(LOSS - PAID + 1_000_000)
    claim = desk.claim_of(payment, "clawback")
    desk.money(claim.id, 300_000)
    strike(desk)
    found = desk.claim(claim.id)
    assert (found.owed_won, found.state.code) == (0, "closed")
    assert balances(desk) == (0, 0)
    assert desk.holds("payable:applicant") == 300_000
    left = desk.act(lambda work: residuals.residual(work, APPLICATION))
    assert left.of(Owner.APPLICANT).left_won == 300_000
    assert left.of(Owner.FUND).received_won == 0
    assert desk.claim_of(payment).owed_won == PAID
    desk.confirm(desk.prepare_payout("applicant", 300_000), "bank-back-1")
    assert desk.balanced()


@pytest.mark.invariant(30)
def test_what_an_officer_asked_back_stays_when_a_declaration_is_struck(desk: RecoveryDesk) -> None:
    payment = desk.paid(PAID)
    by_hand = desk.ask_back(payment, 500_000)
    desk.compensated(LOSS - PAID + 800_000)
    strike(desk)
    assert desk.claim(by_hand.id).owed_won == 500_000
    assert sum(owed_each(desk, payment)) == 500_000
    left = desk.act(lambda work: applications.headroom(work, APPLICATION))
    assert left.compensation_won == 0


@pytest.mark.invariant(21)
def test_money_paid_after_a_declaration_is_asked_back_too(desk: RecoveryDesk) -> None:
    desk.compensated(LOSS - 1_000_000)
    payment = desk.paid(PAID)
    desk.check()
    assert desk.claim_of(payment, "clawback").owed_won == PAID - 1_000_000
    desk.returned(payment)
    desk.check()
    assert desk.claim_of(payment, "clawback").owed_won == 0
    assert balances(desk) == (0, 0)
    assert desk.balanced()
