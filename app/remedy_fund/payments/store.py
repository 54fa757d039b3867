"""The only SQL of this room."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlmodel import col

from app.db.rows import Row
from app.db.work import Work
from app.kernel.problems import NotFound
from app.remedy_fund.ledger.rules import account_id
from app.remedy_fund.ledger.tables import LedgerPosting, LedgerTransaction
from app.remedy_fund.payments.lifecycle import State
from app.remedy_fund.payments.rules import Attempt, CashPosting
from app.remedy_fund.payments.tables import (
    BankAnswer,
    BankMessage,
    BankStatement,
    Disbursement,
    DisbursementAttempt,
    StatementLine,
)

AnyRow = TypeVar("AnyRow", bound=Row)


def locked(work: Work, kind: type[AnyRow], row_id: str) -> AnyRow:
    """Return a row that nobody else changes until this Work ends; raise NotFound."""
    found = list(all_locked(work, kind, [row_id]))
    if not found:
        raise NotFound
    return found[0]


def all_locked(work: Work, kind: type[AnyRow], ids: Collection[str]) -> list[AnyRow]:
    """Return rows by id in the order of their ids, which is the order in which all lock them."""
    chosen = select(kind).where(col(kind.id).in_(ids)).order_by(col(kind.id)).with_for_update()
    return _all(work, chosen.execution_options(populate_existing=True))


def page(work: Work, kind: type[AnyRow], *, after: str, limit: int, **equal: str) -> list[AnyRow]:
    """Return rows of a kind, newest first; empty values choose nothing."""
    chosen = select(kind).order_by(col(kind.id).desc()).limit(limit)
    for name, value in equal.items():
        if value:
            chosen = chosen.where(getattr(kind, name) == value)
    if after:
        chosen = chosen.where(col(kind.id) < after)
    return _all(work, chosen)


# -- runs and disbursements


def disbursements(work: Work, run_id: str) -> list[Disbursement]:
    """Return the disbursements of a run, locked."""
    chosen = select(Disbursement).where(col(Disbursement.run_id) == run_id)
    chosen = chosen.order_by(col(Disbursement.id)).with_for_update()
    return _all(work, chosen.execution_options(populate_existing=True))


def seen_disbursements(work: Work, run_id: str) -> list[Disbursement]:
    """Return the disbursements of a run, to be looked at."""
    chosen = select(Disbursement).where(col(Disbursement.run_id) == run_id)
    return _all(work, chosen.order_by(col(Disbursement.id)))


def live_disbursements(work: Work, award_ids: Collection[str]) -> list[Disbursement]:
    """Return the disbursements of awards that were not cancelled."""
    return _all(work, select(Disbursement).where(col(Disbursement.live_key).in_(award_ids)))


def held_of_application(work: Work, application_id: str) -> list[Disbursement]:
    """Return the disbursements of an application that wait in a run."""
    chosen = select(Disbursement).where(
        col(Disbursement.application_id) == application_id,
        col(Disbursement.state) == State.HELD, col(Disbursement.run_id).is_not(None),
    )  # fmt: skip
    return _all(work, chosen.order_by(col(Disbursement.id)))


def of_application(work: Work, application_id: str) -> list[Disbursement]:
    """Return every disbursement of an application."""
    chosen = select(Disbursement).where(col(Disbursement.application_id) == application_id)
    return _all(work, chosen.order_by(col(Disbursement.id)))


def unsent_runs(work: Work) -> list[str]:
    """Return the runs of which an order is still to be handed over, or may have been half-way."""
    kind = DisbursementAttempt
    chosen = select(col(kind.run_id)).where(
        col(kind.state).in_([str(Attempt.STORED), str(Attempt.HANDING)])
    )
    return list(work.session.execute(chosen.distinct().order_by(col(kind.run_id))).scalars())


# -- what the bank said outside its channel


def answers_to(work: Work, attempt_ids: Collection[str]) -> list[BankAnswer]:
    """Return what was noted of orders, oldest first."""
    chosen = select(BankAnswer).where(col(BankAnswer.attempt_id).in_(attempt_ids))
    return _all(work, chosen.order_by(col(BankAnswer.id)))


def read_after(work: Work, account: str, day: date) -> bool:
    """Tell whether a statement of a later day has been read."""
    later = select(func.count()).where(
        col(BankStatement.account) == account, col(BankStatement.day) > day
    )
    return bool(work.session.execute(later).scalar_one())


# -- attempts


def attempts(
    work: Work, *, run_id: str = "", states: Iterable[Attempt] = ()
) -> list[DisbursementAttempt]:
    """Return attempts of a run or of all, in some states or in any, oldest first, locked."""
    chosen = select(DisbursementAttempt).order_by(col(DisbursementAttempt.id))
    if run_id:
        chosen = chosen.where(col(DisbursementAttempt.run_id) == run_id)
    wanted = [str(state) for state in states]
    if wanted:
        chosen = chosen.where(col(DisbursementAttempt.state).in_(wanted))
    chosen = chosen.with_for_update().execution_options(populate_existing=True)
    return _all(work, chosen)


def attempts_claimed(work: Work, state: str) -> list[DisbursementAttempt]:
    """Return the attempts whose claim for a return stands at a state, oldest first, locked."""
    kind = DisbursementAttempt
    chosen = select(kind).where(col(kind.claim_state) == state).order_by(col(kind.id))
    return _all(work, chosen.with_for_update().execution_options(populate_existing=True))


def attempts_told_of(
    work: Work, order_ids: Collection[str], message_ids: Collection[str]
) -> list[DisbursementAttempt]:
    """Return the attempts that reports name, one by one or by their whole file, locked."""
    kind = DisbursementAttempt
    chosen = select(kind).where(
        col(kind.order_id).in_(order_ids) | col(kind.message_id).in_(message_ids)
    )
    chosen = chosen.order_by(col(kind.id)).with_for_update()
    return _all(work, chosen.execution_options(populate_existing=True))


def attempts_of_message(work: Work, message_id: str) -> list[DisbursementAttempt]:
    """Return the attempts of a file, locked."""
    return attempts_told_of(work, (), (message_id,))


def paid_by(work: Work, transaction_ids: Collection[str]) -> list[DisbursementAttempt]:
    """Return the orders that transactions booked as paid."""
    chosen = select(DisbursementAttempt).where(
        col(DisbursementAttempt.paid_transaction_id).in_(transaction_ids)
    )
    return _all(work, chosen.order_by(col(DisbursementAttempt.id)))


def attempts_of(work: Work, disbursement_id: str) -> list[DisbursementAttempt]:
    """Return the attempts of a disbursement, oldest first."""
    chosen = select(DisbursementAttempt).where(
        col(DisbursementAttempt.disbursement_id) == disbursement_id
    )
    return _all(work, chosen.order_by(col(DisbursementAttempt.number)))


# -- messages


def message_by_digest(work: Work, sha256: str) -> BankMessage | None:
    """Return the message with exactly this content."""
    chosen = select(BankMessage).where(col(BankMessage.sha256) == sha256)
    found: BankMessage | None = work.session.execute(chosen).scalar_one_or_none()
    return found


def file_of(work: Work, message_id: str) -> BankMessage:
    """Return the file that was kept to be handed over under an id."""
    chosen = select(BankMessage).where(
        col(BankMessage.message_id) == message_id, col(BankMessage.outgoing).is_(True)
    )
    found: BankMessage = work.session.execute(chosen).scalar_one()
    return found


def messages_in(work: Work, state: str, limit: int = 100) -> list[BankMessage]:
    """Return incoming messages in a state, oldest first."""
    chosen = select(BankMessage).where(col(BankMessage.state) == state)
    return _all(work, chosen.order_by(col(BankMessage.id)).limit(limit))


# -- statements


def statement(work: Work, account: str, number: str) -> BankStatement | None:
    """Return a statement by its number."""
    chosen = select(BankStatement).where(
        col(BankStatement.account) == account, col(BankStatement.number) == number
    )
    found: BankStatement | None = work.session.execute(chosen).scalar_one_or_none()
    return found


def statements_until(work: Work, on: date) -> list[BankStatement]:
    """Return the statements of days up to one, oldest first."""
    chosen = select(BankStatement).where(col(BankStatement.day) <= on)
    return _all(work, chosen.order_by(col(BankStatement.day), col(BankStatement.id)))


def gapped(work: Work) -> list[BankStatement]:
    """Return the statements whose balances moved by more than what is known of that day."""
    chosen = select(BankStatement).where(
        col(BankStatement.missing_won) != col(BankStatement.explained_won)
    )
    return _all(work, chosen.order_by(col(BankStatement.day), col(BankStatement.id)))


def lines(work: Work, account: str, references: Collection[str]) -> dict[str, StatementLine]:
    """Return the lines that are known already, by the bank's reference."""
    chosen = select(StatementLine).where(
        col(StatementLine.account) == account, col(StatementLine.reference).in_(references)
    )
    return {row.reference: row for row in _all(work, chosen)}


