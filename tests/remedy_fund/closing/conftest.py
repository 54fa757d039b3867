"""A fund year with gifts, payments and a budget on both databases, and those who end it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER, Actor, Role
from app.db.work import Work, perform
from app.kernel.clock import FrozenClock
from app.remedy_fund.budgets import actions as budgets
from app.remedy_fund.budgets.rules import Spending
from app.remedy_fund.budgets.schemas import PlanIn
from app.remedy_fund.closing import actions, checking, queries
from app.remedy_fund.closing.schemas import ReportIn, ReviewIn
from app.remedy_fund.closing.tables import FundReport, PeriodClosing, PeriodReview
from app.remedy_fund.contributions import earmarks
from tests.remedy_fund.contributions.desk import Desk, open_desk

T = TypeVar("T")
YEAR = 2026
REVIEW: dict[str, Any] = {
    "held_on": "2027-02-10", "members": 9, "outsiders": 5, "present": 7, "approved": True,
    "resolution": "2026회계연도 결산을 원안대로 의결한다. (가상)", "paper_reference": "심의회 2027-1",
}  # fmt: skip


@dataclass
class FundYear:
    """A desk in the year 2026, and short ways to the end of that year."""

    desk: Desk

    @property
    def secretary(self) -> Actor:
        """Who records what the council decided."""
        return Actor("account_secretary", "person_secretary", Role.SECRETARY, channel="test")

    def read(self, query: Callable[[Work], T]) -> T:
        """Run a query as the officer."""
        return perform(self.desk.world, self.desk.officer, query, reading=True)

    def worker(self, act: Callable[[Work], T]) -> T:
        """Run an act as the service itself."""
        return perform(self.desk.world, WORKER, act)

    def give(self, amount_won: int, reference: str, purpose: str = "litigation") -> None:
        """Take in a gift and set all of it aside."""
        row = self.desk.gift(amount_won, reference)
        self.desk.earmark(row, amount_won, purpose)

    def pay(self, amount_won: int, subject: str, purpose: str = "litigation") -> None:
        """Pay from the earmarks of a purpose."""

        def reserve(work: Work) -> Any:
            earmarks.reserve_for(
                work, purposes=[purpose], amount_won=amount_won, subject=subject, key="pay"
            )
            return earmarks.use(work, subject=subject)

        self.desk.pay(subject, self.desk.act(reserve), f"pay-{subject}")

    def plan(self, amount_won: int) -> None:
        """Enter a budget of one item."""
        item = {"programme": "proof", "item": "litigation", "amount_won": amount_won}
        form = PlanIn.model_validate({"fiscal_year": YEAR, "reference": "계획", "items": [item]})
        self.desk.act(lambda work: budgets.adopt(work, form=form))

    def commit(self, amount_won: int, subject: str, paid_won: int = 0) -> None:
        """Bind money of the budget, and pay a part of it."""
        spending = Spending(fiscal_year=YEAR, programme="proof", item="litigation")

        def act(work: Work) -> None:
            budgets.bind(work, spending=spending, amount_won=amount_won, subject=subject)
            if paid_won:
                budgets.pay(work, subject=subject, amount_won=paid_won)

        self.desk.act(act)

    def over(self) -> None:
        """Let it be February of the next year."""
        self.desk.on(date(2027, 2, 15))

    def soft_close(self) -> None:
        """Soft-close the year."""
        self.desk.act(lambda work: actions.soft_close(work, fiscal_year=YEAR))

    def review(self, **more: Any) -> PeriodReview:
        """Record what the council decided."""
        self.desk.clock.advance(minutes=1)
        form = ReviewIn.model_validate_json(json.dumps(REVIEW | more))
        return self.desk.act(
            lambda work: actions.record_review(work, fiscal_year=YEAR, form=form),
            actor=self.secretary,
        )

    def close(self) -> PeriodClosing:
        """Close the year."""
        checked = checking.check(self.desk.world)
        return self.desk.act(lambda work: actions.close(work, fiscal_year=YEAR, checked=checked))

    def end(self) -> PeriodClosing:
        """Take the year from open to closed."""
        self.over()
        self.soft_close()
        self.review()
        return self.close()

    def recomputed(self) -> str:
        """Return the digest of the year's statement made anew."""
        return self.read(lambda work: queries.closing(work, YEAR)).recomputed_sha256

    def issue(self, kind: str, quarter: int = 0) -> FundReport:
        """Issue a report of the year."""
        form = ReportIn.model_validate({"kind": kind, "fiscal_year": YEAR, "quarter": quarter})
        return self.desk.act(lambda work: actions.issue_report(work, form=form))


@pytest.fixture
def year(engine: Engine, clock: FrozenClock) -> FundYear:
    """Return a year with two gifts, 700 won paid of them, and a budget."""
    made = FundYear(open_desk(engine, clock))
    made.plan(5000)
    made.give(1000, "G-1")
    made.give(2000, "G-2", "valuation")
    made.pay(600, "disb_one")
    made.pay(100, "disb_two", "valuation")
    return made
