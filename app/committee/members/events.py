"""Facts about members and panels."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class CommitteeMemberEntered(Event):
    """A commissioner's term of office was entered."""

    person_id: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, kw_only=True)
class CommitteeMemberLeft(Event):
    """A commissioner's term of office was ended."""

    until_on: date


@dataclass(frozen=True, kw_only=True)
class PanelFormed(Event):
    """A panel was formed."""

    kind: str
    from_on: date
    member_ids: tuple[str, ...]
    chair_id: str


@dataclass(frozen=True, kw_only=True)
class PanelDissolved(Event):
    """A panel sits no longer after a day."""

    until_on: date