def notified_only(work: Work, account: str, day: date) -> list[StatementLine]:
    """Return the movements of a day that are on no statement."""
    chosen = select(StatementLine).where(
        col(StatementLine.account) == account, col(StatementLine.booked_on) == day,
        col(StatementLine.statement_id).is_(None),
    )  # fmt: skip
    return _all(work, chosen)


def lines_in(work: Work, state: str) -> list[StatementLine]:
    """Return the lines in a state, oldest movement first."""
    chosen = select(StatementLine).where(col(StatementLine.state) == state)
    return _all(work, chosen.order_by(col(StatementLine.booked_on), col(StatementLine.id)))


def line_of(work: Work, transaction_id: str) -> StatementLine | None:
    """Return the line that a transaction is matched with."""
    chosen = select(StatementLine).where(col(StatementLine.transaction_id) == transaction_id)
    found: StatementLine | None = work.session.execute(chosen).scalar_one_or_none()
    return found


def lines_on_statements(work: Work, until: date) -> list[StatementLine]:
    """Return the lines of every statement of a day up to one."""
    chosen = (
        select(StatementLine)
        .join(BankStatement, col(BankStatement.id) == col(StatementLine.statement_id))
        .where(col(BankStatement.day) <= until)
    )
    return _all(work, chosen)


