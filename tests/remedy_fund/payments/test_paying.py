"""Awards are paid through a bank: once, from their earmarks, and back to them when they return."""

from functools import partial

import pytest

from app.access.actor import WORKER
from app.db.work import perform
from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import Forbidden, Invalid
from app.remedy_fund.applications.problems import NotPayable
from app.remedy_fund.applications.tables import FundApplication
from app.remedy_fund.approvals.problems import ApprovalMissing, ApprovalStale
from app.remedy_fund.bank.port import Asked, Finding, Payee, Report
from app.remedy_fund.payments import actions
from app.remedy_fund.payments.problems import AwardNotPayable, PaymentStopped
from app.remedy_fund.payments.schemas import ReasonIn, RunIn
from app.remedy_fund.payments.tables import DisbursementAttempt, PaymentRun
from tests.support.mock_bank import CLOSED, MockBank
from tests.support.paying_office import PayingOffice

WHY = ReasonIn(reason="계좌를 다시 확인함")


@pytest.fixture
def rich(office: PayingOffice, bank: MockBank) -> PayingOffice:
    """A fund with a hundred million won, in its books and at its bank."""
    office.give(60_000_000)
    office.give(40_000_000, earmark="suits")
    bank.receive(60_000_000, "출연 1")
    bank.receive(40_000_000, "출연 2")
    return office


@pytest.mark.invariant(25, 26)
def test_a_run_is_paid_once_and_settled_by_the_statement(
    rich: PayingOffice, bank: MockBank
) -> None:
    first, second = rich.award(3_000_000), rich.award(2_000_000)
    run = rich.delivered(bank.ours(), first, second)
    assert [rich.of(one).state for one in (first, second)] == ["sent", "sent"]
    assert rich.earmark() == (60_000_000, 5_000_000)
    bank.scan()
    rich.watch(bank.ours())
    assert [rich.of(one).state for one in (first, second)] == ["paid", "paid"]
    assert rich.cash() == 95_000_000 == bank.balance()
    assert rich.earmark() == (55_000_000, 0)
    bank.days(1)
    rich.watch(bank.ours())
    assert [rich.of(one).state for one in (first, second)] == ["settled", "settled"]
    assert {line.state for line in rich.lines()} == {"matched"}
    assert next(one for one in rich.rows(PaymentRun) if one.id == run.id).state == "finished"
    assert len(bank.payments()) == 2
    paid = {one.id: one.paid_won for one in rich.rows(FundApplication)}
    assert paid[first.application_id] == 3_000_000


@pytest.mark.invariant(24)
def test_nothing_is_sent_without_the_approvals(rich: PayingOffice, bank: MockBank) -> None:
    run = rich.prepared(rich.award(30_000_000))
    with pytest.raises(ApprovalMissing):
        rich.do("officer", actions.send, run_id=run.id, version=None)
    with pytest.raises(Forbidden):
        rich.do("checker", actions.send, run_id=run.id, version=None)
    draft = rich.award(5)
    form = RunIn(award_ids=[draft.id], pay_on=run.pay_on)
    made = rich.do("officer", actions.prepare, form=form)
    with pytest.raises(StepNotAllowed):
        rich.do("officer", actions.send, run_id=made.id, version=None)
    rich.watch(bank.ours())
    assert not bank.payments()
    assert not rich.rows(DisbursementAttempt)


def test_an_award_that_is_not_approved_or_in_another_run_is_refused_by_name(
    rich: PayingOffice,
) -> None:
    award = rich.award(5)
    run = rich.prepared(award)
    form = RunIn(award_ids=[award.id, "award_none"], pay_on=run.pay_on)
    with pytest.raises(AwardNotPayable) as refused:
        rich.do("officer", actions.prepare, form=form)
    assert [one.pointer for one in refused.value.errors] == ["/award_ids/0", "/award_ids/1"]
    rich.do("officer", actions.withdraw, run_id=run.id, version=None)
    assert rich.prepared(award).disbursements == 1


