"""Won: whole numbers only, read and written the way people in Korea do."""

import re
from fractions import Fraction

_UNITS = (("조", 10**12), ("억", 10**8), ("만", 10**4))
MAXIMUM_WON = 10**15


def truncate(amount: Fraction | int, unit: int = 1) -> int:
    """Return the amount cut down to a whole multiple of `unit` won."""
    return int(amount // unit) * unit


def parse_won(text: str) -> int:
    """Read `325,000,000`, `325000000원` or `3억 2,500만 원`; raise ValueError otherwise."""
    cleaned = re.sub(r"[\s,원₩]|KRW", "", text.strip())
    if re.fullmatch(r"\d{1,15}", cleaned, re.ASCII):
        return int(cleaned)
    pattern = "".join(rf"(?:(?P<{name}>\d+){name})?" for name, _ in _UNITS) + r"(?P<rest>\d+)?"
    match = re.fullmatch(pattern, cleaned, re.ASCII)
    if not cleaned or match is None:
        raise ValueError(f"not an amount in won: {text!r}")
    total = sum(int(match[name] or 0) * value for name, value in _UNITS) + int(match["rest"] or 0)
    if total > MAXIMUM_WON:
        raise ValueError("over the largest amount that can be entered")
    return total


def won_in_words(amount: int) -> str:
    """Return an amount the way it is spoken: 325,000,000 → `3억 2,500만 원`."""
    if amount < 0:
        return "−" + won_in_words(-amount)
    parts, rest = [], amount
    for name, value in _UNITS:
        count, rest = divmod(rest, value)
        if count:
            parts.append(f"{count:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return " ".join(parts) + ("원" if rest or not amount else " 원")


def format_won(amount: int, language: str) -> str:
    """Return `325,000,000원 (3억 2,500만 원)` or `KRW 325,000,000`."""
    if language != "ko":
        return f"KRW {amount:,}"
    plain = f"{amount:,}원"
    return plain if abs(amount) < 10**4 else f"{plain} ({won_in_words(amount)})"
