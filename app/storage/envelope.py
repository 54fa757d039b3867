"""The form of a stored object: a fixed header, the payload, a fixed trailer; and of its key.

All numbers are unsigned and big-endian. Size and hash are of the payload alone.

Header
    offset  bytes  meaning
    0       7      magic, ASCII `SSOBJ1` and a line feed
    7       1      version of this table, 1
    8       2      suite: 0 = plain, 2 = AES-256-GCM in segments; 1 was never given out
    10      2      length of this header: 32 in suite 0, 64 in suite 2
    12      4      segment size in bytes, 1,048,576
    16      16     suite 0: reserved, zero
    16      7      suite 2: nonce prefix, random
    23      9      suite 2: reserved, zero
    32      32     suite 2: key commitment

Body
    suite 0: the payload as it came
    suite 2: the payload in segments, each followed by its tag of 16 bytes; the last one is flagged,
    and an empty payload is one empty segment

Trailer, 48 bytes (suite 0) or 64 bytes (suite 2)
    offset  bytes  meaning
    0       7      magic, ASCII `SSEND1` and a line feed
    7       1      reserved, zero
    8       8      payload size in bytes
    16      32     SHA-256 of the payload
    48      16     suite 2 alone: the tag; bytes 8 to 47 are then encrypted

Key record, 88 bytes, kept beside an object of suite 2 and never inside it
    offset  bytes  meaning
    0       7      magic, ASCII `SSKEY1` and a line feed
    7       1      version of this table, 1
    8       2      suite of the wrapping: 2 = AES-256-GCM
    10      2      length of this record, 88
    12      16     name of the root key
    28      12     nonce, random
    40      48     data key, wrapped under the root key, and its tag
"""

import struct
from dataclasses import dataclass

from app.storage.base import CHUNK_BYTES, ObjectDamaged, SuiteUnknown

PLAIN_SUITE = 0
SEALED_SUITE = 2
SEGMENT_BYTES = CHUNK_BYTES
TAG_BYTES = 16
PREFIX_BYTES = 7
COMMITMENT_BYTES = 32
ROOT_NAME_BYTES = 16
WRAP_NONCE_BYTES = 12
WRAPPED_BYTES = 48

_VERSION = 1
_START = struct.Struct(">7sBHHI")
_PLAIN_HEADER = struct.Struct(">7sBHHI16s")
_SEALED_HEADER = struct.Struct(">7sBHHI7s9s32s")
_PROMISE = struct.Struct(">Q32s")
_KEY_RECORD = struct.Struct(">7sBHH16s12s48s")
_HEADER_MAGIC = b"SSOBJ1\n"
_TRAILER_START = b"SSEND1\n\0"
_KEY_MAGIC = b"SSKEY1\n"

HEADER_BYTES = _PLAIN_HEADER.size
TRAILER_BYTES = len(_TRAILER_START) + _PROMISE.size
OVERHEAD_BYTES = HEADER_BYTES + TRAILER_BYTES
SEALED_HEADER_BYTES = _SEALED_HEADER.size
SEALED_TRAILER_BYTES = TRAILER_BYTES + TAG_BYTES
KEY_RECORD_BYTES = _KEY_RECORD.size
KEY_RECORD_LABEL_BYTES = 28
"""The first bytes of a key record, which the wrapping authenticates."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the trailer promises about the payload."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SealedHead:
    """What the header of an encrypted object says."""

    prefix: bytes
    commitment: bytes


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A data key under a root key: which root key, the nonce and the wrapped bytes."""

    root_name: bytes
    nonce: bytes
    wrapped: bytes


def header() -> bytes:
    """Return the header of a plain object."""
    return _PLAIN_HEADER.pack(
        _HEADER_MAGIC, _VERSION, PLAIN_SUITE, HEADER_BYTES, SEGMENT_BYTES, bytes(16)
    )


