"""One object being written into a directory, and how it comes to show among the others."""

import contextlib
import os
import secrets
from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from app.kernel.problems import Unavailable
from app.storage.base import CHUNK_BYTES, ObjectDamaged, ObjectTooLarge, Stored
from app.storage.faults import disk_faults
from app.storage.files import Folders, open_new, write_all
from app.storage.sealing import Sealer


class Verify(Protocol):
    """Reads a whole object again."""

    def __call__(self, key: str, *, sha256: str | None = None) -> Stored:
        """Tell what the object holds; raise ObjectDamaged if altered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Under which key an object comes to show; an `attempt` keeps writers of one key apart."""

    folders: Folders
    key: str
    attempt: str = ""


def new_attempt() -> str:
    """Return a fresh name for one of several attempts to write an object."""
    return secrets.token_hex(8)


class LocalWriter:
    """One file being written; used by one thread at a time."""

    def __init__(self, place: Place, sealer: Sealer, *, limit_bytes: int, verify: Verify) -> None:
        """Make an empty half-written file with its header."""
        folders, key = place.folders, place.key
        self._folders = folders
        self._key = key
        self._sealer = sealer
        self._limit_bytes = limit_bytes
        self._verify = verify
        self._partial = folders.partial_path(key, place.attempt)
        self._object = folders.object_path(key)
        self._record = folders.key_path(key)
        # What of this object lies among the others, and would be left if it came to nothing.
        self._shown = contextlib.ExitStack()
        self._descriptor: int | None = None
        with self.nothing_left():
            self._descriptor = open_new(self._partial)
            write_all(self._descriptor, sealer.head())

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes; one byte over the limit raises ObjectTooLarge and removes the file."""
        if self._sealer.size_bytes + len(chunk) > self._limit_bytes:
            self.abort()
            raise ObjectTooLarge(limit_bytes=self._limit_bytes)
        descriptor, rest = self._open_descriptor(), memoryview(chunk)
        with self.nothing_left():
            for at in range(0, len(rest), CHUNK_BYTES):
                write_all(descriptor, self._sealer.seal(rest[at : at + CHUNK_BYTES]))

    def finish(self) -> Stored:
        """Force the bytes to the disk, show the object, read it back, tell what it holds."""
        descriptor = self._open_descriptor()
        with self.nothing_left():
            self._flush_and_close(descriptor)
            if self._sealer.key_record is not None:
                self._folders.create(self._record, self._sealer.key_record)
                self._shown.callback(self._record.unlink, missing_ok=True)
            self._object.hardlink_to(self._partial)
            self._shown.callback(self._object.unlink, missing_ok=True)
            self._folders.flush_folder(self._object.parent)
            self._partial.unlink()
            return self._verify(self._key, sha256=self._sealer.sha256)

    def finish_over(self, sha256: str) -> Stored:
        """Show the object in the place of a damaged or missing one, if it has this hash.

        What somebody else made whole meanwhile stays. A crash between the two names leaves an
        object that is damaged still, to be done again.
        """
        descriptor = self._open_descriptor()
        with self.nothing_left():
            if self._sealer.sha256 != sha256:
                raise ObjectDamaged
            self._flush_and_close(descriptor)
            with self._folders.locked(self._key):
                if not self._is_whole(sha256):
                    self._show_over()
                # What a power cut left under the plain name.
                self._folders.partial_path(self._key).unlink(missing_ok=True)
            self._partial.unlink(missing_ok=True)
        return self._verify(self._key, sha256=sha256)

    def _is_whole(self, sha256: str) -> bool:
        try:
            self._verify(self._key, sha256=sha256)
        except Unavailable:
            return False
        return True

    def _show_over(self) -> None:
        # Without the bytes that belong to it a new key record would lock out the old ones.
        self._partial.stat()
        if self._sealer.key_record is None:
            self._record.unlink(missing_ok=True)
        else:
            self._folders.replace(self._record, self._sealer.key_record)
        self._partial.replace(self._object)
        self._folders.flush_folder(self._object.parent)

    def abort(self) -> None:
        """Leave nothing behind; after `finish` only while nobody else was told the key."""
        self._close()
        with contextlib.suppress(OSError):
            self._shown.close()
        with contextlib.suppress(OSError):
            self._partial.unlink(missing_ok=True)

    @contextlib.contextmanager
    def nothing_left(self) -> Generator[None]:
        """Leave nothing of the object behind if anything fails inside."""
        try:
            with disk_faults():
                yield
        except BaseException:
            self.abort()
            raise

    def _flush_and_close(self, descriptor: int) -> None:
        write_all(descriptor, self._sealer.finish())
        os.fchmod(descriptor, 0o400)
        self._folders.flush(descriptor)
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
