"""The only SQL of this room."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, case, or_, select
from sqlalchemy import func as sql
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.db.work import Work
from app.kernel.calendar import Period, Unit, last_day
from app.remedy_fund.approvals.lifecycle import State
from app.remedy_fund.approvals.stress import STRESS_MONTHS, Flows
from app.remedy_fund.approvals.tables import (
    ApprovalAggregate,
    ApprovalDelegation,
    ApprovalPerson,
    ApprovalRequest,
    ApprovalVoice,
)
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind
from app.remedy_fund.ledger.tables import LedgerAccount, LedgerPosting, LedgerTransaction

# What is in the cash account but belongs to somebody, or whose owner is not known yet.
_OWED = (AccountKind.PAYABLE, AccountKind.RECOVERIES_HELD, AccountKind.UNMATCHED)
# They take back what went before, so they lower the flow that they undo.
_UNDOING = (TransactionKind.REVERSAL, TransactionKind.DISBURSEMENT_RETURNED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Cash, and how much of it is reserved or owed, in won."""

    balance_won: int
    committed_won: int


def fund_standing(work: Work) -> Standing:
    """Return what the books say of the whole fund at this instant."""
    held = col(LedgerAccount.side) * col(LedgerAccount.balance_won)
    chosen = select(
        col(LedgerAccount.kind), sql.sum(held), sql.sum(col(LedgerAccount.reserved_won))
    ).group_by(col(LedgerAccount.kind))
    found = {kind: (int(won), int(kept)) for kind, won, kept in work.session.execute(chosen)}
    cash, _ = found.get(AccountKind.CASH, (0, 0))
    owed = sum(found.get(kind, (0, 0))[0] for kind in _OWED)
    return Standing(cash, owed + sum(kept for _, kept in found.values()))


def cash_flows(work: Work) -> Flows:
    """Return what came into the cash account and left it in the last twelve months."""
    before = last_day(work.today, Period(-STRESS_MONTHS, Unit.MONTHS))
    from_on = before + timedelta(days=1)
    amount = col(LedgerPosting.amount_won)
    inflow = (amount > 0) != col(LedgerTransaction.kind).in_(_UNDOING)
    chosen = (
        select(sql.sum(case((inflow, amount), else_=0)), sql.sum(case((inflow, 0), else_=-amount)))
        .join(LedgerTransaction, col(LedgerTransaction.id) == col(LedgerPosting.transaction_id))
        .join(LedgerAccount, col(LedgerAccount.id) == col(LedgerPosting.account_id))
        .where(
            col(LedgerAccount.kind) == AccountKind.CASH,
            col(LedgerTransaction.effective_on) >= from_on,
            col(LedgerTransaction.effective_on) <= work.today,
        )
    )
    came, went = work.session.execute(chosen).one()
    return Flows(from_on, work.today, max(int(came or 0), 0), max(int(went or 0), 0))


def locked(work: Work, request_id: str) -> ApprovalRequest:
    """Return a request that nobody else changes until this Work ends, or raise NotFound."""
    work.one(ApprovalRequest, request_id)
    chosen = select(ApprovalRequest).where(col(ApprovalRequest.id) == request_id)
    fresh = chosen.with_for_update().execution_options(populate_existing=True)
    found: ApprovalRequest = work.session.execute(fresh).scalar_one()
    return found


