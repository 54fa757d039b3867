"""The only SQL of this package."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlmodel import col

from app.collection.lifecycle import ReceiptState
from app.collection.tables import BankReceipt, CollectionRequest, ReceiptFile, Receivable
from app.db.rows import Row
from app.db.work import Work

AnyRow = TypeVar("AnyRow", bound=Row)
UNSETTLED = (ReceiptState.WAITING, ReceiptState.PROPOSED)


def _all(work: Work, chosen: Select[AnyRow]) -> list[AnyRow]:
    return list(work.session.execute(chosen).scalars())


def receivable(work: Work, receivable_id: str) -> Receivable:
    """Return a receivable, or raise NotFound."""
    return work.one(Receivable, receivable_id)


def receivable_of(work: Work, measure_id: str) -> Receivable | None:
    """Return the receivable of a measure, if it was opened."""
    chosen = select(Receivable).where(col(Receivable.measure_id) == measure_id)
    return work.session.execute(chosen).scalar_one_or_none()


def receivables(work: Work, *, after: str, limit: int) -> list[Receivable]:
    """Return receivables in the order of their ids."""
    chosen = select(Receivable).where(col(Receivable.id) > after)
    return _all(work, chosen.order_by(col(Receivable.id)).limit(limit))


def all_receivables(work: Work) -> list[Receivable]:
    """Return every receivable, oldest first."""
    return _all(work, select(Receivable).order_by(col(Receivable.id)))


def requests_of(work: Work, receivable_id: str) -> list[CollectionRequest]:
    """Return what was asked about a receivable, oldest first."""
    chosen = select(CollectionRequest).where(col(CollectionRequest.receivable_id) == receivable_id)
    return _all(work, chosen.order_by(col(CollectionRequest.sequence)))


def request(work: Work, request_id: str) -> CollectionRequest:
    """Return a request, or raise NotFound."""
    return work.one(CollectionRequest, request_id)


def file_with(work: Work, sha256: str) -> ReceiptFile | None:
    """Return the file that was taken in with this content."""
    chosen = select(ReceiptFile).where(col(ReceiptFile.sha256) == sha256)
    return work.session.execute(chosen).scalar_one_or_none()


def known_references(work: Work, lines: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of some accounts and bank's numbers were taken in before."""
    wanted = set(lines)
    found: set[tuple[str, str]] = set()
    names = sorted({reference for _, reference in wanted})
    for start in range(0, len(names), 500):
        chosen = select(
            BankReceipt.account, BankReceipt.reference
        ).where(  # type: ignore[call-overload]
            col(BankReceipt.reference).in_(names[start : start + 500])
        )
        found |= {(row[0], row[1]) for row in work.session.execute(chosen)}
    return found & wanted


def receipt(work: Work, receipt_id: str) -> BankReceipt:
    """Return a receipt, or raise NotFound."""
    return work.one(BankReceipt, receipt_id)


def receipts(work: Work, *, states: Collection[str], after: str, limit: int) -> list[BankReceipt]:
    """Return receipts in some states, oldest first."""
    chosen = select(BankReceipt).where(
        col(BankReceipt.id) > after, col(BankReceipt.state).in_(states)
    )
    return _all(work, chosen.order_by(col(BankReceipt.id)).limit(limit))


def states_in(work: Work, file_id: str) -> dict[str, int]:
    """Return how many receipts of a file stand in each state."""
    chosen = (
        select(col(BankReceipt.state), func.count())
        .where(col(BankReceipt.file_id) == file_id)
        .group_by(col(BankReceipt.state))
    )
    return {state: int(count) for state, count in work.session.execute(chosen)}
