"""The bank test: many clients in several processes move money about; what is there stays the same.

Every poll must find the same total and nothing below zero, every key one effect. What is wrong is
returned in words, so that a planted fault can be seen to be found.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.db.engine import make_engine
from app.kernel.clock import SystemClock
from app.kernel.problems import Problem
from app.remedy_fund.ledger import actions
from tests.support.books import Books, a_world, at_once, paying

NAMES = tuple(f"earmark:{letter}" for letter in "abcdefgh")
EACH_WON = 1_000
_THREADS = 10
TOTAL_WON = EACH_WON * len(NAMES)


@dataclass
class Outcome:
    """What a bank test saw: answers by kind, polls, and everything that was wrong."""

    answers: "Counter[str]" = field(default_factory=Counter)
    polls: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def books_at(url: str) -> Iterator[Books]:
    """Yield books on a migrated database."""
    engine = make_engine(url)
    try:
        yield Books(a_world(engine, SystemClock()))
    finally:
        engine.dispose()


def lay(url: str) -> None:
    """Open the accounts and give each of them the same."""
    with books_at(url) as books:
        books.open("cash", *NAMES)
        for name in NAMES:
            books.give(name, EACH_WON)


def _operate(books: Books, client: str, number: int, chance: random.Random) -> str:
    """Do one thing, as the number says, and return how it was answered."""
    source, target = chance.sample(NAMES, 2)
    won, key = chance.randint(1, 400), f"{client}-{number}"
    kind = number % 10
    try:
        if kind < 6:
            books.move(source, target, won, key)
        elif kind < 8:
            books.post(
                books.entry(source, target, won, key + "a"),
                books.entry(target, source, won, key + "b"),
            )
        elif kind == 8:
            return _twice(books, books.entry(source, target, won, key))
        else:
            _reserved(books, (source, target, won, key), pay=number % 20 > 10)
    except Problem as problem:
        return problem.slug
    return "done"


def _twice(books: Books, entry: Any) -> str:
    first, second = books.post(entry)[0], books.post(entry)[0]
    same = first.transaction_id == second.transaction_id
    return "done" if same and (first.repeated, second.repeated) == (False, True) else "twice!"


def _reserved(books: Books, move: tuple[str, str, int, str], *, pay: bool) -> None:
    source, target, won, key = move
    reservation = books.reserve(source, won, key)
    if pay:
        books.post(paying(books.entry(source, target, won, key), reservation))
    else:
        books.do(lambda work: actions.release(work, reservation))


def run_clients(url: str, process: int, clients: int, operations: int) -> Counter[str]:
    """Be one of the processes: its clients share the operations, its few threads do them in turn.

    So it is in the service: requests wait in a line for a thread, not for a connection.
    """
    with (
        books_at(url) as books,
        ThreadPoolExecutor(clients) as pool,
        ThreadPoolExecutor(_THREADS) as desk,
    ):

        def client(number: int) -> Counter[str]:
            name = f"p{process}c{number}"
            chance = random.Random(name)
            mine = range(number, operations, clients)
            return Counter(
                desk.submit(_operate, books, name, turn, chance).result() for turn in mine
            )

        return sum(pool.map(client, range(clients)), Counter())


def run_storm(url: str, count: int, clients: int) -> list[tuple[str, bool]]:
    """Post one entry many times at once; return the answers."""
    with books_at(url) as books:
        entry = books.entry(NAMES[0], NAMES[1], 1, "storm")
        answers = at_once([partial(books.post, entry)] * count, threads=min(clients, _THREADS))
        return [(answer[0].transaction_id, answer[0].repeated) if isinstance(answer, tuple)
                else (repr(answer), True) for answer in answers]  # fmt: skip


def bank(url: str, *, operations: int, clients: int, processes: int = 2) -> Outcome:
    """Run the bank test on a laid-out database and look on from outside."""
    outcome = Outcome()
    context = multiprocessing.get_context("spawn")
    with books_at(url) as books, context.Pool(processes) as pool:
        share, each = clients // processes, operations // processes
        jobs = [pool.apply_async(run_clients, (url, n, share, each)) for n in range(processes)]
        while not all(job.ready() for job in jobs):
            _poll(books, outcome)
            jobs[-1].wait(0.05)
        for job in jobs:
            outcome.answers += job.get()
        _poll(books, outcome)
        outcome.wrong += [f"{finding}" for finding in books.check().findings]
    allowed = {"done", "insufficient-funds"}
    outcome.wrong += [f"{slug} × {n}" for slug, n in outcome.answers.items() if slug not in allowed]
    return outcome


def storm(url: str, *, count: int, clients: int, processes: int = 2) -> list[str]:
    """Post one entry from all sides at once; return what was wrong with the answers."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        share = [(url, count // processes, clients // processes)] * processes
        answers = [answer for part in pool.starmap(run_storm, share) for answer in part]
    wrong = []
    if len({transaction for transaction, _ in answers}) != 1:
        wrong.append(f"{len({transaction for transaction, _ in answers})} different answers")
    if sum(not repeated for _, repeated in answers) != 1:
        wrong.append(f"{sum(not repeated for _, repeated in answers)} effects")
    return wrong


def _poll(books: Books, outcome: Outcome) -> None:
    sums = books.sums()
    outcome.polls += 1
    if sum(sums.values()) != 0 or sums["cash"] != TOTAL_WON:
        outcome.wrong.append(f"total {sums['cash']}, both sides {sum(sums.values())}")
    outcome.wrong += [f"{name} below zero" for name in NAMES if sums[name] > 0]
