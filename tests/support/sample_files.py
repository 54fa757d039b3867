"""Small files of every kind that is taken as evidence, built by code; none comes from a person."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

_SECTOR, _SMALL_SECTOR, _SMALL_BELOW = 512, 64, 4096
_FREE, _END, _IS_FAT, _IS_MORE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE compound file with these streams: the large ones, the list, the small ones."""
    blocks: list[bytes] = []
    fat: list[int] = []
    places: dict[str, tuple[int, int]] = {}
    packed, small_fat = b"", list[int]()

    def lay(data: bytes, *, fill: bytes = b"\0") -> int:
        start, pieces = len(blocks), _split(data, fill=fill)
        blocks.extend(pieces)
        fat.extend(_chain(start, len(pieces)))
        return start if pieces else _END

    for name, data in streams.items():
        if len(data) >= _SMALL_BELOW:
            places[name] = (lay(data), len(data))
        else:
            places[name] = (len(packed) // _SMALL_SECTOR, len(data))
            small_fat += _chain(len(small_fat), -(-len(data) // _SMALL_SECTOR))
            packed += _padded(data, _SMALL_SECTOR)
    packed_at = lay(packed)
    small_fat_at = lay(struct.pack(f"<{len(small_fat)}I", *small_fat), fill=b"\xff")
    directory_at = lay(_directory(places, packed_at, len(packed)))
    fat_sectors = -(-len(fat) // 125) + 1
    more = _split_numbers(range(len(blocks) + 109, len(blocks) + fat_sectors), 127)
    fat_at, more_at = len(blocks), len(blocks) + fat_sectors
    fat += [_IS_FAT] * fat_sectors + [_IS_MORE] * len(more)
    blocks += _split(_numbers(fat, fat_sectors * 128))
    for number, part in enumerate(more, start=1):
        following = more_at + number if number < len(more) else _END
        blocks.append(_numbers([*part, *[_FREE] * (127 - len(part)), following], 128))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH10xI", 0x3E, 3, 0xFFFE, 9, 6, fat_sectors)
    head += struct.pack("<IIII", directory_at, 0, _SMALL_BELOW, small_fat_at)
    head += struct.pack("<III", -(-len(small_fat) // 128), more_at if more else _END, len(more))
    first = range(fat_at, fat_at + min(fat_sectors, 109))
    return head + _numbers(first, 109) + b"".join(blocks)


def hwp(*, flags: int = 0x1) -> bytes:
    """Return a file of the HWP 5 form with these properties in its header."""
    header = _padded(b"HWP Document File", 32) + struct.pack("<II", 0x05010001, flags)
    return compound_file({"FileHeader": _padded(header, 256), "BodyText": bytes(9000)})


def zip_file(entries: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """Return a ZIP archive with these entries."""
    kept = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return kept.getvalue()


def hwpx() -> bytes:
    """Return a file of the HWPX form: its media type is the first entry, not packed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/hwp+zip", zipfile.ZIP_STORED)
        archive.writestr("Contents/section0.xml", b"<sec/>")
    return kept.getvalue()


def office(folder: str) -> bytes:
    """Return a file of the newer office form: `word`, `xl` or `ppt`."""
    return zip_file({"[Content_Types].xml": b"<Types/>", f"{folder}/main.xml": b"<x/>"})


def encrypted_zip() -> bytes:
    """Return an archive whose one entry says that it needs a password."""
    archive = bytearray(zip_file({"secret.txt": b"secret"}))
    archive[6] |= 1
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(archive)


def pdf() -> bytes:
    """Return a PDF with nothing on its page."""
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _directory(places: Mapping[str, tuple[int, int]], packed_at: int, packed: int) -> bytes:
    # The tree of names is a list: each entry has the next one at its right.
    entries = [_entry("Root Entry", 5, packed_at, packed, child=1)]
    for number, (name, place) in enumerate(places.items(), start=2):
        right = number if number <= len(places) else _FREE
        entries.append(_entry(name, 2, *place, right=right))
    return b"".join(entries)


def _numbers(values: Iterable[int], count: int) -> bytes:
    known = [*values]
    return struct.pack(f"<{count}I", *known, *[_FREE] * (count - len(known)))


def _split_numbers(values: Sequence[int], size: int) -> list[Sequence[int]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def _entry(
    name: str, kind: int, start: int, length: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    sides = struct.pack("<III", _FREE, right, child)
    fixed = _padded(encoded, 64) + struct.pack("<HBB", len(encoded), kind, 1) + sides
    return fixed + bytes(36) + struct.pack("<IQ", start, length)


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), _END] if length else []


def _split(data: bytes, *, fill: bytes = b"\0") -> list[bytes]:
    whole = _padded(data, _SECTOR, fill=fill)
    return [whole[at : at + _SECTOR] for at in range(0, len(whole), _SECTOR)]


def _padded(data: bytes, unit: int, *, fill: bytes = b"\0") -> bytes:
    return data + fill * (-len(data) % unit)


SAMPLES: Mapping[str, bytes] = {
    "pdf": pdf(),
    "hwp": hwp(),
    "hwpx": hwpx(),
    "doc": compound_file({"WordDocument": bytes(5000), "1Table": b"x"}),
    "docx": office("word"),
    "xls": compound_file({"Workbook": bytes(100)}),
    "xlsx": office("xl"),
    "ppt": compound_file({"PowerPoint Document": bytes(100)}),
    "pptx": office("ppt"),
    "txt": "단가를 낮추어 달라는 요구를 받았습니다.\r\n".encode(),
    "csv": "날짜,금액\r\n2026-01-05,1000\r\n".encode("cp949"),
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif\0" + bytes(20),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "tif": b"II*\0" + bytes(20),
    "tiff": b"MM\0*" + bytes(20),
    "mp3": b"ID3\x03\x00" + bytes(20),
    "m4a": b"\0\0\0\x18ftypM4A \0\0\0\0",
    "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "mp4": b"\0\0\0\x18ftypisom\0\0\0\0",
    "eml": b"Received: from x\r\nFrom: a@example.com\r\nSubject: x\r\n\r\nbody\r\n",
    "msg": compound_file({"__properties_version1.0": bytes(32)}),
    "dwg": b"AC1032\0\0\0\0\0" + bytes(20),
    "dxf": b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n",
    "stp": b"ISO-10303-21;\nHEADER;\n",
    "step": b"ISO-10303-21;\nHEADER;\n",
    "zip": zip_file({"사진/1.jpg": b"\xff\xd8\xff\xe0", "보고서.docx": office("word")}),
}
"""One file for each extension that is taken."""
