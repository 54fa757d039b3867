"""Facts about payments and statements; ids, codes, days and numbers only. Pure."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class PaymentRunPrepared(Event):
    """Awards were gathered in a run."""

    disbursements: tuple[str, ...]
    total_won: int
    pay_on: date


@dataclass(frozen=True, kw_only=True)
class PaymentRunAsked(Event):
    """A run's exact content was put up for approval."""

    approval_id: str
    digest: str
    total_won: int


@dataclass(frozen=True, kw_only=True)
class PaymentRunSent(Event):
    """An approved run was released to the bank; every order was stored first."""

    approval_id: str
    attempts: int
    total_won: int


@dataclass(frozen=True, kw_only=True)
class PaymentFileKept(Event):
    """A file was addressed and kept as it will be handed over."""

    message_id: str
    sha256: str
    orders: int
    total_won: int


@dataclass(frozen=True, kw_only=True)
class PaymentFileHanded(Event):
    """A kept file is about to be handed over. `again`: the bank said that it knows none of it."""

    run_id: str
    message_id: str
    again: bool


@dataclass(frozen=True, kw_only=True)
class PaymentOrdersMoved(Event):
    """The standing of orders changed by what the bank said. `subject` is the run's id."""

    orders: int


@dataclass(frozen=True, kw_only=True)
class PayeeNamesChecked(Event):
    """The bank was asked who holds the accounts. `subject` is the run's id."""

    same: int
    differs: int
    no_answer: int


@dataclass(frozen=True, kw_only=True)
class PaymentRunHandedOver(Event):
    """Every file of a run lies with the bank."""

    files: int


@dataclass(frozen=True, kw_only=True)
class PaymentRunFinished(Event):
    """For every order of a run the bank's word is definite."""

    paid: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class PaymentRunWithdrawn(Event):
    """A run was taken back before anything was sent."""


@dataclass(frozen=True, kw_only=True)
class DisbursementEvent(Event):
    """Something happened to a disbursement. `subject` is its id."""

    application_id: str
    award_id: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class DisbursementHeld(DisbursementEvent):
    """An approved award waits to be paid."""

    run_id: str


@dataclass(frozen=True, kw_only=True)
class DisbursementStopped(DisbursementEvent):
    """The bank named another holder, so nothing was sent."""


@dataclass(frozen=True, kw_only=True)
class DisbursementUnknown(DisbursementEvent):
    """It can not be told whether the bank has made a payment."""

    attempt_id: str


@dataclass(frozen=True, kw_only=True)
class DisbursementPaid(DisbursementEvent):
    """The bank has booked a payment, and so have the books."""

    attempt_id: str
    loan: bool
    paid_on: date
    transaction_id: str


@dataclass(frozen=True, kw_only=True)
class DisbursementRefused(DisbursementEvent):
    """The bank has definitely not made a payment."""

    attempt_id: str
    code: str


@dataclass(frozen=True, kw_only=True)
class DisbursementReturned(DisbursementEvent):
    """A payment came back; the earmarks that it used have their money again."""

    attempt_id: str
    loan: bool
    returned_on: date
    code: str
    transaction_id: str


@dataclass(frozen=True, kw_only=True)
class ReturnClaimed(DisbursementEvent):
    """The receiving bank is to be asked to send a payment back; `code` is its code of the reason."""

    attempt_id: str
    code: str


@dataclass(frozen=True, kw_only=True)
class ReturnClaimAnswered(Event):
    """A claim for a return got its id, or the bank's answer. `subject` is the order's."""

    state: str
    code: str


@dataclass(frozen=True, kw_only=True)
class DisbursementSettled(DisbursementEvent):
    """A payment was found on the bank's statement."""

    attempt_id: str


@dataclass(frozen=True, kw_only=True)
class DisbursementReopened(DisbursementEvent):
    """A refused or returned payment may be made anew, under a new id."""


@dataclass(frozen=True, kw_only=True)
class DisbursementCancelled(DisbursementEvent):
    """A payment is not made; what was reserved for it is free."""


@dataclass(frozen=True, kw_only=True)
class BankRefusalNoted(DisbursementEvent):
    """Somebody noted that the bank refused an order, which its channel never said."""

    attempt_id: str
    code: str
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class BankRefusalConfirmed(DisbursementEvent):
    """Another person confirmed it."""

    attempt_id: str


@dataclass(frozen=True, kw_only=True)
class BankMessageKept(Event):
    """A bank's message was kept. `subject` is its id."""

    kind: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BankMessageRead(Event):
    """A kept message was carried out; `aside` counts what people have to look at."""

    state: str
    reports: int
    lines: int
    aside: int


@dataclass(frozen=True, kw_only=True)
class BankMessageSettled(Event):
    """A person has looked at what was put aside of a message."""


@dataclass(frozen=True, kw_only=True)
class StatementLineMatched(Event):
    """A movement on the account was matched with a posting. `subject` is the line's id."""

    transaction_id: str
    how: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class StatementMatchProposed(Event):
    """A person proposed what a queued line belongs to; an empty id: to nothing known."""

    transaction_id: str
