"""Facts about applications; ids, codes, days and whole numbers only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationEvent(Event):
    """Something happened to an application. `subject` is the application's id."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class FundApplicationFiled(ApplicationEvent):
    """A harmed firm asked the fund for money."""

    company_id: str
    number: str
    benefits: tuple[str, ...]
    claimed_won: int
    scheme: str
    edition: str


@dataclass(frozen=True, kw_only=True)
class FundApplicationSupplemented(ApplicationEvent):
    """The applicant brought more evidence, or named a suit."""

    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FundApplicationMoved(ApplicationEvent):
    """A step of an application was taken."""

    command: str
    from_state: str
    to_state: str
    on: date
    plan_id: str = ""


@dataclass(frozen=True, kw_only=True)
class FundApplicationAssessed(ApplicationEvent):
    """The loss and what each line may get were assessed."""

    assessed_loss_won: int
    assessed_won: int


@dataclass(frozen=True, kw_only=True)
class CompensationDeclared(ApplicationEvent):
    """Other money for the loss became known; `excess_won` of what was paid is owed back."""

    compensation_id: str
    kind: str
    amount_won: int
    excess_won: int


@dataclass(frozen=True, kw_only=True)
class CompensationStruck(ApplicationEvent):
    """A declaration that was wrong counts no longer."""

    compensation_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class PayeeChanged(ApplicationEvent):
    """The applicant named an account, or another one."""

    payee_id: str
    first: bool
    usable_from: date


@dataclass(frozen=True, kw_only=True)
class PayeeVerified(ApplicationEvent):
    """An account was found to be the applicant's."""

    payee_id: str
    method: str


@dataclass(frozen=True, kw_only=True)
class FundObjectionFiled(ApplicationEvent):
    """The applicant objected to a decision."""

    objection_id: str
    decision: str
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class FundObjectionExtended(ApplicationEvent):
    """The answer to an objection was put off."""

    objection_id: str
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class FundObjectionAnswered(ApplicationEvent):
    """An objection was answered or withdrawn; `outcome` is the state it ended in."""

    objection_id: str
    outcome: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationPaymentNoted(ApplicationEvent):
    """Money went out on an application, or came back; negative for what came back."""

    amount_won: int
    paid_total_won: int
