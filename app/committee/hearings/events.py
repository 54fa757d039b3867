"""Facts about hearings."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class HearingOpened(Event):
    """A hearing was opened with those present."""

    case_id: str
    item_id: str
    on: date
    seat_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StatementTaken(Event):
    """A statement was taken into the minutes."""

    case_id: str
    hearing_id: str
    sequence: int
    side: str
    closed: bool


@dataclass(frozen=True, kw_only=True)
class HearingClosed(Event):
    """A hearing and its minutes were closed; the case is deliberated."""

    case_id: str
    item_id: str
    on: date
