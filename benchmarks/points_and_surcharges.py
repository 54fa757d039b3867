"""How fast points are replayed and surcharges worked out, beside bare arithmetic on the same data.

`python -m benchmarks.points_and_surcharges [companies] [surcharges]`; 100,000 companies of ten
measures each unless told otherwise. Prints figures and judges none.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from app.law.book import Book, load
from app.law.points import accumulate
from app.law.score import PointEntry
from app.law.surcharge import Severity, compute_surcharge
from tests.law.surcharge_cases import BOOK as RATES
from tests.law.surcharge_cases import inputs, rated

AS_OF = date(2026, 11, 23)
MEASURES = 10
_BROUGHT = (
    ("warning", Fraction("0.5")),
    ("corrective_order", Fraction(2)),
    ("surcharge", Fraction("2.6")),
    ("criminal_referral", Fraction(3)),
)
_CODES = ("SC-DOC", "SC-TERM", "SC-CUT", "TK-USE")


def ledger(random: Random, company: int) -> list[PointEntry]:
    """Return ten measures of six years, some in one case and on one violation."""
    found = []
    for number in range(MEASURES):
        measure, points = random.choice(_BROUGHT)
        found.append(
            PointEntry(
                entry_id=f"{company}-{number}",
                case_id=f"{company}-{random.randrange(6)}",
                measure=measure,
                violations=(random.choice(_CODES),),
                points=points,
                measured_on=AS_OF - timedelta(days=random.randrange(2200)),
            )
        )
    return found


def bare(entries: list[PointEntry]) -> Fraction:
    """Return the sum of the window alone: no reasons, no limits, nothing to show."""
    start = AS_OF.replace(year=AS_OF.year - 3)
    best: dict[tuple[str, str], Fraction] = {}
    for entry in entries:
        if start <= entry.measured_on <= AS_OF:
            key = (entry.case_id, entry.violations[0])
            best[key] = max(best.get(key, Fraction(0)), entry.points)
    return sum(best.values(), Fraction(0))


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """Return how many were done, and in how many seconds."""
    begun = time.perf_counter()
    count = work()
    return count, time.perf_counter() - begun


def points(book: Book, companies: int) -> None:
    """Replay the points of so many companies as of a day, and print both figures."""
    random = Random(1)
    ledgers = [ledger(random, company) for company in range(companies)]

    def replay() -> int:
        for entries in ledgers:
            score = accumulate(entries, (), as_of=AS_OF, known_at=AS_OF, book=book)
            if score.net != bare(entries):
                raise SystemExit(f"{score.as_dict()} differs from the bare sum")
        return companies

    def sums() -> int:
        for entries in ledgers:
            bare(entries)
        return companies

    bare_count, bare_seconds = timed(sums)
    count, seconds = timed(replay)
    net = max(seconds - bare_seconds, 1e-9)  # the check of each sum is not counted
    print(f"points: {count:,} companies x {MEASURES} measures, line by line with limits")
    print(f"  law's code  {net:8.2f} s  {count / net:12,.0f} companies/s")
    print(f"  bare sum    {bare_seconds:8.2f} s  {bare_count / bare_seconds:12,.0f} companies/s")


def surcharges(count: int) -> None:
    """Work out so many surcharges of nine steps, and print both figures."""
    asked = [
        inputs(rated(100_000_000 + number, "0.5", Severity.GRAVE), price=1_000_000_000)
        for number in range(count)
    ]

    def steps() -> int:
        for given in asked:
            compute_surcharge(RATES, given)
        return count

    def product() -> int:
        for number in range(count):
            base = Fraction(2 * (100_000_000 + number)) * Fraction(1, 2)
            int(base) // 1_000_000 * 1_000_000
        return count

    for name, work in (("nine steps", steps), ("bare product", product)):
        done, seconds = timed(work)
        print(f"surcharges: {name:12} {seconds:8.2f} s  {done / seconds:12,.0f} sums/s")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    points(load(), given[0] if given else 100_000)
    surcharges(given[1] if len(given) > 1 else 20_000)
