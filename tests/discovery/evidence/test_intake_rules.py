"""Sides, limits and what makes two uploads the same."""

import pytest

from app.access.actor import Tie
from app.discovery.evidence.rules import (
    IntakeLimits,
    Offer,
    Usage,
    fingerprint,
    is_other_side,
    only_too_large,
    side_of,
    within,
)
from app.kernel.problems import FieldError
from app.kernel.text import Text

LIMITS = IntakeLimits(file_bytes=100, case_bytes=1000, case_files=3)


@pytest.mark.parametrize(
    ("ties", "side"),
    [
        ({Tie.COMPLAINANT, Tie.SELF}, "complainant"),
        ({Tie.RESPONDENT}, "respondent"),
        ({Tie.ASSIGNED, Tie.UNIT}, "examiner"),
        ({Tie.GRANTED}, "examiner"),
    ],
)
def test_the_side_follows_from_the_ties(ties: set[Tie], side: str) -> None:
    assert side_of(ties) == side


def test_only_parties_have_another_side() -> None:
    assert is_other_side({Tie.RESPONDENT}, "complainant")
    assert is_other_side({Tie.COMPLAINANT}, "examiner")
    assert not is_other_side({Tie.COMPLAINANT}, "complainant")
    assert not is_other_side({Tie.ASSIGNED}, "respondent")


@pytest.mark.parametrize(
    ("used", "size_bytes", "code"),
    [
        (Usage(900, 2), 100, ""),
        (Usage(900, 2), 101, "case_bytes"),
        (Usage(0, 3), 1, "case_files"),
        (Usage(0, 2), 0, ""),
    ],
)
def test_the_limit_is_reached_but_not_passed(used: Usage, size_bytes: int, code: str) -> None:
    offer = within(Offer(pointer="/files/0", size_bytes=size_bytes), used, LIMITS)
    assert (offer.error.code if offer.error else "") == code


def test_a_file_that_is_refused_already_keeps_its_own_error() -> None:
    error = FieldError("/files/0", "file_type", Text("ㄱ", "a"))
    offer = Offer(pointer="/files/0", error=error)
    assert within(offer, Usage(2000, 9), LIMITS).error is error


def test_only_sizes_and_numbers_make_an_upload_too_large() -> None:
    words = Text("ㄱ", "a")
    large = [FieldError("/files/0", code, words) for code in ("file_size", "case_files")]
    assert only_too_large(large)
    assert not only_too_large([*large, FieldError("/files/1", "file_type", words)])


def test_fields_files_and_refusals_all_make_an_upload_another_one() -> None:
    base = fingerprint([("title", "a"), ("level", "3")], [("a.pdf", "00")], [])
    assert base == fingerprint([("level", "3"), ("title", "a")], [("a.pdf", "00")], [])
    others = [
        fingerprint([("title", "b"), ("level", "3")], [("a.pdf", "00")], []),
        fingerprint([("title", "a"), ("level", "3")], [("a.pdf", "01")], []),
        fingerprint([("title", "a"), ("level", "3")], [("b.pdf", "00")], []),
        fingerprint([("title", "a"), ("level", "3")], [("a.pdf", "00")], ["/files/1 file_size"]),
    ]
    assert base not in others
    two = [("a.pdf", "00"), ("b.pdf", "01")]
    assert fingerprint([("level", "3"), ("level", "4")], two, []) != fingerprint(
        [("level", "4"), ("level", "3")], two, []
    )
