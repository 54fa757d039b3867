"""The kinds of file that are taken, and the words for those that are not."""

import pytest

from app.discovery.files.file_types import (
    ACCEPTED_EXTENSIONS,
    FILE_ERRORS,
    MEDIA_TYPES,
    FileError,
    FileType,
    claimed_type,
    file_error,
)
from app.kernel.text import LANGUAGES


def test_every_kind_has_a_media_type_that_no_browser_runs() -> None:
    assert set(MEDIA_TYPES) == set(FileType)
    assert not {"text/html", "image/svg+xml"} & set(MEDIA_TYPES.values())


def test_every_accepted_extension_leads_to_a_kind() -> None:
    assert all(claimed_type(f"자료.{extension.upper()}") for extension in ACCEPTED_EXTENSIONS)


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "pdf", "a.", "", "a.pdf.lnk"])
def test_other_extensions_lead_to_none(name: str) -> None:
    assert claimed_type(name) is None


def test_the_six_errors_have_six_different_texts_in_each_language() -> None:
    assert set(FILE_ERRORS) == set(FileError)
    for language in LANGUAGES:
        assert len({text.get(language) for text in FILE_ERRORS.values()}) == 6


@pytest.mark.parametrize("error", FileError)
def test_each_text_names_the_file_and_says_what_to_do(error: FileError) -> None:
    found = file_error(error, pointer="/files/0", name="도면{0}.dwg", limit_bytes=100 * 1024 * 1024)
    assert (found.pointer, found.code) == ("/files/0", error.value)
    assert "도면{0}.dwg" in found.detail.ko
    assert "도면{0}.dwg" in found.detail.en
    assert "주세요" in found.detail.ko
    assert ("100MB" in found.detail.ko) == (error is FileError.SIZE)
