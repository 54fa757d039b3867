"""Facts about votes. That a member voted is a fact; what the ballot said is in none."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Event):
    """A proposal was put to the vote."""

    case_id: str
    item_id: str
    question: str
    voters: int


@dataclass(frozen=True, kw_only=True)
class BallotCast(Event):
    """A voter voted."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class VoteCounted(Event):
    """The box was opened and counted."""

    case_id: str
    state: str
    votes_for: int
    votes_against: int
    abstentions: int


@dataclass(frozen=True, kw_only=True)
class VoteAnnulled(Event):
    """A vote does not count, because somebody who voted is kept away since."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class CaseResolved(Event):
    """The committee resolved on a case."""

    case_id: str
    item_id: str
    question: str
    measure_ids: tuple[str, ...]
