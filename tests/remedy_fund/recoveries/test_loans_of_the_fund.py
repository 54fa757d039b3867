"""A bridging loan: scheduled by the scheme's terms, repaid to its earmarks, late, or given up."""

from datetime import date

import pytest

from app.kernel.problems import Invalid
from app.remedy_fund.approvals.problems import ApprovalMissing, ApprovalStale
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import loans, write_offs
from app.remedy_fund.recoveries.problems import NothingOwed, WriteOffNotAsked
from app.remedy_fund.recoveries.schemas.inputs import ScheduleIn
from tests.remedy_fund.recoveries.recovery_desk import RecoveryDesk


def scheduled(desk: RecoveryDesk, loan_id: str, **more: object) -> None:
    form = ScheduleIn.model_validate(more)
    desk.act(lambda work: loans.schedule_loan(work, loan_id=loan_id, form=form, version=None))


def overdue(desk: RecoveryDesk) -> list[str]:
    page = desk.act(lambda work: queries.overdue_loans(work, limit=5, cursor=None))
    return [row.id for row in page.items]


def test_a_paid_loan_is_opened_once_with_the_terms_of_the_scheme(desk: RecoveryDesk) -> None:
    payment = desk.paid(1_000_000, 200_000, loan=True)
    desk.told(payment, 1_200_000, loan=True)
    loan = desk.loan_of(payment)
    assert (loan.lent_won, loan.out_won, loan.state.code) == (1_200_000, 1_200_000, "lent")
    assert (loan.term_months, loan.grace_months, loan.yearly_rate) == (24, 6, "3/200")
    assert desk.holds("loans_receivable") == 1_200_000


def test_the_schedule_adds_up_and_ends_with_the_term(desk: RecoveryDesk) -> None:
    loan = desk.loan_of(desk.paid(1_000_003, loan=True))
    scheduled(desk, loan.id)
    plan = desk.loan(loan.id).plan
    assert len(plan) == 18
    assert sum(part.amount_won for part in plan) == 1_000_003
    assert (plan[0].due_on, plan[0].amount_won) == (date(2027, 6, 23), 55_653)
    assert (plan[-1].due_on, plan[-1].amount_won) == (date(2028, 11, 23), 55_550)


@pytest.mark.invariant(28)
def test_a_repayment_pays_interest_first_and_returns_principal_to_its_earmarks(
    desk: RecoveryDesk,
) -> None:
    payment = desk.paid(900_000, 300_000, loan=True)
    loan = desk.loan_of(payment)
    desk.on(date(2027, 11, 23))
    receipt = desk.repaid(loan.id, 518_000)
    uses = {(use.component, use.amount_won) for use in receipt.uses}
    assert uses == {
        ("interest", 13_500), ("interest", 4_500), ("principal", 375_000), ("principal", 125_000),
    }  # fmt: skip
    found = desk.loan(loan.id)
    assert (found.repaid_won, found.out_won, found.interest_owed_won) == (500_000, 700_000, 0)
    assert desk.holds("loans_receivable") == 700_000
    last = desk.repaid(loan.id, 700_005)
    assert [use.amount_won for use in last.uses if use.component == "surplus"] == [5]
    assert desk.loan(loan.id).state.code == "repaid"
    assert desk.holds("payable:applicant") == 5
    lent = desk.act(lambda work: books.total(work, AccountKind.LENT))
    assert (lent, desk.holds("loans_receivable"), desk.holds("unmatched")) == (0, 0, 0)
    assert desk.balanced()


def test_one_movement_at_the_bank_answers_to_one_posting_of_cash(desk: RecoveryDesk) -> None:
    payment = desk.paid(1_000_000, loan=True)
    loan = desk.loan_of(payment)
    desk.on(date(2027, 1, 23))
    before = desk.holds("cash")
    receipt = desk.repaid(loan.id, 2_000_000)
    cash = [
        line.amount_won
        for transaction in receipt.transaction_ids
        for line in desk.act(lambda work, one=transaction: books.transaction(work, one))
        if line.code == "cash"
    ]
    assert cash == [2_000_000]
    assert desk.holds("cash") == before + 2_000_000
    assert desk.balanced()


def test_late_parts_are_listed_until_they_are_paid(desk: RecoveryDesk) -> None:
    loan = desk.loan_of(desk.paid(1_000_000, loan=True))
    other = desk.loan_of(desk.paid(1_000_000, loan=True))
    for one in (loan, other):
        scheduled(desk, one.id, parts=4, first_due_on="2026-12-31")
    desk.on(date(2026, 12, 31))
    assert overdue(desk) == []
    desk.on(date(2027, 1, 1))
    assert sorted(overdue(desk)) == sorted([loan.id, other.id])
    desk.repaid(loan.id, 252_000)
    assert overdue(desk) == [other.id]
    assert desk.loan(other.id).overdue_won == 250_000


def test_a_new_schedule_covers_what_is_still_out_and_needs_a_reason(desk: RecoveryDesk) -> None:
    loan = desk.loan_of(desk.paid(1_000_000, loan=True))
    scheduled(desk, loan.id, parts=4, first_due_on="2026-12-31")
    desk.repaid(loan.id, 400_000)
    with pytest.raises(Invalid):
        scheduled(desk, loan.id, parts=3, first_due_on="2027-01-31")
    scheduled(desk, loan.id, parts=3, first_due_on="2027-01-31", reason="매출 감소")
    plan = desk.loan(loan.id).plan
    assert [part.amount_won for part in plan] == [200_000, 200_000, 200_000]
    assert [part.unpaid_won for part in plan] == [200_000, 200_000, 200_000]


def test_a_loan_whose_payment_comes_back_is_owed_no_more(desk: RecoveryDesk) -> None:
    payment = desk.paid(1_000_000, loan=True)
    loan = desk.loan_of(payment)
    desk.loan_returned(payment)
    found = desk.loan(loan.id)
    assert (found.lent_won, found.out_won, found.state.code) == (0, 0, "returned")
    with pytest.raises(NothingOwed):
        scheduled(desk, loan.id)
    desk.pay_again(payment, 1_000_000, loan=True)
    assert desk.loan(loan.id).state.code == "lent"
    assert desk.loan(loan.id).out_won == 1_000_000


def test_a_loan_is_given_up_only_as_it_was_approved(desk: RecoveryDesk) -> None:
    loan = desk.loan_of(desk.paid(1_000_000, loan=True))

    def asked() -> None:
        desk.act(
            lambda work: write_offs.ask_loan_write_off(
                work, loan_id=loan.id, reason="폐업 확인", version=None
            )
        )

    def given_up() -> None:
        desk.act(lambda work: write_offs.write_off_loan(work, loan_id=loan.id, version=None))

    with pytest.raises(WriteOffNotAsked):
        given_up()
    asked()
    with pytest.raises(ApprovalMissing):
        given_up()
    desk.approve_write_off(loan.id)
    desk.repaid(loan.id, 100_000)
    with pytest.raises(ApprovalStale):
        given_up()
    asked()
    desk.approve_write_off(loan.id)
    given_up()
    found = desk.loan(loan.id)
    assert (found.state.code, found.written_off_won, found.out_won) == ("written_off", 900_000, 0)
    assert desk.holds("loans_receivable") == 0
    assert desk.balanced()
