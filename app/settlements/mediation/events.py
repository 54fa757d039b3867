"""Facts about mediations; ids, codes and days only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class MediationBegun(Event):
    """A mediation was sought, or the agency referred the dispute to it."""

    case_id: str
    forum: str
    side: str
    on: date
    forbids: bool


@dataclass(frozen=True, kw_only=True)
class MediationMoved(Event):
    """A step of a mediation was taken."""

    case_id: str
    command: str
    state: str
    on: date
