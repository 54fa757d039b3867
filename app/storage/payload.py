"""The payload of a stored object as a seekable file that can be checked, wherever it lies."""

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Protocol

from app.storage import envelope
from app.storage.base import ObjectDamaged
from app.storage.envelope import SEGMENT_BYTES, TAG_BYTES, Seal
from app.storage.keyring import Keyring
from app.storage.sealing import SegmentCipher, unwrap

_PIECE_BYTES = 256 * 1024
_NOTHING: tuple[int, memoryview] = (-1, memoryview(b""))
"""In the place of a segment that is in memory, with its number."""


class Raw(Protocol):
    """The bytes of an object as they lie in a store: an unbuffered seekable file."""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, and return the new position."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read some bytes; 0 at the end."""

    def close(self) -> None:
        """Close; may be called twice."""


class Payload(io.RawIOBase):
    """The payload of one object as a seekable file, without header, tags and trailer.

    A check reads the object once, from its first byte to its last. What a read gives out of an
    encrypted object is authenticated segment by segment, with or without a check before.
    """

    def __init__(
        self, raw: Raw, *, key: str, keyring: Keyring | None, key_record: Callable[[], bytes]
    ) -> None:
        """Read the header; `key_record` is asked for the wrapped key of an encrypted object.

        The payload owns `raw` and closes it, also when this raises.
        """
        super().__init__()
        self._raw = raw
        self._position = 0
        self._held = _NOTHING
        try:
            self._length = raw.seek(0, io.SEEK_END)
            self._form = self._read_form(key, keyring, key_record)
        except BaseException:
            self.close()
            raise
        self._stored = memoryview(bytearray(min(self._form.stride, self._length)))
        self._seal: Seal | None = None

    @property
    def size_bytes(self) -> int:
        """The size of the payload."""
        return self._form.size_bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 that the trailer promises, in hexadecimal."""
        if self._seal is None:
            self._seal = self._form.seal(
                self._read(self._form.trailer_at, self._form.trailer_bytes)
            )
            if self._seal.size_bytes != self.size_bytes:
                raise ObjectDamaged
        return self._seal.sha256

    def check(self, sha256: str | None = None) -> None:
        """Read all of the object; raise ObjectDamaged unless it holds what was promised.

        `sha256` is the promise of the record, if there is one, besides that of the trailer.
        """
        running = hashlib.sha256()
        for number in range(self._form.segments):
            running.update(self._segment(number))
        if running.hexdigest() != self.sha256 or sha256 not in (None, self.sha256):
            raise ObjectDamaged
        self._position = 0
        self._held = _NOTHING

    def chunks(self) -> Iterator[bytes]:
        """Yield the payload in chunks of at most 256 KiB and close it; a change midway raises."""
        with self:
            running, last = hashlib.sha256(), self._form.segments - 1
            for number in range(self._form.segments):
                segment = self._segment(number)
                if not self._form.authenticated:
                    running.update(segment)
                    # The last one is kept back until this reading too is known to be whole.
                    if number == last and running.hexdigest() != self.sha256:
                        raise ObjectDamaged
                for at in range(0, len(segment), _PIECE_BYTES):
                    yield bytes(segment[at : at + _PIECE_BYTES])

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
        """Fill the buffer up to the end of a segment and return the number of bytes."""
        if self.closed:
            raise ValueError("the payload is closed")
        if self._position >= self.size_bytes or not len(buffer):
            return 0
        number, offset = divmod(self._position, SEGMENT_BYTES)
        if self._held[0] != number:
            self._held = _NOTHING
            self._held = (number, self._segment(number))
        part = self._held[1][offset : offset + len(buffer)]
        memoryview(buffer)[: len(part)] = part
        self._position += len(part)
        return len(part)

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._raw.close()
        super().close()

    def _read_form(
        self, key: str, keyring: Keyring | None, key_record: Callable[[], bytes]
    ) -> "_Form":
        found = self._read(0, min(envelope.SEALED_HEADER_BYTES, self._length))
        if envelope.suite_of(found) == envelope.PLAIN_SUITE:
            envelope.check_header(found[: envelope.HEADER_BYTES])
            return _PlainForm(self._length)
        # The header is judged before the key record is asked for: damage is named first.
        envelope.read_sealed_header(found)
        data_key = unwrap(key_record(), key=key, keyring=keyring)
        return _SealedForm(self._length, SegmentCipher(data_key, key, found))

    def _segment(self, number: int) -> memoryview:
        """Return the payload of a segment, good until the next one is read."""
        at = self._form.header_bytes + number * self._form.stride
        stored = self._stored[: min(self._form.stride, self._form.trailer_at - at)]
        self._fill(at, stored)
        return self._form.opened(number, stored)

    def _read(self, at: int, length: int) -> bytes:
        found = bytearray(length)
        self._fill(at, memoryview(found))
        return bytes(found)

    def _fill(self, at: int, buffer: memoryview) -> None:
        self._raw.seek(at)
        while buffer:
            read_bytes = self._raw.readinto(buffer)
            if not read_bytes:
                raise ObjectDamaged
            buffer = buffer[read_bytes:]


class _Form(Protocol):
    """Where the parts of an object lie, and how its segments are opened."""

    header_bytes: int
    stride: int
    trailer_at: int
    trailer_bytes: int
    segments: int
    size_bytes: int
    authenticated: bool

    def opened(self, number: int, stored: memoryview, /) -> memoryview:
        """Return the payload of a segment, good until the next one is opened."""

    def seal(self, trailer: bytes) -> Seal:
        """Return what the trailer promises."""


class _PlainForm:
    header_bytes = envelope.HEADER_BYTES
    stride = SEGMENT_BYTES
    trailer_bytes = envelope.TRAILER_BYTES
    authenticated = False

    def __init__(self, length: int) -> None:
        self.trailer_at = length - self.trailer_bytes
        self.size_bytes = self.trailer_at - self.header_bytes
        if self.size_bytes < 0:
            raise ObjectDamaged
        self.segments = -(-self.size_bytes // self.stride)

    def opened(self, _number: int, stored: memoryview, /) -> memoryview:
        return stored

    def seal(self, trailer: bytes) -> Seal:
        return envelope.read_trailer(trailer)


class _SealedForm:
    header_bytes = envelope.SEALED_HEADER_BYTES
    stride = SEGMENT_BYTES + TAG_BYTES
    trailer_bytes = envelope.SEALED_TRAILER_BYTES
    authenticated = True

    def __init__(self, length: int, cipher: SegmentCipher) -> None:
        self._cipher = cipher
        self.trailer_at = length - self.trailer_bytes
        body_bytes = self.trailer_at - self.header_bytes
        self.segments = -(-body_bytes // self.stride)
        self.size_bytes = body_bytes - self.segments * TAG_BYTES
        last_bytes = body_bytes - (self.segments - 1) * self.stride - TAG_BYTES
        if self.segments < 1 or last_bytes < (self.segments > 1):
            raise ObjectDamaged
        self._room = memoryview(bytearray(min(self.size_bytes, SEGMENT_BYTES)))

    def opened(self, number: int, stored: memoryview, /) -> memoryview:
        last = number == self.segments - 1
        return self._cipher.open_segment(number, stored, self._room, last=last)

    def seal(self, trailer: bytes) -> Seal:
        return self._cipher.open_promise(self.segments, trailer)
