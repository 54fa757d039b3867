"""Small decisions about a set: whose evidence it is, in which order it stands. Pure."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from app.discovery.productions.exhibit_numbers import ExhibitNumber

BUILDER_SILENT_AFTER = timedelta(minutes=5)
"""A builder that was not heard of for so long is taken to be gone, and another one begins."""

CUSTODIANS = {
    "complainant": "신고인 / Complainant",
    "respondent": "피신고인 / Respondent",
    "examiner": "심사관 / Examiner",
}


def in_family_order(positions: Mapping[str, int], parents: Mapping[str, str]) -> list[str]:
    """Return ids by position, with each family together and its parent first.

    `parents` gives the parent of a child; one whose parent is not in the set stands by itself.
    """

    def place(one: str) -> tuple[int, int, int]:
        parent = parents.get(one, "")
        if parent in positions:
            return positions[parent], 1, positions[one]
        return positions[one], 0, 0

    return sorted(positions, key=place)


def next_exhibit(side: str, used: Iterable[str]) -> int:
    """Return the first free number of a side, after those of productions that were issued."""
    numbers = [ExhibitNumber.parse(one) for one in used if one]
    return 1 + max((one.number for one in numbers if one.side == side), default=0)


def highest_level(levels: Iterable[int]) -> int:
    """Return how secret a set is: as secret as the most secret thing that leaves with it."""
    return max(levels, default=1)
