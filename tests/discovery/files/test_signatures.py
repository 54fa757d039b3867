"""A file is what its bytes and its extension say together."""

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.discovery.files.file_types import ACCEPTED_EXTENSIONS, FileError, FileType, claimed_type
from app.discovery.files.signatures import Finding, Verdict, detect
from tests.support.sample_files import (
    SAMPLES,
    compound_file,
    encrypted_zip,
    hwp,
    hwpx,
    office,
    pdf,
    zip_file,
)

# Some samples are, by their bytes, of two kinds: a text is a table, a film is a sound.
ALIKE = [{"txt", "csv"}, {"m4a", "mp4"}, {"jpg", "jpeg"}, {"tif", "tiff"}, {"stp", "step"}]
TEXTS = {"txt", "csv", "eml", "dxf", "stp", "step"}


def found(data: bytes, name: str) -> Finding:
    return detect(io.BytesIO(data), name)


def verdict(data: bytes, name: str) -> Verdict:
    return found(data, name).verdict


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(ACCEPTED_EXTENSIONS)


@pytest.mark.parametrize("extension", sorted(SAMPLES))
def test_every_kind_is_accepted_under_its_own_name(extension: str) -> None:
    finding = found(SAMPLES[extension], f"증거 1호.{extension}")
    assert finding.is_accepted
    assert finding.error is None
    assert finding.claimed is claimed_type(f"a.{extension}")
    assert finding.media_type != "application/octet-stream"


@pytest.mark.parametrize(
    ("content", "claim"),
    [
        pair
        for pair in itertools.product(sorted(SAMPLES), repeat=2)
        if pair[0] != pair[1]
        and not any(set(pair) <= group for group in ALIKE)
        and not (pair[0] in TEXTS and pair[1] in {"txt", "csv"})
    ],
)
def test_no_kind_is_accepted_under_the_name_of_another(content: str, claim: str) -> None:
    finding = found(SAMPLES[content], f"a.{claim}")
    assert finding.verdict in {Verdict.MISMATCH, Verdict.DAMAGED}
    assert finding.error is FileError.DAMAGED
    assert finding.media_type == "application/octet-stream"


@pytest.mark.parametrize("name", ["virus.exe", "page.html", "no extension", "a.pdf.js"])
def test_a_kind_that_is_not_taken_is_unknown(name: str) -> None:
    assert found(pdf(), name).error is FileError.TYPE


def test_a_file_without_bytes_is_empty() -> None:
    assert found(b"", "a.pdf").error is FileError.EMPTY
    assert found(zip_file({}), "a.zip").error is FileError.EMPTY


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(sorted(ACCEPTED_EXTENSIONS)))
def test_no_bytes_whatever_make_it_fail(data: bytes, extension: str) -> None:
    assert isinstance(verdict(data, f"a.{extension}"), Verdict)


@given(
    st.sampled_from(sorted(SAMPLES)),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 20_000),
)
def test_no_damage_whatever_makes_it_fail(
    extension: str, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(SAMPLES[extension])
    for at, value in changes:
        data[at % len(data)] = value
    assert isinstance(verdict(bytes(data[: max(cut, 1)]), f"a.{extension}"), Verdict)


# ------------------------------------------------------------------------------------ HWP, HWPX


def test_a_hwp_with_a_password_is_locked() -> None:
    assert verdict(hwp(flags=0x3), "a.hwp") is Verdict.PASSWORD_DOCUMENT
    assert found(hwp(flags=0x3), "a.hwp").error is FileError.LOCKED


def test_a_distribution_copy_is_accepted_and_marked() -> None:
    finding = found(hwp(flags=0x5), "a.hwp")
    assert finding.is_accepted
    assert finding.is_distribution_copy
    assert not found(hwp(), "a.hwp").is_distribution_copy


def test_a_hwp_header_with_other_words_is_damaged() -> None:
    other = compound_file({"FileHeader": bytes(256)})
    assert verdict(other, "a.hwp") is Verdict.DAMAGED


def test_a_hwp_cut_short_is_damaged() -> None:
    assert verdict(hwp()[:1000], "a.hwp") is Verdict.DAMAGED


def test_the_older_hwp_without_a_container_is_accepted() -> None:
    assert verdict(b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + bytes(90), "a.hwp") is (
        Verdict.ACCEPTED
    )


def test_hwp_and_hwpx_are_told_apart() -> None:
    assert found(hwpx(), "a.hwp").found == {FileType.HWPX}
    assert found(hwp(), "a.hwpx").found == {FileType.HWP}


def test_a_hwpx_whose_media_type_is_not_its_first_entry_is_a_plain_archive() -> None:
    late = zip_file({"Contents/x.xml": b"<x/>", "mimetype": b"application/hwp+zip"}, stored=True)
    assert found(late, "a.hwpx").found == {FileType.ZIP}


def test_a_hwpx_whose_media_type_is_packed_is_a_plain_archive() -> None:
    assert found(zip_file({"mimetype": b"application/hwp+zip"}), "a.hwpx").found == {FileType.ZIP}


# ---------------------------------------------------------------------------- office and archives


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pptx"])
def test_an_office_document_with_a_password_is_locked(extension: str) -> None:
    locked = compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)})
    assert verdict(locked, f"a.{extension}") is Verdict.PASSWORD_DOCUMENT


