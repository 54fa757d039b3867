"""Ids sort by their instant, secrets cannot be guessed, and a check character shows a slip."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.cases.numbers import CaseNumber, in_english, number_told
from app.kernel import ids

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
NUMBERS = st.builds(
    CaseNumber, st.integers(1990, 2100), st.sampled_from(["SUB", "TEC"]), st.integers(1, 999_999)
)


def test_ids_carry_their_prefix_and_sort_by_instant() -> None:
    made = [ids.new_id("case", AT + timedelta(seconds=n)) for n in range(50)]
    assert made == sorted(made)
    assert all(re.fullmatch(r"case_[0-9a-f]{32}", one) for one in made)
    assert len({ids.new_id("case", AT) for _ in range(500)}) == 500


def test_secrets_and_spoken_codes_have_their_strength() -> None:
    assert len(ids.new_secret()) == 43
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", ids.spoken_code(4))
    assert len({ids.spoken_code(3) for _ in range(300)}) == 300


@given(NUMBERS)
def test_a_case_number_is_right_in_both_languages_and_however_it_is_typed(
    number: CaseNumber,
) -> None:
    text = number.text()
    for written in (text.ko, text.en, text.en.lower(), f" {text.ko} "):
        assert number_told(written) == number
    assert in_english(text.ko, number.kind) == text.en


@given(NUMBERS, st.integers(0, 9), st.integers(0, 5))
def test_a_single_wrong_digit_shows(number: CaseNumber, digit: int, place: int) -> None:
    head, kind, serial, check = number.text().en.split("-")
    assume(serial[place] != str(digit))
    wrong = f"{serial[:place]}{digit}{serial[place + 1 :]}"
    assert number_told(f"{head}-{kind}-{wrong}-{check}") is None


@given(NUMBERS, st.integers(0, 4))
def test_two_neighbours_that_changed_places_show(number: CaseNumber, place: int) -> None:
    head, kind, serial, check = number.text().en.split("-")
    assume(serial[place] != serial[place + 1])
    swapped = serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]
    assert number_told(f"{head}-{kind}-{swapped}-{check}") is None


@given(st.text(max_size=30))
def test_nothing_else_is_a_case_number(text: str) -> None:
    assume(not re.match(r"\s*\d{4}-", text))
    assert number_told(text) is None
