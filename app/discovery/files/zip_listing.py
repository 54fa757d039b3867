"""The list of what a ZIP archive says it holds; nothing is ever unpacked to a name. Pure.

The count, sizes and names in an archive are claims of its sender: only the number of entries really
read is believed, and it is bounded.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_ENTRIES = 10_000

_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LOCATOR_64 = b"PK\x06\x07"
_END_BYTES = 22
_LOCATOR_BYTES = 20
_CENTRAL_BYTES = 46
_LOCAL_BYTES = 30
_MAX_COMMENT_BYTES = 65_535
_ENCRYPTED_FLAGS = 0x2041  # plain encryption, strong encryption, masked headers
_UTF8_FLAG = 0x800
_AES_METHOD = 99
STORED, DEFLATED = 0, 8
_IN_ZIP64 = 0xFFFFFFFF
_FARTHEST = 1 << 48


class BrokenArchive(ValueError):
    """The list of entries can not be read."""


class TooManyEntries(ValueError):
    """The archive lists more than 10,000 entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a name, how it is packed, where its bytes begin, what they must be.

    `size_bytes` and `crc32` are claims, against which what is unpacked is compared.
    """

    name: str
    is_encrypted: bool
    method: int
    packed_bytes: int
    offset: int
    size_bytes: int = 0
    crc32: int = 0


def entries(content: BinaryIO) -> list[Entry]:
    """Return the list at the end of the archive; raise BrokenArchive or TooManyEntries."""
    at, end = _list_span(content)
    found: list[Entry] = []
    while at + _CENTRAL_BYTES <= end:
        if len(found) == MAX_ENTRIES:
            raise TooManyEntries(f"more than {MAX_ENTRIES} entries")
        entry, at = _read_entry(content, at)
        found.append(entry)
    if at != end:
        raise BrokenArchive("the list does not end where it says")
    return found


def first_bytes(content: BinaryIO, entry: Entry, size_bytes: int) -> bytes:
    """Return at most `size_bytes` from an entry's start, unpacking no more than that."""
    packed = _read(content, data_offset(content, entry), min(entry.packed_bytes, 512), whole=False)
    if entry.method == STORED:
        return packed[:size_bytes]
    if entry.method == DEFLATED:
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size_bytes)
        except zlib.error as fault:
            raise BrokenArchive("an entry that cannot be unpacked") from fault
    return b""


def data_offset(content: BinaryIO, entry: Entry) -> int:
    """Return where an entry's packed bytes begin; raise BrokenArchive if there is no entry."""
    local = _read(content, entry.offset, _LOCAL_BYTES)
    if not local.startswith(_LOCAL):
        raise BrokenArchive("an entry is not where the list says")
    name_bytes, extra_bytes = struct.unpack_from("<HH", local, 26)
    return entry.offset + _LOCAL_BYTES + int(name_bytes) + int(extra_bytes)


def is_encrypted(content: BinaryIO, entry: Entry) -> bool:
    """Tell if either the list or the entry itself says that a password is needed."""
    local = _read(content, entry.offset, _LOCAL_BYTES)
    if not local.startswith(_LOCAL):
        raise BrokenArchive("an entry is not where the list says")
    return entry.is_encrypted or bool(struct.unpack_from("<H", local, 6)[0] & _ENCRYPTED_FLAGS)


def _read_entry(content: BinaryIO, at: int) -> tuple[Entry, int]:
    fixed = _read(content, at, _CENTRAL_BYTES)
    if not fixed.startswith(_CENTRAL):
        raise BrokenArchive("the list is damaged")
    flags, method = struct.unpack_from("<HH", fixed, 8)
    crc32, packed_bytes, size_bytes, name_bytes, extra_bytes, note_bytes = struct.unpack_from(
        "<IIIHHH", fixed, 16
    )
    offset = struct.unpack_from("<I", fixed, 42)[0]
    rest = _read(content, at + _CENTRAL_BYTES, name_bytes + extra_bytes)
    wide = _wide_values(rest[name_bytes:], (size_bytes, packed_bytes, offset))
    entry = Entry(
        name=rest[:name_bytes].decode("utf-8" if flags & _UTF8_FLAG else "cp949", "replace"),
        is_encrypted=bool(flags & _ENCRYPTED_FLAGS) or method == _AES_METHOD,
        method=method,
        packed_bytes=wide[1],
        offset=wide[2],
        size_bytes=wide[0],
        crc32=crc32,
    )
    return entry, at + _CENTRAL_BYTES + name_bytes + extra_bytes + note_bytes


def _wide_values(extra: bytes, values: tuple[int, ...]) -> list[int]:
    wide = _wide_field(extra)
    return [next(wide, _IN_ZIP64) if value == _IN_ZIP64 else value for value in values]


def _wide_field(extra: bytes) -> Iterator[int]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            yield from (value for (value,) in struct.iter_unpack("<Q", field[: len(field) & ~7]))
        at += 4 + length


def _list_span(content: BinaryIO) -> tuple[int, int]:
    end_at, length_bytes, start = _end_record(content)
    if _IN_ZIP64 in (length_bytes, start):
        locator = _read(content, end_at - _LOCATOR_BYTES, _LOCATOR_BYTES)
        if not locator.startswith(_LOCATOR_64):
            raise BrokenArchive("the long form of the list is missing")
        record = _read(content, struct.unpack_from("<Q", locator, 8)[0], 56)
        if not record.startswith(_END_64):
            raise BrokenArchive("the long form of the list is missing")
        length_bytes, start = struct.unpack_from("<QQ", record, 40)
    if start + length_bytes > end_at:
        raise BrokenArchive("the list lies outside the archive")
    return start, start + length_bytes


def _end_record(content: BinaryIO) -> tuple[int, int, int]:
    total = content.seek(0, 2)
    window = min(total, _END_BYTES + _MAX_COMMENT_BYTES)
    tail = _read(content, total - window, window)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise BrokenArchive("no end of the list")
    length_bytes, start = struct.unpack_from("<II", tail, place + 12)
    return total - window + place, length_bytes, start


def _read(content: BinaryIO, at: int, size_bytes: int, *, whole: bool = True) -> bytes:
    if not 0 <= at <= _FARTHEST:
        raise BrokenArchive("an entry outside the archive")
    content.seek(at)
    found = content.read(size_bytes)
    if whole and len(found) < size_bytes:
        raise BrokenArchive("the archive is cut short")
    return found
