"""Tests that pin how open questions on numbers are answered."""

import pytest

from app.people.business_number import InvalidBusinessNumber, check_digit, parse

NINE = "102811234"
NUMBER = NINE + str(check_digit(NINE))


def test_hyphens_in_a_business_number_are_optional() -> None:
    hyphened = f"{NUMBER[:3]}-{NUMBER[3:5]}-{NUMBER[5:]}"
    assert parse(NUMBER) == parse(hyphened) == NUMBER


@pytest.mark.parametrize("written", ["0000000000", "١٠٢٨١١٢٣٤٥", f"{NUMBER[:2]}-{NUMBER[2:]}"])
def test_noughts_other_digits_and_misplaced_hyphens_are_refused(written: str) -> None:
    with pytest.raises(InvalidBusinessNumber):
        parse(written)
