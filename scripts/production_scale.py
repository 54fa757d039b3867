"""Builds a production of 1,000 made-up documents twice and lets outsiders check it; prints figures.

Run as `python scripts/production_scale.py [documents]` from the root of the repository.
"""

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bagit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.discovery.productions.archive import write_zip
from app.discovery.productions.building import Built, build
from tests.discovery.productions.load_file_reader import check_volume
from tests.discovery.productions.sample_set import collected, documents, plan

MEBIBYTE = 1024 * 1024


def built(place: Path, count: int) -> tuple[Built, Path, str]:
    """Build a set into a folder, pack it, and return the SHA-256 of the ZIP file."""
    made, folder = documents(count), place / "production"
    folder.mkdir(parents=True)
    began = time.process_time()
    one = build(made, plan(width=9), collected(made), folder)
    spent = time.process_time() - began
    with (place / "whole.zip").open("wb") as out:
        write_zip(folder, "production", out)
    with (place / "whole.zip").open("rb") as whole:
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
    size = (place / "whole.zip").stat().st_size
    images = one.figures["images"]
    print(f"built    {one.figures['documents']} documents, {images} pages, {size / MEBIBYTE:.1f} MiB "
          f"in {spent:.1f} CPU-s ({spent / images * 1000:.0f} ms a page)")  # fmt: skip
    return one, folder, digest


def main() -> int:
    """Return 0 where everybody accepts it and both builds have the same bytes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        one, folder, first = built(Path(place) / "first", count)
        os.environ["TZ"], os.environ["LC_ALL"] = "Pacific/Kiritimati", "C"
        time.tzset()
        os.umask(0o077)
        _, _, second = built(Path(place) / "second", count)
        print(f"same     {first == second}  {first}")
        began = time.perf_counter()
        verified = subprocess.run([sys.executable, "-I", str(folder / "verify.py")], check=False)
        took = time.perf_counter() - began
        print(f"verify   answered {verified.returncode} in {took:.1f} s")
        valid = bool(bagit.Bag(str(folder)).validate())
        print(f"bagit    {valid}")
        read = check_volume(folder / "data")
        counted = read == (one.figures["documents"], one.figures["images"])
        print(f"reader   DAT rows {read[0]} = documents, OPT rows {read[1]} = pages: {counted}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory   {peak:.0f} MiB at most")
    return 0 if first == second and valid and counted and verified.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
