"""Kills the server under payment runs, many times, with mock-bank as the bank that it pays through.

python -m scripts.fund_kill_cycles --cycles 200
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.support.fault_servers import Warm
from tests.support.fund_deaths import DEATHS, PayingTown, open_paying_town
from tests.support.postgresql import CannotStart, start

LINE = "{:>5}  {:<32} {:>5} {:>8} {:>9} {:>8} {:>9} {:>10}"
HEAD = ("cycle", "death", "bank", "awards", "settled", "open", "transfers", "cash won")


def _row(number: int, death: str, how: str, town: PayingTown) -> str:
    found = town.figures()
    return LINE.format(
        number, death, how, found.awards, found.settled, found.open, found.transfers, found.cash_won
    )


def kill_again_and_again(town: PayingTown, asked: argparse.Namespace) -> bool:
    """Run the cycles on one database and print the table; True if nothing was paid twice or lost."""
    print(LINE.format(*HEAD))
    for number in range(1, asked.cycles + 1):
        death = town.chance.choice(DEATHS)
        how = town.cycle(die=death)
        words = f"{death[2]} {death[0]} {death[1]}" if death else "at any moment"
        print(_row(number, words, how, town), flush=True)
    town.end()
    print(_row(asked.cycles, "all heard", "", town))
    for finding in town.findings:
        print(f"FINDING  {finding}")
    return not town.findings


def _run(kind: str, asked: argparse.Namespace, starter: Warm) -> bool:
    began = time.monotonic()
    server = start() if kind == "postgresql" else None
    name = server.create() if server else ""
    try:
        with tempfile.TemporaryDirectory(prefix="fund-kill-") as folder:
            url = server.url_of(name) if server else ""
            chance = random.Random(asked.seed)  # noqa: S311 - a seed that can be given again
            with open_paying_town(Path(folder), starter, database_url=url, chance=chance) as town:
                sound = kill_again_and_again(town, asked)
    finally:
        if server:
            server.drop(name)
            server.stop()
    print(f"{time.monotonic() - began:.0f} s")
    return sound


def main() -> int:
    """Run on the databases asked for; 0 if every award was paid once and cash agrees."""
    parser = argparse.ArgumentParser(prog="python -m scripts.fund_kill_cycles", description=__doc__)
    parser.add_argument("--cycles", type=int, default=200, help="kills on each database")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="sqlite")
    asked = parser.parse_args()
    starter = Warm()
    kinds = ("sqlite", "postgresql") if asked.database == "both" else (asked.database,)
    sound = True
    for kind in kinds:
        print(f"\n{kind}, seed {asked.seed}")
        try:
            sound &= _run(kind, asked, starter)
        except CannotStart as refused:
            print(f"not run: {refused}")
            sound = False
    starter.close()
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