def sealed_header(head: SealedHead) -> bytes:
    """Return the header of an encrypted object."""
    return _SEALED_HEADER.pack(
        _HEADER_MAGIC, _VERSION, SEALED_SUITE, SEALED_HEADER_BYTES, SEGMENT_BYTES,
        head.prefix, bytes(9), head.commitment,
    )  # fmt: skip


def trailer(size_bytes: int, digest: bytes) -> bytes:
    """Return the trailer of a plain object for a payload of this size and SHA-256."""
    return _TRAILER_START + promise(size_bytes, digest)


def sealed_trailer(encrypted_promise: bytes) -> bytes:
    """Return the trailer of an encrypted object around its encrypted promise."""
    return _TRAILER_START + encrypted_promise


def promise(size_bytes: int, digest: bytes) -> bytes:
    """Return size and SHA-256 of a payload as 40 bytes."""
    return _PROMISE.pack(size_bytes, digest)


def read_promise(found: bytes) -> Seal:
    """Return the size and hash that 40 bytes promise."""
    size_bytes, digest = _PROMISE.unpack(found)
    return Seal(size_bytes=size_bytes, sha256=digest.hex())


def suite_of(found: bytes) -> int:
    """Return the suite that the first bytes of an object name.

    Raise ObjectDamaged for what is no object and SuiteUnknown for a form not known here.
    """
    if len(found) < _START.size or not found.startswith(_HEADER_MAGIC):
        raise ObjectDamaged
    _, version, suite, _, _ = _START.unpack_from(found)
    if version != _VERSION or suite not in (PLAIN_SUITE, SEALED_SUITE):
        raise SuiteUnknown(version=version, suite=suite)
    return int(suite)


def check_header(found: bytes) -> None:
    """Raise unless this is the header of a plain object, byte for byte."""
    if suite_of(found) != PLAIN_SUITE or found != header():
        raise ObjectDamaged


def read_sealed_header(found: bytes) -> SealedHead:
    """Return what the header of an encrypted object says; raise ObjectDamaged if it is not one."""
    if len(found) != SEALED_HEADER_BYTES or suite_of(found) != SEALED_SUITE:
        raise ObjectDamaged
    *_, prefix, _, commitment = _SEALED_HEADER.unpack(found)
    head = SealedHead(prefix, commitment)
    if found != sealed_header(head):
        raise ObjectDamaged
    return head


def read_trailer(found: bytes) -> Seal:
    """Return what the trailer of a plain object promises; raise ObjectDamaged if it is not one."""
    if len(found) != TRAILER_BYTES or not found.startswith(_TRAILER_START):
        raise ObjectDamaged
    return read_promise(found[len(_TRAILER_START) :])


def read_sealed_trailer(found: bytes) -> bytes:
    """Return the encrypted promise of a trailer; raise ObjectDamaged if it is not one."""
    if len(found) != SEALED_TRAILER_BYTES or not found.startswith(_TRAILER_START):
        raise ObjectDamaged
    return found[len(_TRAILER_START) :]


def key_record(record: KeyRecord) -> bytes:
    """Return a wrapped data key as 88 bytes."""
    return _KEY_RECORD.pack(
        _KEY_MAGIC, _VERSION, SEALED_SUITE, KEY_RECORD_BYTES,
        record.root_name, record.nonce, record.wrapped,
    )  # fmt: skip


def read_key_record(found: bytes) -> KeyRecord:
    """Return what a key record holds; raise ObjectDamaged or SuiteUnknown if it can not be read."""
    if len(found) != KEY_RECORD_BYTES or not found.startswith(_KEY_MAGIC):
        raise ObjectDamaged
    _, version, suite, length, root_name, nonce, wrapped = _KEY_RECORD.unpack(found)
    if version != _VERSION or suite != SEALED_SUITE:
        raise SuiteUnknown(version=version, suite=suite)
    if length != KEY_RECORD_BYTES:
        raise ObjectDamaged
    return KeyRecord(root_name, nonce, wrapped)
