"""A company's score of penalty points: what goes in, what comes out, and how it is shown."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.figures import decimal

KFTC = "kftc_enacted"


@dataclass(frozen=True, slots=True)
class Change:
    """From the day it is known, an entry counts with other points; nought after an annulment.

    `violations` are those that the measure still rests on.
    """

    known_on: date
    points: Fraction
    violations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointEntry:
    """Points that one measure brought to a company on the day of the measure."""

    entry_id: str
    case_id: str
    measure: str
    violations: tuple[str, ...]
    points: Fraction
    measured_on: date
    regime: str = KFTC
    known_on: date | None = None  # None: known on the day of the measure
    changes: tuple[Change, ...] = ()
    stayed: bool = False

    def points_known(self, known_at: date) -> Fraction:
        """Return the points as they were known on a day."""
        change = self._last_change(known_at)
        return change.points if change else self.points

    def violations_known(self, known_at: date) -> tuple[str, ...]:
        """Return the violations that the measure rested on, as known on a day."""
        change = self._last_change(known_at)
        return change.violations if change else self.violations

    def _last_change(self, known_at: date) -> Change | None:
        known = [change for change in self.changes if change.known_on <= known_at]
        return max(known, key=lambda change: change.known_on, default=None)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points taken off or added on proof; `points` is positive in both cases."""

    adjustment_id: str
    item: str
    points: Fraction
    applies_from: date
    proof: str
    applies_to: date | None = None
    known_on: date | None = None  # None: known from `applies_from`
    regime: str = KFTC

    def counts(self, as_of: date, known_at: date) -> bool:
        """Tell whether the adjustment holds on a day, with the knowledge of another."""
        begun = self.applies_from <= as_of and (self.known_on or self.applies_from) <= known_at
        return begun and (self.applies_to is None or as_of <= self.applies_to)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry or adjustment in a score: whether it counts, with how much, and why."""

    reference: str
    points: Fraction
    counted: bool
    reason: Text
    measured_on: date
    measure: str = ""
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A limit on the score; crossed only when the score is strictly over it.

    An `inclusive` limit is crossed from its own value on, or by one measure of `single` points;
    where `measures` is given so many measures are needed besides the score.
    """

    measure: str  # the measure that the limit opens
    name: str
    limit: Fraction
    crossed: bool
    obligatory: bool
    basis: Basis
    inclusive: bool = False
    single: Fraction | None = None
    measures: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """A company's accumulated score on a day, with everything that led to it."""

    as_of: date
    known_at: date
    window_from: date
    gross: Fraction
    mitigation: Fraction
    aggravation: Fraction
    net: Fraction
    lines: tuple[Line, ...]
    adjustments: tuple[Line, ...]
    crossings: tuple[Crossing, ...]
    measures_counted: int
    habitual: bool
    warnings: tuple[Text, ...]
    edition: str
    regime: str = KFTC

    def as_dict(self) -> dict[str, Any]:
        """Return the score as plain JSON values; points as exact decimals."""
        amounts = ("gross", "mitigation", "aggravation", "net")
        days = ("as_of", "known_at", "window_from")
        return {
            **{name: decimal(getattr(self, name)) for name in amounts},
            **{name: getattr(self, name).isoformat() for name in days},
            "lines": [_line_dict(line) for line in self.lines],
            "adjustments": [_line_dict(line) for line in self.adjustments],
            "thresholds": [
                {"measure": c.measure, "limit": decimal(c.limit), "crossed": c.crossed}
                for c in self.crossings
            ],
            "measures_counted": self.measures_counted,
            "habitual": self.habitual,
            "warnings": [warning.as_dict() for warning in self.warnings],
            "regime": self.regime,
            "edition": self.edition,
        }


def _line_dict(line: Line) -> dict[str, Any]:
    return {
        "reference": line.reference,
        "points": decimal(line.points),
        "counted": line.counted,
        "reason": line.reason.as_dict(),
        "measured_on": line.measured_on.isoformat(),
        "measure": line.measure,
        "case_id": line.case_id,
    }
