"""Facts about simplified decisions; ids, codes, days and whole won only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class SimplifiedProposed(Event):
    """A simplified decision was proposed to the respondent."""

    case_id: str
    expected_surcharge_won: int
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class SimplifiedMoved(Event):
    """A proposal was accepted, refused, dropped or resolved upon."""

    case_id: str
    command: str
    state: str
    on: date