def test_an_archive_with_a_password_is_locked() -> None:
    finding = found(encrypted_zip(), "a.zip")
    assert (finding.verdict, finding.error) == (Verdict.ENCRYPTED_ZIP, FileError.LOCKED)


def test_a_password_that_only_the_entry_itself_tells_of_is_seen() -> None:
    archive = bytearray(zip_file({"secret.txt": b"secret"}))
    archive[6] |= 1
    assert verdict(bytes(archive), "a.zip") is Verdict.ENCRYPTED_ZIP


@pytest.mark.parametrize(
    "entries",
    [
        {"inner.zip": b"PK\x03\x04"},
        {"deep/inner.7z": b"x"},
        {"자료.egg": b"x"},
        {"photo.jpg": zip_file({"x": b"x"})},
        {"plain": b"\x1f\x8b\x08" + bytes(10)},
        {"a.txt": b"Rar!\x1a\x07\x00"},
    ],
)
@pytest.mark.parametrize("stored", [True, False])
def test_an_archive_in_an_archive_is_refused_by_name_or_by_bytes(
    entries: dict[str, bytes], stored: bool
) -> None:
    finding = found(zip_file(entries, stored=stored), "a.zip")
    assert (finding.verdict, finding.error) == (Verdict.NESTED_ZIP, FileError.TYPE)


def test_office_documents_in_an_archive_are_no_inner_archives() -> None:
    packed = zip_file({"1.docx": office("word"), "2.HWPX": hwpx(), "3.hwp": hwp()})
    assert verdict(packed, "a.zip") is Verdict.ACCEPTED


def test_ten_thousand_entries_are_listed_and_one_more_is_not() -> None:
    most = {str(number): b"" for number in range(10_000)}
    assert verdict(zip_file(most, stored=True), "a.zip") is Verdict.ACCEPTED
    finding = found(zip_file(most | {"more": b""}, stored=True), "a.zip")
    assert (finding.verdict, finding.error) == (Verdict.CROWDED_ZIP, FileError.SIZE)


def test_a_bomb_is_only_listed() -> None:
    bomb = zip_file({"zeros": bytes(30_000_000)})
    assert len(bomb) < 40_000
    assert verdict(bomb, "a.zip") is Verdict.ACCEPTED


def test_an_archive_that_follows_a_web_page_is_no_archive() -> None:
    assert verdict(b"<html><script>" + zip_file({"a.txt": b"x"}), "a.zip") is Verdict.MISMATCH


# ----------------------------------------------------------------------------------------- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_text_is_accepted_in_the_encodings_in_use(encoding: str) -> None:
    text = "부당한 대금 감액에 관한 녹취록\r\n" * 5000
    assert verdict(text.encode(encoding), "녹취록.txt") is Verdict.ACCEPTED
    assert verdict(text.encode(encoding), "표.csv") is Verdict.ACCEPTED


@pytest.mark.parametrize(
    "data",
    [b"abc\0def", b"\xff\xff\xff", "가".encode()[:2] + b"\xff", b"\xff\xfea", b"a\x80"],
)
def test_bytes_that_are_no_text_are_a_mismatch(data: bytes) -> None:
    assert verdict(data, "a.txt") is Verdict.MISMATCH


def test_a_null_far_behind_the_beginning_is_seen() -> None:
    assert verdict(b"a" * 200_000 + b"\0", "a.txt") is Verdict.MISMATCH


def test_a_text_may_speak_of_other_kinds() -> None:
    assert verdict(b"This is about %PDF-1.7 and ID3 and AC1032", "a.txt") is Verdict.ACCEPTED
    assert verdict(b"ID3,AC1032\r\n1,2\r\n", "a.csv") is Verdict.ACCEPTED


def test_a_mail_needs_the_headers_of_a_mail() -> None:
    assert verdict(b"Dear sir,\r\nplease find attached\r\n", "a.eml") is Verdict.MISMATCH
    assert verdict(b"X-Any: y\r\nTO: b@example.com\r\n\r\n", "a.eml") is Verdict.ACCEPTED


def test_a_drawing_may_begin_with_a_comment() -> None:
    assert verdict(b"999\nmade by hand\n0\nSECTION\n2\nHEADER\n", "a.dxf") is Verdict.ACCEPTED
    assert verdict(b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(9), "a.dxf") is Verdict.ACCEPTED


def test_a_sound_frame_without_a_tag_is_a_sound() -> None:
    assert verdict(b"\xff\xfb\x90\x64" + bytes(400), "a.mp3") is Verdict.ACCEPTED
    assert verdict(b"\xff\xfb\xf0\x64" + bytes(400), "a.mp3") is Verdict.MISMATCH
