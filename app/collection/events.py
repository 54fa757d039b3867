"""Facts about getting money in; ids, codes, days and whole numbers only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ReceivableOpened(Event):
    """A served measure became a receivable. `subject` is the receivable's id."""

    case_id: str
    measure_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class CollectionAsked(Event):
    """Instalments, an extension or a write-off was asked for. `subject` is the request's id."""

    case_id: str
    receivable_id: str
    kind: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CollectionDecided(Event):
    """What was asked for was granted or refused. `subject` is the request's id."""

    case_id: str
    receivable_id: str
    kind: str
    granted: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class CollectionStepTaken(Event):
    """A step of collecting was taken. `subject` is the receivable's id."""

    case_id: str
    step: str
    on: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class ReceiptFileTaken(Event):
    """A file of the bank was taken in. `subject` is the file's id."""

    lines: int
    known_before: int
    matched: int


@dataclass(frozen=True, kw_only=True)
class ReceiptMatchProposed(Event):
    """Somebody says to what a receipt belongs. `subject` is the receipt's id."""

    receivable_id: str


@dataclass(frozen=True, kw_only=True)
class ReceiptMatched(Event):
    """A receipt was counted on a receivable, or set aside. `subject` is the receipt's id."""

    receivable_id: str
    how: str
    amount_won: int
    on: date
