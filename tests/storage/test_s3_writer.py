"""How an object comes into a bucket: in parts, seen by nobody until it is whole, in little memory."""

import hashlib
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from minio.datatypes import Part

from app.kernel.clock import SystemClock
from app.storage.base import ObjectDamaged, ObjectMissing, ObjectTooLarge, Stored
from app.storage.keyring import Keyring
from app.storage.s3_bucket import S3Bucket
from app.storage.s3_bytes import S3Bytes
from app.storage.s3_names import object_name, versions_of
from app.storage.s3_writer import PART_BYTES
from tests.storage.s3_lab import S3Lab
from tests.storage.store_contract import LATER, OLD_ROOT, keys_in, taken_out

MEBIBYTE = 1024 * 1024
MOST_GROWTH_BYTES = 128 * MEBIBYTE

STORES_MUCH = """
import os, resource, sys
from app.storage.keyring import Keyring
from app.storage.s3 import S3Store
from app.storage.s3_connection import S3Place
endpoint, bucket, access_key, secret_key, mebibytes = sys.argv[1:]
store = S3Store(
    S3Place(endpoint, bucket, access_key, secret_key, secure=False), keyring=Keyring.of(bytes(32))
)
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
store.put([b"warm"], limit_bytes=10)
before, chunk = most(), os.urandom(1 << 20)
stored = store.put((chunk for _ in range(int(mebibytes))), limit_bytes=1 << 40)
print(stored.size_bytes, most() - before)
"""


@pytest.fixture(scope="module")
def one_lab() -> S3Lab:
    return S3Lab(Keyring.of(OLD_ROOT))


@pytest.fixture
def lab(one_lab: S3Lab) -> S3Lab:
    one_lab.wipe()
    return one_lab


@pytest.mark.parametrize("over", [-144, -143, 1000])
def test_objects_around_the_size_of_a_part_come_out_as_they_went_in(lab: S3Lab, over: int) -> None:
    payload = os.urandom(PART_BYTES + over)
    stored = lab.store.put([payload], limit_bytes=len(payload))
    assert stored.sha256 == hashlib.sha256(payload).hexdigest()
    assert taken_out(lab.store, stored) == payload
    assert keys_in(lab.store) == [stored.key]
    assert list(lab.raw.uploads("")) == []


def test_nothing_of_a_half_written_object_can_be_seen(lab: S3Lab) -> None:
    writer = lab.store.writer(limit_bytes=3 * PART_BYTES)
    writer.write(os.urandom(PART_BYTES + MEBIBYTE))
    assert lab.names() == []
    (leftover,) = lab.store.keys_older_than(LATER)
    assert not leftover.complete
    with pytest.raises(ObjectMissing):
        lab.store.verify(leftover.key)
    writer.abort()
    writer.abort()
    assert keys_in(lab.store) == []


def test_half_written_objects_are_reaped_by_their_age(lab: S3Lab) -> None:
    writer = lab.store.writer(limit_bytes=3 * PART_BYTES)
    writer.write(os.urandom(PART_BYTES + MEBIBYTE))
    now = SystemClock().now()
    assert list(lab.store.keys_older_than(now - timedelta(minutes=1))) == []
    (leftover,) = lab.store.keys_older_than(now + timedelta(minutes=1))
    # All there is of a registered object stays, though it is not whole.
    assert not lab.store.discard_unregistered(leftover.key, is_registered=lambda _: True)
    assert lab.store.discard_unregistered(leftover.key, is_registered=lambda _: False)
    assert keys_in(lab.store) == []


def test_an_upload_that_stands_beside_its_whole_object_goes(lab: S3Lab) -> None:
    stored = lab.store.put([b"whole"], limit_bytes=10)
    lab.raw.begin(object_name(stored.key))
    assert lab.store.discard_unregistered(stored.key, is_registered=lambda _: True)
    assert list(lab.raw.uploads("")) == []
    assert taken_out(lab.store, stored) == b"whole"


def test_a_key_record_without_its_object_is_half_written_and_goes(lab: S3Lab) -> None:
    stored = lab.store.put([b"x"], limit_bytes=10)
    (version,) = versions_of(lab.raw, object_name(stored.key)).real
    lab.raw.delete(version.name, version.version_id)
    (leftover,) = lab.store.keys_older_than(LATER)
    assert (leftover.key, leftover.complete) == (stored.key, False)
    assert lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
    assert lab.names() == []


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_part_that_is_altered_on_its_way_leaves_nothing(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sent = S3Bucket.put_part

    def altered(
        bucket: S3Bucket, name: str, upload_id: str, at: int, content: bytes | bytearray
    ) -> Part:
        changed = bytearray(content)
        changed[-1] ^= at == number
        return sent(bucket, name, upload_id, at, changed)

    monkeypatch.setattr(S3Bucket, "put_part", altered)
    with pytest.raises(ObjectDamaged):
        lab.store.put([bytes(3 * PART_BYTES)], limit_bytes=4 * PART_BYTES)
    assert lab.names() == []
    assert list(lab.raw.uploads("")) == []


def test_what_is_no_object_is_left_alone_by_the_reaper(lab: S3Lab) -> None:
    lab.raw.put("objects/README", b"not ours")
    lab.raw.put("elsewhere/" + "0" * 64, b"not ours")
    assert keys_in(lab.store) == []


def test_a_finished_object_can_be_withdrawn_while_nobody_knows_its_key(lab: S3Lab) -> None:
    writer = lab.store.writer(limit_bytes=10)
    writer.write(b"x")
    writer.finish()
    writer.abort()
    assert lab.names() == []


def test_an_object_has_no_more_parts_than_the_protocol_allows(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.s3_writer.MOST_PARTS", 1)
    with pytest.raises(ObjectTooLarge):
        lab.store.put([bytes(2 * PART_BYTES)], limit_bytes=4 * PART_BYTES)
    assert lab.names() == []
    assert list(lab.raw.uploads("")) == []


def test_reading_straight_on_takes_few_requests_and_reading_about_takes_little(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = os.urandom(12 * MEBIBYTE)
    stored: Stored = lab.again(None).put([payload], limit_bytes=len(payload))
    version = versions_of(lab.raw, object_name(stored.key)).newest
    ranges: list[tuple[int, int]] = []
    real = lab.raw.get

    def noted(which: object, start: int, end: int) -> object:
        ranges.append((start, end))
        return real(which, start, end)  # type: ignore[arg-type]

    monkeypatch.setattr(lab.raw, "get", noted)
    found = S3Bytes(lab.raw, version)
    buffer, read_bytes = memoryview(bytearray(MEBIBYTE)), 0
    while count := found.readinto(buffer):
        read_bytes += count
    assert read_bytes == version.size_bytes
    assert len(ranges) <= 5
    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    ranges.clear()
    found.seek(5 * MEBIBYTE)
    assert found.readinto(buffer[:10]) == 10
    assert ranges == [(5 * MEBIBYTE, 6 * MEBIBYTE)]
    found.close()
    found.close()
    with pytest.raises(ValueError, match="closed"):
        found.readinto(buffer)


@pytest.mark.slow
def test_256_mebibytes_go_in_and_are_read_back_through_less_than_128_of_memory(lab: S3Lab) -> None:
    place = [lab.server.endpoint, lab.bucket, *lab.server.service]
    done = subprocess.run(
        [sys.executable, "-c", STORES_MUCH, *place, "256"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    size_bytes, growth_bytes = map(int, done.stdout.split())
    assert size_bytes == 256 * MEBIBYTE
    assert growth_bytes < MOST_GROWTH_BYTES
