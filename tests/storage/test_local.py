"""A directory as a store: what goes in comes out, nothing half-written shows."""

import errno
import hashlib
import os
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage.base import (
    DISPOSAL_SEAL,
    Disposal,
    KeyRefused,
    ObjectDamaged,
    ObjectMissing,
    ObjectTooLarge,
    StorageFault,
    Store,
    Stored,
    SuiteUnknown,
    new_key,
)
from app.storage.envelope import HEADER_BYTES, OVERHEAD_BYTES
from app.storage.local import LocalStore

MEBIBYTE = 1024 * 1024
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "evidence")


def files_in(store: LocalStore) -> list[str]:
    return [leftover.key for leftover in store.keys_older_than(LATER)]


def put(store: LocalStore, payload: bytes) -> Stored:
    return store.put([payload], limit_bytes=MEBIBYTE * 8)


def alter(store: LocalStore, key: str, change: Callable[[bytearray], None]) -> None:
    path = store.object_path(key)
    content = bytearray(path.read_bytes())
    change(content)
    path.chmod(0o600)
    path.write_bytes(content)


def failing(number: int) -> Callable[..., None]:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


# ------------------------------------------------------------------------------ what goes in


@pytest.mark.parametrize("size", [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE])
def test_what_was_put_comes_out(store: LocalStore, size: int) -> None:
    payload = os.urandom(size)
    stored = put(store, payload)
    assert (stored.size_bytes, stored.sha256) == (size, hashlib.sha256(payload).hexdigest())
    assert b"".join(store.open(stored.key)) == payload
    assert store.verify(stored.key, sha256=stored.sha256) == stored
    assert store.object_path(stored.key).stat().st_size == size + OVERHEAD_BYTES


def test_the_local_store_is_a_store(store: LocalStore) -> None:
    port: Store = store
    assert port.ready()


def test_equal_files_are_two_objects(store: LocalStore) -> None:
    assert put(store, b"same").key != put(store, b"same").key


def test_a_second_start_finds_what_the_first_one_stored(store: LocalStore, tmp_path: Path) -> None:
    stored = put(store, b"kept")
    assert LocalStore(tmp_path / "evidence").verify(stored.key) == stored


def test_a_file_of_exactly_the_limit_is_taken(store: LocalStore) -> None:
    assert store.put([b"x" * 60, b"y" * 40], limit_bytes=100).size_bytes == 100


def test_one_byte_over_the_limit_is_refused_and_leaves_nothing(store: LocalStore) -> None:
    with pytest.raises(ObjectTooLarge) as refusal:
        store.put([b"x" * 60, b"y" * 41], limit_bytes=100)
    assert refusal.value.facts == {"limit_bytes": 100}
    assert files_in(store) == []


def test_a_source_that_breaks_off_leaves_nothing(store: LocalStore) -> None:
    def source() -> object:
        yield b"first"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put(source(), limit_bytes=100)  # type: ignore[arg-type]
    assert files_in(store) == []


def test_a_writer_shows_nothing_until_it_is_finished(store: LocalStore) -> None:
    writer = store.writer(limit_bytes=100)
    writer.write(b"half")
    (leftover,) = store.keys_older_than(LATER)
    assert not leftover.complete
    with pytest.raises(ObjectMissing):
        store.verify(leftover.key)
    writer.abort()
    writer.abort()
    assert files_in(store) == []


def test_a_finished_writer_takes_no_more_and_keeps_its_object(store: LocalStore) -> None:
    writer = store.writer(limit_bytes=100)
    writer.write(b"whole")
    stored = writer.finish()
    with pytest.raises(ValueError, match="finished"):
        writer.write(b"more")
    with pytest.raises(ValueError, match="finished"):
        writer.finish()
    assert store.verify(stored.key) == stored


