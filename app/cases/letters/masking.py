"""Taking a complainant out of free text before the respondent reads it. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

IN_PLACE: Final = "(신고인)"
_NAMES: Final = ("name", "company_name", "representative_name", "address", "email")
_NUMBERS: Final = ("phone", "business_number")
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 7
_COUNTRY: Final = "82"
# How a firm is named beside its name proper; each may stand before or behind it or be left out.
_FORMS = re.compile(
    r"주식회사|유한회사|유한책임회사|합자회사|합명회사|㈜|\((?:주|유|가상|fictional)\)|"
    r"(?:Co\.,? ?)?Ltd\.?|Inc\.?"
)


def identities(name: str, complaint: Mapping[str, Any]) -> tuple[str, ...]:
    """Return patterns for everything in a complaint that tells who reported, longest first."""
    told = complaint.get("complainant") or {}
    names = {name, *(str(told.get(field) or "") for field in _NAMES)}
    bare = {_FORMS.sub("", one).strip() for one in names}
    words = {one for one in names | bare if len(one) >= _SHORTEST_NAME}
    numbers = {re.sub(r"\D", "", str(told.get(field) or "")) for field in _NUMBERS}
    patterns = [re.escape(one) for one in sorted(words, key=lambda one: (-len(one), one))]
    return (*patterns, *(_grouped(one) for one in sorted(numbers) if len(one) >= _SHORTEST_NUMBER))


def _grouped(digits: str) -> str:
    """Return a pattern for a number however it is grouped, with or without the country's prefix."""
    core = digits.removeprefix(_COUNTRY).removeprefix("0")
    gap = r"[\s.()-]*"
    return rf"\(?(?:(?:\+?{_COUNTRY}|0){gap})?" + gap.join(core)


def masked(words: str, patterns: Iterable[str]) -> str:
    """Return a text with every trace of the complainant replaced by the word for that side."""
    for pattern in patterns:
        words = re.sub(pattern, IN_PLACE, words, flags=re.IGNORECASE)
    return words
