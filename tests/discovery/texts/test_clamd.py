"""A real clamd, where it is installed, with signatures written here and no network."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan, Scanner
from tests.discovery.texts.conftest import Library
from tests.discovery.texts.test_scanning import EICAR

CLAMD = shutil.which("clamd", path="/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin")
pytestmark = pytest.mark.skipif(CLAMD is None, reason="clamd is not installed: no real scanner")
OWN = b"a sign of malware made up for this test"
LIMIT_BYTES, SECONDS = 200_000, 30
SETTINGS = """Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
StreamMaxLength 200K
MaxFileSize 100K
MaxScanSize 100K
AlertExceedsMax yes
MaxThreads 2
SelfCheck 0
"""


def written(folder: Path) -> None:
    """Write the settings and two signatures: a body of bytes in hex, and a whole file by hash."""
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Test.Own:0:*:{OWN.hex()}\n")
    eicar = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (signatures / "eicar.hdb").write_text(f"{eicar}:{len(EICAR)}:Test.Eicar\n")
    (folder / "clamd.conf").write_text(SETTINGS.format(folder=folder))


def started(folder: Path) -> "subprocess.Popen[bytes]":
    """Start the scanner as nobody in particular; wait until it answers."""
    who = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for place in (folder, folder / "signatures", *folder.rglob("*")):
            os.chown(place, nobody.pw_uid, nobody.pw_gid)
    process = subprocess.Popen(
        [str(CLAMD), "--config-file", folder / "clamd.conf"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,
    )  # fmt: skip
    until = time.monotonic() + SECONDS
    while not answers(folder):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            process.wait()
            pytest.fail(f"clamd did not start: {process.returncode}")
        time.sleep(0.05)
    return process


def answers(folder: Path) -> bool:
    """Tell if the scanner takes connections."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.connect(str(folder / "clamd.sock"))
        return True
    return False


@pytest.fixture(scope="module")
def folder() -> Generator[Path]:
    # The path of a socket may not be long, and pytest's folders are closed to other users.
    place = Path(tempfile.mkdtemp(prefix="clamd-"))
    written(place)
    process = started(place)
    yield place
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=SECONDS)
    shutil.rmtree(place)


@pytest.fixture
def scanner(folder: Path) -> Scanner:
    return Scanner(f"unix:{folder / 'clamd.sock'}", connect_seconds=5, silence_seconds=20)


def told(found: Scan) -> tuple[str, str, str]:
    return (found.state, found.reason, found.signature)


def test_a_clean_file_is_clean(scanner: Scanner) -> None:
    found = scanner.scan([b"an ordinary letter"])
    assert told(found) == (ScanState.CLEAN, "", "")
    assert found.scanner.startswith("ClamAV ")


@pytest.mark.parametrize(
    ("content", "name"),
    [(EICAR, "Test.Eicar.UNOFFICIAL"), (b"before " + OWN + b" after", "Test.Own.UNOFFICIAL")],
    ids=["by-hash", "by-body"],
)
def test_malware_is_named_by_its_signature(scanner: Scanner, content: bytes, name: str) -> None:
    assert told(scanner.scan([content[:20], content[20:]])) == (ScanState.QUARANTINED, "", name)


@pytest.mark.parametrize("size", [150_000, 2_000_000], ids=["file-limit", "stream-limit"])
def test_what_is_too_large_for_the_scanner_is_not_scanned(scanner: Scanner, size: int) -> None:
    found = scanner.scan([b"x" * size])
    assert told(found) == (ScanState.NOT_SCANNED, "over_limit", "")


def test_evidence_is_scanned_by_it_and_quarantined(library: Library, scanner: Scanner) -> None:
    clean = library.file("편지.txt", b"an ordinary letter", scan=scanner)
    caught = library.file("속임.txt", b"before " + OWN, scan=scanner)
    assert library.finding(clean).malware_state == ScanState.CLEAN
    assert library.finding(caught).malware_state == ScanState.QUARANTINED
    answer = library.office.call("examiner", "GET", f"/evidence/{caught}/content")
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence-quarantined")
    assert library.office.call("examiner", "GET", f"/evidence/{clean}/content").status_code == 200
    assert len(library.row(caught).store_key or "") > 0  # the original stays


def test_a_killed_scanner_leaves_files_not_scanned() -> None:
    place = Path(tempfile.mkdtemp(prefix="clamd-"))
    written(place)
    process = started(place)
    process.kill()
    process.wait(timeout=SECONDS)
    found = Scanner(f"unix:{place / 'clamd.sock'}", connect_seconds=2).scan([EICAR])
    assert told(found) == (ScanState.NOT_SCANNED, "scanner_down", "")
    shutil.rmtree(place)
