"""Upload, download and verification of one large file, next to bare copying and hashing.

`python -m benchmarks.evidence_transfer` from the repository's folder; `benchmarks/README.md` says
what the figures mean.
"""

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from minio import Minio

from app.discovery.uploads.completing import joined
from app.discovery.uploads.receiving import received
from app.discovery.uploads.rules import Progress
from app.storage.base import Store, Stored
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from app.storage.s3 import S3Store
from app.storage.s3_connection import S3Place

MEBIBYTE = 1024 * 1024
PART_MEBIBYTES = 64
AIM_LOCAL, AIM_S3, AIM_VERIFY = 0.5, 0.6, 300
Found = TypeVar("Found")


@dataclass(slots=True)
class Cost:
    """Seconds and processor seconds of one kind of step, one for each round."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)

    def of(self, step: Callable[[], Found]) -> Found:
        """Take the step, note what it cost, and return what it found."""
        began, cpu_began = time.perf_counter(), time.process_time()
        found = step()
        self.seconds.append(time.perf_counter() - began)
        self.cpu_seconds.append(time.process_time() - cpu_began)
        return found

    def plus(self, other: "Cost") -> "Cost":
        """Return the cost of both steps, round by round."""
        seconds = [sum(pair) for pair in zip(self.seconds, other.seconds, strict=True)]
        cpu = [sum(pair) for pair in zip(self.cpu_seconds, other.cpu_seconds, strict=True)]
        return Cost(seconds, cpu)


@dataclass(frozen=True, slots=True)
class Compared:
    """What the service does and the bare means that it is measured by."""

    what: str
    beside: str
    house: Cost
    bare: Cost
    mebibytes: int

    def as_dict(self) -> dict[str, object]:
        """Return the medians under names; a ratio is the median of the rounds' ratios."""
        pairs = zip(self.bare.seconds, self.house.seconds, strict=True)
        gib = self.mebibytes / 1024
        house_cpu = statistics.median(self.house.cpu_seconds)
        bare_cpu = statistics.median(self.bare.cpu_seconds)
        return {
            "what": self.what,
            "beside": self.beside,
            "mib_per_s": round(self.mebibytes / statistics.median(self.house.seconds), 1),
            "bare_mib_per_s": round(self.mebibytes / statistics.median(self.bare.seconds), 1),
            "ratio": round(statistics.median(bare / house for bare, house in pairs), 3),
            "cpu_s_per_gib": round(house_cpu / gib, 2),
            "bare_cpu_s_per_gib": round(bare_cpu / gib, 2),
            "cpu_ratio": round(bare_cpu / house_cpu, 3),
            "mib_per_cpu_s": round(self.mebibytes / house_cpu, 1),
        }


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(MEBIBYTE):
            yield chunk


