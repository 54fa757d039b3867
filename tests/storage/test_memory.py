"""A large object passes through the store in little memory, encrypted or not."""

import subprocess
import sys
from pathlib import Path

import pytest

PASSES_THROUGH = """
import os, resource, sys
from pathlib import Path
from app.storage.keyring import Keyring
from app.storage.local import LocalStore

def most_kib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

ring = Keyring.of(bytes(32)) if sys.argv[2] else None
store = LocalStore(Path(sys.argv[1]), keyring=ring)
chunk = os.urandom(64 * 1024)
store.verify(store.put([chunk], limit_bytes=1 << 30).key)
before = most_kib()
stored = store.put((chunk for _ in range(256 * 16)), limit_bytes=1 << 30)
assert stored.size_bytes == 256 << 20
assert sum(map(len, store.open(stored.key, sha256=stored.sha256))) == stored.size_bytes
with store.reader(stored.key) as reader:
    reader.seek(200 << 20)
    assert reader.read(len(chunk)) == chunk
print((most_kib() - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("encrypted", ["", "encrypted"], ids=["clear", "encrypted"])
def test_256_mib_pass_through_in_less_than_64_mib(tmp_path: Path, encrypted: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PASSES_THROUGH, str(tmp_path), encrypted],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(done.stdout) < 64
