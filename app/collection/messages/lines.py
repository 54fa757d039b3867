"""A line of a file of the bank: one sum that came in, with the bank's own number."""

import re
from dataclasses import dataclass
from datetime import date

from app.kernel.ids import check_character

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(9\d{12})-?([0-9A-Z])(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Money that came in on an account."""

    account: str
    reference: str
    booked_on: date
    amount_won: int
    payer: str = ""
    words: str = ""


def payment_number(year: int, serial: int) -> str:
    """Return the number that a payer names: thirteen digits and a check character."""
    digits = f"9{year:04d}{serial:08d}"
    return f"{digits}-{check_character(digits)}"


def number_in(text: str) -> str:
    """Return the one payment number that a text names, or an empty text for none or several."""
    found = {
        f"{digits}-{check}"
        for digits, check in _NUMBER.findall(text.upper())
        if check_character(digits) == check
    }
    return found.pop() if len(found) == 1 else ""
