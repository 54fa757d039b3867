"""The bytes say what a file is, whatever it is called."""

import io

import pytest

from app.discovery.files.file_types import FileType
from app.discovery.files.true_types import (
    TypeFinding,
    kind_to_read,
    true_types,
    type_finding_of,
)
from tests.support.sample_files import SAMPLES, hwp, pdf, zip_file


@pytest.mark.parametrize("kind", ["pdf", "hwp", "hwpx", "docx", "xls", "jpg", "zip", "eml", "dwg"])
def test_the_kind_is_told_without_a_name(kind: str) -> None:
    assert true_types(io.BytesIO(SAMPLES[kind])) == {FileType(kind)}


def test_a_name_that_says_otherwise_is_a_finding() -> None:
    found = type_finding_of(SAMPLES["hwpx"], "보고서.hwp")
    assert found == TypeFinding("hwp", ("hwpx",), "mismatch")
    assert kind_to_read(found) is FileType.HWPX


def test_a_copy_made_for_handing_out_is_a_finding() -> None:
    assert type_finding_of(hwp(flags=0x5), "a.hwp").is_distribution_copy


def test_an_unknown_extension_hides_nothing() -> None:
    assert type_finding_of(pdf(), "그림.exe") == TypeFinding("", ("pdf",), "unknown")


def test_a_table_in_text_is_what_its_name_says() -> None:
    assert type_finding_of(SAMPLES["csv"], "표.csv").shown == ("csv",)


def test_a_file_made_to_pass_as_two_kinds_shows_both() -> None:
    both = type_finding_of(pdf() + zip_file({"숨김.txt": b"x"}), "a.pdf")
    assert both.shown == ("pdf", "zip")
    assert kind_to_read(both) is FileType.PDF


def test_two_kinds_under_a_third_name_are_not_read() -> None:
    both = type_finding_of(pdf() + zip_file({"숨김.txt": b"x"}), "a.hwp")
    assert kind_to_read(both) is None


def test_a_document_with_its_end_mark_inside_is_of_one_kind() -> None:
    assert type_finding_of(pdf() + b"PK\x05\x06 words", "a.pdf").shown == ("pdf",)


@pytest.mark.parametrize("data", [b"", b"\0\x01\x02", SAMPLES["docx"][:40]])
def test_what_shows_no_kind_is_not_read(data: bytes) -> None:
    found = type_finding_of(data, "a.docx")
    assert found.shown == ()
    assert kind_to_read(found) is None
