"""The form of a stored object: a fixed header, the payload, a fixed trailer.

All numbers are unsigned and big-endian. Size and hash are of the payload alone.

Header, 32 bytes
    offset  bytes  meaning
    0       7      magic, ASCII `SSOBJ1` and a line feed
    7       1      version of this table, 1
    8       2      suite: 0 = plain text; others, which encrypt, may follow
    10      2      length of this header, 32
    12      4      segment size in bytes, 1,048,576
    16      16     reserved, zero

Trailer, 48 bytes (suite 0)
    offset  bytes  meaning
    0       7      magic, ASCII `SSEND1` and a line feed
    7       1      reserved, zero
    8       8      payload size in bytes
    16      32     SHA-256 of the payload
"""

import struct
from dataclasses import dataclass

from app.storage.base import CHUNK_BYTES, ObjectDamaged, SuiteUnknown

PLAIN_SUITE = 0
_VERSION = 1
_HEADER = struct.Struct(">7sBHHI16s")
_TRAILER = struct.Struct(">7ssQ32s")
_HEADER_MAGIC = b"SSOBJ1\n"
_TRAILER_MAGIC = b"SSEND1\n"
_RESERVED = bytes(16)

HEADER_BYTES = _HEADER.size
TRAILER_BYTES = _TRAILER.size
OVERHEAD_BYTES = HEADER_BYTES + TRAILER_BYTES


@dataclass(frozen=True, slots=True)
class Seal:
    """What the trailer promises about the payload."""

    size_bytes: int
    sha256: str


def header() -> bytes:
    """Return the header of a plain object."""
    return _HEADER.pack(_HEADER_MAGIC, _VERSION, PLAIN_SUITE, HEADER_BYTES, CHUNK_BYTES, _RESERVED)


def trailer(size_bytes: int, digest: bytes) -> bytes:
    """Return the trailer for a payload of this size and SHA-256."""
    return _TRAILER.pack(_TRAILER_MAGIC, b"\0", size_bytes, digest)


def check_header(found: bytes) -> None:
    """Raise SuiteUnknown for a form not known here and ObjectDamaged for no form at all."""
    if len(found) != HEADER_BYTES or not found.startswith(_HEADER_MAGIC):
        raise ObjectDamaged
    _, version, suite, _, _, _ = _HEADER.unpack(found)
    if version != _VERSION or suite != PLAIN_SUITE:
        raise SuiteUnknown(version=version, suite=suite)
    if found != header():
        raise ObjectDamaged


def read_trailer(found: bytes) -> Seal:
    """Return what the trailer promises; raise ObjectDamaged if it is not one."""
    if len(found) != TRAILER_BYTES:
        raise ObjectDamaged
    magic, reserved, size_bytes, digest = _TRAILER.unpack(found)
    if magic != _TRAILER_MAGIC or reserved != b"\0":
        raise ObjectDamaged
    return Seal(size_bytes=size_bytes, sha256=digest.hex())
