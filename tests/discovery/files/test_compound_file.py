"""The directory of an OLE compound file, whole and crafted."""

import io
import struct

import pytest

from app.discovery.files.compound_file import BrokenCompoundFile, CompoundFile
from tests.support.sample_files import compound_file


def opened(data: bytes) -> CompoundFile:
    return CompoundFile(io.BytesIO(data))


def test_streams_are_listed_and_begin_as_they_were_written() -> None:
    data = {f"작은 {number}": f"small {number}".encode() * 9 for number in range(40)}
    data |= {"large": b"large one" * 600}
    compound = opened(compound_file(data))
    assert compound.names == set(data)
    for name, content in data.items():
        assert compound.start_of(name, 40) == content[:40]


def test_no_more_is_read_than_the_stream_has() -> None:
    assert opened(compound_file({"x": b"abc"})).start_of("x", 40) == b"abc"


def test_a_file_whose_sector_table_goes_on_outside_the_header_is_read() -> None:
    compound = opened(compound_file({"large": bytes(9_000_000), "after": b"found"}))
    assert compound.start_of("after", 5) == b"found"


@pytest.mark.parametrize("length", [0, 8, 511, 512, 513, 1024])
def test_a_file_cut_short_is_broken(length: int) -> None:
    with pytest.raises(BrokenCompoundFile):
        opened(compound_file({"x": bytes(5000)})[:length])


def test_an_impossible_sector_size_is_broken() -> None:
    data = bytearray(compound_file({"x": b"y"}))
    struct.pack_into("<H", data, 30, 63)
    with pytest.raises(BrokenCompoundFile):
        opened(bytes(data))


def test_a_directory_that_runs_in_a_circle_ends_soon() -> None:
    data = bytearray(compound_file({"x": b"y"}))
    directory = struct.unpack_from("<I", data, 48)[0]
    table = struct.unpack_from("<I", data, 76)[0]
    struct.pack_into("<I", data, (table + 1) * 512 + 4 * directory, directory)
    assert opened(bytes(data)).names == {"x"}


def test_a_list_of_sector_tables_that_runs_in_a_circle_ends_soon() -> None:
    data = bytearray(compound_file({"large": bytes(9_000_000)}))
    more = struct.unpack_from("<I", data, 68)[0]
    struct.pack_into("<I", data, (more + 1) * 512 + 508, more)
    struct.pack_into("<I", data, 48, 0xFFFFFF00)
    with pytest.raises(BrokenCompoundFile):
        opened(bytes(data))


def test_what_is_no_compound_file_is_broken() -> None:
    with pytest.raises(BrokenCompoundFile):
        opened(bytes(1024))


def test_a_directory_without_streams_is_broken() -> None:
    with pytest.raises(BrokenCompoundFile):
        opened(compound_file({}))


def test_a_small_stream_outside_the_file_is_broken() -> None:
    data = bytearray(compound_file({"x": b"y"}))
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, (directory + 1) * 512 + 128 + 116, 0x00FFFFFF)
    with pytest.raises(BrokenCompoundFile):
        opened(bytes(data)).start_of("x", 1)
