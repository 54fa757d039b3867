"""Long random walks over points, deadlines, balances and procedures, checked after each step.

`python scripts/sanction_walk.py 500 50 [seed] [walk …]`: so many histories of so many steps of each
walk, or only of those that are named: points, deadlines, balances, procedures, cases. Cases are
taken through the whole service, where a step is several acts: a tenth as many histories of them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support import (
    balance_walk,
    case_walk,
    deadline_walk,
    points_walk,
    procedure_walk,
)
from tests.support.long_walk import Kind, take

WALKS: dict[str, Callable[[], Kind[Any]]] = {
    "points": points_walk.kind,
    "deadlines": lambda: deadline_walk.DEADLINES,
    "balances": lambda: balance_walk.kind(balance_walk.Grounds()),
    "procedures": lambda: procedure_walk.PROCEDURES,
    "cases": lambda: case_walk.kind(case_walk.Grounds()),
}


def main(histories: int, steps: int, seed: int, names: list[str]) -> int:
    """Walk, print what was found, and return 1 where anything differed."""
    wrong = 0
    for name in names:
        many = max(1, histories // 10) if name == "cases" else histories
        found = take(WALKS[name](), many, steps, seed)
        print(found, flush=True)
        for line in found.findings:
            print(f"  {line}", flush=True)
        wrong += len(found.findings)
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    chosen = [word for word in sys.argv[1:] if not word.isdecimal()]
    sys.exit(main(*(numbers + [500, 50, 1][len(numbers) :]), chosen or list(WALKS)))