def cash_postings(
    work: Work, *, unmatched: bool = False, until: date | None = None
) -> list[CashPosting]:
    """Return the transactions that moved cash, all or those that no line is matched with.

    A transaction and its reversal that both never reached the bank are no movements of cash.
    """
    total = func.sum(col(LedgerPosting.amount_won)).label("signed_won")
    kind = LedgerTransaction
    chosen = (
        select(col(kind.id), col(kind.kind), col(kind.subject), col(kind.effective_on),
               col(kind.reverses), total)
        .join(LedgerPosting, col(LedgerPosting.transaction_id) == col(kind.id))
        .where(col(LedgerPosting.account_id) == account_id("cash"))
        .group_by(col(kind.id), col(kind.kind), col(kind.subject), col(kind.effective_on),
                  col(kind.reverses))
        .order_by(col(kind.effective_on), col(kind.id))
    )  # fmt: skip
    if until is not None:
        chosen = chosen.where(col(kind.effective_on) <= until)
    if unmatched:
        taken = select(col(StatementLine.transaction_id)).where(
            col(StatementLine.transaction_id).is_not(None)
        )
        chosen = chosen.where(col(kind.id).not_in(taken))
    rows = work.session.execute(chosen).all()
    undone = {row.reverses for row in rows} & {row.id for row in rows} if unmatched else set()
    return [
        CashPosting(
            transaction_id=row.id, signed_won=int(row.signed_won), kind=row.kind,
            effective_on=row.effective_on, subject=row.subject,
        )
        for row in rows
        if row.signed_won and row.id not in undone and row.reverses not in undone
    ]  # fmt: skip


def reversed_unseen(work: Work, until: date) -> set[str]:
    """Return transactions and their reversals that both happened and neither reached the bank."""
    kind = LedgerTransaction
    chosen = select(col(kind.id), col(kind.reverses)).where(
        col(kind.reverses).is_not(None), col(kind.effective_on) <= until
    )
    taken = select(col(StatementLine.transaction_id)).where(
        col(StatementLine.transaction_id).is_not(None)
    )
    chosen = chosen.where(col(kind.id).not_in(taken), col(kind.reverses).not_in(taken))
    return {one for row in work.session.execute(chosen) for one in (row.id, str(row.reverses))}


def cash_posting(work: Work, transaction_id: str) -> CashPosting | None:
    """Return one transaction as it moved cash; None where it moved none."""
    total = func.sum(col(LedgerPosting.amount_won)).label("signed_won")
    kind = LedgerTransaction
    chosen = (
        select(col(kind.effective_on), total)
        .join(LedgerPosting, col(LedgerPosting.transaction_id) == col(kind.id))
        .where(col(kind.id) == transaction_id, col(LedgerPosting.account_id) == account_id("cash"))
        .group_by(col(kind.effective_on))
    )
    row = work.session.execute(chosen).one_or_none()
    if row is None or not row.signed_won:
        return None
    return CashPosting(
        transaction_id=transaction_id, signed_won=int(row.signed_won), effective_on=row.effective_on
    )


def open_with_bank(work: Work) -> list[Disbursement]:
    """Return the disbursements of which the bank has said nothing definite."""
    states = (State.SENT, State.UNKNOWN)
    chosen = select(Disbursement).where(col(Disbursement.state).in_([str(s) for s in states]))
    return _all(work, chosen.order_by(col(Disbursement.id)))


def _all(work: Work, chosen: Any) -> list[Any]:
    return list(work.session.execute(chosen).scalars())
