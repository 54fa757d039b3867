"""The names and small streams inside an OLE compound file, which older office documents are. Pure.

Only the directory is read and every walk is bounded, so a crafted file can not make it run long.
"""

import struct
from typing import BinaryIO

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")

_MAX_DIRECTORY_SECTORS = 4096
_END_OF_CHAIN = 0xFFFFFFFC
_DIFAT_IN_HEADER = 109
_ENTRY_BYTES = 128
_SMALL_SECTOR_BYTES = 64
_SMALL_STREAM_BELOW = 4096
_KINDS = {1: "storage", 2: "stream", 5: "root"}


class BrokenCompoundFile(ValueError):
    """The directory of the file can not be read."""


class CompoundFile:
    """The directory of one compound file."""

    def __init__(self, content: BinaryIO) -> None:
        """Read the directory; raise BrokenCompoundFile if there is none."""
        self._content = content
        self._length_bytes = content.seek(0, 2)
        head = self._read(0, 512)
        if not head.startswith(SIGNATURE):
            raise BrokenCompoundFile("not a compound file")
        shift = struct.unpack_from("<H", head, 30)[0]
        if shift not in (9, 12):
            raise BrokenCompoundFile("no such sector size")
        self._sector_bytes: int = 1 << shift
        self._first_difat: int = struct.unpack_from("<I", head, 68)[0]
        self._fat_sectors: list[int] = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", head, 76))
        self._streams: dict[str, tuple[int, int]] = {}
        self._root_start = _END_OF_CHAIN
        self._read_directory(struct.unpack_from("<I", head, 48)[0])

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams, wherever they lie in the tree."""
        return frozenset(self._streams)

    def start_of(self, name: str, size_bytes: int) -> bytes:
        """Return at most `size_bytes` (no more than one small sector, 64) from a stream's start."""
        start, length = self._streams[name]
        wanted = min(size_bytes, length, _SMALL_SECTOR_BYTES)
        if length >= _SMALL_STREAM_BELOW:
            return self._read(self._offset(start), wanted)
        # Small streams are packed into one large stream that begins at the root entry.
        place = start * _SMALL_SECTOR_BYTES
        if place >= self._length_bytes:
            raise BrokenCompoundFile("a stream outside the file")
        sector = self._root_start
        for _ in range(place // self._sector_bytes):
            sector = self._next(sector)
        return self._read(self._offset(sector) + place % self._sector_bytes, wanted)

    def _read_directory(self, sector: int) -> None:
        for _ in range(_MAX_DIRECTORY_SECTORS):
            if sector >= _END_OF_CHAIN:
                break
            block = self._read(self._offset(sector), self._sector_bytes)
            for at in range(0, self._sector_bytes, _ENTRY_BYTES):
                self._keep(block[at : at + _ENTRY_BYTES])
            sector = self._next(sector)
        if not self._streams:
            raise BrokenCompoundFile("an empty directory")

    def _keep(self, entry: bytes) -> None:
        name_bytes = struct.unpack_from("<H", entry, 64)[0]
        start, length = struct.unpack_from("<II", entry, 116)
        kind = _KINDS.get(entry[66])
        if kind == "root":
            self._root_start = start
        elif kind == "stream" and 2 <= name_bytes <= 64:  # noqa: PLR2004 - of the format
            name = entry[: name_bytes - 2].decode("utf-16-le", errors="replace")
            self._streams.setdefault(name, (start, length))

    def _next(self, sector: int) -> int:
        self._offset(sector)
        per_sector = self._sector_bytes // 4
        table, place = divmod(sector, per_sector)
        block = self._offset(self._fat_sector(table)) + 4 * place
        return int(struct.unpack("<I", self._read(block, 4))[0])

    def _fat_sector(self, table: int) -> int:
        while table >= len(self._fat_sectors):
            if self._first_difat >= _END_OF_CHAIN:
                raise BrokenCompoundFile("a chain that leads nowhere")
            block = self._read(self._offset(self._first_difat), self._sector_bytes)
            *more, self._first_difat = struct.unpack(f"<{self._sector_bytes // 4}I", block)
            self._fat_sectors.extend(more)
        return self._fat_sectors[table]

    def _offset(self, sector: int) -> int:
        offset = (sector + 1) * self._sector_bytes
        if offset >= self._length_bytes:
            raise BrokenCompoundFile("a chain that leads out of the file")
        return offset

    def _read(self, at: int, size_bytes: int) -> bytes:
        self._content.seek(at)
        found = self._content.read(size_bytes)
        if len(found) < size_bytes:
            raise BrokenCompoundFile("the file is cut short")
        return found
