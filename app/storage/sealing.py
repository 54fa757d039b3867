"""How a payload becomes a stored object: in the clear, or encrypted under a key of its own.

Nothing here knows where the bytes lie. An encrypted object comes with a key record, its data key
wrapped under a root key, which the store keeps beside the object: the object never changes again,
a new root key replaces the record alone, and without the record the object is noise.

Suite 2. Two keys are derived (HKDF-SHA-256) from a random 256-bit data key and the object's key:
one encrypts, one commits. Each segment of 1 MiB is encrypted by AES-256-GCM; its nonce is the
prefix in the header, the number of the segment and a flag (more follow, last one, trailer), and
the header, the object's key, the number and the flag are authenticated with it. AES-GCM alone
lets one ciphertext open under two keys; the commitment in the header does not.
"""

import hashlib
import hmac
import secrets
import struct
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.storage import envelope
from app.storage.base import KeyUnknown, ObjectDamaged
from app.storage.envelope import SEGMENT_BYTES, KeyRecord, Seal, SealedHead
from app.storage.keyring import Keyring, fresh_nonce

DATA_KEY_BYTES = 32
SEALED_SEGMENT_BYTES = SEGMENT_BYTES + envelope.TAG_BYTES
_KEYS_LABEL = b"sangsaeng object keys, suite 2: "
_COMMITMENT_LABEL = b"sangsaeng key commitment, suite 2"
_PLACE = struct.Struct(">IB")
_MORE, _LAST, _TRAILER = 0, 1, 2


class Sealer(Protocol):
    """Turns one payload into the bytes of an object; used by one thread at a time."""

    @property
    def key_record(self) -> bytes | None:
        """The wrapped data key, to be durable before the object is shown; None if in the clear."""

    @property
    def size_bytes(self) -> int:
        """The size of the payload so far."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the payload so far, in hexadecimal."""

    def head(self) -> bytes:
        """Return the first bytes of the object."""

    def seal(self, chunk: bytes | memoryview) -> bytes | memoryview:
        """Take payload and return what of the object is ready; may be empty.

        What is returned is good until the next call: use or copy it at once.
        """

    def finish(self) -> bytes:
        """Return the last bytes of the object; nothing can be taken after that."""


def sealer_for(key: str, keyring: Keyring | None) -> Sealer:
    """Return what seals the object under this key: encrypted if there is a ring of root keys."""
    return PlainSealer() if keyring is None else SegmentSealer(key, keyring)


