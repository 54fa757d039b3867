"""Fields are read as people write them and never carry what can fool a reader or a database."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.kernel.text import Text
from app.web import fields as f


def read(kind: Any, value: Any) -> Any:
    """Return what a field makes of a value."""
    return TypeAdapter(kind).validate_python(value)


def words_of(kind: Any, value: Any) -> Text | None:
    """Return the words with which a field refuses a value, where they are in both languages."""
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    cause = (refused.value.errors()[0].get("ctx") or {}).get("error")
    return cause.args[0] if cause is not None else None


def test_days_and_sums_are_read_in_the_ways_of_people() -> None:
    assert read(f.Day, "2026. 11. 21.") == date(2026, 11, 21)
    assert read(f.MaybeDay, "  ") is None
    assert read(f.Won, "3억 2,500만 원") == 325_000_000
    assert read(f.MaybeWon, "") is None


@pytest.mark.parametrize("value", ["어제", 20261121, 1.5, True, [], "2026-02-30", "1899-12-31",
                                   "2200-01-01", "0001-01-01", "9999-12-31"])  # fmt: skip
def test_what_is_no_day_is_refused_in_both_languages(value: Any) -> None:
    assert isinstance(words_of(f.Day, value), Text)


@pytest.mark.parametrize("value", ["1.5", "-1", 1.5, True, [], "많이", "9" * 20])
def test_what_is_no_sum_is_refused_in_both_languages(value: Any) -> None:
    assert isinstance(words_of(f.Won, value), Text)


def test_a_sum_ends_at_the_largest_one() -> None:
    assert read(f.Won, 10**15) == 10**15
    for value in (10**15 + 1, -1):
        with pytest.raises(ValidationError):
            read(f.Won, value)


@pytest.mark.parametrize(("size", "fits"), [(200, True), (201, False)])
def test_a_line_ends_at_two_hundred_signs(size: int, fits: bool) -> None:
    if fits:
        assert len(read(f.Line, "가" * size)) == size
    else:
        words_of(f.Line, "가" * size)


@pytest.mark.parametrize(("size", "fits"), [(4000, True), (4001, False)])
def test_a_paragraph_ends_at_four_thousand_signs(size: int, fits: bool) -> None:
    if fits:
        assert len(read(f.Paragraph, "가" * size)) == size
    else:
        words_of(f.Paragraph, "가" * size)


@given(st.text(st.characters(codec=None), max_size=60))
def test_texts_hold_nothing_unseen_and_stay_as_they_are_when_read_again(text: str) -> None:
    for kind in (f.Line, f.Paragraph):
        kept = read(kind, text)
        kept.encode("utf-8")
        assert "\x00" not in kept
        assert not set(kept) & set("\u202e\u2066\u200f")
        assert read(kind, kept) == kept
    assert "\n" not in read(f.Line, text)


@pytest.mark.parametrize(
    ("value", "truth"),
    [("yes", True), ("on", True), ("true", True), (True, True), ("no", False), ("off", False),
     ("false", False), (False, False), (None, None), ("", None)],
)  # fmt: skip
def test_yes_no_and_nothing_are_three_answers(value: Any, truth: bool | None) -> None:
    assert read(f.MaybeTruth, value) is truth


@pytest.mark.parametrize("value", ["maybe", 1, 0, [], {}])
def test_anything_else_is_no_answer(value: Any) -> None:
    with pytest.raises(ValidationError):
        read(f.Truth, value)


def test_one_code_alone_is_a_list_of_one() -> None:
    assert read(f.Codes, "TK-USE") == ["TK-USE"]
    assert read(f.Codes, ["TK-USE", " SC-CUT "]) == ["TK-USE", "SC-CUT"]
    with pytest.raises(ValidationError):
        read(f.Codes, ["x"] * 61)
