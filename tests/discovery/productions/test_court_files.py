"""Exhibits are cut to the court's dated limits; without confirmed limits nothing is split."""

import hashlib
import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from app.discovery.productions.court_files import (
    CourtLimits,
    Exhibit,
    known_limits,
    limits_on,
    list_of_exhibits,
    split,
)
from app.discovery.productions.problems import CourtLimitsUnknown, FileDoesNotFit
from tests.discovery.productions.sample_set import pdf

LIMITS = CourtLimits(
    effective_from=date(2026, 1, 1), source="가상 고시", formats=frozenset({"pdf", "txt"}),
    file_bytes=2_500, submission_bytes=4_000,
)  # fmt: skip

NOISE = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(120))


def test_no_size_on_file_is_confirmed_so_nothing_is_split_by_it() -> None:
    assert all(one.source for one in known_limits())
    with pytest.raises(CourtLimitsUnknown):
        limits_on(date(2026, 11, 23))
    with pytest.raises(CourtLimitsUnknown):
        list(split([Exhibit("갑 제1호증", "a.pdf", pdf("x"))], replace(LIMITS, file_bytes=None)))


def test_the_limits_of_the_day_govern() -> None:
    later = replace(LIMITS, effective_from=date(2027, 1, 1), file_bytes=9_000)
    assert limits_on(date(2026, 12, 31), [LIMITS, later]) is LIMITS
    assert limits_on(date(2027, 1, 1), [LIMITS, later]) is later
    with pytest.raises(CourtLimitsUnknown):
        limits_on(date(2025, 12, 31), [LIMITS, later])


def test_a_long_pdf_is_cut_at_its_pages_and_none_is_lost() -> None:
    whole = pdf("long", pages=9)
    assert len(whole) > 2_500
    exhibits = [
        Exhibit("갑 제1호증의2", "도면.pdf", whole), Exhibit("갑 제2호증", "메모.txt", b"m" * 900),
    ]  # fmt: skip
    files = list(split(exhibits, LIMITS))
    assert all(len(file.content) <= 2_500 for file in files)
    for turn in range(1, files[-1].submission + 1):
        assert 0 < sum(len(one.content) for one in files if one.submission == turn) <= 4_000
    pages = 0
    for file in files[:-1]:
        with pikepdf.open(io.BytesIO(file.content)) as part:
            pages += len(part.pages)
    assert pages == 9
    assert files[0].name == f"갑_제1호증의2(1-{files[0].parts}).pdf"
    assert files[-1].name == "갑_제2호증.txt"
    told = list_of_exhibits([file.listed for file in files]).decode("utf-8-sig").splitlines()
    assert len(told) == 1 + len(files)
    assert told[1].startswith(f"1,갑 제1호증의2,갑_제1호증의2(1-{files[0].parts}).pdf,1/")


@pytest.mark.parametrize(("name", "content"), [
    ("a.exe", b"x"), ("a.txt", b"x" * 2_501), ("a.pdf", pdf(NOISE, pages=2)), ("a", b"x"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_by_name(name: str, content: bytes) -> None:
    with pytest.raises(FileDoesNotFit):
        list(split([Exhibit("갑 제1호증", name, content)], LIMITS))
