"""Filings, queue pages and receipts of the fund a second, next to bare endpoints over the same tables, in one run.

`python -m benchmarks.filing_and_queue` from the repository's folder; `benchmarks/README.md` says
what the figures mean.
"""

import argparse
import itertools
import json
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks import ground
from benchmarks.fund_ground import FundGround, body
from benchmarks.load import HOST, Ask, Round, run
from tests.support.postgresql import CannotStart, start

AIM = 0.5
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians of the service and of the bare endpoint, for one kind of request."""

    database: str
    what: str
    house: Round
    bare: Round

    def as_dict(self) -> dict[str, object]:
        """Return the figures under names."""
        return {
            "database": self.database,
            "what": self.what,
            "service_per_s": round(self.house.per_second, 1),
            "bare_per_s": round(self.bare.per_second, 1),
            "ratio": round(self.house.per_second / self.bare.per_second, 3),
            "service_cpu_us": round(self.house.cpu_us),
            "bare_cpu_us": round(self.bare.cpu_us),
            "cpu_ratio": round(self.bare.cpu_us / self.house.cpu_us, 3),
        }


def _filing(token: str, path: str) -> Ask:
    def lines(number: int) -> str:
        return (
            f"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nIdempotency-Key: benchmark-{number}"
        )

    sent = json.dumps(ground.COMPLAINT).encode()
    return Ask(lines, lambda _: sent, 201)


def _receipt(laid: FundGround, prefix: str) -> Ask:
    def lines(number: int) -> str:
        return (
            f"POST {prefix}/contributions/{laid.pledges[number]}/payment HTTP/1.1\r\n"
            f"Content-Type: application/json\r\nAuthorization: Bearer {laid.officer}\r\n"
            f'If-Match: "v1"\r\nIdempotency-Key: receipt-{number}'
        )

    return Ask(lines, lambda number: json.dumps(body(number)).encode(), 201)


def _page(token: str, path: str) -> Ask:
    return Ask(
        lambda _: f"GET {path} HTTP/1.1\r\nAuthorization: Bearer {token}", lambda _: b"", 200
    )


def _median(rounds: list[Round]) -> Round:
    """Return one round whose rate and cost are the medians of all."""
    rate = statistics.median(one.per_second for one in rounds)
    cpu_us = statistics.median(one.cpu_us for one in rounds)
    return Round(round(rate * 1000), 1000.0, cpu_us)


@contextmanager
def _served(kind: str, url: str, folder: Path) -> Generator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.servers", kind, url, str(folder), str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _await(process, port)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise SystemExit("a server did not start")
        with suppress(OSError), urlopen(f"http://{HOST}:{port}/-/cpu", timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit("a server did not answer within two minutes")


def _measure(
    name: str, urls: tuple[str, str], folder: Path, chosen: argparse.Namespace
) -> list[Compared]:
    laid = ground.load(folder / "ground.pickle")
    asks = {
        "filings": (_filing(laid.party, "/api/v1/complaints"), _filing(laid.party, "/complaints")),
        "queue pages": (
            _page(laid.lead, "/api/v1/cases?limit=50&open=true"), _page(laid.lead, "/cases"),
        ),
        "fund receipts": (_receipt(laid.fund, "/api/v1/fund"), _receipt(laid.fund, "")),
    }  # fmt: skip
    found = []
    with _served("house", urls[0], folder) as house, _served("bare", urls[1], folder) as bare:
        # Pages first: filings change how many cases there are.
        for what in ("queue pages", "filings", "fund receipts"):
            rounds: tuple[list[Round], list[Round]] = ([], [])
            numbers = itertools.count()  # of its own: every receipt has its pledge
            for turn in range(-1, chosen.rounds):
                for side, port in enumerate((house, bare)):
                    seconds = chosen.seconds if turn >= 0 else 1.0
                    done = run(port, asks[what][side], seconds=seconds, clients=chosen.clients,
                               numbers=numbers)  # fmt: skip
                    if turn >= 0:
                        rounds[side].append(done)
            found.append(Compared(name, what, _median(rounds[0]), _median(rounds[1])))
    return found


def _sqlite(folder: Path, chosen: argparse.Namespace) -> list[Compared]:
    house, bare = folder / "house.db", folder / "bare.db"
    ground.save(ground.lay(f"sqlite:///{house}", folder, chosen.cases), folder / "ground.pickle")
    shutil.copyfile(house, bare)
    return _measure("SQLite", (f"sqlite:///{house}", f"sqlite:///{bare}"), folder, chosen)


def _postgresql(folder: Path, chosen: argparse.Namespace) -> list[Compared]:
    try:
        server = start()
    except CannotStart as refused:
        print(f"PostgreSQL not measured: {refused}", file=sys.stderr)
        return []
    made: list[str] = []
    try:
        made.append(server.create())
        house = server.url_of(made[0])
        ground.save(ground.lay(house, folder, chosen.cases), folder / "ground.pickle")
        made.append(server.create(made[0]))
        return _measure("PostgreSQL", (house, server.url_of(made[1])), folder, chosen)
    finally:
        for name in reversed(made):
            server.drop(name)
        server.stop()


def _told(found: list[Compared]) -> None:
    print(
        f"{'':24}{'service/s':>11}{'bare/s':>10}{'ratio':>8}   {'CPU µs':>8}{'bare':>8}{'ratio':>8}"
    )
    for one in found:
        row = one.as_dict()
        print(
            f"{one.database + ', ' + one.what:24}{row['service_per_s']:>11}{row['bare_per_s']:>10}"
            f"{row['ratio']:>8.0%}   {row['service_cpu_us']:>8}{row['bare_cpu_us']:>8}"
            f"{row['cpu_ratio']:>8.0%}"
        )
    print(
        f"aim: at least {AIM:.0%} of the bare endpoint; shares of the bare endpoint's rate and cost"
    )


def main() -> None:
    """Measure both databases and print the figures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=4.0, help="length of one round")
    reader.add_argument("--rounds", type=int, default=5, help="rounds of each, taken in turn")
    reader.add_argument("--clients", type=int, default=8, help="connections at once")
    reader.add_argument("--cases", type=int, default=2000, help="cases there are beforehand")
    reader.add_argument("--only", choices=("sqlite", "postgresql"), help="one database only")
    reader.add_argument("--json", action="store_true", help="print JSON")
    chosen = reader.parse_args()
    found: list[Compared] = []
    for name, measure in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        if chosen.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="sangsaeng-benchmark-") as folder:
                found += measure(Path(folder), chosen)
    if chosen.json:
        print(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
    else:
        _told(found)


if __name__ == "__main__":
    main()
