"""What happened around a firm, as the facts for evaluators are worked out from it. Pure.

Nothing here says who complained: no name, number or text of a case comes in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.cases.past import CasePast
from app.sanctions.past import MeasurePast

__all__ = ["CasePast", "Cure", "Firm", "MeasurePast", "Period", "Points", "Suit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """A suit against a measure, until its end became known."""

    measure_id: str
    filed_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """What a firm put right: the kind, the day, the sum, and when that became known."""

    kind: str
    on: date
    known_on: date
    amount_won: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A firm's score under an Act as decimals, and the edition of the rules it was counted by."""

    regime: str
    net: str
    gross: str
    mitigation: str
    aggravation: str
    measures: int
    measure_ids: frozenset[str]
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A firm by its business number, with all that the facts are worked out from.

    `score` answers the points of each regime under which the firm has any, as of a day and as
    known on another. A number that the register does not know is a firm without a past.
    """

    number: str
    cases: tuple[CasePast, ...] = ()
    measures: tuple[MeasurePast, ...] = ()
    suits: tuple[Suit, ...] = ()
    cures: tuple[Cure, ...] = ()
    score: Callable[[date, date], tuple[Points, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which days are told of: measures and cures within it, the rest as of a day.

    `known_at` is the day of the issue: what became known later is not told.
    """

    first: date
    last: date
    as_of: date
    known_at: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies within the period."""
        return self.first <= day <= self.last
