"""Facts about plans and awards; ids, codes, digests and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class PlanEvent(Event):
    """Something happened to a plan. `subject` is the plan's id, `digest` says what it holds."""

    period: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PlanPrepared(PlanEvent):
    """A plan was drawn up."""

    round: int
    revision: int
    claims: int
    awarded_won: int


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(PlanEvent):
    """A plan was put up for approval."""

    approval_id: str


@dataclass(frozen=True, kw_only=True)
class PlanSuperseded(PlanEvent):
    """Another revision took the place of a plan."""


@dataclass(frozen=True, kw_only=True)
class PlanWithdrawn(PlanEvent):
    """A plan was given up."""


@dataclass(frozen=True, kw_only=True)
class PlanCarriedOut(PlanEvent):
    """Awards were made as planned; `residue` is what stays on each purpose, in won."""

    approval_id: str
    awards: int
    awarded_won: int
    residue: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class AwardMade(Event):
    """An application was awarded money for one benefit. `subject` is the award's id."""

    plan_id: str
    application_id: str
    case_id: str
    benefit: str
    amount_won: int
