"""A store that keeps each object as one file in a directory of this machine.

`incoming/` holds what is being written, `objects/` what is complete, in 256 folders by the first
two digits of the key. A file appears in `objects/` by a hard link, which never overwrites, and
only after its bytes were forced to the disk. The two folders lie in one file system.
"""

import contextlib
import hashlib
import io
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.storage import envelope
from app.storage.base import (
    CHUNK_BYTES,
    Disposal,
    KeyRefused,
    Leftover,
    ObjectTooLarge,
    StorageFault,
    Stored,
    check_disposal,
    checked_key,
    is_key,
    new_key,
)
from app.storage.faults import NO_ROOM, disk_faults, missing_is_named
from app.storage.payload import LocalPayload, chunks_of

_PARTIAL_SUFFIX = ".part"
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class LocalStore:
    """Objects in a directory; may be shared by threads."""

    def __init__(self, root: Path) -> None:
        """Open the directory, making it and its folders if they are not there."""
        self._root = root.resolve()
        self._incoming = self._root / "incoming"
        self._objects = self._root / "objects"
        self._flush_failed = False
        with disk_faults():
            self._make_folders()

    def writer(self, *, limit_bytes: int) -> "LocalWriter":
        """Begin an object of at most `limit_bytes`; StorageFault if writing is closed."""
        if self._flush_failed:
            raise StorageFault
        return LocalWriter(self, limit_bytes=limit_bytes)

    def put(self, chunks: Iterable[bytes], *, limit_bytes: int) -> Stored:
        """Store all chunks as one object; if anything fails, nothing is left."""
        writer = self.writer(limit_bytes=limit_bytes)
        try:
            for chunk in chunks:
                writer.write(chunk)
            return writer.finish()
        except BaseException:
            writer.abort()
            raise

    def reader(self, key: str, *, sha256: str | None = None) -> io.BufferedReader:
        """Check the whole object, then give its payload as a seekable file."""
        payload = self._checked(key, sha256)
        return io.BufferedReader(payload, buffer_size=64 * 1024)

    def open(self, key: str, *, sha256: str | None = None) -> Iterator[bytes]:
        """Check the whole object now, then yield its payload in chunks of at most 1 MiB."""
        return chunks_of(self._checked(key, sha256))

    def verify(self, key: str, *, sha256: str | None = None) -> Stored:
        """Read the whole object again and tell what it holds."""
        with self._checked(key, sha256) as payload:
            return Stored(key=key, size_bytes=payload.size_bytes, sha256=payload.sha256)

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove a registered object, on the permission that names this very key."""
        check_disposal(key, disposal)
        path = self.object_path(key)
        with disk_faults(), missing_is_named():
            path.unlink()
            self.flush_folder(path.parent)

    def keys_older_than(self, instant: datetime) -> Iterator[Leftover]:
        """List objects and half-written ones last written before an instant."""
        for path in sorted(self._incoming.glob(f"*{_PARTIAL_SUFFIX}")):
            yield from _leftover(path, instant, complete=False)
        for folder in sorted(self._objects.iterdir()):
            for path in sorted(folder.iterdir()):
                yield from _leftover(path, instant, complete=True)

    def discard_unregistered(self, key: str, *, is_registered: Callable[[str], bool]) -> bool:
        """Remove what no record names; ask first, and say if something was removed."""
        partial, whole = self.partial_path(key), self.object_path(key)
        doomed = [partial, whole]
        if is_registered(key):
            # After a power cut the first name of a whole object may come back: that one may go.
            doomed = [partial] if whole.exists() else []
        found = [path for path in doomed if path.exists()]
        with disk_faults():
            for path in found:
                path.unlink(missing_ok=True)
                self.flush_folder(path.parent)
        return bool(found)

    def ready(self) -> bool:
        """Tell if new objects are taken: no flush has failed since the start."""
        return not self._flush_failed and self._objects.is_dir()

    def object_path(self, key: str) -> Path:
        """Return where a complete object lies; raise KeyRefused if that is outside the store."""
        path = self._objects / checked_key(key)[:2] / key
        if path.resolve() != path:
            raise KeyRefused
        return path

    def partial_path(self, key: str) -> Path:
        """Return where an object lies while it is being written."""
        return self._incoming / f"{checked_key(key)}{_PARTIAL_SUFFIX}"

    def flush(self, descriptor: int) -> None:
        """Force a file or folder to the disk; after a failure nothing more is written.

        The system may forget what it could not write, so a later flush that succeeds proves
        nothing: writing stays closed until a restart.
        """
        try:
            os.fsync(descriptor)
        except OSError as fault:
            self._flush_failed |= fault.errno not in NO_ROOM
            raise

    def flush_folder(self, folder: Path) -> None:
        """Force the names in a folder to the disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self.flush(descriptor)
        finally:
            os.close(descriptor)

    def _make_folders(self) -> None:
        shards = [self._objects / f"{number:02x}" for number in range(256)]
        if all(folder.is_dir() for folder in (self._incoming, *shards)):
            return
        for folder in (self._root, self._incoming, self._objects, *shards):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self._objects, self._root, self._root.parent):
            self.flush_folder(folder)

    def _checked(self, key: str, sha256: str | None) -> LocalPayload:
        payload = LocalPayload(self.object_path(key))
        try:
            payload.check(sha256)
        except BaseException:
            payload.close()
            raise
        return payload


