"""Korean exhibit numbers beside the page numbers: 갑 제1호증, 소을 제3호증의2."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SIDES = ("갑", "을", "소갑", "소을")
"""갑/을 for plaintiff and defendant in court, 소갑/소을 for examiner and respondent at the KFTC."""

_FORM = re.compile(r"(갑|을|소갑|소을) 제([1-9][0-9]{0,4})호증(?:의([1-9][0-9]{0,4}))?")


@dataclass(frozen=True, slots=True, order=True)
class ExhibitNumber:
    """One exhibit's number; `branch` counts the pieces of one exhibit, 0 where it is one piece."""

    side: str
    number: int
    branch: int = 0

    def __str__(self) -> str:
        """Return the number as it is written on the exhibit."""
        branch = f"의{self.branch}" if self.branch else ""
        return f"{self.side} 제{self.number}호증{branch}"

    @classmethod
    def parse(cls, text: str) -> "ExhibitNumber":
        """Read a number; raise ValueError for any other form."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"not an exhibit number: {text!r}")
        return cls(found[1], int(found[2]), int(found[3] or 0))


def number_exhibits(
    families: Iterable[tuple[str, str]], *, side: str, first: int = 1
) -> dict[str, str]:
    """Number the produced documents in order; a family is one exhibit with branches.

    `families` pairs each document's id with its family's, parents before their children.
    """
    members: dict[str, list[str]] = {}
    for document_id, family in families:
        members.setdefault(family, []).append(document_id)
    numbers: dict[str, str] = {}
    for number, ids in enumerate(members.values(), start=first):
        for branch, document_id in enumerate(ids, start=1):
            several = branch if len(ids) > 1 else 0
            numbers[document_id] = str(ExhibitNumber(side, number, several))
    return numbers
