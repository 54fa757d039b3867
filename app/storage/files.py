"""The files and folders of a store on this machine: where things lie, and forcing them to disk.

`incoming/` holds what is being written. `objects/` holds, in 256 folders by the first two digits
of the key, each object that is complete and beside it, under the same name, its key record
(`.key`) if it is encrypted, the mark of its hold (`.hold`) if one lies on it, and the instant until
which it is sealed (`.seal`).
"""

import contextlib
import fcntl
import io
import os
from collections.abc import Generator
from pathlib import Path

from app.storage.base import KeyRefused, checked_key
from app.storage.faults import NO_ROOM, disk_faults, missing_is_named

PARTIAL_SUFFIX = ".part"
KEY_SUFFIX = ".key"
HOLD_SUFFIX = ".hold"
SEAL_SUFFIX = ".seal"
_NEXT_SUFFIX = ".next"
_SMALL_BYTES = 4096
_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OVER_FLAGS = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class Folders:
    """The folders of one store; may be shared by threads and processes."""

    def __init__(self, root: Path) -> None:
        """Open the directory, making it and its folders if they are not there."""
        self.root = root.resolve()
        self.incoming = self.root / "incoming"
        self.objects = self.root / "objects"
        self.flush_failed = False
        with disk_faults():
            self._make()

    def object_path(self, key: str) -> Path:
        """Return where a complete object lies; raise KeyRefused if that is outside the store."""
        path = self.objects / checked_key(key)[:2] / key
        if path.resolve() != path:
            raise KeyRefused
        return path

    def partial_path(self, key: str, attempt: str = "") -> Path:
        """Return where an object lies while it is being written; an attempt has its own place."""
        name = f"{checked_key(key)}.{attempt}" if attempt else checked_key(key)
        return self.incoming / f"{name}{PARTIAL_SUFFIX}"

    def partial_paths(self, key: str) -> list[Path]:
        """Return every half-written file of an object that is there."""
        return sorted(self.incoming.glob(f"{checked_key(key)}*{PARTIAL_SUFFIX}"))

    def key_path(self, key: str) -> Path:
        """Return where the key record of an encrypted object lies."""
        return self.objects / checked_key(key)[:2] / f"{key}{KEY_SUFFIX}"

    def hold_path(self, key: str) -> Path:
        """Return where the mark of a hold lies."""
        return self.objects / checked_key(key)[:2] / f"{key}{HOLD_SUFFIX}"

    def seal_path(self, key: str) -> Path:
        """Return where it stands until when an object is sealed."""
        return self.objects / checked_key(key)[:2] / f"{key}{SEAL_SUFFIX}"

    def create(self, path: Path, content: bytes) -> None:
        """Write a small new file and force it to the disk, though not yet its name."""
        descriptor = open_new(path)
        try:
            write_all(descriptor, content)
            os.fchmod(descriptor, 0o400)
            self.flush(descriptor)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)

    def replace(self, path: Path, content: bytes) -> None:
        """Put other content under the name of a small file; a crash leaves the one or the other."""
        following = path.with_name(f"{path.name}{_NEXT_SUFFIX}")
        following.unlink(missing_ok=True)
        self.create(following, content)
        following.replace(path)
        self.flush_folder(path.parent)

    def delete(self, path: Path) -> None:
        """Remove a file, and what a crash left of replacing it."""
        path.with_name(f"{path.name}{_NEXT_SUFFIX}").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        self.flush_folder(path.parent)

    def erase(self, path: Path) -> None:
        """Overwrite a small file with zeros, then remove it.

        A file system that never writes in place, or a copy elsewhere, may keep the old bytes.
        """
        if path.exists():
            path.chmod(0o600)
            descriptor = os.open(path, _OVER_FLAGS)
            try:
                write_all(descriptor, bytes(os.fstat(descriptor).st_size))
                self.flush(descriptor)
            finally:
                os.close(descriptor)
        self.delete(path)

    def flush(self, descriptor: int) -> None:
        """Force a file or folder to the disk; after a failure nothing more is written.

        The system may forget what it could not write, so a later flush that succeeds proves
        nothing: writing stays closed until a restart.
        """
        try:
            os.fsync(descriptor)
        except OSError as fault:
            self.flush_failed |= fault.errno not in NO_ROOM
            raise

    def flush_folder(self, folder: Path) -> None:
        """Force the names in a folder to the disk."""
        descriptor = os.open(folder, _FOLDER_FLAGS)
        try:
            self.flush(descriptor)
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def locked(self, key: str) -> Generator[None]:
        """Keep other threads and processes from holding or removing objects of this folder."""
        descriptor = os.open(self.objects / checked_key(key)[:2], _FOLDER_FLAGS)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _make(self) -> None:
        shards = [self.objects / f"{number:02x}" for number in range(256)]
        if all(folder.is_dir() for folder in (self.incoming, *shards)):
            return
        for folder in (self.root, self.incoming, self.objects, *shards):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.objects, self.root, self.root.parent):
            self.flush_folder(folder)


class FileBytes:
    """The bytes of a file as they lie on the disk."""

    def __init__(self, path: Path) -> None:
        """Open the file; raise ObjectMissing if it is not there."""
        self._position = 0
        self._descriptor: int | None = None
        with disk_faults(), missing_is_named():
            self._descriptor = os.open(path, _READ_FLAGS)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, and return the new position."""
        with disk_faults():
            end = os.fstat(self._open()).st_size if whence == io.SEEK_END else 0
        self._position = end + offset if whence != io.SEEK_CUR else self._position + offset
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:
        """Read some bytes; 0 at the end."""
        with disk_faults():
            read_bytes = os.preadv(self._open(), [buffer], self._position)
        self._position += read_bytes
        return read_bytes

    def close(self) -> None:
        """Close the file; may be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _open(self) -> int:
        if self._descriptor is None:
            raise ValueError("the file is closed")
        return self._descriptor


def read_small(path: Path) -> bytes:
    """Return what a small file holds, up to 4 KiB; raise ObjectMissing if it is not there."""
    with disk_faults(), missing_is_named():
        descriptor = os.open(path, _READ_FLAGS)
        try:
            return os.read(descriptor, _SMALL_BYTES)
        finally:
            os.close(descriptor)


def open_new(path: Path) -> int:
    """Make an empty file that is not there yet and return its descriptor."""
    return os.open(path, _NEW_FLAGS, 0o600)


def write_all(descriptor: int, chunk: bytes | memoryview) -> None:
    """Write all bytes, however often the system takes fewer."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
