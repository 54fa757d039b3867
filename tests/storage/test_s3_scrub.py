"""What goes bad on the disks of an S3 store is named by the scrub, and a store that is down is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.kernel.clock import FrozenClock
from app.storage.base import Stored
from app.storage.keyring import Keyring
from app.storage.s3_connection import Patience
from app.storage.scrub import Expected, Finding, Scrubber, answers
from tests.storage.local_lab import LocalLab
from tests.storage.s3_lab import S3Lab
from tests.storage.store_contract import OLD_ROOT, flipped, put, taken_out

CLOCK = FrozenClock(datetime(2026, 11, 23, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def lab() -> S3Lab:
    return S3Lab(Keyring.of(OLD_ROOT))


def row_of(stored: Stored) -> Expected:
    return Expected(stored.key, stored.sha256, None)


def harm_on_disk(lab: S3Lab, stored: Stored) -> None:
    """Flip a bit of an object in the volume file of the server, where no protocol is asked."""
    sealed = lab.content(stored.key)
    for volume in (lab.server.folder / "data").rglob("*.dat"):
        content = volume.read_bytes()
        at = content.find(sealed[100:200])
        if at >= 0:
            with volume.open("r+b") as opened:
                opened.seek(at)
                opened.write(flipped(content[at : at + 1], 0))
            return
    raise AssertionError("the object is in no volume")


def test_a_bit_that_flipped_on_the_disk_is_named_and_mended(lab: S3Lab, tmp_path: Path) -> None:
    second = LocalLab(tmp_path / "second", None)
    stored, other = put(lab.store, b"evidence" * 1000), put(lab.store, b"left alone")
    second.store.restore(stored.key, lab.store.open(stored.key), sha256=stored.sha256)
    harm_on_disk(lab, stored)
    # The server searches long for a better copy of its own before it gives up.
    hasty = lab.through(lab.server.endpoint, Patience(1, 1, 0))
    scrubber = Scrubber(hasty, clock=CLOCK, within_days=30, second=second.store)
    found = scrubber.check(row_of(stored))
    assert (found.finding, found.restored) == (Finding.WITHHELD, True)
    assert taken_out(lab.store, stored) == b"evidence" * 1000
    rows = [row_of(stored), row_of(other)]
    assert [scrubber.check(row).finding for row in rows] == [Finding.WHOLE] * 2


def test_a_store_that_answers_is_told_by_trying_and_nothing_is_left(lab: S3Lab) -> None:
    names = lab.names()
    assert answers(lab.store)
    assert lab.names() == names


def test_a_server_that_is_down_is_unread_and_no_finding() -> None:
    lab = S3Lab(Keyring.of(OLD_ROOT))
    stored = put(lab.store, b"evidence")
    away = lab.through("127.0.0.1:9")
    (found,) = Scrubber(away, clock=CLOCK, within_days=30).run([row_of(stored)])
    assert (found.finding, found.settled) == (Finding.UNREAD, False)
    assert not answers(away)
