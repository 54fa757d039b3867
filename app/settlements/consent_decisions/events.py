"""Facts about consent decisions; ids, codes, days and whole won only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ConsentDecisionApplied(Event):
    """The respondent applied for a consent decision."""

    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ConsentDecisionMoved(Event):
    """A step towards or after a consent decision was taken."""

    case_id: str
    command: str
    state: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ConsentCharged(Event):
    """Not performing was charged for by the day."""

    case_id: str
    total_won: int
    until_on: date
