"""How pages are numbered: a fixed prefix and a counter of one width, one number a page, no blank."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text

_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,11}[-_.]?")
MIN_WIDTH, MAX_WIDTH = 4, 12


class PrefixWrong(Invalid):
    """A prefix or width that load files and tools would not take."""

    slug = "bates-prefix-wrong"
    title = Text(
        "쪽 번호의 머리글자는 영문 대문자로 시작하고 빈칸 없이 적어 주세요",
        "Write the prefix in capital letters and digits, without a blank",
    )


class NumbersUsedUp(Conflict):
    """The matter's width has no more numbers; it is never changed half-way."""

    slug = "bates-numbers-used-up"
    title = Text(
        "이 사건의 쪽 번호 자릿수를 모두 썼습니다", "The matter has used up its page numbers"
    )


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive numbers, both ends included."""

    first: int
    last: int

    def __len__(self) -> int:
        """Return how many numbers these are."""
        return self.last - self.first + 1

    def numbers(self) -> range:
        """Return each of the numbers."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Series:
    """The form of all numbers of one matter."""

    prefix: str
    width: int

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix) or not MIN_WIDTH <= self.width <= MAX_WIDTH:
            raise PrefixWrong

    def label(self, number: int) -> str:
        """Return a number as it stands on the page; raise NumbersUsedUp beyond the width."""
        if not 0 < number < 10**self.width:
            raise NumbersUsedUp(prefix=self.prefix, width=self.width)
        return f"{self.prefix}{number:0{self.width}d}"

    def ends(self, numbers: Range | None) -> tuple[str, str]:
        """Return the first and last label of a range, or two empty ones."""
        if numbers is None:
            return "", ""
        return self.label(numbers.first), self.label(numbers.last)


def allot(counts: Sequence[tuple[str, int]], first: int) -> dict[str, Range]:
    """Give each document, in order, as many numbers as it needs; one that needs none gets none."""
    ranges: dict[str, Range] = {}
    for document_id, count in counts:
        if count:
            ranges[document_id] = Range(first, first + count - 1)
            first += count
    return ranges


def attach_ranges(
    families: Sequence[tuple[str, str]], ranges: Mapping[str, Range]
) -> dict[str, Range]:
    """Return for each member of a family the range from the parent's first to the last's last.

    `families` pairs each document's id with its family's; one who stands alone gets no range.
    """
    members: dict[str, list[str]] = {}
    for document_id, family in families:
        if document_id in ranges:
            members.setdefault(family, []).append(document_id)
    spans: dict[str, Range] = {}
    for ids in members.values():
        if len(ids) > 1:
            span = Range(
                min(ranges[one].first for one in ids), max(ranges[one].last for one in ids)
            )
            spans |= dict.fromkeys(ids, span)
    return spans
