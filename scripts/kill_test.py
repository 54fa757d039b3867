"""Kills the server under its users, many times, and prints what was acknowledged and what was lost.

python -m scripts.kill_test --cycles 40
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import fault_checks as checks
from tests.support.fault_servers import Cold, Death, Server, Starter, Warm
from tests.support.faults import Tally, Town, found_town
from tests.support.postgresql import CannotStart, start

DEATHS: tuple[Death | None, ...] = (
    None,
    ("complaint_filed", 2, "after"),
    None,
    ("evidence_stored", 2, "before"),
    None,
    ("complaint_filed", 3, "before"),
    None,
    ("evidence_stored", 3, "after"),
    None,
    ("evidence_reserved", 3, "after"),
    None,
    ("case_step_taken", 2, "after"),
    None,
    ("paper_issued", 2, "before"),
    None,
    ("paper_issued", 2, "after"),
    None,
    ("witness", 3, "before"),
    None,
    ("witness", 3, "after"),
)
LINE = "{:>5}  {:<27} {:>12} {:>10} {:>13} {:>7} {:>5} {:>9}"
HEAD = (
    "cycle",
    "death",
    "acknowledged",
    "unanswered",
    "yet committed",
    "pending",
    "lost",
    "restart s",
)


def _row(name: str, death: str, tally: Tally) -> str:
    return LINE.format(
        name, death, tally.acknowledged, tally.unanswered, tally.committed, tally.pending,
        tally.lost, f"{tally.restart_s:.1f}",
    )  # fmt: skip


def _starting(town: Town, starter: Starter, times: int) -> None:
    """Kill a server again and again while it starts on an empty data folder, then let it start."""
    folder = town.settings.data_folder / "fresh"
    server = Server(starter, {"data_folder": str(folder)}, folder.parent / "fresh")
    for _ in range(times):
        server.begin()
        time.sleep(town.chance.uniform(0.05, 1.5))
        server.kill()
    seconds = server.start()
    server.kill()
    code, said = server.run("verify-audit", "--json")
    if code or not json.loads(said)["ok"]:
        town.findings.append(f"after kills while starting: {said}")
    print(f"killed {times} times while starting on an empty folder; then ready in {seconds:.1f} s")


def kill_again_and_again(town: Town, starter: Starter, asked: argparse.Namespace) -> bool:
    """Run the cycles on one database and print the table; True if nothing was lost."""
    print(LINE.format(*HEAD))
    total = Tally()
    for number in range(1, asked.cycles + 1):
        die = None if asked.cold else DEATHS[(number - 1) % len(DEATHS)]
        tally = town.cycle(die=die, answers=town.chance.randint(5, asked.answers))
        total = total.plus(tally)
        death = f"{die[2]} {die[0]} {die[1]}" if die else "at any moment"
        print(_row(str(number), death, tally), flush=True)
    print(_row("all", "", total))
    if town.another_body().status_code != 422:  # noqa: PLR2004 - the status of a reused key
        town.findings.append("the key of a filing was taken for another complaint")
    town.catch_up()
    town.findings += checks.effects(town.engine, town.journal, town.cast.complainant)
    code, said = town.server.run("verify-audit", "--json")
    report = json.loads(said)
    reaped = town.reap()
    print(f"verify-audit: exit {code}, {json.dumps(report['counts'])}, findings {report['found']}")
    print(
        f"reaped a day later: {reaped.expired} uploads expired, {reaped.discarded} objects removed"
    )
    filings, files = town.journal.answered("filing"), town.journal.answered("upload")
    print(f"{len(filings)} filings, {sum(a.files for a in files)} files, each there exactly once")
    _starting(town, starter, asked.starts)
    for finding in town.findings:
        print(f"FINDING  {finding}")
    return not town.findings and not code and not total.lost


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    server = start()
    name = server.create()
    try:
        yield server.url_of(name)
    finally:
        server.drop(name)
        server.stop()


def main() -> int:
    """Run on the databases asked for; 0 if nothing was lost on any."""
    parser = argparse.ArgumentParser(prog="python -m scripts.kill_test", description=__doc__)
    parser.add_argument("--cycles", type=int, default=40, help="kills on each database")
    parser.add_argument("--answers", type=int, default=40, help="most answers before a kill")
    parser.add_argument("--starts", type=int, default=5, help="kills while it starts")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--cold", action="store_true", help="`python -m app serve` each time")
    asked = parser.parse_args()
    starter: Cold | Warm = Cold() if asked.cold else Warm()
    kinds = ("sqlite", "postgresql") if asked.database == "both" else (asked.database,)
    sound = True
    for kind in kinds:
        print(f"\n{kind}, seed {asked.seed}")
        began = time.monotonic()
        try:
            with _database(kind) as url, tempfile.TemporaryDirectory(prefix="kill-test-") as folder:
                town = found_town(Path(folder), starter, database_url=url, seed=asked.seed)
                try:
                    sound &= kill_again_and_again(town, starter, asked)
                finally:
                    town.close()
        except CannotStart as refused:
            print(f"not run: {refused}")
            sound = False
        print(f"{time.monotonic() - began:.0f} s")
    starter.close()
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
