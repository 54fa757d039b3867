"""A payment is asked back under an id of its own, once; the answer is noted, money moves later."""

import pytest

from app.kernel.problems import Problem
from app.remedy_fund.bank.port import Bank, ClaimAnswer, Finding, NoReturnClaims, Report, Unanswered
from app.remedy_fund.bank.port import ReturnClaim as Claim
from app.remedy_fund.payments.actions.claims import claim_return
from app.remedy_fund.payments.actions.reports import take_reports
from app.remedy_fund.payments.delivering import Delivery
from app.remedy_fund.payments.problems import NothingToClaim
from app.remedy_fund.payments.schemas import ReturnClaimIn
from tests.remedy_fund.payments.test_paying import NamingBank
from tests.support.paying_office import PayingOffice

FORM = ReturnClaimIn(code="05", words="시스템 오류")


class ClaimingBank(NamingBank):
    """A bank that answers claims as it is told, one answer after the other."""

    def __init__(self, *answers: ClaimAnswer | Problem) -> None:
        super().__init__("한빛정밀(가상)")
        self.answers, self.claims = list(answers), list[Claim]()

    def claim_return(self, claim: Claim) -> ClaimAnswer:
        self.claims.append(claim)
        answer = self.answers.pop(0)
        if isinstance(answer, Problem):
            raise answer
        return answer


@pytest.fixture
def rich(office: PayingOffice) -> PayingOffice:
    """A fund with sixty million won in its books."""
    office.give(60_000_000)
    return office


def paid_back_by(rich: PayingOffice, bank: Bank) -> tuple[str, object]:
    """Pay an award, ask it back, and let the job ask the bank."""
    award = rich.award(3_000_000)
    rich.delivered(bank, award)
    row = rich.of(award)
    rich.do("officer", claim_return, disbursement_id=row.id, form=FORM, version=row.version)
    Delivery(rich.world, bank).claim_returns({})
    return row.id, award


@pytest.mark.invariant(25, 28)
def test_a_payment_is_asked_back_once_and_comes_back_by_the_banks_own_word(
    rich: PayingOffice,
) -> None:
    bank = ClaimingBank(Unanswered(), ClaimAnswer(taken=True, code="000"))
    disbursement_id, award = paid_back_by(rich, bank)
    (order,) = rich.orders(award)  # type: ignore[arg-type]
    assert (order.claim_state, order.claim_code, order.state) == ("asked", "05", "paid")
    Delivery(rich.world, bank).watch({})
    Delivery(rich.world, bank).watch({})
    first, second = bank.claims
    assert first == second  # the same id, so that the bank takes it once
    assert first.paid.order_id == order.order_id != first.claim_id
    (order,) = rich.orders(award)  # type: ignore[arg-type]
    assert (order.claim_state, order.state) == ("taken", "paid")
    cash = rich.cash()
    back = Report(finding=Finding.RETURNED, order_id=order.order_id, amount_won=3_000_000)
    rich.do("", take_reports, reports=[back])
    assert rich.cash() == cash + 3_000_000
    with pytest.raises(NothingToClaim):
        rich.do("officer", claim_return, disbursement_id=disbursement_id, form=FORM, version=None)


def test_a_claim_that_is_refused_may_be_made_anew_and_an_open_one_may_not(
    rich: PayingOffice,
) -> None:
    bank = ClaimingBank(NoReturnClaims(), Unanswered())
    disbursement_id, award = paid_back_by(rich, bank)
    assert rich.orders(award)[0].claim_state == "refused"  # type: ignore[arg-type]
    rich.do("officer", claim_return, disbursement_id=disbursement_id, form=FORM, version=None)
    with pytest.raises(NothingToClaim):
        rich.do("officer", claim_return, disbursement_id=disbursement_id, form=FORM, version=None)
    Delivery(rich.world, bank).claim_returns({})
    assert bank.claims[0].claim_id != bank.claims[1].claim_id


def test_nothing_is_asked_back_of_a_payment_that_is_not_out(rich: PayingOffice) -> None:
    award = rich.award(3_000_000)
    rich.sent(award)
    row = rich.of(award)
    with pytest.raises(NothingToClaim):
        rich.do("officer", claim_return, disbursement_id=row.id, form=FORM, version=None)
