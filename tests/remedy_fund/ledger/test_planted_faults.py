"""Four faults that ledgers are known for, planted one by one; the checks must go red at each."""

from collections.abc import Callable, Generator
from functools import partial

import pytest

from app.db.engine import make_engine
from app.kernel.clock import FrozenClock
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.problems import InsufficientFunds
from tests.support.books import Books, a_world, at_once
from tests.support.planted import FAULTS, plant

pytestmark = pytest.mark.postgresql


@pytest.fixture
def ledger(new_database: Callable[[str], str], clock: FrozenClock) -> Generator[Books]:
    """Yield books on PostgreSQL, where functions can be planted."""
    engine = make_engine(new_database("postgresql"))
    books = Books(a_world(engine, clock))
    books.open("cash", "earmark:a", "earmark:b")
    books.give("earmark:a", 1000)
    yield books
    engine.dispose()


def storm(books: Books) -> set[str]:
    """One entry from all sides has one effect, and everybody hears the same."""
    entry = books.entry("earmark:a", "earmark:b", 7, "storm")
    answers = at_once([partial(books.post, entry)] * 16)
    heard = {answer[0].transaction_id for answer in answers if isinstance(answer, tuple)}
    fine = heard == {entry.transaction_id} and all(isinstance(a, tuple) for a in answers)
    return set() if fine and books.balance("earmark:b").balance_won == 7 else {"storm"}


def credits_kept(books: Books) -> set[str]:
    """Of many payments into one account none is lost."""
    acts = [partial(books.move, "cash", "earmark:b", 5, f"credit{n}") for n in range(16)]
    before = books.balance("earmark:b").balance_won
    posted = [a for a in at_once(acts) if isinstance(a, actions.Posted)]
    whole = books.balance("earmark:b").balance_won == before + 5 * len(posted)
    whole = whole and sum(books.sums().values()) == 0
    return set() if whole and len(posted) == 16 else {"credits"}


def drains(books: Books) -> set[str]:
    """As many payments succeed as the money allows."""
    acts = [partial(books.move, "earmark:a", "earmark:b", 300, f"drain{n}") for n in range(16)]
    free = books.balance("earmark:a").available_won
    posted = [a for a in at_once(acts) if isinstance(a, actions.Posted) and not a.repeated]
    return set() if len(posted) == free // 300 else {"drains"}


def refusals(books: Books) -> set[str]:
    """A refused entry's duplicates hear the refusal, and its key is free afterwards."""
    large = partial(books.move, "earmark:a", "earmark:b", 5000, "refused")
    heard = {type(answer) for answer in at_once([large] * 4)}
    again = books.move("cash", "earmark:b", 1, "refused")
    return set() if heard == {InsufficientFunds} and not again.repeated else {"refusals"}


def red(books: Books) -> set[str]:
    """Return the checks that fail."""
    found = storm(books) | credits_kept(books) | drains(books) | refusals(books)
    return found | {finding.code for finding in books.check().findings}


@pytest.mark.invariant(3, 7, 9, 14)
def test_with_nothing_planted_every_check_is_green(ledger: Books) -> None:
    assert red(ledger) == set()


@pytest.mark.invariant(3, 7, 9, 14)
@pytest.mark.parametrize(
    ("fault", "check"),
    list(zip(FAULTS, ("storm", "credits", "drains", "refusals"), strict=True)),
    ids=("check-then-act", "unlocked-read", "guard-before-lock", "burned-key"),
)
def test_a_planted_fault_turns_its_check_red(ledger: Books, fault: str, check: str) -> None:
    plant(ledger, FAULTS[fault])
    assert check in red(ledger)