def _forget(path: Path) -> None:
    """Let the next reading come from the disk, whoever reads."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _write(chunks: Iterator[bytes], target: Path) -> None:
    with target.open("wb", buffering=0) as file:
        for chunk in chunks:
            file.write(chunk)
        os.fsync(file.fileno())


def _hash(path: Path) -> str:
    running = hashlib.sha256()
    for chunk in _chunks(path):
        running.update(chunk)
    return running.hexdigest()


def _taken(chunks: Iterator[bytes]) -> int:
    return sum(map(len, chunks))


def _digests(source: Path) -> list[bytes]:
    """Return the SHA-256 of each part, as a sender announces it."""
    found = [hashlib.sha256()]
    for number, chunk in enumerate(_chunks(source)):
        if number and number % PART_MEBIBYTES == 0:
            found.append(hashlib.sha256())
        found[-1].update(chunk)
    return [part.digest() for part in found]


def _in_parts(store: Store, source: Path, digests: list[bytes]) -> Stored:
    """Bring a file in as the door for parts does: part by part, then put together."""

    async def brought() -> list[Stored]:
        parts: list[Stored] = []
        progress = Progress(0, 0, source.stat().st_size)
        chunks = _chunks(source)
        for announced in digests:
            part = await received(_flow(chunks), announced, store=store, progress=progress)
            parts.append(part)
            progress = progress.plus(part.size_bytes)
        return parts

    parts = asyncio.run(brought())
    stored = joined(store, parts)
    for part in parts:
        store.discard_unregistered(part.key, is_registered=lambda _: False)
    return stored


async def _flow(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for _ in range(PART_MEBIBYTES):
        chunk = next(chunks, b"")
        if not chunk:
            return
        yield chunk


def _local(source: Path, folder: Path, chosen: argparse.Namespace) -> list[Compared]:
    """Compare the local store with copying to the same disk and with hashing."""
    store = LocalStore(folder / "store", keyring=_ring())
    names = ("copy", "hash", "upload", "verify", "download", "parts")
    digests = _digests(source)
    cost = {name: Cost() for name in names}
    copy = folder / "copy"
    for _ in range(chosen.rounds):
        _forget(source)
        cost["copy"].of(lambda: _write(_chunks(source), copy))
        copy.unlink()
        _forget(source)
        sha256 = cost["hash"].of(lambda: _hash(source))
        _forget(source)
        stored = cost["upload"].of(lambda: store.put(_chunks(source), limit_bytes=1 << 50))
        assert stored.sha256 == sha256
        _forget(store.object_path(stored.key))
        cost["verify"].of(lambda: store.verify(stored.key, sha256=sha256))  # noqa: B023 - now
        _forget(store.object_path(stored.key))
        cost["download"].of(lambda: _write(store.open(stored.key, sha256=sha256), copy))  # noqa: B023
        copy.unlink()
        store.discard_unregistered(stored.key, is_registered=lambda _: False)
        _forget(source)
        stored = cost["parts"].of(lambda: _in_parts(store, source, digests))
        assert stored.sha256 == sha256
        store.discard_unregistered(stored.key, is_registered=lambda _: False)
    both = cost["copy"].plus(cost["hash"])
    mebibytes = chosen.mebibytes
    return [
        Compared("local, upload", "copy + SHA-256", cost["upload"], both, mebibytes),
        Compared("local, download", "copy + SHA-256", cost["download"], both, mebibytes),
        Compared("local, verify", "SHA-256", cost["verify"], cost["hash"], mebibytes),
        Compared("local, in parts", "copy + SHA-256", cost["parts"], both, mebibytes),
    ]


def _s3_store(chosen: argparse.Namespace) -> Store:
    place = S3Place(
        endpoint=chosen.s3_endpoint,
        bucket=chosen.s3_bucket,
        access_key=chosen.s3_access_key,
        secret_key=chosen.s3_secret_key,
        secure=chosen.s3_tls,
    )
    return S3Store(place, keyring=_ring())


def _s3(source: Path, chosen: argparse.Namespace) -> list[Compared]:
    """Compare the S3 store with the bare SDK on the same server and bucket."""
    client = Minio(
        chosen.s3_endpoint,
        access_key=chosen.s3_access_key,
        secret_key=chosen.s3_secret_key,
        secure=chosen.s3_tls,
    )
    store, bucket, name = _s3_store(chosen), chosen.s3_bucket, "benchmark/bare"
    cost = {name: Cost() for name in ("put", "get", "upload", "verify", "download", "parts")}
    digests = _digests(source)

    def put() -> str | None:
        return client.fput_object(bucket, name, str(source), part_size=16 * MEBIBYTE).version_id

    def get() -> int:
        with client.get_object(bucket, name) as answer:
            return _taken(answer.stream(MEBIBYTE))

    for _ in range(chosen.rounds):
        _forget(source)
        version = cost["put"].of(put)
        cost["get"].of(get)
        client.remove_object(bucket, name, version_id=version)
        _forget(source)
        stored = cost["upload"].of(lambda: store.put(_chunks(source), limit_bytes=1 << 50))
        cost["verify"].of(lambda: store.verify(stored.key, sha256=stored.sha256))  # noqa: B023
        cost["download"].of(lambda: _taken(store.open(stored.key, sha256=stored.sha256)))  # noqa: B023
        store.discard_unregistered(stored.key, is_registered=lambda _: False)
        _forget(source)
        stored = cost["parts"].of(lambda: _in_parts(store, source, digests))
        store.discard_unregistered(stored.key, is_registered=lambda _: False)
    mebibytes = chosen.mebibytes
    return [
        Compared("S3, upload", "SDK put", cost["upload"], cost["put"], mebibytes),
        Compared("S3, download", "SDK get", cost["download"], cost["get"], mebibytes),
        Compared("S3, verify", "SDK get", cost["verify"], cost["get"], mebibytes),
        Compared("S3, in parts", "SDK put", cost["parts"], cost["put"], mebibytes),
    ]


def _ring() -> Keyring:
    return Keyring.of(bytes(range(32)))


def _most_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _grows(source: Path, folder: Path | None, chosen: argparse.Namespace) -> float:
    """Return by how many MiB a process grows that stores and gives out the file once."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.apply(_growth, (source, folder, chosen))