def test_an_object_that_exists_is_never_overwritten(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = put(store, b"first")
    monkeypatch.setattr("app.storage.local.new_key", lambda: stored.key)
    with pytest.raises(StorageFault):
        put(store, b"second")
    assert b"".join(store.open(stored.key)) == b"first"


def test_objects_can_be_read_by_the_service_alone(store: LocalStore) -> None:
    path = store.object_path(put(store, b"secret").key)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o077 == 0


def test_many_threads_may_store_at_once(store: LocalStore) -> None:
    found: list[tuple[bytes, Stored]] = []

    def work() -> None:
        for _ in range(5):
            payload = os.urandom(50_000)
            found.append((payload, put(store, payload)))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stored.key for _, stored in found}) == 30
    assert all(b"".join(store.open(stored.key)) == payload for payload, stored in found)


def test_no_more_than_a_few_chunks_are_ever_in_memory(store: LocalStore) -> None:
    chunk = bytes(256 * 1024)
    tracemalloc.start()
    try:
        stored = store.put((chunk for _ in range(256)), limit_bytes=64 * MEBIBYTE)
        total = sum(len(piece) for piece in store.open(stored.key))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total == 64 * MEBIBYTE
    assert peak_bytes < 4 * MEBIBYTE


# ------------------------------------------------------------------------------ what comes out


def test_the_reader_is_a_seekable_file_of_the_payload_alone(store: LocalStore) -> None:
    stored = put(store, b"0123456789")
    with store.reader(stored.key, sha256=stored.sha256) as reader:
        assert reader.read(3) == b"012"
        assert reader.seek(-2, os.SEEK_END) == 8
        assert reader.read() == b"89"
        assert reader.read() == b""
        reader.seek(5)
        reader.seek(1, os.SEEK_CUR)
        assert (reader.tell(), reader.read(1)) == (6, b"6")


def test_the_reader_does_not_go_before_its_beginning_nor_on_after_its_end(
    store: LocalStore,
) -> None:
    stored = put(store, b"x")
    reader = store.reader(stored.key)
    with pytest.raises(ValueError, match="before the payload"):
        reader.seek(-2)
    reader.close()
    with pytest.raises(ValueError, match="closed"):
        reader.read()


@pytest.mark.parametrize("position", [0, HEADER_BYTES, HEADER_BYTES + 77, -49, -48, -33, -1])
def test_one_flipped_bit_and_not_a_byte_is_given_out(store: LocalStore, position: int) -> None:
    stored = put(store, os.urandom(200))

    def flip(content: bytearray) -> None:
        content[position] ^= 1

    alter(store, stored.key, flip)
    for read in (store.verify, store.open, store.reader):
        with pytest.raises(ObjectDamaged):
            read(stored.key)


def test_a_torn_object_is_refused(store: LocalStore) -> None:
    stored = put(store, os.urandom(200))
    whole = store.object_path(stored.key).read_bytes()
    for length in (231, 100, HEADER_BYTES, 5, 0):
        store.object_path(stored.key).chmod(0o600)
        store.object_path(stored.key).write_bytes(whole[:length])
        with pytest.raises(ObjectDamaged):
            store.verify(stored.key)


def test_another_whole_object_in_its_place_is_refused(store: LocalStore) -> None:
    mine, other = put(store, b"mine"), put(store, b"other")
    store.object_path(other.key).replace(store.object_path(mine.key))
    with pytest.raises(ObjectDamaged):
        store.open(mine.key, sha256=mine.sha256)


def test_an_object_of_a_later_suite_is_refused_by_name(store: LocalStore) -> None:
    stored = put(store, b"x")
    alter(store, stored.key, lambda content: content.__setitem__(9, 1))
    with pytest.raises(SuiteUnknown):
        store.open(stored.key)


def test_bytes_that_change_while_they_are_read_never_end_whole(store: LocalStore) -> None:
    payload = os.urandom(2 * MEBIBYTE + 5)
    stored = put(store, payload)
    pieces = store.open(stored.key)
    given = [next(pieces)]

    def flip(content: bytearray) -> None:
        content[-60] ^= 1

    alter(store, stored.key, flip)
    with pytest.raises(ObjectDamaged):
        given.extend(pieces)
    assert sum(map(len, given)) < len(payload)


