"""The list of an archive is read within bounds, whatever the archive claims."""

import io
import struct
import zipfile

import pytest

from app.discovery.files.zip_listing import (
    BrokenArchive,
    TooManyEntries,
    entries,
    first_bytes,
    is_encrypted,
)
from tests.support.sample_files import encrypted_zip, zip_file


def test_names_and_first_bytes_are_told() -> None:
    content = io.BytesIO(zip_file({"자료/한글.txt": b"hello world", "b": b""}))
    first, second = entries(content)
    assert (first.name, second.name) == ("자료/한글.txt", "b")
    assert (first_bytes(content, first, 5), first_bytes(content, second, 5)) == (b"hello", b"")


def test_names_of_older_korean_archives_are_read() -> None:
    archive = zip_file({"xxxx": b"1"}).replace(b"xxxx", "한글".encode("cp949"))
    assert entries(io.BytesIO(archive))[0].name == "한글"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "a/../../b", "..\\..\\x"]
)
def test_names_that_climb_are_only_names(name: str) -> None:
    assert entries(io.BytesIO(zip_file({name: b"x"})))[0].name == name


def test_an_archive_in_the_long_form_is_read() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive, archive.open("big", "w", force_zip64=True) as entry:
        entry.write(b"content")
    assert first_bytes(kept, entries(kept)[0], 7) == b"content"


def test_the_long_form_of_the_list_itself_is_read() -> None:
    plain = zip_file({"a": b"x"}, stored=True)
    at = plain.index(b"PK\x05\x06")
    length, start = struct.unpack_from("<II", plain, at + 12)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, length, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    content = io.BytesIO(plain[:at] + record + locator + end)
    assert [entry.name for entry in entries(content)] == ["a"]


def long_form_entry(extra: bytes) -> io.BytesIO:
    local = zip_file({"a": b"content"}, stored=True)[: 30 + 1 + 7]
    wide = 0xFFFFFFFF
    listed = b"PK\x01\x02" + struct.pack("<HHHHHHI", 45, 45, 0, 0, 0, 0, 0)
    listed += struct.pack("<IIHHHHHII", wide, wide, 1, len(extra), 0, 0, 0, 0, wide) + b"a" + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(local), 0)
    return io.BytesIO(local + listed + end)


def test_the_long_form_of_one_entry_is_read() -> None:
    other = struct.pack("<HHI", 0x5455, 4, 0)
    content = long_form_entry(other + struct.pack("<HHQQQ", 1, 24, 7, 7, 0))
    (entry,) = entries(content)
    assert (entry.packed_bytes, first_bytes(content, entry, 9)) == (7, b"content")


@pytest.mark.parametrize("extra", [b"", struct.pack("<HHQQQ", 1, 24, 7, 7, 1 << 63)])
def test_a_long_form_that_leads_nowhere_is_broken(extra: bytes) -> None:
    content = long_form_entry(extra)
    (entry,) = entries(content)
    with pytest.raises(BrokenArchive):
        first_bytes(content, entry, 9)


def test_a_way_of_packing_that_is_not_known_shows_no_bytes() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"content")
    assert first_bytes(kept, entries(kept)[0], 9) == b""


def test_a_lying_count_is_not_believed() -> None:
    archive = bytearray(zip_file({str(number): b"" for number in range(10_001)}, stored=True))
    at = archive.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", archive, at + 8, 1, 1)
    with pytest.raises(TooManyEntries):
        entries(io.BytesIO(archive))


def test_a_lying_size_is_not_believed() -> None:
    archive = bytearray(zip_file({"a": bytes(100_000)}))
    struct.pack_into("<I", archive, archive.index(b"PK\x01\x02") + 24, 10)
    content = io.BytesIO(archive)
    assert first_bytes(content, entries(content)[0], 8) == bytes(8)


def test_a_password_is_seen_in_the_list() -> None:
    content = io.BytesIO(encrypted_zip())
    assert is_encrypted(content, entries(content)[0])


@pytest.mark.parametrize(
    ("offset", "value"),
    [(12, 1), (12, 0x7FFFFFFF), (16, 0x7FFFFFFF), (16, 3), (12, 0xFFFFFFFF), (16, 0xFFFFFFFF)],
)
def test_a_list_that_is_not_where_it_should_be_is_broken(offset: int, value: int) -> None:
    archive = bytearray(zip_file({"a": b"x"}))
    struct.pack_into("<I", archive, archive.index(b"PK\x05\x06") + offset, value)
    with pytest.raises(BrokenArchive):
        entries(io.BytesIO(archive))


def test_an_entry_that_is_not_where_the_list_says_is_broken() -> None:
    archive = bytearray(zip_file({"a": b"x"}))
    struct.pack_into("<I", archive, archive.index(b"PK\x01\x02") + 42, 5)
    content = io.BytesIO(archive)
    (entry,) = entries(content)
    for ask in (lambda: is_encrypted(content, entry), lambda: first_bytes(content, entry, 4)):
        with pytest.raises(BrokenArchive):
            ask()


def test_an_entry_that_can_not_be_unpacked_is_broken() -> None:
    archive = bytearray(zip_file({"a": b"x" * 100}))
    archive[31:34] = b"\xff\xff\xff"
    content = io.BytesIO(archive)
    with pytest.raises(BrokenArchive):
        first_bytes(content, entries(content)[0], 8)
