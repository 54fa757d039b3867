"""What a bank did not answer is unknown: asked after before anything goes out again, and never void."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from app.kernel.clock import FrozenClock
from app.remedy_fund.bank.folder import FolderBank
from app.remedy_fund.bank.port import Asked, Finding, Report, Unanswered
from app.remedy_fund.payments import actions, delivering
from app.remedy_fund.payments.schemas import MessageIn
from app.remedy_fund.payments.tables import BankMessage, DisbursementAttempt, PaymentRun
from tests.support.mock_bank import MockBank
from tests.support.paying_office import PayingOffice


class Died(Exception):
    """The process is gone."""


class Deaths:
    """The bank's end of the folders, with a process that dies at a chosen moment."""

    def __init__(self, bank: FolderBank, moment: str) -> None:
        self._bank, self._moment = bank, moment

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bank, name)

    def send(self, message_id: str, content: bytes) -> Any:
        """Die before or after the file is laid out."""
        if self._moment == "before":
            raise Died
        if self._moment == "marked":
            self._bank._lay_out = self._die  # type: ignore[method-assign]
        self._bank.send(message_id, content)
        raise Died

    def _die(self, _message_id: str) -> None:
        raise Died


@pytest.fixture
def rich(office: PayingOffice, bank: MockBank) -> PayingOffice:
    """A fund with money in its books and at its bank."""
    office.give(60_000_000)
    bank.receive(60_000_000, "출연")
    return office


@pytest.mark.invariant(10, 25)
@pytest.mark.parametrize("moment", ["before", "marked", "after"])
def test_a_death_around_the_handing_over_pays_once(
    rich: PayingOffice, bank: MockBank, moment: str
) -> None:
    award = rich.award(3_000_000)
    run = rich.sent(award)
    with pytest.raises(Died):
        rich.deliver(Deaths(bank.ours(), moment), run)  # type: ignore[arg-type]
    assert [one.state for one in rich.orders(award)] == ["handing"]
    bank.scan()
    rich.watch(bank.ours())
    bank.scan()
    rich.watch(bank.ours())
    assert rich.of(award).state == "paid"
    assert len(bank.payments()) == 1
    assert rich.cash() == bank.balance() == 57_000_000


@pytest.mark.invariant(10, 25)
@pytest.mark.parametrize("step", ["next_file", "handed_over", "keep_message", "read_message"])
@pytest.mark.parametrize("committed", [False, True], ids=["undone", "committed"])
def test_a_death_in_any_step_is_completed_by_the_next_worker(
    rich: PayingOffice, bank: MockBank, monkeypatch: pytest.MonkeyPatch, step: str,
    committed: bool,
) -> None:  # fmt: skip
    award = rich.award(3_000_000)
    run = rich.sent(award)
    dying = _dying(step, committed=committed)
    with monkeypatch.context() as patched:
        patched.setattr(delivering, "perform", dying)
        for _again in range(2):
            try:
                rich.deliver(bank.ours(), run)
            except Died:
                break
            bank.scan()
    assert dying.died  # type: ignore[attr-defined]
    bank.scan()
    rich.watch(bank.ours())
    bank.scan()
    rich.watch(bank.ours())
    assert rich.of(award).state == "paid"
    assert len(bank.payments()) == 1
    assert rich.cash() == bank.balance() == 57_000_000
    assert len({one.sha256 for one in rich.rows(BankMessage)}) == len(rich.rows(BankMessage))


def _dying(step: str, *, committed: bool) -> Callable[..., Any]:
    """Return a way to run acts that dies at the first one of a name, before or after its commit."""
    real = delivering.perform

    def run(world: Any, actor: Any, act: Any, **more: Any) -> Any:
        if getattr(getattr(act, "func", act), "__name__", "") == step and not run.died:  # type: ignore[attr-defined]
            run.died = True  # type: ignore[attr-defined]
            if committed:
                real(world, actor, act, **more)
            raise Died
        return real(world, actor, act, **more)

    run.died = False  # type: ignore[attr-defined]
    return run


@pytest.mark.invariant(25)
def test_a_silent_bank_leaves_it_open_until_the_money_is_seen_to_move(
    rich: PayingOffice, bank: MockBank
) -> None:
    award = rich.award(3_000_000)
    bank.behave("silent")
    rich.delivered(bank.ours(), award)
    rich.watch(bank.ours())
    assert rich.of(award).state == "sent"
    bank.scan()
    rich.watch(bank.ours())
    assert rich.of(award).state == "paid"


