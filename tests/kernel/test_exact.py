"""Decimals and percentages are read exactly, and nothing that could grow is read at all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.exact import parse_exact


@pytest.mark.parametrize(
    ("written", "value"),
    [("0.6", "3/5"), ("60%", "3/5"), ("15.5 %", "31/200"), (" 2.5 ", "5/2"), ("1000", "1000")],
)
def test_what_people_write_is_read_exactly(written: str, value: str) -> None:
    assert parse_exact(written) == Fraction(value)


@pytest.mark.parametrize(
    "written",
    ["", "1e9", "1e20000000", "1E3000000", "1/3", "-1", "+1", "1_0", ".5", "5.", "٣", "１", "0x1",
     "nan", "inf", "1" * 10, "0." + "1" * 10, "60%%", "%"],
)  # fmt: skip
def test_anything_else_is_refused_at_once(written: str) -> None:
    with pytest.raises(ValueError, match="not a decimal"):
        parse_exact(written)


@given(st.decimals(0, 999_999, places=4, allow_nan=False, allow_infinity=False))
def test_every_decimal_comes_back(number: object) -> None:
    assert parse_exact(f"{number}") == Fraction(f"{number}")
