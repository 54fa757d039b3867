"""What the check asks beyond the books: budget sums, owners of reservations, closed years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from app.db.work import Work
from app.remedy_fund.budgets.tables import BudgetCommitment, BudgetLine
from app.remedy_fund.closing.tables import PeriodClosing
from app.remedy_fund.contributions.lifecycle import PartState
from app.remedy_fund.contributions.tables import EarmarkPart
from app.remedy_fund.ledger.rules import account_id
from app.remedy_fund.ledger.tables import LedgerPosting, LedgerReservation, LedgerTransaction
from app.remedy_fund.payments.lifecycle import State
from app.remedy_fund.payments.tables import Disbursement

_RESERVED_STATES = (State.HELD, State.SENT, State.UNKNOWN, State.REFUSED, State.RETURNED)
_HELD = "held"


def see_one_state(work: Work) -> None:
    """Let a reading Work see everything as of one instant; has to be the first thing it does.

    On SQLite every reading transaction does so by itself.
    """
    if not work.world.one_writer:
        work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def wrong_budget_lines(work: Work) -> Iterator[tuple[str, bool]]:
    """Yield lines over their cap (true), and lines whose sums are not those of what is on them."""
    sums = (
        select(
            col(BudgetCommitment.line_id).label("line_id"),
            func.sum(col(BudgetCommitment.open_won)).label("open_won"),
            func.sum(col(BudgetCommitment.paid_won)).label("paid_won"),
        )
        .group_by(col(BudgetCommitment.line_id))
        .subquery()
    )
    joined = select(BudgetLine, sums.c.open_won, sums.c.paid_won).outerjoin(
        sums, sums.c.line_id == col(BudgetLine.id)
    )
    for line, open_won, paid_won in work.session.execute(joined.order_by(col(BudgetLine.id))):
        over = line.committed_won + line.paid_won > line.cap_won
        told = (line.committed_won, line.paid_won)
        if over or told != (int(open_won or 0), int(paid_won or 0)):
            yield line.id, over


def reservations_without_owner(work: Work) -> list[str]:
    """Return held reservations that neither a part of an earmark nor an open payment names."""
    parts = select(col(EarmarkPart.reservation_id)).where(col(EarmarkPart.state) == PartState.HELD)
    named = {*work.session.execute(parts).scalars()}
    named |= {one["reservation_id"] for row in _open_payments(work) for one in row.sources}
    return sorted(set(_held(work)) - named)


def payments_not_covered(work: Work) -> list[str]:
    """Return open payments for which not exactly their amount is reserved."""
    held = _held(work)
    return [
        row.id
        for row in _open_payments(work)
        if sum(held.get(one["reservation_id"], 0) for one in row.sources) != row.amount_won
        or any(held.get(one["reservation_id"]) != one["amount_won"] for one in row.sources)
    ]


def entries_after_closing(work: Work, row: PeriodClosing, to_on: date) -> list[str]:
    """Return entries dated in a closed year, or before it, that were recorded after its closing."""
    chosen = select(col(LedgerTransaction.id)).where(
        col(LedgerTransaction.effective_on) <= to_on,
        col(LedgerTransaction.recorded_at) > row.known_at,
    )
    return list(work.session.execute(chosen.order_by(col(LedgerTransaction.id))).scalars())


def open_since(work: Work, code: str, balance_won: int) -> date | None:
    """Return the day of the oldest credit of an account that is still in its balance.

    What goes out is taken from what came in first.
    """
    chosen = (
        select(col(LedgerTransaction.effective_on), col(LedgerPosting.amount_won))
        .join(LedgerPosting, col(LedgerPosting.transaction_id) == col(LedgerTransaction.id))
        .where(col(LedgerPosting.account_id) == account_id(code), col(LedgerPosting.amount_won) < 0)
        .order_by(col(LedgerTransaction.effective_on).desc(), col(LedgerTransaction.id).desc())
    )
    left, since = balance_won, None
    for day, amount_won in work.session.execute(chosen):
        since, left = day, left + int(amount_won)
        if left <= 0:
            break
    return since


def _held(work: Work) -> dict[str, int]:
    chosen = select(col(LedgerReservation.id), col(LedgerReservation.amount_won)).where(
        col(LedgerReservation.state) == _HELD
    )
    return {row_id: int(won) for row_id, won in work.session.execute(chosen)}


def _open_payments(work: Work) -> Any:
    chosen = select(Disbursement).where(col(Disbursement.state).in_(_RESERVED_STATES))
    return work.session.execute(chosen.order_by(col(Disbursement.id))).scalars()
