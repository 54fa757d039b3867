"""Long random walks over histories of points, checked against a slow reference after each step.

`python scripts/sanction_walk.py 500 50 [seed]`: so many histories of so many steps each.
"""

import sys
import time
from random import Random

from app.law.book import load
from tests.support.points_walk import History, differences, step


def main(histories: int, steps: int, seed: int) -> int:
    """Walk, print what was found, and return 1 where anything differed."""
    book, begun, wrong, lines = load(), time.perf_counter(), 0, 0
    for number in range(histories):
        random, history = Random(f"{seed}:{number}"), History()  # noqa: S311 - a walk
        for _ in range(steps):
            step(history, random)
            found = differences(history, book)
            if found:
                wrong += 1
                print(f"history {seed}:{number} differs: {found[0]}")
                break
        lines += len(history.lines)
    seconds = time.perf_counter() - begun
    print(
        f"{histories} histories x {steps} steps, {lines} ledger lines, "
        f"6 scores compared after each step: {wrong} differ ({seconds:.1f} s)"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [500, 50, 1][len(given) :])))
