"""What happened to the working calendar."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class CalendarOverrideSet(Event):
    """A day was declared a rest day or a working day."""

    falls_on: date
    rest: bool


@dataclass(frozen=True, kw_only=True)
class CalendarOverrideRemoved(Event):
    """A day is again what the published calendar says."""

    falls_on: date
    rest: bool
