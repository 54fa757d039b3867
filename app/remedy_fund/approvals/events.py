"""Facts about approvals; ids, codes, digests and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ApprovalEvent(Event):
    """Something happened to a request. `subject` is the request's id."""

    kind: str
    about_id: str


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(ApprovalEvent):
    """Approval of one exact content was asked for."""

    digest: str
    amount_won: int
    decisive_won: int
    required_persons: int
    makers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalGiven(ApprovalEvent):
    """A person approved; `represented_id` is another person's only under a delegation."""

    digest: str
    person_id: str
    represented_id: str


@dataclass(frozen=True, kw_only=True)
class ApprovalVetoed(ApprovalEvent):
    """One person's veto stopped the request."""

    digest: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class ApprovalVoided(ApprovalEvent):
    """The request counts no longer; `because` is a code."""

    because: str


@dataclass(frozen=True, kw_only=True)
class ApprovalUsed(ApprovalEvent):
    """What was approved was carried out."""

    digest: str
    persons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalDelegated(Event):
    """A person lets another one approve in his place for a time. `subject` is the delegation."""

    from_person_id: str
    to_person_id: str
    until_on: str


@dataclass(frozen=True, kw_only=True)
class ApprovalDelegationEnded(Event):
    """A delegation was taken back. `subject` is the delegation."""

    from_person_id: str
    to_person_id: str
