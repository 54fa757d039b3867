"""A small fund on both databases, and persons who ask for approval and give it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Engine

from app.access.actor import ANYBODY, Actor, Role
from app.db.events import ActRefused
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.law.book import load
from app.people.tables import Person
from app.remedy_fund.approvals import actions, queries
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind
from app.remedy_fund.approvals.tables import ApprovalRequest

NAMES = ("maker", "one", "two", "three", "four")


@dataclass
class Office:
    """The fund's desk: one who makes and four who may approve."""

    world: World
    clock: FrozenClock
    actors: dict[str, Actor] = field(default_factory=dict)

    def do(self, who: str, act: Callable[[Work], Any], *, reading: bool = False) -> Any:
        """Run an act as somebody whose second factor is fresh."""
        actor = replace(self.actors[who], stepped_up_at=self.clock.now())
        return perform(self.world, actor, act, reading=reading)

    def ask(
        self, content: dict[str, Any], amount_won: int = 5_000_000, *,
        about: str = "plan_1", makers: frozenset[str] = frozenset(),
        aggregates: tuple[Aggregate, ...] = (), kind: ApprovalKind = ApprovalKind.PLAN,
    ) -> ApprovalRequest:  # fmt: skip
        """Ask as the maker."""

        def asked(work: Work) -> ApprovalRequest:
            effect = queries.solvency(work, amount_won=amount_won)
            return actions.ask(
                work, kind=kind, subject=about, content=content, amount_won=amount_won,
                makers=makers, aggregates=aggregates, effect=effect,
            )  # fmt: skip

        found: ApprovalRequest = self.do("maker", asked)
        return found

    def give(self, who: str, request: ApprovalRequest, **more: Any) -> None:
        """Approve as somebody what was asked."""
        self.do(who, lambda work: actions.give(work, request.id, request.digest, **more))

    def use(self, content: dict[str, Any], *, about: str = "plan_1") -> str:
        """Carry out as the maker what was approved."""
        found: str = self.do(
            "maker",
            lambda work: actions.require_granted(
                work, kind=ApprovalKind.PLAN, subject=about, content=content
            ),
        )
        return found


@pytest.fixture
def office(engine: Engine, clock: FrozenClock) -> Office:
    """Return the desk on a fresh database."""
    book = load()
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    world = World(engine, clock, lambda _: book, lambda _: calendar, b"k" * 32, demonstration=True)
    with begin(world, ANYBODY) as work:
        for name in NAMES:
            work.add(Person(id=f"person_{name}", name=name, created_at=work.now))
        work.record(ActRefused(subject="fund", problem="set-up"))
    office = Office(world, clock)
    for name in NAMES:
        role = Role.FUND_OFFICER if name == "maker" else Role.FUND_CHECKER
        office.actors[name] = Actor(f"account_{name}", f"person_{name}", role, channel="test")
    return office
