"""A random walk through the books beside a model in plain Python; both must agree at every step."""

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.db.world import World
from app.remedy_fund.ledger import actions, queries
from tests.support.books import DAY, Books, paying

NAMES = ("unallocated", "earmark:a", "earmark:b")
WON = st.integers(1, 120)
NAME = st.sampled_from(NAMES)
_RUNS = itertools.count(1)


class Walk(RuleBasedStateMachine):
    """One walk; its accounts and keys are its own, so that walks can share a database."""

    world: World

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.books = Books(self.world, f"-{next(_RUNS)}")
        self.keys = itertools.count()
        self.held: dict[str, tuple[str, int]] = {}
        self.won = dict.fromkeys(("cash", *NAMES), 0)
        self.kept = dict.fromkeys(("cash", *NAMES), 0)
        self.posted: list[tuple[Any, str, dict[str, int]]] = []
        self.reversed: set[str] = set()

    @initialize()
    def open(self) -> None:
        """Open the accounts."""
        self.books.open("cash", *NAMES)

    def _free(self, name: str) -> int:
        return self.won[name] - self.kept[name]

    def _tried(self, act: Callable[[], Any], refusal: str) -> bool:
        """Run an act and compare whether it was refused with what the model says."""
        found = self.books.refused(act)
        assert found == refusal, (found, refusal)
        return not refusal

    def _moved(self, entry: Any, transaction: str, change: dict[str, int]) -> None:
        for name, won in change.items():
            self.won[name] += won
        self.posted.append((entry, transaction, change))

    @rule(name=NAME, won=WON)
    def receive(self, name: str, won: int) -> None:
        """Money comes in."""
        entry = self.books.entry("cash", name, won, f"k{next(self.keys)}")
        self._moved(entry, self.books.post(entry)[0].transaction_id, {"cash": won, name: won})

    @rule(source=NAME, onto=st.sampled_from(NAMES[1:]), won=WON)
    def move(self, source: str, onto: str, won: int) -> None:
        """Money goes from one account to another, if it is free."""
        if source == onto:
            return
        entry = self.books.entry(source, onto, won, f"k{next(self.keys)}")
        refusal = "" if won <= self._free(source) else "insufficient-funds"
        if self._tried(lambda: self.books.post(entry), refusal):
            self._moved(entry, entry.transaction_id, {source: -won, onto: won})

    @rule(name=st.sampled_from(NAMES[1:]), won=WON)
    def reserve(self, name: str, won: int) -> None:
        """Money is kept, if it is free."""
        key = f"r{next(self.keys)}"
        refusal = "" if won <= self._free(name) else "insufficient-funds"
        if self._tried(lambda: self.books.reserve(name, won, key), refusal):
            self.kept[name] += won
            self.held[self.books.reserve(name, won, key)] = (name, won)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), settle=st.booleans())
    def end(self, data: Any, *, settle: bool) -> None:
        """What is kept is paid out or released; never a second time."""
        # In the order in which they were made: ids differ from walk to walk, and so would a sort.
        reservation = data.draw(st.sampled_from(list(self.held)))
        name, won = self.held.pop(reservation)
        self.kept[name] -= won
        entry = paying(self.books.entry(name, "cash", won, f"k{next(self.keys)}"), reservation)
        if settle:
            self.books.post(entry)
            self._moved(entry, entry.transaction_id, {name: -won, "cash": -won})
        else:
            self.books.do(lambda work: actions.release(work, reservation))
        again = paying(self.books.entry(name, "cash", won, f"k{next(self.keys)}"), reservation)
        self._tried(lambda: self.books.post(again), "reservation-not-held")

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def repeat(self, data: Any) -> None:
        """An earlier entry arrives again; then its key with another body."""
        entry, transaction, _ = data.draw(st.sampled_from(self.posted))
        if entry is None:
            return
        posted = self.books.post(entry)[0]
        assert (posted.repeated, posted.transaction_id) == (True, transaction)
        other = self.books.entry("cash", "unallocated", 999, entry.key)
        self._tried(lambda: self.books.post(other), "ledger-key-reused")

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def reverse(self, data: Any) -> None:
        """A transaction is taken back, once, if the money is still there."""
        entry, transaction, change = data.draw(st.sampled_from(self.posted))
        refusal = self._why_not(entry, transaction, change)
        key = f"b{next(self.keys)}{self.books.run}"

        def act() -> Any:
            return self.books.do(lambda work: actions.reverse(
                work, transaction, key=key, effective_on=DAY))  # fmt: skip

        if self._tried(act, refusal):
            self.reversed.add(transaction)
            back = {name: -won for name, won in change.items()}
            self._moved(None, act().transaction_id, back)

    def _why_not(self, entry: Any, transaction: str, change: dict[str, int]) -> str:
        if entry is None:
            return "not-reversible"
        if transaction in self.reversed:
            return "already-reversed"
        short = any(self._free(name) < won for name, won in change.items())
        return "insufficient-funds" if short else ""

    @rule(wons=st.lists(WON, min_size=2, max_size=4))
    def together(self, wons: list[int]) -> None:
        """Several entries in one call: all of them or none."""
        entries = [
            self.books.entry("earmark:a", "earmark:b", won, f"k{next(self.keys)}") for won in wons
        ]
        refusal = "" if sum(wons) <= self._free("earmark:a") else "insufficient-funds"
        if self._tried(lambda: self.books.post(*entries), refusal):
            for entry, won in zip(entries, wons, strict=True):
                self._moved(entry, entry.transaction_id, {"earmark:a": -won, "earmark:b": won})

    @invariant()
    def agree(self) -> None:
        """Every account holds what the model says, and both sides are the same."""
        if not self.posted:
            return
        for name, won in self.won.items():
            held = queries.Balance(won, self.kept[name], won - self.kept[name])
            assert self.books.balance(name) == held
        assert self.won["cash"] == sum(self.won[name] for name in NAMES)

    def teardown(self) -> None:
        """Count everything again from the first row."""
        assert self.books.check().findings == []


def walk(world: World, *, walks: int, steps: int, derandomize: bool) -> None:
    """Take many walks over one database; raises where the books and the model part."""
    machine = type("WalkOverBooks", (Walk,), {"world": world})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=walks, stateful_step_count=steps, deadline=None, database=None,
            derandomize=derandomize, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
