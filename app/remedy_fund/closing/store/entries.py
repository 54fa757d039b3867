"""What the books say of days and kinds of transaction, as known at an instant."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlmodel import col

from app.db.work import Work
from app.kernel.clock import seoul_day
from app.remedy_fund.contributions.tables import Earmark
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.ledger.tables import (
    LedgerAccount,
    LedgerPosting,
    LedgerReservation,
    LedgerTransaction,
)
from app.remedy_fund.payments.tables import Disbursement

_ACCOUNT: Any = LedgerAccount.__table__  # type: ignore[attr-defined]
_POSTING: Any = LedgerPosting.__table__  # type: ignore[attr-defined]
_TRANSACTION: Any = LedgerTransaction.__table__  # type: ignore[attr-defined]
_PAIRED = _POSTING.join(_TRANSACTION, _TRANSACTION.c.id == _POSTING.c.transaction_id)
_LEDGER = _PAIRED.join(_ACCOUNT, _ACCOUNT.c.id == _POSTING.c.account_id)


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked about, and the instant up to which entries are taken as known."""

    from_on: date
    to_on: date
    known_at: datetime

    def clause(self) -> Any:
        """Return the condition on a transaction."""
        return and_(
            _TRANSACTION.c.effective_on >= self.from_on,
            _TRANSACTION.c.effective_on <= self.to_on,
            _TRANSACTION.c.recorded_at <= self.known_at,
        )


@dataclass(frozen=True, slots=True)
class KindTotal:
    """All transactions of a kind: how many, what they moved, what of it was cash; in won."""

    kind: str
    count: int
    moved_won: int
    cash_in_won: int
    cash_out_won: int


