"""The fund's desk on a database of the test's own: an officer, approvers, the service itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine

from app.access.actor import ANYBODY, WORKER, Actor, Role
from app.db.events import ActRefused
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import SEOUL, FrozenClock
from app.law.book import load
from app.people.tables import Company, Person
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals import queries as asked
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.contributions import actions, queries
from app.remedy_fund.contributions.schemas import EarmarkIn, PaymentIn, PledgeIn
from app.remedy_fund.contributions.tables import Contribution
from app.remedy_fund.contributions.views import ContributionFull
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, legs
from app.remedy_fund.ledger.rules import account_id as ledger_account_id

T = TypeVar("T")
CHECKERS = ("one", "two", "three")
COMPANY = "company_" + "d" * 32


@dataclass
class Desk:
    """Who acts on the fund, and short ways to what a story needs."""

    world: World
    clock: FrozenClock

    @property
    def officer(self) -> Actor:
        """The maker."""
        return Actor("account_officer", "person_officer", Role.FUND_OFFICER, channel="test")

    def act(self, act: Callable[[Work], T], *, actor: Actor | None = None) -> T:
        """Run an act as the officer, or as somebody else."""
        return perform(self.world, actor or self.officer, act)

    def news(self, act: Callable[[Work, dict[str, Any]], None], **event: Any) -> None:
        """Let the service answer an event."""
        perform(self.world, WORKER, lambda work: act(work, event))

    def on(self, day: date) -> None:
        """Let it be ten in the morning of a day."""
        self.clock.instant = datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL).astimezone(
            UTC
        )

    def approve(self, kind: ApprovalKind, about: str, persons: int = 3) -> None:
        """Let as many persons approve what was asked for."""
        for name in CHECKERS[:persons]:
            checker = Actor(f"account_{name}", f"person_{name}", Role.FUND_CHECKER, channel="test")
            checker = replace(checker, stepped_up_at=self.clock.now())

            def given(work: Work) -> None:
                page = asked.approvals(
                    work, limit=10, cursor=None, filters={"kind": str(kind), "about_id": about}
                )
                request = page.items[0]
                if str(request.state.code) == "asked":
                    approvals.give(work, request.id, request.digest)

            perform(self.world, checker, given)

    def pledge(self, amount_won: int, **more: Any) -> Contribution:
        """Record a pledge of a fictional giver."""
        form = PledgeIn.model_validate(
            {"source": "company", "contributor_name": "한빛전자 (가상)", "amount_won": amount_won}
            | more
        )
        return self.act(lambda work: actions.pledge(work, form=form))

    def receive(self, row: Contribution, amount_won: int, reference: str, **more: Any) -> None:
        """Record that the money of a pledge came in."""
        form = PaymentIn.model_validate({"amount_won": amount_won, "reference": reference} | more)
        self.act(
            lambda work: actions.receive(work, contribution_id=row.id, form=form, version=None)
        )

    def gift(self, amount_won: int, reference: str, **more: Any) -> Contribution:
        """Record a pledge and its money."""
        row = self.pledge(amount_won, **more)
        self.receive(row, amount_won, reference)
        return row

    def earmark(self, row: Contribution, amount_won: int, purpose: str, **more: Any) -> None:
        """Set money aside."""
        form = EarmarkIn.model_validate({"amount_won": amount_won, "purpose": purpose} | more)
        self.act(
            lambda work: actions.earmark(work, contribution_id=row.id, form=form, version=None)
        )

    def full(self, contribution_id: str) -> ContributionFull:
        """Return a contribution with its earmarks."""
        return self.act(lambda work: queries.contribution(work, contribution_id))

    def holds(self, code: str) -> int:
        """Return what an account holds."""
        kind = AccountKind(code.partition(":")[0])
        return self.act(lambda work: books.balances(work, kind).get(code, 0))

    def equation(self) -> books.FundEquation:
        """Return the fund equation."""
        return self.act(books.fund_equation)

    def pay(self, subject: str, parts: Any, key: str) -> None:
        """Post a payment from parts, as the room of payments does."""
        cash = ledger_account_id("cash")
        entry = Entry(
            kind=TransactionKind.DISBURSEMENT_PAID, key=key, scope="test", subject=subject,
            effective_on=self.today,
            legs=legs(
                debit=[(part.account_id, part.amount_won) for part in parts],
                credit=[(cash, sum(part.amount_won for part in parts))],
            ),
            settles=tuple(part.reservation_id for part in parts),
        )  # fmt: skip
        self.act(lambda work: ledger.post(work, entry))

    def take_back(self, subject: str, parts: Any, key: str) -> None:
        """Post the return of a payment, as the room of payments does."""
        cash = ledger_account_id("cash")
        entry = Entry(
            kind=TransactionKind.DISBURSEMENT_RETURNED, key=key, scope="test", subject=subject,
            effective_on=self.today,
            legs=legs(
                debit=[(cash, sum(part.amount_won for part in parts))],
                credit=[(part.account_id, part.amount_won) for part in parts],
            ),
        )  # fmt: skip
        self.act(lambda work: ledger.post(work, entry))

    @property
    def today(self) -> date:
        """The day of the clock, in Seoul."""
        return self.clock.now().astimezone(SEOUL).date()


def open_desk(engine: Engine, clock: FrozenClock, *, demonstration: bool = True) -> Desk:
    """Return the desk on a migrated database."""
    book = load()
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    world = World(
        engine, clock, lambda _: book, lambda _: calendar, b"k" * 32, demonstration=demonstration
    )
    with begin(world, ANYBODY) as work:
        for name in ("officer", *CHECKERS):
            work.add(Person(id=f"person_{name}", name=name, created_at=work.now))
        work.add(
            Company(id=COMPANY, name="대한모터스 (가상)", size="large", kind="company",
                    created_at=work.now)
        )  # fmt: skip
        work.record(ActRefused(subject="fund", problem="set-up"))
    return Desk(world, clock)