def test_a_past_day_of_payment_is_refused(rich: PayingOffice) -> None:
    form = RunIn(award_ids=[rich.award(5).id], pay_on="2026-11-22")
    with pytest.raises(Invalid):
        rich.do("officer", actions.prepare, form=form)


@pytest.mark.invariant(27)
def test_an_account_changed_after_the_approval_is_not_paid(
    rich: PayingOffice, bank: MockBank
) -> None:
    award = rich.award(3_000_000)
    run = rich.approved(award)
    changed = partial(
        rich.name_payee, application_id=award.application_id, account="999-000", sequence=2
    )
    perform(rich.world, WORKER, changed_with_news(changed))
    with pytest.raises(ApprovalStale):
        rich.do("officer", actions.send, run_id=run.id, version=None)
    news = {"subject": award.application_id}
    rich.do("", actions.follow_payee_change, event=news)
    with pytest.raises(ApprovalMissing):
        rich.do("officer", actions.send, run_id=run.id, version=None)
    rich.approve(rich.do("officer", actions.ask, run_id=run.id, version=None))
    rich.do("officer", actions.send, run_id=run.id, version=None)
    rich.deliver(bank.ours(), run)
    bank.scan()
    assert [one["creditor_iban"] for one in bank.payments()] == ["999-000"]


@pytest.mark.invariant(27)
def test_an_account_changed_after_sending_does_not_change_where_the_order_goes(
    rich: PayingOffice, bank: MockBank
) -> None:
    award = rich.award(3_000_000)
    run = rich.sent(award)
    changed = partial(
        rich.name_payee, application_id=award.application_id, account="999-000", sequence=2
    )
    perform(rich.world, WORKER, changed_with_news(changed))
    rich.deliver(bank.ours(), run)
    bank.scan()
    assert [one["creditor_iban"] for one in bank.payments()] == ["110-222-333333"]


def test_headroom_is_asked_again_when_it_is_sent(rich: PayingOffice) -> None:
    award = rich.award(3_000_000)
    run = rich.approved(award)

    def lower(work: object) -> None:
        row = work.session.get(FundApplication, award.application_id)  # type: ignore[attr-defined]
        row.suspended = True

    perform(rich.world, WORKER, changed_with_news(lower))
    with pytest.raises(NotPayable):
        rich.do("officer", actions.send, run_id=run.id, version=None)


@pytest.mark.invariant(28)
def test_a_refusal_frees_nothing_and_a_new_order_has_new_ids(
    rich: PayingOffice, bank: MockBank
) -> None:
    award = rich.award(3_000_000, account=CLOSED)
    rich.delivered(bank.ours(), award)
    bank.scan()
    rich.watch(bank.ours())
    row = rich.of(award)
    assert (row.state, row.code) == ("refused", "AC04")
    assert rich.earmark() == (60_000_000, 3_000_000)
    rich.do("officer", actions.reopen, disbursement_id=row.id, form=WHY, version=None)
    bank.call("PATCH", "/accounts/SHUT", json={"closed": False})
    rich.delivered(bank.ours(), award)
    bank.scan()
    rich.watch(bank.ours())
    assert rich.of(award).state == "paid"
    first, second = rich.orders(award)
    assert (first.state, second.state) == ("refused", "paid")
    assert first.order_id != second.order_id
    assert first.message_id != second.message_id


@pytest.mark.invariant(28)
def test_a_return_restores_exactly_the_earmarks_and_the_payment_can_be_made_anew(
    rich: PayingOffice, bank: MockBank
) -> None:
    parts = (("general", 1_000_000), ("suits", 2_000_000))
    award = rich.award(3_000_000, earmarks=parts)
    bank.behave("return-later", days=1, reason="AC04")
    rich.delivered(bank.ours(), award)
    bank.scan()
    rich.watch(bank.ours())
    assert (rich.earmark(), rich.earmark("suits")) == ((59_000_000, 0), (38_000_000, 0))
    bank.behave("accept")
    bank.days(2)
    rich.watch(bank.ours())
    row = rich.of(award)
    assert (row.state, row.code) == ("returned", "AC04")
    assert rich.earmark() == (60_000_000, 1_000_000)
    assert rich.earmark("suits") == (40_000_000, 2_000_000)
    assert rich.cash() == 100_000_000 == bank.balance()
    rich.do("officer", actions.reopen, disbursement_id=row.id, form=WHY, version=None)
    rich.delivered(bank.ours(), award)
    bank.scan()
    rich.watch(bank.ours())
    assert rich.of(award).state == "paid"
    assert [one.state for one in rich.orders(award)] == ["returned", "paid"]
    assert (rich.earmark(), rich.earmark("suits")) == ((59_000_000, 0), (38_000_000, 0))
    assert len([one for one in bank.payments() if one["returned_at"] is None]) == 1


