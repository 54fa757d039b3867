"""Days as people in Korea write them."""

import re
from datetime import date

_FORMS = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?|(\d{4})(\d{2})(\d{2})", re.ASCII
)


def parse_day(text: str) -> date:
    """Read `2026-11-21`, `2026.11.21`, `2026. 11. 21.`, `20261121` or `2026년 11월 21일`.

    Raises ValueError for anything else and for days that no calendar has.
    """
    match = _FORMS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a day: {text!r}")
    parts = [int(part) for part in match.groups() if part is not None]
    return date(*parts)


def format_day(day: date, language: str) -> str:
    """Return `2026. 11. 21.` or `21 Nov 2026`."""
    if language == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
