"""Any order of gifts, shares, payments, returns and annulments keeps the books and the purposes."""

import contextlib
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.db.work import Work
from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.contributions import actions, earmarks
from app.remedy_fund.contributions.money import sums_of
from app.remedy_fund.contributions.problems import EarmarksShort, PartsMissing
from app.remedy_fund.contributions.schemas import RedesignationIn, ReturnIn
from app.remedy_fund.contributions.tables import (
    Contribution,
    Earmark,
    EarmarkPart,
    SurchargeShare,
)
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind
from tests.remedy_fund.contributions.desk import Desk

WON = st.integers(1, 500)
PURPOSE = st.sampled_from(["litigation", "proof", "general"])
WHO = st.integers(0, 3)
SERVES = {"litigation": ("litigation", "proof", "general"), "proof": ("proof", "general"),
          "general": ("general",)}  # fmt: skip
NUMBERS = itertools.count(1)


class Fund(RuleBasedStateMachine):
    """The fund as its office and the service move it; the database outlives the machine."""

    desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self.run = next(NUMBERS)
        self.gifts: list[Contribution] = []

    def _subject(self, who: int) -> str:
        return f"award_{self.run}_{who}"

    @rule(amount=WON)
    def give(self, amount: int) -> None:
        self.gifts.append(self.desk.gift(amount, f"입금-{next(NUMBERS)}"))

    @rule(amount=WON, purpose=PURPOSE)
    def give_for_a_purpose(self, amount: int, purpose: str) -> None:
        self.gifts.append(self.desk.gift(amount, f"입금-{next(NUMBERS)}", purpose=purpose))

    @rule(who=WHO, amount=WON, purpose=PURPOSE)
    def set_aside(self, who: int, amount: int, purpose: str) -> None:
        for gift in self.gifts[who : who + 1]:
            with contextlib.suppress(StepBlocked, StepNotAllowed):
                self.desk.earmark(gift, amount, purpose)

    @rule(who=WHO, amount=WON, purpose=PURPOSE)
    def move(self, who: int, amount: int, purpose: str) -> None:
        for gift in self.gifts[who : who + 1]:
            for source in self.desk.full(gift.id).earmarks[:1]:
                if source.purpose != purpose:
                    form = _letter(amount, earmark_id=source.id, purpose=purpose)
                    asked = RedesignationIn.model_validate(form)
                    self._change(ApprovalKind.REDESIGNATION, actions.ask_redesignation, gift, asked)

    @rule(who=WHO, amount=WON)
    def give_back(self, who: int, amount: int) -> None:
        for gift in self.gifts[who : who + 1]:
            form = ReturnIn.model_validate(_letter(amount))
            self._change(ApprovalKind.CONTRIBUTION_RETURN, actions.ask_return, gift, form)

    def _change(self, kind: ApprovalKind, ask: Any, gift: Contribution, form: Any) -> None:
        with contextlib.suppress(StepBlocked, StepNotAllowed):
            change = self.desk.act(
                lambda work: ask(work, contribution_id=gift.id, form=form, version=None)
            )
            self.desk.approve(kind, change.id, persons=1)
            self.desk.act(lambda work: actions.carry_out(work, change_id=change.id, version=None))

    @rule(who=WHO, amount=WON, purpose=PURPOSE)
    def reserve(self, who: int, amount: int, purpose: str) -> None:
        with contextlib.suppress(EarmarksShort):
            self.desk.act(
                lambda work: earmarks.reserve_for(
                    work, purposes=SERVES[purpose], amount_won=amount, subject=self._subject(who),
                    key=f"{purpose}-{next(NUMBERS)}",
                )
            )  # fmt: skip

    @rule(who=WHO)
    def pay(self, who: int) -> None:
        subject = self._subject(who)
        with contextlib.suppress(PartsMissing):
            parts = self.desk.act(lambda work: earmarks.use(work, subject=subject))
            self.desk.pay(subject, parts, f"payment-{next(NUMBERS)}")

    @rule(who=WHO)
    def release(self, who: int) -> None:
        with contextlib.suppress(PartsMissing):
            self.desk.act(lambda work: earmarks.release(work, subject=self._subject(who)))

    @rule(who=WHO)
    def come_back(self, who: int) -> None:
        subject = self._subject(who)
        with contextlib.suppress(PartsMissing):
            parts = self.desk.act(lambda work: earmarks.restore(work, subject=subject))
            self.desk.take_back(subject, parts, f"return-{next(NUMBERS)}")

    @rule(who=WHO, amount=WON)
    def collect(self, who: int, amount: int) -> None:
        self.desk.news(
            actions.on_surcharge_payment, subject=f"measure_{self.run}_{who}", case_id="case_1",
            payment_id=f"payment_{next(NUMBERS)}", amount_won=amount, on="2026-11-20",
        )  # fmt: skip

    @rule(who=WHO, amount=WON)
    def annul(self, who: int, amount: int) -> None:
        self.desk.news(
            actions.on_surcharge_annulment, subject=f"measure_{self.run}_{who}", case_id="case_1",
            before_won=next(NUMBERS), refund_due_won=amount,
        )  # fmt: skip

    @invariant()
    def holds(self) -> None:
        """The equation holds, every won has one fate, no part lies outside its purpose."""
        self.desk.act(_hold)


def _letter(amount: int, **more: str) -> dict[str, Any]:
    return {"amount_won": amount, "letter_reference": "기금-1", "reason": "동의"} | more


def _hold(work: Work) -> None:
    assert books.fund_equation(work).holds
    rows = list(work.session.execute(select(Contribution)).scalars())
    for row in rows:
        assert sums_of(work, row).add_up()
    unallocated = books.total(work, AccountKind.UNALLOCATED)
    assert unallocated == sum(row.unallocated_won for row in rows)
    share_rows = list(work.session.execute(select(SurchargeShare)).scalars())
    for share in share_rows:
        gone = max(share.owed_back_won, share.refunded_won)
        assert share.share_won == max(0, share.collected_won - gone) // 5
    fixed = {row.id: row.purpose for row in rows if row.purpose}
    bound = {row.id: row for row in work.session.execute(select(Earmark)).scalars()}
    for earmark in bound.values():
        if earmark.from_earmark_id is None and earmark.contribution_id in fixed:
            assert earmark.purpose == fixed[earmark.contribution_id]
    for part in work.session.execute(select(EarmarkPart)).scalars():
        purpose = part.key.partition("-")[0]
        assert bound[part.earmark_id].purpose in SERVES[purpose]


@pytest.mark.invariant(15, 16, 28, 36)
def test_any_order_of_steps_keeps_the_books_and_the_purposes(desk: Desk) -> None:
    machine = type("OneFund", (Fund,), {"desk": desk})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8, stateful_step_count=18, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
