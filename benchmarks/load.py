"""A small HTTP load: keep-alive connections that send one request after another, and a count."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.request import urlopen

HOST = "127.0.0.1"


class Refused(RuntimeError):
    """The server answered something else than was expected."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one stretch of load came to."""

    requests: int
    seconds: float
    cpu_us: float

    @property
    def per_second(self) -> float:
        """Return requests a second."""
        return self.requests / self.seconds


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: `lines` are its head without the length; head and body are made anew each time."""

    lines: Callable[[int], str]
    body: Callable[[int], bytes]
    status: int

    def written(self, number: int) -> bytes:
        """Return the request as it goes over the wire."""
        body = self.body(number)
        head = f"{self.lines(number)}\r\nHost: {HOST}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


def cpu_seconds(port: int) -> float:
    """Return the processor time that the server at a port says it has used itself."""
    with urlopen(f"http://{HOST}:{port}/-/cpu", timeout=30) as answer:
        return float(answer.read())


def run(port: int, ask: Ask, *, seconds: float, clients: int, numbers: "itertools.count[int]",
        ) -> Round:  # fmt: skip
    """Load a server for a while and return what it did and what it cost the server."""
    before, started = cpu_seconds(port), time.perf_counter()
    done = asyncio.run(_all(port, ask, started + seconds, clients, numbers))
    took, used = time.perf_counter() - started, cpu_seconds(port) - before
    return Round(done, took, used / done * 1e6)


async def _all(
    port: int, ask: Ask, until: float, clients: int, numbers: "itertools.count[int]"
) -> int:
    return sum(await asyncio.gather(*(_one(port, ask, until, numbers) for _ in range(clients))))


async def _one(port: int, ask: Ask, until: float, numbers: "itertools.count[int]") -> int:
    reader, writer = await asyncio.open_connection(HOST, port, limit=1 << 20)
    done = 0
    while time.perf_counter() < until:
        writer.write(ask.written(next(numbers)))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        body = await reader.readexactly(_length(head))
        if int(head.split(" ", 2)[1]) != ask.status:
            raise Refused(f"{head.splitlines()[0]}: {body[:500].decode()}")
        done += 1
    writer.close()
    await writer.wait_closed()
    return done


def _length(head: str) -> int:
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    raise Refused("an answer without Content-Length")