class LocalWriter:
    """One file being written; used by one thread at a time."""

    def __init__(self, store: LocalStore, *, limit_bytes: int) -> None:
        """Make an empty half-written file with its header."""
        self._store = store
        self._limit_bytes = limit_bytes
        self._key = new_key()
        self._partial = store.partial_path(self._key)
        self._object = store.object_path(self._key)
        self._size_bytes = 0
        self._hash = hashlib.sha256()
        self._shown = False
        self._descriptor: int | None = None
        with self._nothing_left():
            self._descriptor = os.open(self._partial, _WRITE_FLAGS, 0o600)
            _write_all(self._descriptor, envelope.header())

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes; one byte over the limit raises ObjectTooLarge and removes the file."""
        if self._size_bytes + len(chunk) > self._limit_bytes:
            self.abort()
            raise ObjectTooLarge(limit_bytes=self._limit_bytes)
        descriptor = self._open_descriptor()
        with self._nothing_left():
            _write_all(descriptor, chunk)
        self._hash.update(chunk)
        self._size_bytes += len(chunk)

    def finish(self) -> Stored:
        """Force the bytes to the disk, show the object, read it back, tell what it holds."""
        descriptor = self._open_descriptor()
        with self._nothing_left():
            self._flush_and_close(descriptor)
            self._object.hardlink_to(self._partial)
            self._shown = True
            self._store.flush_folder(self._object.parent)
            self._partial.unlink()
            return self._store.verify(self._key, sha256=self._hash.hexdigest())

    def abort(self) -> None:
        """Leave nothing behind; after `finish` only while nobody else was told the key."""
        self._close()
        for path in (self._object, self._partial) if self._shown else (self._partial,):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _flush_and_close(self, descriptor: int) -> None:
        _write_all(descriptor, envelope.trailer(self._size_bytes, self._hash.digest()))
        os.fchmod(descriptor, 0o400)
        self._store.flush(descriptor)
        # Without this the read-back would be answered from memory and prove little.
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        self._close()

    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise ValueError("this writer is finished or was aborted")
        return self._descriptor

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    @contextlib.contextmanager
    def _nothing_left(self) -> Generator[None]:
        try:
            with disk_faults():
                yield
        except BaseException:
            self.abort()
            raise


def _leftover(path: Path, instant: datetime, *, complete: bool) -> Iterator[Leftover]:
    key = path.name.removesuffix(_PARTIAL_SUFFIX)
    if not is_key(key):
        return
    try:
        modified_at = datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return
    if modified_at < instant:
        yield Leftover(key, modified_at, complete)


def _write_all(descriptor: int, chunk: bytes | memoryview) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest[:CHUNK_BYTES]) :]
