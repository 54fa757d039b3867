"""What the store does when the disk fails: it names the fault and shows nothing half-written."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.base import ObjectDamaged, StorageFault, StorageFull, Stored
from app.storage.keyring import Keyring
from app.storage.local import LocalStore

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(params=[None, Keyring.of(bytes(32))], ids=["clear", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "evidence", keyring=request.param)


def files_in(store: LocalStore) -> list[str]:
    return [leftover.key for leftover in store.keys_older_than(LATER)]


def put(store: LocalStore, payload: bytes) -> Stored:
    return store.put([payload], limit_bytes=100_000)


def failing(number: int) -> Callable[..., None]:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, StorageFull),
        (errno.EDQUOT, StorageFull),
        (errno.EIO, StorageFault),
        (errno.EROFS, StorageFault),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync", "link", "fchmod"])
def test_a_fault_of_the_disk_is_named_and_leaves_nothing(
    store: LocalStore,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    refusal: type[Exception],
) -> None:
    earlier = put(store, b"earlier")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(number))
        with pytest.raises(refusal):
            put(store, b"x" * 1000)
    assert files_in(store) == [earlier.key]
    assert b"".join(store.open(earlier.key)) == b"earlier"


def test_room_that_was_missing_is_used_again_once_it_is_there(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(StorageFull):
            put(store, b"x")
    assert store.ready()
    assert put(store, b"x").size_bytes == 1


def test_after_a_failed_flush_nothing_more_is_written(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.EIO))
        with pytest.raises(StorageFault):
            put(store, b"x")
    assert not store.ready()
    with pytest.raises(StorageFault):
        put(store, b"x")


@pytest.mark.parametrize("which", [1, 2, 3])
def test_a_flush_that_fails_for_file_or_record_or_folder_shows_no_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    store = LocalStore(tmp_path / "evidence", keyring=Keyring.of(bytes(32)))
    calls = iter(range(1, 100))
    real = os.fsync

    def sometimes(descriptor: int) -> None:
        if next(calls) == which:
            raise OSError(errno.EIO, "injected")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", sometimes)
    with pytest.raises(StorageFault):
        put(store, b"x")
    assert files_in(store) == []


def test_a_disk_that_keeps_other_bytes_is_caught_before_the_answer(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def lying(descriptor: int, data: memoryview) -> int:
        kept = bytearray(data)
        kept[-1] ^= 1
        return real(descriptor, kept)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(ObjectDamaged):
        put(store, b"this is true")
    assert files_in(store) == []


def test_short_writes_are_completed(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    payload = os.urandom(5000)
    assert b"".join(store.open(put(store, payload).key)) == payload


def test_a_folder_that_vanished_is_a_fault_of_the_store(store: LocalStore, tmp_path: Path) -> None:
    (tmp_path / "evidence" / "incoming").rmdir()
    with pytest.raises(StorageFault):
        put(store, b"x")


def test_a_store_whose_folders_can_not_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"a file, not a folder")
    with pytest.raises(StorageFault):
        LocalStore(tmp_path / "evidence")