def test_a_read_fault_concerns_that_object_alone(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = put(store, b"broken"), put(store, b"whole")
    with monkeypatch.context() as patch:
        patch.setattr(os, "preadv", failing(errno.EIO))
        with pytest.raises(StorageFault):
            store.open(broken.key)
    assert b"".join(store.open(whole.key)) == b"whole"
    assert store.ready()


def test_an_object_that_is_not_there_is_named_missing(store: LocalStore) -> None:
    with pytest.raises(ObjectMissing):
        store.open(new_key())


@pytest.mark.parametrize("key", ["../x", "../../../etc/passwd", "aa/../../x", "", "objects"])
def test_a_corrupt_key_reaches_no_file(store: LocalStore, key: str) -> None:
    for act in (store.open, store.reader, store.verify):
        with pytest.raises(KeyRefused):
            act(key)
    with pytest.raises(KeyRefused):
        store.discard_unregistered(key, is_registered=lambda _: False)


def test_a_link_out_of_the_store_is_not_followed(store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not evidence")
    key = new_key()
    store.object_path(key).symlink_to(outside)
    with pytest.raises(KeyRefused):
        store.open(key)


# ------------------------------------------------------------------------- removal and the reaper


def test_a_registered_object_goes_only_with_its_own_disposal(store: LocalStore) -> None:
    stored, other = put(store, b"x"), put(store, b"y")
    disposal = Disposal(stored.key, "폐기 결정", datetime(2026, 2, 1, tzinfo=UTC), DISPOSAL_SEAL)
    with pytest.raises(ValueError, match="not given for this object"):
        store.remove(other.key, disposal)
    store.remove(stored.key, disposal)
    assert files_in(store) == [other.key]
    with pytest.raises(ObjectMissing):
        store.remove(stored.key, disposal)


def test_the_reaper_sees_what_is_older_than_its_instant(store: LocalStore) -> None:
    old, young = put(store, b"old"), put(store, b"young")
    writer = store.writer(limit_bytes=10)
    before = datetime(2026, 1, 1, tzinfo=UTC)
    os.utime(store.object_path(old.key), (before.timestamp(), before.timestamp()))
    (found,) = store.keys_older_than(before + timedelta(seconds=1))
    assert (found.key, found.modified_at, found.complete) == (old.key, before, True)
    assert young.key in files_in(store)
    writer.abort()


def test_what_is_no_object_is_left_alone_by_the_reaper(store: LocalStore) -> None:
    stray = store.object_path(new_key()).parent / ".DS_Store"
    stray.write_bytes(b"")
    assert files_in(store) == []


def test_what_a_record_names_is_not_discarded(store: LocalStore) -> None:
    stored = put(store, b"x")
    assert not store.discard_unregistered(stored.key, is_registered=lambda key: key == stored.key)
    assert store.verify(stored.key) == stored
    assert store.discard_unregistered(stored.key, is_registered=lambda _: False)
    assert not store.discard_unregistered(stored.key, is_registered=lambda _: False)
    assert files_in(store) == []


def test_a_name_that_came_back_after_a_power_cut_goes_and_the_evidence_stays(
    store: LocalStore,
) -> None:
    stored = put(store, b"x")
    store.partial_path(stored.key).hardlink_to(store.object_path(stored.key))
    assert store.discard_unregistered(stored.key, is_registered=lambda _: True)
    assert files_in(store) == [stored.key]


def test_a_half_written_file_that_a_record_names_stays_if_it_is_all_there_is(
    store: LocalStore,
) -> None:
    stored = put(store, b"x")
    store.object_path(stored.key).rename(store.partial_path(stored.key))
    assert not store.discard_unregistered(stored.key, is_registered=lambda _: True)
    assert files_in(store) == [stored.key]
