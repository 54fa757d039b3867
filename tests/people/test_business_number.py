"""The check digit of Korean business registration numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.business_number import (
    InvalidBusinessNumber,
    Separators,
    check_digit,
    parse,
    shown,
)

REAL = [
    "124-81-00998", "116-82-00276", "134-86-72683", "220-81-62517", "120-81-47521",
    "124-81-10050",
]  # fmt: skip

first_nines = st.builds(
    lambda office, kind, serial: f"{office:03}{kind:02}{serial:04}",
    st.integers(101, 999),
    st.integers(1, 99),
    st.integers(1, 9999),
)


@pytest.mark.parametrize("number", REAL)
def test_published_numbers_pass(number: str) -> None:
    assert parse(number) == number.replace("-", "")


def test_a_check_digit_of_zero_is_accepted() -> None:
    assert check_digit("124811005") == 0


def test_a_wrong_check_digit_is_named_as_such() -> None:
    with pytest.raises(InvalidBusinessNumber) as caught:
        parse("124-81-00999")
    assert caught.value.code == "brn.check_digit"
    assert "다시 확인" in caught.value.words.ko


@given(first_nines)
def test_exactly_one_last_digit_fits(first_nine: str) -> None:
    fits = []
    for digit in range(10):
        try:
            fits.append(parse(f"{first_nine}{digit}"))
        except InvalidBusinessNumber:
            continue
    assert fits == [f"{first_nine}{check_digit(first_nine)}"]


@given(first_nines, st.integers(0, 9), st.integers(1, 9))
def test_every_single_wrong_digit_shows(first_nine: str, place: int, shift: int) -> None:
    number = f"{first_nine}{check_digit(first_nine)}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(InvalidBusinessNumber):
        parse(wrong)


@pytest.mark.parametrize(
    "written",
    ["1248100998", " 124 81 00998 ", "124–81–00998", "１２４－８１－００９９８", "124 - 81 - 00998",
     "124\u300081\u300000998", "124\u00a081\u00a000998"],
)  # fmt: skip
def test_blanks_dashes_and_full_width_digits_are_read(written: str) -> None:
    assert parse(written) == "1248100998"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "brn.digits"),
        ("124-81-0099", "brn.digits"),
        ("124-81-009988", "brn.digits"),
        ("124-81-0099A", "brn.digits"),
        ("١٢٤٨١٠٠٩٩٨", "brn.digits"),
        ("१२४८१००९९८", "brn.digits"),
        ("12-481-00998", "brn.separators"),
        ("1-2-4-8-1-0-0-9-9-8", "brn.separators"),
        ("000-00-00000", "brn.component"),
        ("100-81-00006", "brn.component"),
        ("124-00-00998", "brn.component"),
        ("102-81-00004", "brn.component"),
        ("124-81-00998\n124", "brn.digits"),
    ],
)
def test_what_is_wrong_is_named(written: str, code: str) -> None:
    with pytest.raises(InvalidBusinessNumber) as caught:
        parse(written)
    assert caught.value.code == code


def test_serial_0000_counts_in_a_demonstration_only() -> None:
    assert parse("102-81-00004", demonstration=True) == "1028100004"
    with pytest.raises(InvalidBusinessNumber):
        parse("102-81-00005", demonstration=True)
    with pytest.raises(InvalidBusinessNumber):
        parse("000-00-00000", demonstration=True)


def test_hyphens_may_be_required_or_forbidden() -> None:
    assert parse("124-81-00998", separators=Separators.REQUIRED) == "1248100998"
    assert parse("1248100998", separators=Separators.FORBIDDEN) == "1248100998"
    with pytest.raises(InvalidBusinessNumber):
        parse("1248100998", separators=Separators.REQUIRED)
    with pytest.raises(InvalidBusinessNumber):
        parse("124-81-00998", separators=Separators.FORBIDDEN)


@given(st.text(max_size=20))
def test_anything_typed_is_a_number_or_a_refusal(written: str) -> None:
    try:
        number = parse(written)
    except InvalidBusinessNumber:
        return
    assert parse(shown(number)) == number
