"""Page numbers have one width, no blank, and are given once; exhibit numbers stand beside them."""

import pytest

from app.discovery.productions.bates import (
    NumbersUsedUp,
    PrefixWrong,
    Range,
    Series,
    allot,
    attach_ranges,
)
from app.discovery.productions.exhibit_numbers import ExhibitNumber, number_exhibits
from app.discovery.productions.rules import highest_level, in_family_order, next_exhibit


def test_a_number_is_padded_to_the_width_of_the_matter() -> None:
    assert Series("ABC-", 9).label(123) == "ABC-000000123"
    assert Series("KR", 6).ends(Range(1, 12)) == ("KR000001", "KR000012")
    assert Series("KR", 6).ends(None) == ("", "")


@pytest.mark.parametrize("prefix", ["", "AB C", "kr", "KR ", "가", "A,B", "9A", "A" * 14])
def test_a_prefix_that_tools_would_not_take_is_refused(prefix: str) -> None:
    with pytest.raises(PrefixWrong):
        Series(prefix, 6)


@pytest.mark.parametrize("number", [0, 10_000])
def test_the_width_is_never_changed_half_way(number: int) -> None:
    assert Series("KR", 4).label(9999) == "KR9999"
    with pytest.raises(NumbersUsedUp):
        Series("KR", 4).label(number)


def test_what_needs_no_number_takes_none() -> None:
    assert allot([("a", 2), ("b", 0), ("c", 1)], 7) == {"a": Range(7, 8), "c": Range(9, 9)}


def test_a_family_spans_all_its_members_and_a_loner_has_no_span() -> None:
    ranges = allot([("a", 2), ("a1", 1), ("b", 1)], 1)
    spans = attach_ranges([("a", "a"), ("a1", "a"), ("a2", "a"), ("b", "b")], ranges)
    assert spans == {"a": Range(1, 3), "a1": Range(1, 3)}


@pytest.mark.parametrize(
    "text", ["갑 제1호증", "을 제12호증의3", "소갑 제4호증", "소을 제5호증의10"]
)
def test_exhibit_numbers_are_read_as_they_are_written(text: str) -> None:
    assert str(ExhibitNumber.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["갑제1호증", "병 제1호증", "갑 제0호증", "갑 제1호증의", "갑 제1호증의0", ""]
)
def test_other_forms_are_no_exhibit_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="exhibit number"):
        ExhibitNumber.parse(text)


def test_a_family_is_one_exhibit_with_branches() -> None:
    numbers = number_exhibits([("a", "a"), ("a1", "a"), ("b", "b")], side="갑", first=3)
    assert numbers == {"a": "갑 제3호증의1", "a1": "갑 제3호증의2", "b": "갑 제4호증"}
    assert next_exhibit("갑", [*numbers.values(), "을 제9호증", ""]) == 5


def test_families_stand_together_with_the_parent_first() -> None:
    order = in_family_order({"x1": 1, "y": 2, "x": 3, "z": 4}, {"x1": "x", "z": "lost"})
    assert order == ["y", "x", "x1", "z"]


def test_a_set_is_as_secret_as_the_highest_that_is_shown_uncovered() -> None:
    assert highest_level([3, 2, 1]) == 3
    assert highest_level([]) == 1
