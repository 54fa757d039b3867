"""A refusal that the bank tells by letter only is noted by one person and confirmed by another."""

from datetime import date

import pytest

from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import Forbidden
from app.remedy_fund.bank.port import Finding, Report
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.problems import NothingNoted, StatementNotRead
from app.remedy_fund.payments.schemas import ReasonIn, RefusalIn
from app.remedy_fund.payments.tables import Disbursement
from app.remedy_fund.plans.tables import Award
from tests.support.mock_bank import CLOSED, MockBank
from tests.support.paying_office import PayingOffice

SAID = RefusalIn(code="AC04", answered_on=date(2026, 11, 24), reason="은행 공문으로 확인함")


@pytest.fixture
def hushed(office: PayingOffice, bank: MockBank) -> Award:
    """An award to an account that is closed, at a bank that refuses it without a word."""
    office.give(10_000)
    bank.receive(10_000, "출연")
    bank.behave("silent")
    award = office.award(4_000, account=CLOSED)
    office.delivered(bank.ours(), award)
    bank.scan()
    office.watch(bank.ours())
    return award


def a_day_later(office: PayingOffice, bank: MockBank) -> None:
    """Let the bank send the statement of the next day."""
    bank.days(1)
    bank.receive(500, "출연")
    bank.days(1)
    office.watch(bank.ours())


def note(office: PayingOffice, award: Award, who: str = "officer") -> Disbursement:
    """Note the bank's refusal of an award's payment."""
    return office.do(
        who, actions.note_refusal, disbursement_id=office.of(award).id, form=SAID, version=None
    )


def confirm(office: PayingOffice, award: Award, who: str) -> Disbursement:
    """Confirm what was noted."""
    return office.do(
        who, actions.confirm_refusal, disbursement_id=office.of(award).id, version=None
    )


def test_what_the_bank_refused_without_a_word_is_paid_anew_after_two_persons_said_so(
    office: PayingOffice, bank: MockBank, hushed: Award
) -> None:
    assert office.of(hushed).state == "sent"
    a_day_later(office, bank)
    note(office, hushed)
    with pytest.raises(Forbidden):
        confirm(office, hushed, "officer")
    confirm(office, hushed, "checker")
    assert office.of(hushed).state == "refused"
    assert [one.state for one in office.orders(hushed)] == ["refused"]
    anew = {"disbursement_id": office.of(hushed).id, "form": ReasonIn(reason="다시 지급")}
    office.do("officer", actions.reopen, **anew, version=None)
    assert office.of(hushed).state == "held"


def test_nothing_is_noted_before_a_later_statement_shows_no_transfer(
    office: PayingOffice, bank: MockBank, hushed: Award
) -> None:
    with pytest.raises(StatementNotRead):
        note(office, hushed)
    bank.days(1)
    office.watch(bank.ours())
    with pytest.raises(StatementNotRead):
        note(office, hushed)


def test_what_nobody_noted_cannot_be_confirmed(
    office: PayingOffice, bank: MockBank, hushed: Award
) -> None:
    a_day_later(office, bank)
    with pytest.raises(NothingNoted):
        confirm(office, hushed, "checker")


def test_a_payment_that_was_made_is_not_noted_as_refused(
    office: PayingOffice, bank: MockBank
) -> None:
    office.give(10_000)
    bank.receive(10_000, "출연")
    award = office.award(4_000)
    office.delivered(bank.ours(), award)
    bank.scan()
    office.watch(bank.ours())
    a_day_later(office, bank)
    with pytest.raises(StepNotAllowed):
        note(office, award)


def test_a_bank_that_says_paid_after_all_is_put_before_people(
    office: PayingOffice, bank: MockBank, hushed: Award
) -> None:
    a_day_later(office, bank)
    note(office, hushed)
    confirm(office, hushed, "checker")
    (order,) = office.orders(hushed)
    paid = Report(finding=Finding.PAID, order_id=order.order_id or "", amount_won=4_000)
    aside = office.do("", actions.take_reports, reports=[paid])
    assert [one["why"] for one in aside] == ["contradiction"]
    assert office.of(hushed).state == "refused"


def test_the_page_offers_to_confirm_only_what_another_person_noted(
    office: PayingOffice, bank: MockBank, hushed: Award
) -> None:
    a_day_later(office, bank)
    offered = office.look(queries.disbursement_steps, office.of(hushed).id)
    assert [one.command for one in offered.allowed] == ["note_refusal"]
    note(office, hushed, "other_officer")
    offered = office.look(queries.disbursement_steps, office.of(hushed).id)
    assert [one.command for one in offered.allowed] == ["note_refusal", "confirm_refusal"]
    (said,) = office.look(queries.disbursement, office.of(hushed).id).refusals
    assert (said.code, said.confirmed_at) == ("AC04", None)