def _growth(source: Path, folder: Path | None, chosen: argparse.Namespace) -> float:
    store = LocalStore(folder / "memory", keyring=_ring()) if folder else _s3_store(chosen)
    for chunks in ([bytes(MEBIBYTE)], _chunks(source)):
        before = _most_mebibytes()
        stored = store.put(chunks, limit_bytes=1 << 50)
        _taken(store.open(stored.key, sha256=stored.sha256))
        store.discard_unregistered(stored.key, is_registered=lambda _: False)
    stored = _in_parts(store, source, _digests(source))
    store.discard_unregistered(stored.key, is_registered=lambda _: False)
    return _most_mebibytes() - before


def _told(found: list[Compared], growth: dict[str, float]) -> None:
    print(f"{'':18}{'MiB/s':>9}{'bare':>9}{'ratio':>8}   {'CPU-s/GiB':>10}{'bare':>7}{'ratio':>8}")
    for one in found:
        row = one.as_dict()
        print(
            f"{one.what:18}{row['mib_per_s']:>9}{row['bare_mib_per_s']:>9}{row['ratio']:>8.0%}   "
            f"{row['cpu_s_per_gib']:>10}{row['bare_cpu_s_per_gib']:>7}{row['cpu_ratio']:>8.0%}"
            f"   beside {one.beside}"
        )
        if one.what.endswith("verify"):
            print(f"{'':18}{row['mib_per_cpu_s']:>9} MiB per CPU-second")
    for where, mebibytes in growth.items():
        print(
            f"{where}: the process grew by {mebibytes:.1f} MiB while the file came in, in parts too, and went out"
        )
    print(
        f"aims: upload at least {AIM_LOCAL:.0%} of copy + SHA-256 and {AIM_S3:.0%} of the bare SDK,"
        f" verify at least {AIM_VERIFY} MiB per CPU-second, growth under 200 MiB"
    )


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--gib", type=float, default=1.0, help="size of the file")
    reader.add_argument("--rounds", type=int, default=3, help="rounds of each, taken in turn")
    reader.add_argument("--folder", type=Path, help="where to work; the temporary folder if none")
    reader.add_argument("--s3-endpoint", help="host and port of an S3 server to measure as well")
    reader.add_argument("--s3-bucket", default="evidence-benchmark", help="a bucket that is there")
    reader.add_argument("--s3-access-key", default="")
    reader.add_argument("--s3-secret-key", default="")
    reader.add_argument("--s3-tls", action="store_true")
    reader.add_argument("--json", action="store_true", help="print JSON")
    chosen = reader.parse_args()
    chosen.mebibytes = max(1, round(chosen.gib * 1024))
    return chosen


def main() -> None:
    """Measure the stores and print the figures."""
    chosen = _asked()
    with tempfile.TemporaryDirectory(prefix="sangsaeng-benchmark-", dir=chosen.folder) as name:
        folder = Path(name)
        source = folder / "source"
        with source.open("wb") as file:
            for _ in range(chosen.mebibytes):
                file.write(os.urandom(MEBIBYTE))
            file.flush()
            os.fsync(file.fileno())
        growth = {"local": _grows(source, folder, chosen)}
        found = _local(source, folder, chosen)
        if chosen.s3_endpoint:
            growth["S3"] = _grows(source, None, chosen)
            found += _s3(source, chosen)
    if chosen.json:
        rows = [one.as_dict() for one in found]
        print(json.dumps({"transfers": rows, "growth_mib": growth}, ensure_ascii=False, indent=2))
    else:
        _told(found, growth)


if __name__ == "__main__":
    main()
