"""Exact decimals and percentages, read as people and data files write them."""

import re
from fractions import Fraction

# An exponent would let a few letters stand for a number of millions of digits.
_FORM = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(\s?%)?", re.ASCII)
_HUNDRED = 100


def parse_exact(text: str) -> Fraction:
    """Return `60%`, `15.5 %` or `0.6` as an exact fraction; raise ValueError for anything else."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a decimal or a percentage: {text[:40]!r}")
    number = Fraction(match[1])
    return number / _HUNDRED if match[2] else number
