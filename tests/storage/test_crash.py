"""The process is killed while it stores evidence: all that was acknowledged is whole."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.keyring import Keyring
from app.storage.local import LocalStore

LATER = datetime(2100, 1, 1, tzinfo=UTC)

DIES_AT_A_CALL = """
import os, signal, sys
from pathlib import Path
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
store = LocalStore(Path(sys.argv[1]), keyring=Keyring.of(bytes(32)) if sys.argv[5] else None)
call, number, moment = sys.argv[2], int(sys.argv[3]), sys.argv[4]
real, seen = getattr(os, call), 0
def dying(*args, **options):
    global seen
    seen += 1
    if seen == number and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    answer = real(*args, **options)
    if seen == number:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
setattr(os, call, dying)
print(store.put([b"x" * 5000, b"y" * 5000], limit_bytes=100_000).key, flush=True)
"""

STORES_WITHOUT_END = """
import os, sys
from pathlib import Path
from app.storage.local import LocalStore
store = LocalStore(Path(sys.argv[1]))
while True:
    stored = store.put([os.urandom(30_000)], limit_bytes=100_000)
    print(stored.key, stored.sha256, flush=True)
"""


HOLDS_AND_CHANGES_ROOT_KEYS = """
import os, sys
from pathlib import Path
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
rings = [Keyring.of(bytes(32), b"1" * 32), Keyring.of(b"1" * 32, bytes(32))]
stores = [LocalStore(Path(sys.argv[1]), keyring=ring) for ring in rings]
stored = stores[0].put([b"x" * 5000], limit_bytes=100_000)
stores[0].hold(stored.key)
print(stored.key, stored.sha256, flush=True)
while True:
    for store in reversed(stores):
        assert store.rewrap(stored.key)
        print("wrapped anew", flush=True)
"""


IN_THE_CLEAR = [
    ("write", 1), ("write", 2), ("write", 4), ("fchmod", 1), ("fsync", 1), ("link", 1),
    ("fsync", 2), ("unlink", 1),
]  # fmt: skip
ENCRYPTED = [
    ("write", 1), ("write", 2), ("fchmod", 1), ("fsync", 1), ("write", 3), ("fchmod", 2),
    ("fsync", 2), ("link", 1), ("fsync", 3), ("unlink", 1),
]  # fmt: skip


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    ("encrypted", "call", "number"),
    [("", *call) for call in IN_THE_CLEAR] + [("encrypted", *call) for call in ENCRYPTED],
)
def test_a_kill_at_any_call_leaves_an_object_absent_or_whole(
    tmp_path: Path, call: str, number: int, moment: str, encrypted: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIES_AT_A_CALL, str(tmp_path), call, str(number), moment, encrypted],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stdout) == (-9, "")
    store = LocalStore(tmp_path, keyring=Keyring.of(bytes(32)) if encrypted else None)
    leftovers = list(store.keys_older_than(LATER))
    for leftover in leftovers:
        if leftover.complete:
            assert store.verify(leftover.key).size_bytes == 10_000
    for leftover in leftovers:
        store.discard_unregistered(leftover.key, is_registered=lambda _: False)
    assert list(store.keys_older_than(LATER)) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("seconds", [0.25, 0.4])
def test_a_kill_at_any_time_loses_nothing_that_was_acknowledged(
    tmp_path: Path, seconds: float
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STORES_WITHOUT_END, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        lines = [first, *process.stdout.readlines()]
    store = LocalStore(tmp_path)
    acknowledged = [line.split() for line in lines if line.endswith("\n")]
    assert acknowledged
    for key, sha256 in acknowledged:
        assert store.verify(key, sha256=sha256).size_bytes == 30_000
    whole = [leftover for leftover in store.keys_older_than(LATER) if leftover.complete]
    assert len(acknowledged) <= len(whole) <= len(acknowledged) + 1


@pytest.mark.parametrize("seconds", [0.05, 0.2])
def test_a_kill_while_root_keys_change_leaves_a_held_object_whole_and_held(
    tmp_path: Path, seconds: float
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_AND_CHANGES_ROOT_KEYS, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        key, sha256 = process.stdout.readline().split()
        time.sleep(seconds)
        process.kill()
        assert "wrapped anew\n" in process.stdout.readlines()
    store = LocalStore(tmp_path, keyring=Keyring.of(bytes(32), b"1" * 32))
    assert store.verify(key, sha256=sha256).size_bytes == 5000
    assert store.is_held(key)
    assert [leftover.key for leftover in store.keys_older_than(LATER)] == [key]
    only_new = LocalStore(tmp_path, keyring=Keyring.of(bytes(32)))
    store.rewrap(key)
    assert only_new.verify(key, sha256=sha256).size_bytes == 5000
