"""A store that keeps each object as one file in a directory of this machine.

A file appears among the objects by a hard link, which never overwrites, and only after its bytes
and its key record were forced to the disk. All folders lie in one file system.
"""

import contextlib
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.kernel.clock import Clock, SystemClock
from app.storage.base import (
    Disposal,
    KeyUnknown,
    Leftover,
    ObjectDamaged,
    ObjectHeld,
    ObjectMissing,
    StorageFault,
    Stored,
    SuiteUnknown,
    check_disposal,
    is_key,
    new_key,
    seal_end,
)
from app.storage.faults import disk_faults
from app.storage.files import KEY_SUFFIX, PARTIAL_SUFFIX, FileBytes, Folders, read_small
from app.storage.keyring import Keyring
from app.storage.local_writer import LocalWriter, Place, new_attempt
from app.storage.payload import Payload
from app.storage.sealing import rewrap, sealer_for

_LOST = (ObjectMissing, ObjectDamaged, SuiteUnknown, KeyUnknown, StorageFault)
MOST_BYTES = 1 << 52
"""What the numbers of segments can count: the limit for a copy, whose size another store knows."""


class LocalStore:
    """Objects in a directory; may be shared by threads."""

    def __init__(
        self,
        root: Path,
        *,
        keyring: Keyring | None = None,
        clock: Clock = SystemClock(),  # noqa: B008 - it has no state
    ) -> None:
        """Open the directory, making it and its folders if they are not there.

        With a ring of root keys every new object is encrypted; objects in the clear stay readable.
        `clock` is the machine's, by which seals run out.
        """
        self._folders = Folders(root)
        self._keyring = keyring
        self._clock = clock

    def writer(self, *, limit_bytes: int) -> LocalWriter:
        """Begin an object of at most `limit_bytes`; StorageFault if writing is closed."""
        return self._writer(new_key(), limit_bytes=limit_bytes)

    def put(self, chunks: Iterable[bytes], *, limit_bytes: int) -> Stored:
        """Store all chunks as one object; if anything fails, nothing is left."""
        writer = self.writer(limit_bytes=limit_bytes)
        with _aborted_if_broken_off(writer):
            for chunk in chunks:
                writer.write(chunk)
            return writer.finish()

    def reader(self, key: str, *, sha256: str | None = None) -> io.BufferedReader:
        """Check the whole object, then give its payload as a seekable file."""
        payload = self._checked(key, sha256)
        return io.BufferedReader(payload, buffer_size=64 * 1024)

    def open(self, key: str, *, sha256: str | None = None) -> Iterator[bytes]:
        """Check the whole object now, then yield its payload in chunks of at most 256 KiB."""
        return self._checked(key, sha256).chunks()

    def verify(self, key: str, *, sha256: str | None = None) -> Stored:
        """Read the whole object again and tell what it holds."""
        with self._checked(key, sha256) as payload:
            return Stored(key=key, size_bytes=payload.size_bytes, sha256=payload.sha256)

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove a registered object, on the permission that names this very key.

        The key record is erased first: from then on what is left, or was copied, can not be read.
        """
        check_disposal(key, disposal)
        path = self.object_path(key)
        with disk_faults(), self._folders.locked(key):
            if self._is_fast(key):
                raise ObjectHeld
            if not path.exists():
                raise ObjectMissing
            self._folders.erase(self._folders.key_path(key))
            self._folders.delete(path)
            self._folders.delete(self._folders.seal_path(key))

    def hold(self, key: str) -> None:
        """Lay a hold on an object in the store itself; it stays until released."""
        path, mark = self.object_path(key), self._folders.hold_path(key)
        with disk_faults(), self._folders.locked(key):
            if not path.exists():
                raise ObjectMissing
            if not mark.exists():
                self._folders.create(mark, b"")
                self._folders.flush_folder(mark.parent)

    def release(self, key: str) -> None:
        """Take the hold off an object; without one this does nothing."""
        with disk_faults(), self._folders.locked(key):
            self._folders.delete(self._folders.hold_path(key))

    def is_held(self, key: str) -> bool:
        """Tell whether the store itself holds an object fast, by a hold or a seal that runs."""
        with disk_faults():
            return self._is_fast(key)

    def seal_until(self, key: str, until: datetime) -> None:
        """Keep an object until an instant; that can only be extended.

        The operator of this machine can still delete the files: a seal here binds the service.
        """
        path, end = self.object_path(key), seal_end(until)
        with disk_faults(), self._folders.locked(key):
            if not path.exists():
                raise ObjectMissing
            if end <= self._clock.now():
                raise StorageFault
            sealed = self._seal(key)
            if sealed is not None and sealed > end:
                raise ObjectHeld(until=sealed.isoformat())
            self._folders.replace(self._folders.seal_path(key), end.isoformat().encode("ascii"))

    def sealed_until(self, key: str) -> datetime | None:
        """Tell until when an object is sealed; None if it is not, or no longer."""
        with disk_faults():
            sealed = self._seal(key)
        return sealed if sealed is not None and sealed > self._clock.now() else None

    def rewrap(self, key: str) -> bool:
        """Put the data key of an object under the root key in use; tell if it was not there yet.

        Readers see the old record or the new one; the object itself is not touched. An object in
        the clear has no key.
        """
        path = self._folders.key_path(key)
        if self._keyring is None or not path.exists():
            return False
        with disk_faults(), self._folders.locked(key):
            record = read_small(path)
            renewed = rewrap(record, key=key, keyring=self._keyring)
            if renewed != record:
                self._folders.replace(path, renewed)
        return renewed != record

    def restore(self, key: str, chunks: Iterable[bytes], *, sha256: str) -> Stored:
        """Put a payload of this hash under this very key; what is whole already stays as it is.

        Raise ObjectDamaged, and change nothing, if the chunks have another hash.
        """
        # Bytes that the disk no longer gives are lost too; writing shows if it still takes any.
        with contextlib.suppress(*_LOST):
            return self.verify(key, sha256=sha256)
        # Somebody else may restore the same object meanwhile, into a place of their own.
        writer = self._writer(key, limit_bytes=MOST_BYTES, attempt=new_attempt())
        with _aborted_if_broken_off(writer):
            for chunk in chunks:
                writer.write(chunk)
            return writer.finish_over(sha256)

    def keys_older_than(self, instant: datetime) -> Iterator[Leftover]:
        """List objects and half-written ones last written before an instant."""
        for path in sorted(self._folders.incoming.glob(f"*{PARTIAL_SUFFIX}")):
            yield from _leftover(path, instant, complete=False)
        for folder in sorted(self._folders.objects.iterdir()):
            for path in sorted(folder.iterdir()):
                yield from _leftover(path, instant, complete=True)
            for path in sorted(folder.glob(f"*{KEY_SUFFIX}")):
                if self._is_alone(path.stem):
                    yield from _leftover(path, instant, complete=False)

    def discard_unregistered(self, key: str, *, is_registered: Callable[[str], bool]) -> bool:
        """Remove what no record names; ask first, and say if something was removed.

        What is held stays, whether a record names it or not.
        """
        whole, record = self.object_path(key), self._folders.key_path(key)
        is_registered_now = is_registered(key)
        with disk_faults(), self._folders.locked(key):
            partials = self._folders.partial_paths(key)
            if is_registered_now or self._is_fast(key):
                # After a power cut the first name of a whole object may come back: that may go.
                doomed = partials if whole.exists() else []
            else:
                doomed = [*partials, record, whole, self._folders.seal_path(key)]
            found = [path for path in doomed if path.exists()]
            for path in found:
                self._folders.delete(path)
        return bool(found)

    def ready(self) -> bool:
        """Tell if new objects are taken: no flush has failed since the start."""
        return not self._folders.flush_failed and self._folders.objects.is_dir()

    def object_path(self, key: str) -> Path:
        """Return where a complete object lies; raise KeyRefused if that is outside the store."""
        return self._folders.object_path(key)

    def partial_path(self, key: str, attempt: str = "") -> Path:
        """Return where an object lies while it is being written."""
        return self._folders.partial_path(key, attempt)

    def key_path(self, key: str) -> Path:
        """Return where the key record of an encrypted object lies."""
        return self._folders.key_path(key)

    def _is_alone(self, key: str) -> bool:
        """Tell if a crash left the key record of an object that never came to show."""
        return is_key(key) and not (
            self.object_path(key).exists() or self._folders.partial_paths(key)
        )

    def _writer(self, key: str, *, limit_bytes: int, attempt: str = "") -> LocalWriter:
        if self._folders.flush_failed:
            raise StorageFault
        target = Place(self._folders, key, attempt)
        sealer = sealer_for(key, self._keyring)
        return LocalWriter(target, sealer, limit_bytes=limit_bytes, verify=self.verify)

    def _is_fast(self, key: str) -> bool:
        return self._folders.hold_path(key).exists() or self.sealed_until(key) is not None

    def _seal(self, key: str) -> datetime | None:
        try:
            return datetime.fromisoformat(read_small(self._folders.seal_path(key)).decode("ascii"))
        except ObjectMissing:
            return None
        except ValueError as fault:
            # What can not be read may still run: nothing is removed under it.
            raise StorageFault from fault

    def _bytes(self, key: str) -> FileBytes:
        path = self.object_path(key)
        try:
            return FileBytes(path)
        except ObjectMissing:
            # Without its folder the whole store is gone, such as a disk that is not mounted.
            if path.parent.is_dir():
                raise
            raise StorageFault from None

    def _checked(self, key: str, sha256: str | None) -> Payload:
        payload = Payload(
            self._bytes(key),
            key=key,
            keyring=self._keyring,
            key_record=lambda: read_small(self._folders.key_path(key)),
        )
        try:
            payload.check(sha256)
        except BaseException:
            payload.close()
            raise
        return payload


@contextlib.contextmanager
def _aborted_if_broken_off(writer: LocalWriter) -> Generator[None]:
    try:
        yield
    except BaseException:
        writer.abort()
        raise


def _leftover(path: Path, instant: datetime, *, complete: bool) -> Iterator[Leftover]:
    key = path.name if complete else path.name.partition(".")[0]
    if not is_key(key):
        return
    try:
        modified_at = datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return
    if modified_at < instant:
        yield Leftover(key, modified_at, complete)
