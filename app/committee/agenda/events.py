"""Facts about the agenda."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class AgendaItemTabled(Event):
    """A case came onto the agenda of a panel."""

    case_id: str
    panel_id: str
    panel_kind: str
    hearing_on: date
    member_ids: tuple[str, ...]
    late: bool


@dataclass(frozen=True, kw_only=True)
class HearingNotified(Event):
    """Both parties were told of the hearing, and offered to be heard."""

    case_id: str
    hearing_on: date


@dataclass(frozen=True, kw_only=True)
class HearingPostponed(Event):
    """A hearing was put on another day."""

    case_id: str
    hearing_on: date


@dataclass(frozen=True, kw_only=True)
class OpinionHearingSet(Event):
    """A day was set to hear opinions before the hearing."""

    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HearingAnswered(Event):
    """A party said whether it attends."""

    case_id: str
    side: str
    attends: bool


@dataclass(frozen=True, kw_only=True)
class SecrecyAsked(Event):
    """A party asked that parts of the hearing be closed."""

    case_id: str
    item_id: str
    side: str


@dataclass(frozen=True, kw_only=True)
class SecrecyDecided(Event):
    """It was decided whether parts of the hearing are closed."""

    case_id: str
    item_id: str
    granted: bool


@dataclass(frozen=True, kw_only=True)
class AgendaItemMoved(Event):
    """An item of the agenda took a step."""

    case_id: str
    command: str
    to_state: str