@pytest.mark.invariant(28)
def test_a_loan_is_lent_and_comes_back_as_it_went(rich: PayingOffice, bank: MockBank) -> None:
    award = rich.award(3_000_000, loan=True)
    bank.behave("return-later", days=1)
    rich.delivered(bank.ours(), award)
    bank.scan()
    rich.watch(bank.ours())
    assert rich.earmark() == (57_000_000, 0)
    bank.days(2)
    rich.watch(bank.ours())
    assert rich.earmark() == (60_000_000, 3_000_000)


def test_a_payment_that_is_given_up_frees_its_money(rich: PayingOffice, bank: MockBank) -> None:
    award = rich.award(3_000_000, account=CLOSED)
    rich.delivered(bank.ours(), award)
    row = rich.of(award)
    with pytest.raises(StepNotAllowed):
        rich.do("officer", actions.cancel, disbursement_id=row.id, form=WHY, version=None)
    bank.scan()
    rich.watch(bank.ours())
    rich.do("officer", actions.cancel, disbursement_id=row.id, form=WHY, version=None)
    assert rich.of(award).state == "cancelled"
    assert rich.earmark() == (60_000_000, 0)


class NamingBank:
    """A bank that names holders and pays at once."""

    per_file, checks_names = 1, True

    def __init__(self, holder: str | None) -> None:
        self.holder, self.sent = holder, 0

    def message_id(self, day: object, serial: int) -> str:
        return f"M{serial}"

    def order_id(self, day: object, serial: int) -> str:
        return f"O{serial}"

    def content(self, file: object) -> bytes:
        return repr(file).encode()

    def send(self, message_id: str, content: bytes) -> list[Report]:
        self.sent += 1
        return [Report(finding=Finding.PAID, message_id=message_id)]

    def inquire(self, asked: Asked) -> Report:
        return Report(finding=Finding.UNKNOWN, order_id=asked.order_id)

    def holder_of(self, payee: Payee, request_id: str) -> str | None:
        return self.holder

    def collect(self) -> list[object]:
        return []

    def put_away(self, name: str) -> None:
        """Nothing waits."""


@pytest.mark.invariant(27)
@pytest.mark.parametrize("holder", ["다른사람", None])
def test_another_holders_name_stops_that_payment_alone(
    rich: PayingOffice, holder: str | None
) -> None:
    award = rich.award(3_000_000)
    bank = NamingBank(holder)
    rich.delivered(bank, award)
    row = rich.of(award)
    assert (row.state, row.run_id, bank.sent) == ("held", None, 0)
    assert row.stopped_payee
    run = rich.approved(award)
    with pytest.raises(PaymentStopped):
        rich.do("officer", actions.send, run_id=run.id, version=None)


@pytest.mark.invariant(27)
def test_the_holders_name_on_file_lets_the_payment_go(rich: PayingOffice) -> None:
    award = rich.award(3_000_000)
    bank = NamingBank("주식회사 한빛정밀(가상)")
    rich.delivered(bank, award)
    assert (rich.of(award).state, bank.sent) == ("paid", 1)
    assert rich.orders(award)[0].name_check == "same"


def changed_with_news(change):  # type: ignore[no-untyped-def]
    """Return an act that makes a change and records some event, as every change must."""
    from app.db.events import ActRefused  # noqa: PLC0415

    def act(work):  # type: ignore[no-untyped-def]
        change(work)
        work.record(ActRefused(subject="", problem="set-up"))

    return act
