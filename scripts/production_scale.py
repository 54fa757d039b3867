"""Takes 1,000 made-up documents through the whole service and lets outsiders check what leaves.

Uploads, reading, families, marks, redactions and issue go over REST, the builds through the worker's
job; only the reading of texts runs in this process instead of one process a file. The set is built
twice, first in another process on another day, zone, locale and hash seed.

Run as `python scripts/production_scale.py [batches of fifty]` from the root of the repository.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.discovery.productions.big_case import (
    Matter,
    as_json,
    collect,
    keep_secrets,
    open_matter,
    standings,
)
from tests.discovery.productions.outsiders import check_with_everybody
from tests.discovery.productions.reading_here import reading_here

MEBIBYTE = 1024 * 1024


@contextmanager
def timed(what: str) -> Generator[None]:
    """Print how long something took, in seconds and in CPU-seconds of all processes."""
    began, before = time.perf_counter(), os.times()
    yield
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    print(f"{what:10} {time.perf_counter() - began:7.1f} s  {spent:7.1f} CPU-s", flush=True)


def issued(matter: Matter, batches: int) -> tuple[str, bool]:
    """Bring a production to its issue; returns its path and if both builds are the same."""
    with timed("collect"):
        collect(matter, batches)
    path = matter.prepare(width=9)
    with timed("secrets"):
        keep_secrets(matter, batches)
    matter.mark(path, **standings(matter, batches))
    with timed("check"):
        findings = matter.check(path)
    if findings:
        raise SystemExit(f"the set is not sound: {findings}")
    with timed("elsewhere"):
        first = matter.build(path, elsewhere=True)
    matter.examiner.act(f"{path}/reopening", about=path)
    matter.check(path)
    with timed("here"):
        second = matter.build(path)
    print(f"size       {second['size_bytes'] / MEBIBYTE:.1f} MiB, {second['figures']}")
    matter.secretary.act(f"{path}/issue", about=path)
    matter.stage.settle()
    return path, first["sha256"] == second["sha256"]


def main() -> int:
    """Return 0 where everybody accepts it and both builds have the same bytes."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with (
        tempfile.TemporaryDirectory() as place,
        reading_here(),
        open_matter(Path(place) / "town") as matter,
    ):
        path, same = issued(matter, batches)
        with timed("download"):
            folder = matter.download(path, Path(place) / "out")
        with timed("outsiders"):
            documents, pages = check_with_everybody(folder, matter.key)
        about = as_json(folder)
        counted = (documents, pages) == (about["documents"], about["images"])
        print("accepted   by verify.py, bagit, OpenSSL and a reader of load files")
        print(f"same       {same}")
        print(f"reader     {documents} DAT rows = documents, {pages} OPT rows = pages: {counted}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory     {peak:.0f} MiB at most")
    return 0 if same and counted else 1


if __name__ == "__main__":
    sys.exit(main())
