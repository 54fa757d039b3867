"""What a public version still gives away is found, in whatever way it is hidden."""

import io

import pikepdf
import pytest

from app.discovery.confidentiality import leak_readers
from app.discovery.confidentiality.leak_needles import needles
from app.discovery.confidentiality.leaks import read_again
from tests.discovery.confidentiality.leaky_pdfs import (
    HANGUL,
    LATIN,
    LEAKY,
    SECRETS,
    embedded,
    hits,
    overlaid,
    saved_again,
    with_page,
)

pytestmark = pytest.mark.usefixtures("no_recognition")


def codes(content: bytes, *secrets: str) -> set[str]:
    return {leak.code for leak in read_again(content, secrets).leaks}


@pytest.mark.parametrize("name", LEAKY)
def test_every_hiding_place_is_looked_into(name: str) -> None:
    assert read_again(LEAKY[name](), SECRETS).clean is False


def test_a_black_box_over_text_is_no_redaction() -> None:
    found = read_again(overlaid(), SECRETS)
    assert {leak.secret for leak in found.leaks if leak.code == "text"} == {0, 1}
    assert any(leak.code == "covered" and leak.page == 1 for leak in found.leaks)


def test_covered_text_is_found_without_knowing_the_secret() -> None:
    assert codes(overlaid()) == {"covered"}


def test_white_words_on_white_are_found_without_knowing_them() -> None:
    white = embedded("보이는 줄")
    assert codes(white) == set()

    def hide(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources.Font.Hidden = font
        page.contents_add(document.make_stream(b"BT 1 g /Hidden 12 Tf 40 20 Td (hidden) Tj ET"))

    assert codes(with_page(white, hide)) == {"covered"}


def test_an_earlier_version_inside_the_file_refuses_it() -> None:
    found = read_again(saved_again(), [LATIN]).leaks
    assert any(leak.code == "earlier_version" and leak.secret == 0 for leak in found)
    assert codes(saved_again()) == {"earlier_version"}


def test_clean_pages_are_clean() -> None:
    assert read_again(embedded("공개해도 되는 글"), SECRETS).clean


def test_a_secret_is_named_by_number_and_never_repeated() -> None:
    found = read_again(LEAKY["attachment"](), [LATIN, HANGUL])
    assert LATIN not in repr(found.leaks)
    assert HANGUL not in repr(found.leaks)
    assert {leak.secret for leak in found.leaks} == {-1, 0, 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp949"])
def test_bytes_are_found_in_every_encoding(encoding: str) -> None:
    (needle,) = needles([HANGUL])
    assert needle.lies_in(b"\0" + HANGUL.encode(encoding) + b"\0")
    assert needle.lies_in(HANGUL.encode(encoding).hex().encode())


def test_a_form_that_no_page_shows_is_read_too() -> None:
    def add(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        form = document.make_stream(
            br"BT (SEC\122ET-42X) Tj ET", Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9],
        )  # fmt: skip
        page.obj.Resources.XObject = pikepdf.Dictionary(Unused=form)

    content = with_page(embedded("빈 글"), add)
    assert hits(content) == []
    assert "drawn" in codes(content, LATIN)


def test_only_readers_that_read_it_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_again(embedded("글"), []).readers == ()  # there was nothing to look for
    monkeypatch.setattr(leak_readers, "pdftotext", lambda _: None)  # gave up
    assert read_again(embedded("글"), SECRETS).readers == ()


def test_recognition_of_some_pages_says_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leak_readers, "recognised", lambda _: ["글", None])
    monkeypatch.setattr(leak_readers.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(leak_readers, "pdftotext", lambda _: "")
    document = pikepdf.new()
    for _ in range(3):
        document.add_blank_page()
    kept = io.BytesIO()
    document.save(kept)
    assert read_again(kept.getvalue(), SECRETS).readers == ("pdftotext", "tesseract 1/3")


def test_the_test_reader_itself_finds_secrets() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.pages[0].obj.Contents = document.make_stream(LATIN.encode())
    kept = io.BytesIO()
    document.save(kept)
    assert hits(kept.getvalue())
