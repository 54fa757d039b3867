"""A DAT has no escape and an OPT no quotes: what would break them is replaced, or refused."""

import pytest

from app.discovery.productions.load_files import FIELDS, PageImage, clean, dat, opt


@pytest.mark.parametrize(("value", "written", "signs"), [
    ("a\r\nb\rc\nd", "a®b®c®d", "newline"),
    ("þ견적\x14", " 견적 ", "control thorn"),
    ("상표®", "상표(R)", "registered_sign"),
    ("\u202efdp.exe", "fdp.exe", "format"),
    ("\ud800", "\ufffd", "surrogate"),
    ("\u1112\u1161\u11ab", "한", ""),
])  # fmt: skip
def test_a_value_is_made_to_fit_and_it_is_said_how(value: str, written: str, signs: str) -> None:
    assert clean(value) == (written, signs)


def test_the_bytes_of_a_dat_are_those_of_the_trade() -> None:
    raw, notes = dat([{"BEGBATES": "KR000001", "TITLE": "도면\n"}])
    head, row, rest = raw.split(b"\r\n")
    assert head.startswith(b"\xef\xbb\xbf\xc3\xbeBEGBATES\xc3\xbe\x14\xc3\xbeENDBATES\xc3\xbe\x14")
    assert row.startswith(b"\xc3\xbeKR000001\xc3\xbe\x14\xc3\xbe\xc3\xbe\x14")
    assert row.count(b"\x14") == head.count(b"\x14") == len(FIELDS) - 1
    assert "도면".encode() + b"\xc2\xae" in row
    assert rest == b""
    assert [(note.number, note.field, note.signs) for note in notes] == [
        ("KR000001", "TITLE", "newline")
    ]


def test_an_opt_has_seven_columns_and_counts_on_the_first_page_only() -> None:
    pages = [PageImage("KR1", "IMAGES/1/KR1.TIF", 2), PageImage("KR2", "IMAGES/1/KR2.TIF", 0)]
    assert opt("VOL001", pages) == (
        b"KR1,VOL001,IMAGES\\1\\KR1.TIF,Y,,,2\r\nKR2,VOL001,IMAGES\\1\\KR2.TIF,,,,\r\n"
    )
    with pytest.raises(ValueError, match="comma"):
        opt("VOL001", [PageImage("KR1", "IMAGES/a,b.TIF", 1)])
