"""How a sum is shown: every step with its formula, amount, article and rounding."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from app.kernel.money import truncate
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import Figure, Measured, Status, show_value

NOT_ROUNDED = Text("반올림하지 않음", "Not rounded")
WHOLE_WON = Text("1원 미만 버림(표시)", "Shown without fractions of a won")

# From the surest to the least sure: a sum is only as sure as the weakest figure in it.
_WEAKNESS = (
    Status.ENACTED,
    Status.AGENCY_ENTERED,
    Status.REPORTED,
    Status.ANNOUNCED,
    Status.DEMONSTRATION,
    Status.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number in the notice, what it is, how it was worked out, what came out."""

    number: int
    label: Text
    formula: str
    amount_won: int | None
    rate: Fraction | None
    basis: Basis
    rounding: Text
    line: str = ""  # the violation concerned, or empty for the whole decision

    def as_dict(self) -> dict[str, Any]:
        """Return the step as plain JSON values."""
        return {
            "number": self.number,
            "label": self.label.as_dict(),
            "formula": self.formula,
            "amount_won": self.amount_won,
            "rate": None if self.rate is None else show_value(self.rate, Measured.RATE),
            "basis": str(self.basis),
            "rounding": self.rounding.as_dict(),
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class Computation:
    """A sum of money with all its steps; `status` is that of the least sure figure used."""

    amount_won: int
    steps: tuple[Step, ...]
    warnings: tuple[Text, ...]
    status: Status
    decided_on: date
    edition: str

    def as_dict(self) -> dict[str, Any]:
        """Return the computation as plain JSON values, to be stored with the decision."""
        return {
            "amount_won": self.amount_won,
            "steps": [step.as_dict() for step in self.steps],
            "warnings": [warning.as_dict() for warning in self.warnings],
            "status": str(self.status),
            "decided_on": self.decided_on.isoformat(),
            "edition": self.edition,
        }


@dataclass
class Sheet:
    """The paper on which a sum is worked out; it notes each figure used and each step taken."""

    book: Book
    on: date
    steps: list[Step] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    used: list[Figure] = field(default_factory=list)

    def figure(self, name: str) -> Figure:
        """Return a figure of the governing day and note that it was used."""
        figure = self.book.figure(name, self.on)
        self.used.append(figure)
        return figure

    def amount(
        self, number: int, label: Text, formula: str, amount: Fraction, basis: Basis, line: str = ""
    ) -> Fraction:
        """Note a step that ends in money, and return the exact amount."""
        whole = amount.denominator == 1
        rounding = NOT_ROUNDED if whole else WHOLE_WON
        step = Step(number, label, formula, truncate(amount), None, basis, rounding, line)
        self.steps.append(step)
        return amount

    def rate(
        self, number: int, label: Text, formula: str, rate: Fraction, basis: Basis, line: str = ""
    ) -> Fraction:
        """Note a step that ends in a rate, and return it."""
        self.steps.append(Step(number, label, formula, None, rate, basis, NOT_ROUNDED, line))
        return rate

    def close(self, amount_won: int) -> Computation:
        """Return the finished computation."""
        return Computation(
            amount_won=amount_won,
            steps=tuple(self.steps),
            warnings=tuple(self.warnings),
            status=weakest(figure.status for figure in self.used),
            decided_on=self.on,
            edition=self.book.edition,
        )


def weakest(statuses: Iterable[Status]) -> Status:
    """Return the least sure of some statuses."""
    return max(statuses, key=_WEAKNESS.index, default=Status.ENACTED)


def won(amount: Fraction | int) -> str:
    """Return an amount for a formula, with commas and without fractions of a won."""
    return f"{truncate(amount):,}"


def percent(rate: Fraction) -> str:
    """Return a rate for a formula."""
    return show_value(rate, Measured.RATE)
