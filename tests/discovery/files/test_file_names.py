"""The name of a file is shown safely, whatever was sent."""

import itertools
import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.discovery.files.file_names import (
    MAX_CHARACTERS,
    content_disposition,
    extension_of,
    normalise_file_name,
)

STEMS = [
    "계약서", unicodedata.normalize("NFD", "계약서 최종본"), "도면 (수정)", "report", "日本語",
    "naïve café", "a.b.c", "100% 단가", "emoji 👩‍👧 사진", "x" * 400, "가" * 300, "", " ", ".",
    "..", "CON", "nul.backup", "COM1", "lpt9", ".htaccess", "semi;colon", "it's", 'quote"d', "=1+1",
    "-rf", "~root", "$(id)", "`id`", "<script>", "a\tb", "line\r\nSet-Cookie: x=1", "nul\0byte",
    "right\u202eleft", "zero\u200bwidth", "bom\ufeff", "\u2028sep", "bad\ud800half", "a  b", "ＡＢＣ",
    "filename*=UTF-8''x", "%2e%2e%2f", "a%00b",
]  # fmt: skip
FOLDERS = ["", "C:\\Users\\김\\", "../../", "/etc/", "..\\..\\", "a/b\\c/"]
ENDINGS = ["", ".pdf", ".HWP"]
CORPUS = ["".join(parts) for parts in itertools.product(FOLDERS, STEMS, ENDINGS)]
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?", re.IGNORECASE)


def check_shown(name: str) -> None:
    assert 1 <= len(name) <= MAX_CHARACTERS
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('/\\<>:"|?*')
    assert not {unicodedata.category(symbol) for symbol in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert name == name.strip(" .")
    assert not RESERVED.fullmatch(name)
    name.encode("utf-8")


def check_header(header: str, name: str) -> None:
    found = re.fullmatch(r"attachment; filename=\"([ -~]*)\"; filename\*=UTF-8''([!-~]+)", header)
    assert found
    assert not set(found[1]) & set('"\\%\r\n')
    assert not set(found[2]) & set("\"'()*,/:;<=>?@[\\]{}")
    assert unquote(found[2]) == normalise_file_name(name)


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) > 500


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_name_of_the_corpus_is_shown_safely(folder: str) -> None:
    for sent in CORPUS:
        shown = normalise_file_name(folder + sent)
        check_shown(shown)
        check_header(content_disposition(sent), sent)


@given(st.text(max_size=300))
@example("ᄀ\u200bᅡ.pdf")
@example(" \u0338.\u0338")
@example("CON .")
@example("a" * 175 + " .pdfpdf")
def test_any_text_is_shown_safely_and_stays_the_same_the_second_time(sent: str) -> None:
    shown = normalise_file_name(sent)
    check_shown(shown)
    assert normalise_file_name(shown) == shown
    check_header(content_disposition(sent), sent)


@given(st.text(max_size=300), st.sampled_from(["pdf", "HWPX", "zip"]))
def test_the_extension_survives(stem: str, extension: str) -> None:
    shown = normalise_file_name(f"{stem}.{extension}")
    assert shown.endswith(f".{extension}")
    assert extension_of(shown) == extension.lower()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("계약서.hwp", "계약서.hwp"),
        (unicodedata.normalize("NFD", "한글 파일.hwp"), "한글 파일.hwp"),
        ("C:\\내 문서\\도면.dwg", "도면.dwg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ('그는 "말했다".txt', "그는 _말했다_.txt"),
        ("con.txt", "_con.txt"),
        (".pdf", "파일.pdf"),
        ("", "파일"),
        ("...", "파일"),
        ("단가\u00a0\u3000표.xlsx", "단가 표.xlsx"),
        ("가" * 200 + ".hwpx", "가" * 175 + ".hwpx"),
        ("trailing. . .", "trailing"),
    ],
)
def test_names_are_shown_like_this(sent: str, shown: str) -> None:
    assert normalise_file_name(sent) == shown


def test_a_download_names_its_file_twice() -> None:
    assert content_disposition('계약 "1".hwp') == (
        "attachment; filename=\"__ _1_.hwp\"; filename*=UTF-8''%EA%B3%84%EC%95%BD%20_1_.hwp"
    )


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        ("a.한글", ""),
        ("a.pdf ", "pdf"),
        ("a.", ""),
    ],
)
def test_the_extension_is_the_last_one(name: str, extension: str) -> None:
    assert extension_of(name) == extension
