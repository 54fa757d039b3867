"""The payload of an object that lies in a directory, as a seekable file that can be checked."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from app.storage import envelope
from app.storage.base import CHUNK_BYTES, ObjectDamaged
from app.storage.faults import disk_faults, missing_is_named

_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


class LocalPayload(io.RawIOBase):
    """The payload of one object as a seekable file, without its header and trailer."""

    def __init__(self, path: Path) -> None:
        """Open the object and read its header and trailer."""
        super().__init__()
        self._position = 0
        self._descriptor: int | None = None
        with disk_faults(), missing_is_named():
            self._descriptor = os.open(path, _READ_FLAGS)
        try:
            self._seal = self._read_seal(self._descriptor)
        except BaseException:
            self.close()
            raise

    @property
    def size_bytes(self) -> int:
        """The size of the payload."""
        return self._seal.size_bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 that the trailer promises, in hexadecimal."""
        return self._seal.sha256

    def check(self, sha256: str | None) -> None:
        """Read all of the payload; raise ObjectDamaged unless it has the hash that was promised.

        `sha256` is the promise of the record, if there is one, besides that of the trailer.
        """
        running = hashlib.sha256()
        for chunk in self._pieces():
            running.update(chunk)
        if running.hexdigest() != self.sha256 or sha256 not in (None, self.sha256):
            raise ObjectDamaged
        self._position = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the position in the payload, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move within the payload and return the new position, in bytes."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size_bytes}
        position = origin[whence] + offset
        if position < 0:
            raise ValueError("a position before the payload")
        self._position = position
        return position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as the payload goes and return the number of bytes."""
        wanted = min(len(buffer), CHUNK_BYTES, max(self.size_bytes - self._position, 0))
        if self._descriptor is None:
            raise ValueError("the payload is closed")
        with disk_faults():
            at = envelope.HEADER_BYTES + self._position
            read_bytes = os.preadv(self._descriptor, [memoryview(buffer)[:wanted]], at)
        if wanted and not read_bytes:
            raise ObjectDamaged
        self._position += read_bytes
        return read_bytes

    def close(self) -> None:
        """Close the file; may be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
        super().close()

    def _read_seal(self, descriptor: int) -> envelope.Seal:
        with disk_faults():
            length = os.fstat(descriptor).st_size
            envelope.check_header(os.pread(descriptor, envelope.HEADER_BYTES, 0))
            at = max(length - envelope.TRAILER_BYTES, envelope.HEADER_BYTES)
            seal = envelope.read_trailer(os.pread(descriptor, envelope.TRAILER_BYTES, at))
        if seal.size_bytes + envelope.OVERHEAD_BYTES != length:
            raise ObjectDamaged
        return seal

    def _pieces(self) -> Iterator[memoryview]:
        buffer = memoryview(bytearray(min(CHUNK_BYTES, self.size_bytes)))
        self._position = 0
        while self._position < self.size_bytes:
            yield buffer[: self.readinto(buffer)]


def chunks_of(payload: LocalPayload) -> Iterator[bytes]:
    """Yield the payload in chunks of at most 1 MiB and close it; a change midway raises."""
    with payload:
        running = hashlib.sha256()
        while chunk := payload.read(CHUNK_BYTES):
            running.update(chunk)
            # The last chunk is kept back until the second reading too is known to be whole.
            if payload.tell() == payload.size_bytes and running.hexdigest() != payload.sha256:
                raise ObjectDamaged
            yield chunk
