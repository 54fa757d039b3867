"""Banks that lose, repeat and reorder their words: one transfer, one posting, cash that agrees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.db.work import Work
from app.remedy_fund.bank.port import Asked, Finding, Line, OrderFile, Received, Report, Unanswered
from app.remedy_fund.payments import actions, store
from app.remedy_fund.payments.actions.lines import take_lines
from app.remedy_fund.payments.schemas import ReasonIn
from app.remedy_fund.payments.tables import StatementLine
from app.remedy_fund.plans.tables import Award
from tests.support.mock_bank import ACCOUNT
from tests.support.paying_office import PayingOffice

WON, DAY = 1_000, date(2026, 11, 23)
AT_START = 50_000


@dataclass
class WildBank:
    """A bank that decides by chance, books what it decides, and whose words get lost.

    Handing over the same file again is no second transfer, as with every bank that knows its files.
    """

    decide: Any
    per_file: int = 2
    checks_names: bool = False
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    transfers: list[str] = field(default_factory=list)
    words: list[Report | Line] = field(default_factory=list)
    loses: str = ""

    def message_id(self, day: Any, serial: int) -> str:
        return f"SF{serial}"

    def order_id(self, day: Any, serial: int) -> str:
        return f"SS{serial}"

    def content(self, file: OrderFile) -> bytes:
        self.files[file.message_id] = tuple(order.order_id for order in file.orders)
        return file.message_id.encode()

    def send(self, message_id: str, content: bytes) -> Sequence[Report]:
        """Lose the file, or the answer, or neither."""
        assert content == message_id.encode()
        if self.loses == "file":
            raise Unanswered
        orders = self.files[message_id]
        if all(one in self.known for one in orders):
            self.words.append(Report(finding=Finding.DUPLICATE, message_id=message_id, code="DUPL"))
        else:
            for one in orders:
                self._take(one)
        if self.loses == "answer":
            raise Unanswered
        return ()

    def _take(self, order_id: str) -> None:
        decision = self.decide()
        self.known[order_id] = decision
        if decision == "refuse":
            self.words.append(Report(finding=Finding.REFUSED, order_id=order_id, code="AC04"))
            return
        self.transfers.append(order_id)
        self.words += [Report(finding=Finding.ACCEPTED, order_id=order_id), self._line(order_id)]

    def _line(self, order_id: str, *, credit: bool = False) -> Line:
        return Line(
            account=ACCOUNT, reference=f"{'R' if credit else 'P'}-{order_id}", credit=credit,
            amount_won=WON, booked_on=DAY, order_id=order_id, returned=credit,
        )  # fmt: skip

    def bring_back(self, order_id: str) -> None:
        """Return a transfer that was made."""
        self.known[order_id] = "returned"
        self.transfers.remove(order_id)
        line = self._line(order_id, credit=True)
        self.words += [
            line,
            Report(finding=Finding.RETURNED, order_id=order_id, on=line.booked_on, amount_won=WON),
        ]

    def inquire(self, asked: Asked) -> Report:
        """Say that an order never came, or nothing."""
        known = asked.order_id in self.known
        return Report(
            finding=Finding.UNKNOWN if known else Finding.NOT_KNOWN, order_id=asked.order_id,
            message_id=asked.message_id,
        )  # fmt: skip

    def collect(self) -> Sequence[Received]:
        return ()


class Payments(RuleBasedStateMachine):
    """Officers, a worker and a bank, each doing what they may at any moment."""

    def __init__(self, office: PayingOffice) -> None:
        super().__init__()
        self.office = office
        self.decisions: list[str] = []
        self.bank = WildBank(decide=lambda: self.decisions.pop() if self.decisions else "pay")
        self.awards: list[Award] = []
        self.heard: list[Report | Line] = []

    @initialize()
    def begin(self) -> None:
        """Put money under an earmark of this run's own."""
        number = next(self.office.numbers)
        self.mark, self.before = f"mark{number}", self.office.cash()
        self.office.give(AT_START, earmark=self.mark)

    @rule(
        count=st.integers(1, 3),
        decisions=st.lists(st.sampled_from(["pay", "refuse"]), max_size=3),
        loses=st.sampled_from(["", "", "file", "answer"]),
    )
    def pay(self, count: int, decisions: list[str], loses: str) -> None:
        """Pay new awards; the file or the answer may get lost."""
        if len(self.awards) + count > AT_START // WON:
            return
        made = [self.office.award(WON, earmarks=((self.mark, WON),)) for _ in range(count)]
        self.awards += made
        self._send(made, decisions, loses)

    @rule(decisions=st.lists(st.sampled_from(["pay", "refuse"]), max_size=3))
    def pay_anew(self, decisions: list[str]) -> None:
        """Make every refused or returned payment anew."""
        why = ReasonIn(reason="다시 지급")
        again = [a for a in self.awards if self.office.of(a).state in {"refused", "returned"}]
        for award in again:
            row = self.office.of(award)
            self.office.do(
                "officer", actions.reopen, disbursement_id=row.id, form=why, version=None
            )
        if again:
            self._send(again, decisions, "")

    def _send(self, made: list[Award], decisions: list[str], loses: str) -> None:
        self.decisions, self.bank.loses = list(decisions), loses
        self.office.delivered(self.bank, *made)  # type: ignore[arg-type]
        self.bank.loses = ""

    @rule(loses=st.sampled_from(["", "answer"]))
    def watch(self, loses: str) -> None:
        """Let the regular job ask after what is unknown and hand over what never came."""
        self.bank.loses = loses
        self.office.watch(self.bank)  # type: ignore[arg-type]
        self.bank.loses = ""

    @rule(which=st.integers(0, 30), times=st.integers(1, 2), kept=st.booleans())
    def hear(self, which: int, times: int, kept: bool) -> None:
        """Hear one of the bank's words, whichever comes, once or twice; it may come again later."""
        if not self.bank.words:
            return
        word = self.bank.words[which % len(self.bank.words)]
        if not kept:
            self.bank.words.remove(word)
        for _ in range(times):
            self._hear(word)

    def _hear(self, word: Report | Line) -> None:
        self.heard.append(word)
        if isinstance(word, Line):
            self.office.do("", take_lines, lines=[word])
        else:
            self.office.do("", actions.take_reports, reports=[word])

    @rule(which=st.integers(0, 30))
    def come_back(self, which: int) -> None:
        """Let a transfer come back."""
        if self.bank.transfers:
            self.bank.bring_back(self.bank.transfers[which % len(self.bank.transfers)])

    @rule()
    def repeat_everything(self) -> None:
        """Hear everything again that was ever heard, newest first."""
        for word in reversed(list(self.heard)):
            self._hear(word)
        del self.heard[len(self.heard) // 2 :]

    @invariant()
    def every_disbursement_has_at_most_one_transfer(self) -> None:
        """No two of the bank's standing transfers pay one disbursement, and no id is used twice."""
        if not self.awards:
            return
        orders = [order for award in self.awards for order in self.office.orders(award)]
        ids = [order.order_id for order in orders if order.order_id]
        assert len(set(ids)) == len(ids)
        of = {order.order_id: order.disbursement_id for order in orders}
        paid = [of[order_id] for order_id in self.bank.transfers if order_id in of]
        assert len(set(paid)) == len(paid)
        live = [order.live_key for order in orders if order.live_key]
        assert len(set(live)) == len(live)

    def teardown(self) -> None:
        """Hear all that was said: the books then are where the bank is."""
        if not hasattr(self, "mark"):
            return
        for _round in range(2):
            self.office.watch(self.bank)  # type: ignore[arg-type]
            for word in list(self.bank.words):
                self._hear(word)
        paid = {self.office.of(award).state for award in self.awards} <= {
            "paid", "refused", "returned", "unknown",
        }  # fmt: skip
        standing = len(self.bank.transfers) * WON
        assert self.office.cash() - self.before == AT_START - standing
        assert self.office.earmark(self.mark)[0] == AT_START - standing
        assert paid
        self.office.do("", _lines_are_matched_once)


def _lines_are_matched_once(work: Work) -> None:
    lines = store.page(work, StatementLine, after="", limit=10_000)
    matched = [line.transaction_id for line in lines if line.transaction_id]
    assert len(set(matched)) == len(matched)


@pytest.mark.invariant(25, 26, 28)
def test_whatever_the_bank_says_and_however_it_comes_each_award_is_paid_once(
    office: PayingOffice,
) -> None:
    run_state_machine_as_test(
        partial(Payments, office),
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
