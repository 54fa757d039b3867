"""Postings a second of the fund's books beside the bare function and bare sqlite3, in one run.

`python -m benchmarks.ledger_posting` from the repository's folder; `benchmarks/README.md` says
what the figures mean.
"""

import argparse
import json
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.db.engine import make_engine
from app.db.work import perform
from app.kernel.clock import SystemClock
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.check import examine
from benchmarks import ledger_arms as arms
from benchmarks.ledger_arms import Ground, Post
from tests.support.books import a_world
from tests.support.databases import migrate
from tests.support.postgresql import CannotStart, start

THREADS = 8
Make = Callable[[Ground], Post]
_ARMS: dict[str, tuple[int, Make]] = {
    "bare, spread": (THREADS, partial(arms.bare, hot=False)),
    "bare, hot": (THREADS, partial(arms.bare, hot=True)),
    "guarded, spread": (THREADS, partial(arms.guarded, hot=False)),
    "guarded, hot": (THREADS, partial(arms.guarded, hot=True)),
    "service call, spread": (THREADS, partial(arms.ours, hot=False)),
    "service call, hot": (THREADS, partial(arms.ours, hot=True)),
    "1,000 in a call": (1, partial(arms.ours, hot=False, size=1000)),
    "whole act, spread": (THREADS, partial(arms.through_work, hot=False)),
    "whole act, hot": (THREADS, partial(arms.through_work, hot=True)),
}
# What is divided by what, and the aim.
RATIOS = (
    ("service call, spread", "guarded, spread", 0.6),
    ("service call, hot", "guarded, hot", 0.7),
    ("guarded, spread", "bare, spread", 0.5),
    ("service call, spread", "bare, spread", None),
    ("1,000 in a call", "guarded, spread", 2.5),
    ("whole act, spread", "bare, spread", None),
)


def _slice(posts: list[Post], seconds: float) -> float:
    """Let every thread post until the time is over; return postings a second."""
    done = [0] * len(posts)
    until = time.perf_counter() + seconds

    def loop(number: int, post: Post) -> None:
        chance = random.Random(number)
        while time.perf_counter() < until:
            done[number] += post(chance)

    began = time.perf_counter()
    threads = [threading.Thread(target=loop, args=pair) for pair in enumerate(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)


def _measure(name: str, ground: Ground, chosen: argparse.Namespace) -> dict[str, object]:
    arms.lay(ground)
    posts = {arm: [make(ground) for _ in range(count)] for arm, (count, make) in _ARMS.items()}
    rates: dict[str, list[float]] = {arm: [] for arm in _ARMS}
    order = list(_ARMS)
    for turn in range(-1, chosen.rounds):
        random.Random(turn).shuffle(order)
        for arm in order:
            rate = _slice(posts[arm], chosen.seconds if turn >= 0 else chosen.seconds / 2)
            if turn >= 0:
                rates[arm].append(rate)
    per_second = {arm: round(statistics.median(found)) for arm, found in rates.items()}
    ratios = [
        {"of": of, "to": to, "aim": aim,
         "ratio": round(statistics.median(
             a / b for a, b in zip(rates[of], rates[to], strict=True)), 3)}
        for of, to, aim in RATIOS
    ]  # fmt: skip
    return {
        "database": name, "per_second": per_second, "ratios": ratios, **_check(ground, chosen)
    }  # fmt: skip


def _check(ground: Ground, chosen: argparse.Namespace) -> dict[str, object]:
    """Fill the books through the service and let the check count everything again."""
    chance = random.Random(0)
    for _ in range(chosen.entries // 2000):
        entries = [arms.entry(chance, hot=False) for _ in range(1000)]
        perform(ground.world, arms.OFFICER, lambda work, told=entries: actions.post_all(work, told))
    if not ground.world.one_writer:
        with ground.world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            one.exec_driver_sql("ANALYZE")
    speeds = []
    for _ in range(3):
        began = time.perf_counter()
        report = examine(ground.world)
        speeds.append(report.postings / (time.perf_counter() - began))
    # What was posted past the service has no leaf, and ready rows no digest of their own.
    codes = {finding.code for finding in report.findings}
    if codes - {"no_leaf", "digest"}:
        raise SystemExit(f"the check found {codes}")
    return {"checked_entries": report.postings, "check_per_second": round(max(speeds))}


def _told(found: dict[str, object]) -> None:
    print(f"\n{found['database']}")
    for arm, rate in found["per_second"].items():  # type: ignore[attr-defined]
        print(f"  {arm:<28} {rate:>9,} postings/s")
    for ratio in found["ratios"]:  # type: ignore[attr-defined]
        aim = f"aim {ratio['aim']:.0%}" if ratio["aim"] else "no aim of its own"
        print(f"  {ratio['of']} ÷ {ratio['to']}: {ratio['ratio']:.0%} ({aim})")
    print(f"  check: {found['check_per_second']:,} entries/s over {found['checked_entries']:,}"
          " (aim 200,000)", flush=True)  # fmt: skip


def main() -> None:
    """Measure SQLite, then PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = []
    if chosen.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            found.append(_on("SQLite", f"sqlite:///{Path(folder) / 'books.db'}", chosen))
    if chosen.only != "sqlite":
        try:
            server = start()
        except CannotStart as fault:
            raise SystemExit(f"no PostgreSQL: {fault}") from fault
        try:
            found.append(_on("PostgreSQL", server.url_of(server.create()), chosen))
        finally:
            server.stop()
    if chosen.json:
        print(json.dumps(found, indent=1))


def _on(name: str, url: str, chosen: argparse.Namespace) -> dict[str, object]:
    migrate(url)
    engine = make_engine(url)
    try:
        found = _measure(name, Ground(a_world(engine, SystemClock()), url), chosen)
        if not chosen.json:
            _told(found)
        return found
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
