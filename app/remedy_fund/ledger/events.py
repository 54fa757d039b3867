"""What has happened in the books. Every event carries the digest of what was written."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class LedgerAccountOpened(Event):
    """An account was opened; `subject` is its id."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class LedgerTransactionPosted(Event):
    """One transaction was posted; `subject` is its id, `digest` is in its row as well."""

    kind: str
    about: str
    effective_on: date
    digest: str
    reverses: str = ""


@dataclass(frozen=True, kw_only=True)
class LedgerBatchPosted(Event):
    """Several transactions were posted in one call; `digest` is over theirs in sorted order."""

    count: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class FundsReserved(Event):
    """Money of an account was kept for one purpose; `subject` is the reservation's id."""

    account_id: str
    about: str
    amount_won: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReservationReleased(Event):
    """Reserved money is free again; `subject` is the reservation's id."""

    account_id: str
    about: str
    amount_won: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class LedgerPeriodMoved(Event):
    """A fiscal year was soft-closed, opened again or closed; `subject` is the year."""

    state: str
    digest: str
