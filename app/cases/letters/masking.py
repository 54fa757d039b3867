"""Taking a complainant out of free text before the respondent reads it. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

IN_PLACE: Final = "(신고인)"
_NAMES: Final = ("name", "company_name", "representative_name", "address", "email")
_NUMBERS: Final = ("phone", "business_number")
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 7
_COUNTRY: Final = "82"
# Several marks of the same person side by side say no more than one.
_REPEATED: Final = re.compile(r"\(신고인\)(?:[\s,·]*\(신고인\))+")
# 신고인 ends in a consonant; a name before it may not have.
_PARTICLES: Final = {"가": "이", "는": "은", "를": "을", "와": "과", "로": "으로", "라고": "이라고"}
_PARTICLE: Final = re.compile(r"\(신고인\)(가|는|를|와|로|라고)(?=[\s,.)]|$)")
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
    return rf"(?:\((?=[\d\s.+-]{{1,6}}\)))?(?:(?:\+?{_COUNTRY}|0){gap})?" + gap.join(core)


def masked(words: str, patterns: Iterable[str]) -> str:
    """Return a text with every trace of the complainant replaced by the word for that side."""
    found = words
    for pattern in patterns:
        found = re.sub(pattern, IN_PLACE, found, flags=re.IGNORECASE)
    if found == words:
        return words
    return _PARTICLE.sub(_fitting, _REPEATED.sub(IN_PLACE, found))


def _fitting(found: re.Match[str]) -> str:
    """Return the word in place of a name with the particle that follows it in good Korean."""
    return IN_PLACE + _PARTICLES[found[1]]
