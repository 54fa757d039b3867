"""Facts about orders and disposals; ids, codes, dates and numbers only. Pure."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class OrderEntered(Event):
    """An order was entered and binds from now on."""

    case_id: str
    kind: str
    footing: str
    binds: str
    issued_on: date
    valid_until: date | None
    item_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OrderServed(Event):
    """An order was served."""

    case_id: str
    kind: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OrderExtended(Event):
    """The last day of an order was put off."""

    case_id: str
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class OrderEnded(Event):
    """An order was carried out, released or cancelled, or its time is over; `state` says which."""

    case_id: str
    kind: str
    state: str
    release_id: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderNoted(Event):
    """Something was written in the journal of an order."""

    case_id: str
    kind: str
    note_id: str
    on: date
    item_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SuitMissing(Event):
    """The days in which a suit was to be filed are over and none is on record."""

    case_id: str
    check_on: date


@dataclass(frozen=True, kw_only=True)
class ReleaseRequested(Event):
    """Somebody asked for an order to be ended; another person must confirm it."""

    order_id: str
    case_id: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ReleaseSettled(Event):
    """A request to end an order was confirmed, refused or withdrawn."""

    order_id: str
    case_id: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CustodianNotified(Event):
    """A custodian was told of an order."""

    order_id: str
    case_id: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class NoticeAcknowledged(Event):
    """A custodian confirmed the notice of an order."""

    order_id: str
    case_id: str
    how: str


@dataclass(frozen=True, kw_only=True)
class CustodianReminded(Event):
    """A custodian who has not answered was reminded; `escalated` says the team lead is told."""

    order_id: str
    case_id: str
    person_id: str
    reminders: int
    escalated: bool


@dataclass(frozen=True, kw_only=True)
class ReaderNamed(Event):
    """A confidentiality order names somebody who may read."""

    order_id: str
    case_id: str
    capacity: str


@dataclass(frozen=True, kw_only=True)
class ReaderServed(Event):
    """A confidentiality order was served on somebody it names."""

    order_id: str
    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DeletionRequested(Event):
    """The examined party asked for a passage of the report to be deleted."""

    order_id: str
    case_id: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class DeletionDecided(Event):
    """It was decided whether a passage is deleted."""

    order_id: str
    case_id: str
    state: str


@dataclass(frozen=True, kw_only=True)
class DisposalProposed(Event):
    """It was proposed to dispose of evidence of a closed case."""

    case_id: str
    ground: str
    item_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DisposalSettled(Event):
    """A plan of disposal was approved, refused, withdrawn or carried out."""

    case_id: str
    state: str