class PlainSealer:
    """An object in the clear, of suite 0."""

    key_record = None

    def __init__(self) -> None:
        """Begin with nothing."""
        self.size_bytes = 0
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the payload so far, in hexadecimal."""
        return self._hash.hexdigest()

    def head(self) -> bytes:
        """Return the header."""
        return envelope.header()

    def seal(self, chunk: bytes | memoryview) -> bytes | memoryview:
        """Take payload and give it back."""
        self._hash.update(chunk)
        self.size_bytes += len(chunk)
        return chunk

    def finish(self) -> bytes:
        """Return the trailer."""
        return envelope.trailer(self.size_bytes, self._hash.digest())


class SegmentSealer:
    """An encrypted object, of suite 2."""

    def __init__(self, key: str, keyring: Keyring) -> None:
        """Make a data key for the object under this key and wrap it under the root key in use."""
        data_key = secrets.token_bytes(DATA_KEY_BYTES)
        self.key_record = wrap(data_key, key=key, keyring=keyring)
        self.size_bytes = 0
        self._cipher = SegmentCipher.fresh(data_key, key)
        self._hash = hashlib.sha256()
        # A full segment waits here until more comes, since the last one is encrypted otherwise.
        self._waiting = memoryview(bytearray(SEGMENT_BYTES))
        self._ready = memoryview(b"")
        self._filled = 0
        self._number = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 of the payload so far, in hexadecimal."""
        return self._hash.hexdigest()

    def head(self) -> bytes:
        """Return the header."""
        return self._cipher.header

    def seal(self, chunk: bytes | memoryview) -> memoryview:
        """Take payload and return the segments that are known not to be the last."""
        self._hash.update(chunk)
        self.size_bytes += len(chunk)
        # Encrypting into the same memory each time takes a third of what fresh memory takes.
        self._make_room((self._filled + len(chunk)) // SEGMENT_BYTES)
        rest, ready_bytes = memoryview(chunk), 0
        while rest:
            if self._filled == SEGMENT_BYTES:
                ready_bytes += self._next(self._waiting, ready_bytes)
                self._filled = 0
            if not self._filled and len(rest) > SEGMENT_BYTES:
                ready_bytes += self._next(rest[:SEGMENT_BYTES], ready_bytes)
                rest = rest[SEGMENT_BYTES:]
                continue
            taken = min(SEGMENT_BYTES - self._filled, len(rest))
            self._waiting[self._filled : self._filled + taken] = rest[:taken]
            self._filled += taken
            rest = rest[taken:]
        return self._ready[:ready_bytes]

    def finish(self) -> bytes:
        """Return the last segment and the trailer."""
        last = self._cipher.seal_last(self._number, self._waiting[: self._filled])
        self._waiting = self._ready = memoryview(b"")
        promise = envelope.promise(self.size_bytes, self._hash.digest())
        return last + self._cipher.seal_promise(self._number + 1, promise)

    def _make_room(self, segments: int) -> None:
        if segments * SEALED_SEGMENT_BYTES > len(self._ready):
            self._ready = memoryview(bytearray(segments * SEALED_SEGMENT_BYTES))

    def _next(self, segment: memoryview, at: int) -> int:
        room = self._ready[at : at + SEALED_SEGMENT_BYTES]
        self._cipher.seal_segment(self._number, segment, room)
        self._number += 1
        return SEALED_SEGMENT_BYTES


class SegmentCipher:
    """Encrypts and decrypts the segments of one object."""

    def __init__(self, data_key: bytes, key: str, found: bytes) -> None:
        """Take the header of an object; raise ObjectDamaged if it commits to another data key."""
        head = envelope.read_sealed_header(found)
        encrypting, commitment = _derived(data_key, key)
        if not hmac.compare_digest(commitment, head.commitment):
            raise ObjectDamaged
        self.header = found
        self._prefix = head.prefix
        self._about = found + bytes.fromhex(key)
        self._cipher = AESGCM(encrypting)

    @classmethod
    def fresh(cls, data_key: bytes, key: str) -> "SegmentCipher":
        """Make the header of a new object under a data key that was never used."""
        head = SealedHead(secrets.token_bytes(envelope.PREFIX_BYTES), _derived(data_key, key)[1])
        return cls(data_key, key, envelope.sealed_header(head))

    def seal_segment(self, number: int, payload: memoryview, room: memoryview) -> None:
        """Encrypt a full segment that others follow into room for it and its tag."""
        place = _PLACE.pack(number, _MORE)
        self._cipher.encrypt_into(self._prefix + place, payload, self._about + place, room)

    def seal_last(self, number: int, payload: memoryview) -> bytes:
        """Encrypt the last segment."""
        return self._seal(number, _LAST, payload)

    def seal_promise(self, number: int, promise: bytes) -> bytes:
        """Return the trailer, with the number of segments as its place."""
        return envelope.sealed_trailer(self._seal(number, _TRAILER, promise))

    def open_segment(
        self, number: int, sealed: memoryview, room: memoryview, *, last: bool
    ) -> memoryview:
        """Decrypt a segment into room for it and return the part that it filled.

        Raise ObjectDamaged if it is not the one that belongs here.
        """
        return room[: self._open(number, _LAST if last else _MORE, sealed, room)]

    def open_promise(self, number: int, trailer: bytes) -> Seal:
        """Decrypt what the trailer promises; raise ObjectDamaged if it is not the object's own."""
        sealed = envelope.read_sealed_trailer(trailer)
        room = memoryview(bytearray(len(sealed) - envelope.TAG_BYTES))
        self._open(number, _TRAILER, sealed, room)
        return envelope.read_promise(bytes(room))

    def _seal(self, number: int, flag: int, payload: bytes | memoryview) -> bytes:
        place = _PLACE.pack(number, flag)
        return self._cipher.encrypt(self._prefix + place, payload, self._about + place)

    def _open(self, number: int, flag: int, sealed: bytes | memoryview, room: memoryview) -> int:
        place = _PLACE.pack(number, flag)
        nonce, about = self._prefix + place, self._about + place
        room = room[: len(sealed) - envelope.TAG_BYTES]
        try:
            return self._cipher.decrypt_into(nonce, sealed, about, room)
        except InvalidTag as forged:
            raise ObjectDamaged from forged


def wrap(data_key: bytes, *, key: str, keyring: Keyring) -> bytes:
    """Return the key record of an object: its data key under the root key in use."""
    root_name, nonce = keyring.current_name, fresh_nonce()
    blank = envelope.key_record(KeyRecord(root_name, nonce, bytes(envelope.WRAPPED_BYTES)))
    wrapped = keyring.wrap(root_name, nonce, data_key, _label(blank, key))
    return envelope.key_record(KeyRecord(root_name, nonce, wrapped))


def unwrap(record: bytes, *, key: str, keyring: Keyring | None) -> bytes:
    """Return the data key of an object from its key record.

    Raise KeyUnknown where the root key is not in the ring and ObjectDamaged where the record is
    not the object's own.
    """
    found = envelope.read_key_record(record)
    if keyring is None:
        raise KeyUnknown(root_key=found.root_name.hex())
    return keyring.unwrap(found.root_name, found.nonce, found.wrapped, _label(record, key))


def rewrap(record: bytes, *, key: str, keyring: Keyring) -> bytes:
    """Return the key record with its data key under the root key in use; the same if it is."""
    if envelope.read_key_record(record).root_name == keyring.current_name:
        return record
    return wrap(unwrap(record, key=key, keyring=keyring), key=key, keyring=keyring)


def _label(record: bytes, key: str) -> bytes:
    return record[: envelope.KEY_RECORD_LABEL_BYTES] + bytes.fromhex(key)


def _derived(data_key: bytes, key: str) -> tuple[bytes, bytes]:
    """Return the key that encrypts and the commitment to the data key."""
    about = _KEYS_LABEL + bytes.fromhex(key)
    both = HKDF(algorithm=SHA256(), length=64, salt=None, info=about).derive(data_key)
    return both[:32], hmac.digest(both[32:], _COMMITMENT_LABEL, hashlib.sha256)