class Silence:
    """A bank that takes a file and does not answer; what it says when asked can be set."""

    per_file, checks_names = 1, False

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.says = Finding.UNKNOWN
        self.answers = False

    def message_id(self, day: object, serial: int) -> str:
        return f"M{serial}"

    def order_id(self, day: object, serial: int) -> str:
        return f"O{serial}"

    def content(self, file: Any) -> bytes:
        return str(file.message_id).encode()

    def send(self, message_id: str, content: bytes) -> list[Report]:
        self.taken.append(content.decode())
        if not self.answers:
            raise Unanswered
        return [Report(finding=Finding.PAID, message_id=message_id)]

    def inquire(self, asked: Asked) -> Report:
        return Report(finding=self.says, order_id=asked.order_id, message_id=asked.message_id)

    def collect(self) -> list[object]:
        return []


@pytest.mark.invariant(25)
def test_an_unknown_payment_is_never_sent_again_and_no_time_makes_it_void(
    rich: PayingOffice, clock: FrozenClock
) -> None:
    award, bank = rich.award(3_000_000), Silence()
    rich.delivered(bank, award)  # type: ignore[arg-type]
    assert rich.of(award).state == "unknown"
    for _day in range(40):
        clock.advance(days=1)
        rich.watch(bank)  # type: ignore[arg-type]
    assert len(bank.taken) == 1
    assert rich.of(award).state == "unknown"
    assert rich.earmark() == (60_000_000, 3_000_000)
    assert [item.kind for item in rich.look(_unmatched)] == ["payment"]


@pytest.mark.invariant(25)
def test_what_the_bank_does_not_know_goes_out_again_under_the_same_ids(rich: PayingOffice) -> None:
    award, bank = rich.award(3_000_000), Silence()
    rich.delivered(bank, award)  # type: ignore[arg-type]
    bank.says, bank.answers = Finding.NOT_KNOWN, True
    rich.watch(bank)  # type: ignore[arg-type]
    rich.watch(bank)  # type: ignore[arg-type]
    assert bank.taken == [bank.taken[0]] * 2
    assert rich.of(award).state == "paid"
    assert len(rich.orders(award)) == 1


@pytest.mark.invariant(25)
@pytest.mark.parametrize(("says", "state"), [(Finding.PAID, "paid"), (Finding.REFUSED, "refused")])
def test_an_inquiry_that_is_answered_settles_it(
    rich: PayingOffice, says: Finding, state: str
) -> None:
    award, bank = rich.award(3_000_000), Silence()
    rich.delivered(bank, award)  # type: ignore[arg-type]
    bank.says = says
    rich.watch(bank)  # type: ignore[arg-type]
    assert rich.of(award).state == state
    assert len(bank.taken) == 1
    assert {one.state for one in rich.rows(PaymentRun)} == {"finished"}


@pytest.mark.invariant(10)
def test_several_files_of_one_run_go_out_one_after_another(rich: PayingOffice) -> None:
    bank = Silence()
    bank.answers = True
    awards = [rich.award(1_000) for _ in range(3)]
    rich.delivered(bank, *awards)  # type: ignore[arg-type]
    assert len(set(bank.taken)) == 3
    orders = rich.rows(DisbursementAttempt)
    assert len({one.order_id for one in orders}) == len({one.message_id for one in orders}) == 3


def test_a_refusal_after_a_payment_is_put_aside_for_people(
    rich: PayingOffice, bank: MockBank
) -> None:
    award = rich.award(3_000_000)
    rich.delivered(bank.ours(), award)
    bank.scan()
    answer = next(one for one in bank.ours().collect() if b"CstmrPmtStsRpt" in one.content)
    rich.watch(bank.ours())
    contrary = re.sub(rb"ACCP", b"RJCT", answer.content)
    form = MessageIn(content=contrary.decode())
    kept = rich.do("officer", actions.import_statement, content=form.content.encode())
    assert rich.of(award).state == "paid"
    assert kept.state == "aside"
    assert {one["why"] for one in kept.aside} == {"contradiction"}
    again = rich.do("officer", actions.import_statement, content=contrary)
    assert again.id == kept.id


def _unmatched(work: Any) -> Any:
    from app.remedy_fund.payments.queries import unmatched  # noqa: PLC0415 - one test alone asks

    return unmatched(work)