@dataclass(frozen=True, slots=True)
class CashLine:
    """One entry of the cash book; `balance_won` is what was in cash after it."""

    transaction_id: str
    effective_on: date
    recorded_at: datetime
    kind: str
    subject: str
    reverses: str | None
    amount_won: int
    balance_won: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """An amount that a payment took from an earmark: its purpose, and to whom it went."""

    purpose: str
    recipient: str
    amount_won: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A later entry that takes back one of a closed year."""

    transaction_id: str
    effective_on: date
    recorded_at: datetime
    reverses: str
    kind: str
    subject: str


def totals_by_kind(work: Work, days: Days) -> list[KindTotal]:
    """Return what was posted on some days, by kind of transaction."""
    amount = _POSTING.c.amount_won
    cash = _ACCOUNT.c.kind == AccountKind.CASH
    chosen = (
        select(
            _TRANSACTION.c.kind,
            func.count(_TRANSACTION.c.id.distinct()),
            func.coalesce(func.sum(amount).filter(amount > 0), 0),
            func.coalesce(func.sum(amount).filter(and_(amount > 0, cash)), 0),
            func.coalesce(func.sum(-amount).filter(and_(amount < 0, cash)), 0),
        )
        .select_from(_LEDGER)
        .where(days.clause())
        .group_by(_TRANSACTION.c.kind)
        .order_by(_TRANSACTION.c.kind)
    )
    return [
        KindTotal(kind, count, int(moved), int(come), int(gone))
        for kind, count, moved, come, gone in work.session.execute(chosen)
    ]


def cash_by_day(work: Work, days: Days) -> list[tuple[date, int, int]]:
    """Return what came into cash and went out of it on each day that has entries."""
    amount = _POSTING.c.amount_won
    chosen = (
        select(
            _TRANSACTION.c.effective_on,
            func.coalesce(func.sum(amount).filter(amount > 0), 0),
            func.coalesce(func.sum(-amount).filter(amount < 0), 0),
        )
        .select_from(_LEDGER)
        .where(days.clause(), _ACCOUNT.c.kind == AccountKind.CASH)
        .group_by(_TRANSACTION.c.effective_on)
        .order_by(_TRANSACTION.c.effective_on)
    )
    return [(day, int(come), int(gone)) for day, come, gone in work.session.execute(chosen)]


def free_by_day(work: Work, owed: tuple[AccountKind, ...]) -> list[tuple[date, int]]:
    """Return by how much cash less what is owed changed on each day that has entries."""
    # Owed money lies on the credit side, so the legs of both kinds add up to what is free.
    chosen = (
        select(_TRANSACTION.c.effective_on, func.sum(_POSTING.c.amount_won))
        .select_from(_LEDGER)
        .where(_ACCOUNT.c.kind.in_((AccountKind.CASH, *owed)))
        .group_by(_TRANSACTION.c.effective_on)
    )
    return [(day, int(won)) for day, won in work.session.execute(chosen)]


def reserved_by_instant(work: Work) -> list[tuple[date, int]]:
    """Return by how much what is reserved changed, on the days in Seoul on which it did."""
    r = LedgerReservation
    chosen = select(col(r.reserved_at), col(r.ended_at), col(r.amount_won))
    found = []
    for begun, ended, won in work.session.execute(chosen):
        found.append((seoul_day(begun), int(won)))
        if ended is not None:
            found.append((seoul_day(ended), -int(won)))
    return found


def drawn_by_purpose(work: Work, days: Days, kinds: tuple[str, ...]) -> list[Drawn]:
    """Return what some kinds of transaction took from earmarks, with purpose and recipient.

    What one of them gave back is below zero.
    """
    who = func.coalesce(func.nullif(Disbursement.company_id, ""), _TRANSACTION.c.subject)
    chosen = (
        select(col(Earmark.purpose), who, _POSTING.c.amount_won)
        .select_from(_LEDGER.join(Earmark, col(Earmark.id) == _ACCOUNT.c.earmark_id))
        .outerjoin(Disbursement, col(Disbursement.id) == _TRANSACTION.c.subject)
        .where(
            days.clause(), _TRANSACTION.c.kind.in_(kinds), _ACCOUNT.c.kind == AccountKind.EARMARK
        )
    )
    return [
        Drawn(purpose, str(one), int(won)) for purpose, one, won in work.session.execute(chosen)
    ]


def cash_book(work: Work, days: Days, *, after: str | None, limit: int) -> list[CashLine]:
    """Return entries of the cash accounts in the order of their days, each with the balance.

    `after` is the transaction of the last line that was read.
    """
    book = _cash_entries(days.known_at).subquery()
    order = (book.c.effective_on, book.c.recorded_at, book.c.id)
    running = func.sum(book.c.amount_won).over(order_by=order).label("balance_won")
    number = func.row_number().over(order_by=order).label("number")
    whole = select(book, running, number).subquery()
    chosen = select(whole).where(
        whole.c.effective_on >= days.from_on, whole.c.effective_on <= days.to_on
    )
    if after is not None:
        read = select(whole.c.number).where(whole.c.id == after).scalar_subquery()
        chosen = chosen.where(whole.c.number > read)
    return [
        CashLine(
            row.id, row.effective_on, row.recorded_at, row.kind, row.subject, row.reverses,
            int(row.amount_won), int(row.balance_won),
        )
        for row in work.session.execute(chosen.order_by(whole.c.number).limit(limit))
    ]  # fmt: skip


def _cash_entries(known_at: datetime) -> Select[Any]:
    kept = ("id", "effective_on", "recorded_at", "kind", "subject", "reverses")
    columns = [_TRANSACTION.c[name] for name in kept]
    return (
        select(*columns, func.sum(_POSTING.c.amount_won).label("amount_won"))
        .select_from(_LEDGER)
        .where(_ACCOUNT.c.kind == AccountKind.CASH, _TRANSACTION.c.recorded_at <= known_at)
        .group_by(*columns)
    )


def corrections(work: Work, *, from_on: date, to_on: date) -> list[Correction]:
    """Return entries dated after some days that take back entries of those days."""
    earlier = _TRANSACTION.alias("earlier")
    chosen = (
        select(_TRANSACTION, earlier.c.kind.label("of_kind"))
        .join_from(_TRANSACTION, earlier, earlier.c.id == _TRANSACTION.c.reverses)
        .where(
            _TRANSACTION.c.effective_on > to_on,
            earlier.c.effective_on >= from_on,
            earlier.c.effective_on <= to_on,
        )
        .order_by(_TRANSACTION.c.recorded_at, _TRANSACTION.c.id)
    )
    return [
        Correction(
            row.id, row.effective_on, row.recorded_at, row.reverses, row.of_kind, row.subject
        )
        for row in work.session.execute(chosen)
    ]


def recorded_after(work: Work, days: Days) -> int:
    """Return how many entries of some days were recorded after the instant."""
    t = _TRANSACTION.c
    chosen = select(func.count()).where(
        t.effective_on >= days.from_on,
        t.effective_on <= days.to_on,
        t.recorded_at > days.known_at,
    )
    return int(work.session.execute(chosen).scalar_one())


def last_recorded(work: Work, *, to_on: date) -> datetime | None:
    """Return when the latest entry dated until a day was recorded."""
    t = _TRANSACTION.c
    chosen = select(t.recorded_at).where(t.effective_on <= to_on)
    return work.session.execute(chosen.order_by(t.recorded_at.desc()).limit(1)).scalar_one_or_none()
