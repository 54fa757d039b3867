"""What a budget permits: caps, what is left under them, and how far main items may be moved. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.kernel.problems import Basis

# 국가재정법 제70조③: a main item may be moved by up to 2/10 of its amount; equality is allowed.
MAIN_ITEM_NUMERATOR, MAIN_ITEM_DENOMINATOR = 2, 10
MAIN_ITEM_BASIS = Basis("국가재정법", "제70조제3항")
CARRY_OVER_BASIS = Basis("국가재정법", "제72조")
EVERY_YEAR = 0  # stands for the fiscal year of a ceiling that holds over all years


class Dimension(StrEnum):
    """What a budget line limits."""

    ITEM = "item"  # an item of a programme in a fiscal year
    APPLICANT = "applicant"  # all that one company is given in a fiscal year
    CASE = "case"  # all that is ever given for one case


@dataclass(frozen=True, slots=True)
class LineKey:
    """Which line: an item has programme and item, a ceiling has the id of whom it limits."""

    fiscal_year: int
    dimension: Dimension
    programme: str = ""
    item: str = ""
    key: str = ""

    @property
    def id(self) -> str:
        """Return the row's id, which follows from the key: one line cannot be made twice."""
        parts = (str(self.fiscal_year), self.dimension, self.programme, self.item, self.key)
        return "bline_" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What money is to be committed for; empty ids are limited by nothing."""

    fiscal_year: int
    programme: str
    item: str
    applicant: str = ""
    case_id: str = ""

    def keys(self) -> tuple[LineKey, ...]:
        """Return the lines that this spending counts on."""
        ceilings = (
            LineKey(self.fiscal_year, Dimension.APPLICANT, key=self.applicant),
            LineKey(EVERY_YEAR, Dimension.CASE, key=self.case_id),
        )
        item = LineKey(self.fiscal_year, Dimension.ITEM, self.programme, self.item)
        return (item, *(ceiling for ceiling in ceilings if ceiling.key))


class Line(Protocol):
    """The sums of a line in won."""

    cap_won: int
    committed_won: int
    paid_won: int


def room_won(line: Line) -> int:
    """Return what may still be committed on a line."""
    return line.cap_won - line.committed_won - line.paid_won


def within_two_tenths(planned_won: int, changed_won: int) -> bool:
    """Tell whether a main item that was planned at one sum may move by another (제70조③)."""
    return abs(changed_won) * MAIN_ITEM_DENOMINATOR <= planned_won * MAIN_ITEM_NUMERATOR


@dataclass(frozen=True, slots=True)
class MainItem:
    """A main item: what the plan gave it, and what its lines sum to now, in won."""

    programme: str
    planned_won: int
    present_won: int


def beyond_own_power(items: Iterable[MainItem], moves: dict[str, int]) -> tuple[str, ...]:
    """Return the main items that some moves bring beyond 2/10 of what the plan gave them.

    Every earlier move since the plan counts too: many small ones cannot pass what one may not.
    """
    return tuple(
        item.programme
        for item in items
        if not within_two_tenths(
            item.planned_won, item.present_won + moves.get(item.programme, 0) - item.planned_won
        )
    )


class Held(Protocol):
    """What one subject has open and paid on one line, in won."""

    open_won: int
    paid_won: int


def spread(available: Sequence[int], amount_won: int) -> tuple[int, ...] | None:
    """Take an amount from what is available, first come first; None where it is not enough."""
    taken, left = [], amount_won
    for one in available:
        part = min(one, left)
        taken.append(part)
        left -= part
    return None if left else tuple(taken)
