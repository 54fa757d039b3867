"""Runs the bank test over the fund's books at length, on both databases.

python -m scripts.fund_bank_test --operations 10000 --clients 64
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.support import bank
from tests.support.databases import migrate
from tests.support.postgresql import start


def _run(url: str, name: str, chosen: argparse.Namespace) -> bool:
    migrate(url)
    bank.lay(url)
    began = time.monotonic()
    outcome = bank.bank(url, operations=chosen.operations, clients=chosen.clients)
    wrong = outcome.wrong + bank.storm(url, count=chosen.storm, clients=chosen.clients)
    print(f"{name}: {sum(outcome.answers.values())} operations, {chosen.clients} clients, "
          f"2 processes, {time.monotonic() - began:.0f} s; answers {dict(outcome.answers)}; "
          f"total {bank.TOTAL_WON} at each of {outcome.polls} polls; "
          f"{chosen.storm} posts of one key; wrong: {wrong or 'nothing'}", flush=True)  # fmt: skip
    return not wrong


def main() -> int:
    """Run it on SQLite, then on PostgreSQL; return 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--storm", type=int, default=500)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    chosen = parser.parse_args()
    sound = []
    if chosen.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            sound.append(_run(f"sqlite:///{Path(folder) / 'bank.db'}", "SQLite", chosen))
    if chosen.only != "sqlite":
        server = start()
        try:
            sound.append(_run(server.url_of(server.create()), "PostgreSQL", chosen))
        finally:
            server.stop()
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
