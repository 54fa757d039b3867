"""Facts about claims, loans and pay-outs; ids, codes, dates and numbers only. Pure."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class RecoveryOpened(Event):
    """A claim was opened: taken over on payment, or against the firm itself."""

    kind: str
    ground: str
    disbursement_id: str
    application_id: str
    case_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class RecoveryAdjusted(Event):
    """A payment came back or was made anew, and the claim taken over follows it."""

    disbursement_id: str
    application_id: str
    case_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCharged(Event):
    """Costs, principal, interest, an addition or a penalty was entered on a claim."""

    case_id: str
    charge_id: str
    component: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class RecoveryChargeCancelled(Event):
    """A part of a claim was taken back."""

    case_id: str
    charge_id: str
    component: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class RecoveryStepTaken(Event):
    """A claim moved on: demanded, in instalments, enforced."""

    case_id: str
    command: str
    state: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RecoveryMarked(Event):
    """Something was noted that the limitation clock of a claim listens to."""

    case_id: str
    kind: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RecoveryReceived(Event):
    """Money came in on a claim and was used in the order of the scheme."""

    case_id: str
    application_id: str
    receipt_id: str
    how: str
    amount_won: int
    to_fund_won: int
    to_others_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class RecoverySetOff(Event):
    """What the firm owed was set off against what the firm was to get."""

    case_id: str
    application_id: str
    receipt_id: str
    award_id: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class RecoveryGivenBack(Event):
    """Principal that a firm had given back and did not owe became the firm's again."""

    case_id: str
    application_id: str
    receipt_id: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class WriteOffAsked(Event):
    """Approval was asked for giving up a claim or a loan."""

    case_id: str
    approval_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class WrittenOff(Event):
    """A claim or loan was given up with approval."""

    case_id: str
    approval_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class LoanOpened(Event):
    """A loan was paid out."""

    disbursement_id: str
    application_id: str
    case_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class LoanScheduled(Event):
    """The parts in which a loan is paid back were set."""

    case_id: str
    parts: int
    first_due_on: date


@dataclass(frozen=True, kw_only=True)
class LoanRepaid(Event):
    """Money came in on a loan."""

    case_id: str
    application_id: str
    receipt_id: str
    principal_won: int
    interest_won: int
    left_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class PayoutPrepared(Event):
    """Money of others is to be paid to its owner."""

    application_id: str
    owner: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class PayoutSettled(Event):
    """A pay-out was made or cancelled."""

    application_id: str
    owner: str
    state: str
    amount_won: int