def latest(work: Work, kind: str, about_id: str) -> ApprovalRequest | None:
    """Return the last request about a thing, locked."""
    chosen = (
        select(ApprovalRequest)
        .where(col(ApprovalRequest.kind) == kind, col(ApprovalRequest.about_id) == about_id)
        .order_by(col(ApprovalRequest.number).desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return work.session.execute(chosen).scalar_one_or_none()


def open_about(work: Work, about_id: str) -> list[ApprovalRequest]:
    """Return every open request about a thing, of whatever kind, locked."""
    chosen = select(ApprovalRequest).where(
        col(ApprovalRequest.about_id) == about_id, col(ApprovalRequest.state) == State.ASKED
    )
    ordered = chosen.order_by(col(ApprovalRequest.id)).with_for_update()
    return list(work.session.execute(ordered).scalars())


def page(
    work: Work, *, kind: str, state: str, about_id: str, before: str, limit: int
) -> list[ApprovalRequest]:
    """Return requests, newest first; one more than asked for where there are more."""
    chosen = select(ApprovalRequest)
    for column, value in ((ApprovalRequest.kind, kind), (ApprovalRequest.state, state),
                          (ApprovalRequest.about_id, about_id)):  # fmt: skip
        if value:
            chosen = chosen.where(col(column) == value)
    if before:
        chosen = chosen.where(col(ApprovalRequest.id) < before)
    ordered = chosen.order_by(col(ApprovalRequest.id).desc()).limit(limit + 1)
    return list(work.session.execute(ordered).scalars())


def aggregates_of(work: Work, request_id: str) -> list[ApprovalAggregate]:
    """Return what a request's amount falls on."""
    chosen = select(ApprovalAggregate).where(col(ApprovalAggregate.request_id) == request_id)
    ordered = chosen.order_by(col(ApprovalAggregate.dimension), col(ApprovalAggregate.key))
    return list(work.session.execute(ordered).scalars())


def sums_of(work: Work, request_id: str) -> list[tuple[int, int]]:
    """Return, for each aggregate of a request, its own part and the parts of others that count.

    Others count while they are open and in time, and for ever once they were carried out.
    """
    own: Any = aliased(ApprovalAggregate)
    other: Any = aliased(ApprovalAggregate)
    request: Any = aliased(ApprovalRequest)
    counts = or_(
        request.state == State.USED,
        and_(request.state == State.ASKED, request.expires_at > work.now),
    )
    others = (
        select(other.kind, other.dimension, other.key, sql.sum(other.amount_won).label("won"))
        .join(request, request.id == other.request_id)
        .where(counts, other.request_id != request_id)
        .group_by(other.kind, other.dimension, other.key)
        .subquery()
    )
    chosen = (
        select(own.amount_won, sql.coalesce(others.c.won, 0))
        .select_from(own)
        .join(
            others,
            and_(
                others.c.kind == own.kind,
                others.c.dimension == own.dimension,
                others.c.key == own.key,
            ),
            isouter=True,
        )
        .where(own.request_id == request_id)
    )
    return [(int(part), int(rest)) for part, rest in work.session.execute(chosen)]


def voices_of(work: Work, request_ids: Collection[str]) -> list[ApprovalVoice]:
    """Return who approved some requests, in the order in which they did."""
    chosen = select(ApprovalVoice).where(col(ApprovalVoice.request_id).in_(request_ids))
    return list(work.session.execute(chosen.order_by(col(ApprovalVoice.id))).scalars())


def persons_of(work: Work, request_id: str) -> set[str]:
    """Return the persons who are used up by the approvals of a request."""
    chosen = select(col(ApprovalPerson.person_id)).where(
        col(ApprovalPerson.request_id) == request_id
    )
    return set(work.session.execute(chosen).scalars())


def delegations(work: Work, person_id: str = "") -> list[ApprovalDelegation]:
    """Return the delegations that stand today, those of one person or all, oldest first."""
    chosen = select(ApprovalDelegation).where(
        col(ApprovalDelegation.revoked_at).is_(None),
        col(ApprovalDelegation.until_on) >= work.today,
    )
    if person_id:
        mine = or_(
            col(ApprovalDelegation.from_person_id) == person_id,
            col(ApprovalDelegation.to_person_id) == person_id,
        )
        chosen = chosen.where(mine)
    return list(work.session.execute(chosen.order_by(col(ApprovalDelegation.id))).scalars())


def delegation_between(work: Work, giver: str, taker: str) -> ApprovalDelegation | None:
    """Return the delegation under which one person may speak for another today."""
    chosen = (
        select(ApprovalDelegation)
        .where(
            col(ApprovalDelegation.from_person_id) == giver,
            col(ApprovalDelegation.to_person_id) == taker,
            col(ApprovalDelegation.from_on) <= work.today,
            col(ApprovalDelegation.until_on) >= work.today,
            col(ApprovalDelegation.revoked_at).is_(None),
        )
        .order_by(col(ApprovalDelegation.id))
        .limit(1)
    )
    return work.session.execute(chosen).scalar_one_or_none()
