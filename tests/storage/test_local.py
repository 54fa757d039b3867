"""A directory as a store: the contract in both suites, and what a directory alone promises."""

import errno
import os
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage.base import KeyRefused, ObjectDamaged, ObjectMissing, StorageFault, Store, new_key
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from tests.storage.local_lab import LocalLab
from tests.storage.store_contract import (
    LATER,
    MEBIBYTE,
    NEW_ROOT,
    OLD_ROOT,
    SealedStoreContract,
    StoreContract,
    a_disposal,
    flipped,
    put,
)
from tests.storage.store_contract import keys_in as files_in


class TestInTheClear(StoreContract):
    @pytest.fixture
    def lab(self, tmp_path: Path) -> LocalLab:
        return LocalLab(tmp_path / "evidence", None)


class TestEncrypted(SealedStoreContract):
    @pytest.fixture
    def lab(self, tmp_path: Path) -> LocalLab:
        return LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))


@pytest.fixture(params=[None, OLD_ROOT], ids=["clear", "encrypted"])
def lab(request: pytest.FixtureRequest, tmp_path: Path) -> LocalLab:
    ring = Keyring.of(request.param) if request.param else None
    return LocalLab(tmp_path / "evidence", ring)


@pytest.fixture
def store(lab: LocalLab) -> LocalStore:
    return lab.store


def failing(number: int) -> Callable[..., None]:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


# ------------------------------------------------------------------------------ what goes in


def test_the_local_store_is_a_store(store: LocalStore) -> None:
    port: Store = store
    assert port.ready()


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


def test_bytes_that_change_while_they_are_read_never_end_whole(
    store: LocalStore, lab: LocalLab
) -> None:
    payload = os.urandom(2 * MEBIBYTE + 50)
    stored = put(store, payload)
    pieces = store.open(stored.key)
    given = [next(pieces)]

    lab.overwrite(stored.key, flipped(lab.content(stored.key), -85))
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


def test_a_link_out_of_the_store_is_not_followed(store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"not evidence")
    key = new_key()
    store.object_path(key).symlink_to(outside)
    with pytest.raises(KeyRefused):
        store.open(key)


# ------------------------------------------------------------------------- removal and the reaper


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


# ------------------------------------------------------------------------- with root keys alone


def test_the_key_record_lies_beside_its_object_for_the_service_alone(tmp_path: Path) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    path = lab.store.key_path(put(lab.store, b"x").key)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.stat().st_size == 88


def test_a_canary_is_never_on_the_disk(tmp_path: Path) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    canary = b"the canary of the complainant"
    writer = lab.store.writer(limit_bytes=8 * MEBIBYTE)
    for _ in range(100_000):
        writer.write(canary)
    half = [path for path in lab.root.rglob("*") if path.is_file()]
    assert len(half) == 1
    assert half[0].stat().st_size > MEBIBYTE
    assert b"canary" not in half[0].read_bytes()
    stored = writer.finish()
    assert b"".join(lab.store.open(stored.key)) == canary * 100_000
    for path in lab.root.rglob("*"):
        assert not path.is_file() or b"canary" not in path.read_bytes()


def test_the_wrapped_key_is_overwritten_before_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    stored = put(lab.store, b"x")
    other_name = tmp_path / "the same bytes"
    other_name.hardlink_to(lab.store.key_path(stored.key))
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert other_name.read_bytes() == bytes(88)


def test_the_key_record_of_an_object_that_never_came_to_show_is_cleared(tmp_path: Path) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    key = new_key()
    lab.store.key_path(key).write_bytes(bytes(88))
    (found,) = lab.store.keys_older_than(LATER)
    assert (found.key, found.complete) == (key, False)
    assert not lab.store.discard_unregistered(key, is_registered=lambda _: True)
    assert lab.store.discard_unregistered(key, is_registered=lambda _: False)
    assert list(lab.root.rglob(f"{key}*")) == []


def test_the_key_record_of_what_is_held_stays_though_the_object_is_lost(tmp_path: Path) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    stored = put(lab.store, b"x")
    lab.store.hold(stored.key)
    content = lab.content(stored.key)
    lab.lose(stored.key)
    assert not lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
    lab.overwrite(stored.key, content)
    assert lab.store.verify(stored.key) == stored


def test_a_fault_while_root_keys_change_leaves_the_object_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    stored = put(lab.store, b"x")
    both = Keyring.of(NEW_ROOT, OLD_ROOT)
    for call in ("write", "fchmod", "fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(errno.EIO))
            with pytest.raises(StorageFault):
                lab.again(both).rewrap(stored.key)
        assert lab.again(both).verify(stored.key) == stored
    assert lab.again(both).rewrap(stored.key)
    assert lab.again(Keyring.of(NEW_ROOT)).verify(stored.key) == stored


def test_a_half_written_copy_does_not_stand_in_the_way_of_the_next(store: LocalStore) -> None:
    stored = put(store, b"evidence")
    store.object_path(stored.key).unlink()
    store.partial_path(stored.key).write_bytes(b"half of")
    assert store.restore(stored.key, [b"evidence"], sha256=stored.sha256) == stored
    assert files_in(store) == [stored.key]


def test_two_who_restore_one_object_at_once_leave_it_whole(
    store: LocalStore, lab: LocalLab
) -> None:
    stored = put(store, b"evidence")
    lab.lose(stored.key)
    other = lab.again(lab.keyring)

    def chunks() -> Iterator[bytes]:
        yield b"evid"
        assert other.restore(stored.key, [b"evidence"], sha256=stored.sha256) == stored
        yield b"ence"

    assert store.restore(stored.key, chunks(), sha256=stored.sha256) == stored
    assert b"".join(store.open(stored.key, sha256=stored.sha256)) == b"evidence"
    assert [path.suffix for path in lab.root.rglob("*.part")] == []


def test_a_writer_whose_bytes_are_gone_leaves_the_key_record_as_it_is(tmp_path: Path) -> None:
    lab = LocalLab(tmp_path / "evidence", Keyring.of(OLD_ROOT))
    stored = put(lab.store, b"evidence")
    content, record = lab.content(stored.key), lab.key_record(stored.key)
    lab.lose(stored.key)

    def chunks() -> Iterator[bytes]:
        yield b"evidence"
        for path in lab.root.rglob("*.part"):
            path.unlink()

    with pytest.raises(StorageFault):
        lab.store.restore(stored.key, chunks(), sha256=stored.sha256)
    assert lab.key_record(stored.key) == record
    lab.overwrite(stored.key, content)
    assert lab.store.verify(stored.key) == stored


def test_the_reaper_finds_what_a_broken_off_restoration_left(
    store: LocalStore, lab: LocalLab
) -> None:
    stored = put(store, b"evidence")
    left = store.partial_path(stored.key, "0123456789abcdef")
    left.write_bytes(b"half of")
    found = [(one.key, one.complete) for one in store.keys_older_than(LATER)]
    assert found == [(stored.key, False), (stored.key, True)]
    assert store.discard_unregistered(stored.key, is_registered=lambda _: True)
    assert not left.exists()
    assert store.verify(stored.key) == stored
    left.write_bytes(b"half of")
    assert store.discard_unregistered(stored.key, is_registered=lambda _: False)
    assert files_in(store) == []


@pytest.mark.parametrize("call", ["write", "fsync", "fchmod"])
def test_a_hold_that_could_not_be_written_is_refused(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    stored = put(store, b"x")
    with monkeypatch.context() as patch:
        patch.setattr(os, call if call != "write" else "open", failing(errno.EIO))
        with pytest.raises(StorageFault):
            store.hold(stored.key)
