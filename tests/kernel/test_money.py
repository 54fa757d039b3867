"""Won are whole, read as people write them, and cut down where the law says so."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import MAXIMUM_WON, format_won, parse_won, truncate, won_in_words


@pytest.mark.parametrize(
    ("written", "won"),
    [
        ("0", 0),
        ("325,000,000", 325_000_000),
        ("325000000원", 325_000_000),
        ("₩ 325,000,000", 325_000_000),
        ("KRW 325,000,000", 325_000_000),
        ("3억 2,500만 원", 325_000_000),
        ("3억2500만", 325_000_000),
        ("1조", 10**12),
        ("1조 5", 10**12 + 5),
        ("5만", 50_000),
        (f"{MAXIMUM_WON}", MAXIMUM_WON) if len(str(MAXIMUM_WON)) < 16 else ("1000조", MAXIMUM_WON),
    ],
)
def test_sums_are_read_as_people_write_them(written: str, won: int) -> None:
    assert parse_won(written) == won


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "원",
        "1.5",
        "-3",
        "1e9",
        "십만",
        "3만 2억",
        "٣",
        "1" * 16,
        "1001조",
        "Ⅳ",
        "0x10",
        "１",
    ],
)
def test_what_is_no_sum_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"amount"):
        parse_won(written)


@given(st.integers(0, 10**15 - 1))
def test_every_sum_survives_being_written_in_each_way(won: int) -> None:
    assert parse_won(f"{won:,}") == won
    assert parse_won(won_in_words(won)) == won
    assert parse_won(format_won(won, "en")) == won


@given(st.fractions(0, 10**15), st.sampled_from([1, 1000, 10_000, 1_000_000]))
def test_cutting_down_never_raises_a_sum_and_loses_less_than_a_unit(
    amount: Fraction, unit: int
) -> None:
    cut = truncate(amount, unit)
    assert cut % unit == 0
    assert 0 <= amount - cut < unit


def test_sums_are_shown_in_figures_and_words() -> None:
    assert format_won(325_000_000, "ko") == "325,000,000원 (3억 2,500만 원)"
    assert format_won(9_999, "ko") == "9,999원"
    assert format_won(0, "ko") == "0원"
    assert format_won(325_000_000, "en") == "KRW 325,000,000"
    assert won_in_words(-5_000_000_000) == "−50억 원"
    assert won_in_words(10_001) == "1만 1원"
