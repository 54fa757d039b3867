"""What a figure of law is: a dated value with its article, its source and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.kernel.calendar import Period, Unit
from app.kernel.exact import parse_exact
from app.kernel.problems import Basis
from app.kernel.text import Text


class Status(StrEnum):
    """How sure a figure is; only `unknown` and, outside the demo, `demonstration` refuse."""

    ENACTED = "enacted"
    ANNOUNCED = "announced"
    REPORTED = "reported"
    UNKNOWN = "unknown"
    AGENCY_ENTERED = "agency_entered"
    DEMONSTRATION = "demonstration"


STATUS_LABELS: Mapping[Status, Text] = {
    Status.ENACTED: Text("시행 법령", "Enacted"),
    Status.ANNOUNCED: Text("정부 발표(미입법)", "Announced, not enacted"),
    Status.REPORTED: Text("보도·2차 자료", "Reported"),
    Status.UNKNOWN: Text("설정되지 않음", "Not configured"),
    Status.AGENCY_ENTERED: Text("기관 입력", "Entered by the agency"),
    Status.DEMONSTRATION: Text("시연용 값", "Demonstration value"),
}


class Measured(StrEnum):
    """What a figure is counted in."""

    WON = "won"
    RATE = "rate"
    POINTS = "points"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    TIMES = "times"


_EXACT = (Measured.RATE, Measured.POINTS)


def parse_value(written: object, unit: Measured) -> int | Fraction:
    """Read a value as the data files hold it; raise ValueError for a float or a wrong kind.

    Rates are written `"0.155"` or `"15.5%"` and points `"2.5"`, so that nothing is rounded.
    """
    if unit in _EXACT:
        if not isinstance(written, str):
            raise ValueError(f"a {unit} is written in quotation marks: {written!r}")
        return parse_exact(written)
    if isinstance(written, str) and written.strip().isdecimal():
        written = int(written)
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise ValueError(f"{unit} takes a whole number that is not negative: {written!r}")
    return written


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in force on a day, with everything that a page or paper must say about it."""

    name: str
    label: Text
    value: int | Fraction
    unit: Measured
    basis: Basis
    status: Status
    source: str
    effective_from: date | None  # None: the text was read, its first day was not recorded
    effective_to: date | None

    @property
    def number(self) -> int:
        """Return a whole value: won, a count, a multiple or a length."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"{self.name} is no whole number")

    @property
    def exact(self) -> Fraction:
        """Return the value as an exact fraction, for rates and points."""
        return Fraction(self.value)

    @property
    def period(self) -> Period:
        """Return a length of days, months or years."""
        return Period(self.number, Unit(self.unit.value))

    @property
    def settled(self) -> bool:
        """Tell whether the figure stands in enacted text."""
        return self.status is Status.ENACTED

    def shown(self) -> str:
        """Return the value for people: `2.5`, `15.5%`, `30 days`, `2,000,000,000`."""
        return show_value(self.value, self.unit)


def show_value(value: int | Fraction, unit: Measured) -> str:
    """Return a value in digits; an exact decimal where there is one, else a fraction."""
    if unit is Measured.RATE:
        return f"{decimal(Fraction(value) * 100)}%"
    if unit is Measured.POINTS:
        return decimal(Fraction(value))
    if unit in (Measured.DAYS, Measured.MONTHS, Measured.YEARS):
        return f"{value} {unit}"
    return f"{int(value):,}"


def decimal(value: Fraction) -> str:
    """Return a fraction as an exact decimal such as `7.1`, or as `1/3` where there is none."""
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            whole = digits[: len(digits) - places]
            point = f".{digits[len(digits) - places :]}" if places else ""
            return f"{'-' if value < 0 else ''}{whole}{point}"
    return f"{value.numerator}/{value.denominator}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One stretch of a figure's history; `value` is None while the figure is unknown."""

    value: int | Fraction | None
    effective_from: date | None
    effective_to: date | None
    basis: Basis
    status: Status
    source: str

    def covers(self, day: date) -> bool:
        """Tell whether the stretch includes a day."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure of law with its whole history, oldest stretch first."""

    name: str
    label: Text
    unit: Measured
    history: tuple[Entry, ...]

    def entry(self, day: date) -> Entry | None:
        """Return the stretch that covers a day, if the history has one."""
        return next((entry for entry in self.history if entry.covers(day)), None)


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A missing figure that an agency entered from a paper and a second person approved."""

    name: str
    value: str
    effective_from: date
    source_paper: str
    entered_by: str
    approved_by: str
