"""The typefaces papers are set in, and which characters they can show."""

from functools import cache
from pathlib import Path
from struct import Struct

FOLDER = Path(__file__).parent
FILES = ("Pretendard-Regular.otf", "Pretendard-Bold.otf", "NotoSansKR-Regular.otf")

# Layout of the OpenType tables that are read here: big-endian, without padding.
_TABLE_COUNT = Struct(">4xH")
_TABLE_RECORD = Struct(">4s4xII")
_ENCODING_COUNT = Struct(">2xH")
_ENCODING_RECORD = Struct(">HHI")
_GROUP_COUNT = Struct(">H10xI")
_GROUP = Struct(">II4x")
_SEGMENTED_COVERAGE = 12


@cache
def coverage() -> frozenset[int]:
    """Return the code points for which at least one regular typeface has a glyph."""
    covered: set[int] = set()
    for name in ("Pretendard-Regular.otf", "NotoSansKR-Regular.otf"):
        covered |= _code_points((FOLDER / name).read_bytes())
    return frozenset(covered)


def _code_points(font: bytes) -> set[int]:
    """Return the code points of a font's full Unicode character map (format 12)."""
    table = _table(font, b"cmap")
    (count,) = _ENCODING_COUNT.unpack_from(font, table)
    for index in range(count):
        record = _ENCODING_RECORD.unpack_from(font, table + 4 + _ENCODING_RECORD.size * index)
        start = table + record[2]
        if record[:2] == (3, 10):
            return _grouped(font, start)
    raise ValueError("the font has no full Unicode character map")


def _table(font: bytes, tag: bytes) -> int:
    """Return where a table of the font begins."""
    (count,) = _TABLE_COUNT.unpack_from(font, 0)
    for index in range(count):
        name, offset, _ = _TABLE_RECORD.unpack_from(font, 12 + _TABLE_RECORD.size * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _grouped(font: bytes, start: int) -> set[int]:
    """Return the code points of one segmented-coverage subtable."""
    layout, groups = _GROUP_COUNT.unpack_from(font, start)
    if layout != _SEGMENTED_COVERAGE:
        raise ValueError(f"the character map has format {layout}, not {_SEGMENTED_COVERAGE}")
    points: set[int] = set()
    for index in range(groups):
        first, last = _GROUP.unpack_from(font, start + 16 + _GROUP.size * index)
        points.update(range(first, last + 1))
    return points
