"""Text is read in the encodings that Korean files come in, and nothing is guessed beyond them."""

import codecs

import pytest

from app.discovery.texts.decoding import decoded, repaired

WORDS = "단가를 낮추어 달라, price 100"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8"),
        (WORDS.encode("cp949"), "cp949"),
        (WORDS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32"),
        (("price list " * 3 + WORDS).encode("utf-16-le"), "utf-16-le"),
        (("price list " * 3 + WORDS).encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_each_encoding_is_found(data: bytes, encoding: str) -> None:
    found = decoded(data)
    assert found is not None
    assert found.text.endswith(WORDS)
    assert found.encoding == encoding


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x81\x00\xff", b"a\0b", b"\xff" * 9])
def test_what_is_no_text_is_not_made_into_one(data: bytes) -> None:
    assert decoded(data) is None


def test_raw_korean_in_a_header_is_repaired() -> None:
    raw = "견적서.hwp".encode("cp949").decode("utf-8", "surrogateescape")
    assert repaired(raw) == "견적서.hwp"
