"""Facts about who is kept away."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class SeatDeclared(Event):
    """A member said whether anything keeps them away from a case."""

    case_id: str
    item_id: str
    person_id: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class SeatVacated(Event):
    """A member is kept away from a case from now on."""

    case_id: str
    item_id: str
    person_id: str
    by: str


@dataclass(frozen=True, kw_only=True)
class MemberChallenged(Event):
    """A member was challenged."""

    case_id: str
    item_id: str
    seat_id: str
    kind: str
    side: str


@dataclass(frozen=True, kw_only=True)
class ChallengeDecided(Event):
    """A challenge was granted or dismissed."""

    case_id: str
    item_id: str
    seat_id: str
    granted: bool


@dataclass(frozen=True, kw_only=True)
class SeatFilled(Event):
    """Another member was named for a vacant seat."""

    case_id: str
    item_id: str
    member_id: str
    fills_seat_id: str
