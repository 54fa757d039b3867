"""How the number of an exhibit reads in either language. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from app.kernel.text import Text
from app.papers.documents import Words

# C for the complainant’s, R for the respondent’s, E for what the examiner collected.
_SIDES: Final[Mapping[str, str]] = {
    "신": "C",
    "을": "R",
    "소갑": "E",
}
_LABEL: Final = re.compile(r"(신|을|소갑) 제(\d+)호증(?:의(\d+))?")


def exhibit_text(label: str) -> Words:
    """Return the number of an exhibit, such as 신 제3호증, with its English; others stay as is."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return label
    side, *numbers = found.groups()
    return Text(label, f"Exhibit {_SIDES[side]}-{'-'.join(filter(None, numbers))}")
