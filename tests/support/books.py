"""Books of a fund to be tried: a world on a database, accounts, and entries in one line each."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine

from app.access.actor import Actor, Role
from app.db.work import Work, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import Clock
from app.kernel.problems import Problem
from app.law.book import load
from app.remedy_fund.ledger import actions, queries
from app.remedy_fund.ledger.check import Report, examine
from app.remedy_fund.ledger.rules import (
    AccountKind,
    Entry,
    TransactionKind,
    account_id,
    kind_of_code,
    legs,
)

T = TypeVar("T")
DAY = date(2026, 11, 23)
OFFICER = Actor("account_officer", "person_officer", Role.FUND_OFFICER, channel="test")


@dataclass
class Books:
    """The books on one database; codes of accounts stand for their ids."""

    world: World
    run: str = ""  # tells the accounts and keys of one try from another on the same database

    def do(self, act: Callable[[Work], T]) -> T:
        """Run an act in a Work of its own."""
        return perform(self.world, OFFICER, act)

    def read(self, query: Callable[[Work], T]) -> T:
        """Run a query."""
        return perform(self.world, OFFICER, query, reading=True)

    def code(self, name: str) -> str:
        """Return the code of an account in this run."""
        return f"{name}:{self.run}" if self.run and ":" not in name else f"{name}{self.run}"

    def account(self, name: str) -> str:
        """Return the id of an account in this run."""
        return account_id(self.code(name))

    def open(self, *names: str) -> None:
        """Open accounts."""

        def act(work: Work) -> None:
            for code in map(self.code, names):
                actions.open_account(work, kind=kind_of_code(code), code=code)

        self.do(act)

    def entry(self, debit: str, credit: str, won: int, key: str, **more: Any) -> Entry:
        """Return an entry between two accounts, of the kind that fits them."""
        told = {
            "kind": KINDS[kind_of_code(debit), kind_of_code(credit)], "key": key,
            "scope": f"test{self.run}", "subject": f"thing{self.run}", "effective_on": DAY,
            "legs": legs(debit=[(self.account(debit), won)], credit=[(self.account(credit), won)]),
        }  # fmt: skip
        return Entry(**(told | more))

    def post(self, *entries: Entry) -> tuple[actions.Posted, ...]:
        """Post entries in one call."""
        return self.do(lambda work: actions.post_all(work, entries))

    def move(self, debit: str, credit: str, won: int, key: str, **more: Any) -> actions.Posted:
        """Post one entry between two accounts."""
        return self.post(self.entry(debit, credit, won, key, **more))[0]

    def give(self, name: str, won: int, key: str = "given") -> actions.Posted:
        """Let money come into an earmark or the unallocated funds."""
        return self.move("cash", name, won, f"{key}-{name}")

    def reserve(self, name: str, won: int, key: str) -> str:
        """Reserve money of an account."""
        return self.do(
            lambda work: actions.reserve(
                work, account_id=self.account(name), amount_won=won,
                subject=f"award{self.run}", key=key,
            )
        )  # fmt: skip

    def balance(self, name: str) -> queries.Balance:
        """Return what an account holds."""
        return self.read(lambda work: queries.balance(work, self.account(name)))

    def refused(self, act: Callable[[], Any]) -> str:
        """Return the slug of the refusal that an act ends in."""
        try:
            act()
        except Problem as problem:
            return problem.slug
        return ""

    def check(self) -> Report:
        """Return what the check of the books finds."""
        return examine(self.world)

    def sums(self) -> dict[str, int]:
        """Return the signed balance of every account in one statement."""
        return {
            row[0]: int(row[1]) for row in self.sql("SELECT code, balance_won FROM ledger_account")
        }

    def sql(self, statement: str) -> list[Any]:
        """Run hand-written SQL in a transaction of its own, past the service."""
        with self.world.engine.begin() as connection:
            found = connection.exec_driver_sql(statement)
            return list(found) if found.returns_rows else []


K, T_ = AccountKind, TransactionKind
KINDS: dict[tuple[AccountKind, AccountKind], TransactionKind] = {
    (K.CASH, K.UNALLOCATED): T_.CONTRIBUTION_RECEIVED,
    (K.CASH, K.EARMARK): T_.CONTRIBUTION_RECEIVED,
    (K.UNALLOCATED, K.EARMARK): T_.CONTRIBUTION_EARMARKED,
    (K.EARMARK, K.EARMARK): T_.CONTRIBUTION_REDESIGNATED,
    (K.EARMARK, K.UNALLOCATED): T_.CONTRIBUTION_REDESIGNATED,
    (K.EARMARK, K.CASH): T_.DISBURSEMENT_PAID,
    (K.UNALLOCATED, K.CASH): T_.CONTRIBUTION_RETURNED,
}


def a_world(engine: Engine, clock: Clock) -> World:
    """Return a world with an empty calendar on a database."""
    book, calendar = load(), WorkingCalendar("test", lambda day: day.weekday() >= 5)
    return World(engine, clock, lambda _: book, lambda _: calendar, b"k" * 32, demonstration=True)


def paying(entry: Entry, *reservations: str) -> Entry:
    """Return an entry that uses up reservations."""
    return replace(entry, settles=tuple(reservations))


def at_once(acts: Iterable[Callable[[], T]], threads: int = 8) -> list[T | Exception]:
    """Run acts in threads that all begin at the same instant; return results and refusals."""
    waiting = list(acts)
    barrier = threading.Barrier(min(threads, len(waiting)))

    def run(number: int, act: Callable[[], T]) -> T | Exception:
        if number < barrier.parties:
            barrier.wait(timeout=30)
        try:
            return act()
        except Exception as fault:  # noqa: BLE001 - the test looks at what it was
            return fault

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(len(waiting)), waiting))
