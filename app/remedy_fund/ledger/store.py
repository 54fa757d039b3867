"""All SQL that reads and writes the books beside posting itself."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import psycopg
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.engine import Row
from sqlmodel import Session, col

from app.db.tables import AuditLeaf
from app.remedy_fund.ledger.posting import refusal, stored_instant
from app.remedy_fund.ledger.tables import (
    LedgerAccount,
    LedgerPeriod,
    LedgerPosting,
    LedgerReservation,
    LedgerTransaction,
)

_A, _T, _P, _R = LedgerAccount, LedgerTransaction, LedgerPosting, LedgerReservation

# -- writing, by the driver's own words


def write(connection: Any, statement: str, values: Sequence[Any]) -> Any:
    """Run one statement on a driver's connection; return its cursor. Refusals become Problems."""
    if isinstance(connection, sqlite3.Connection):
        statement = statement.replace("%s", "?")
        values = [stored_instant(v) if isinstance(v, datetime) else v for v in values]
        values = [v.isoformat() if isinstance(v, date) else v for v in values]
    try:
        return connection.execute(statement, values)
    except (sqlite3.Error, psycopg.Error) as fault:
        raise refusal(fault) from fault


def open_among(connection: Any, account_ids: Sequence[str]) -> frozenset[str]:
    """Return which of some accounts are open."""
    places = ", ".join(["%s"] * len(account_ids))
    chosen = f"SELECT id FROM ledger_account WHERE id IN ({places})"  # noqa: S608 - places only
    return frozenset(row[0] for row in write(connection, chosen, account_ids))


def insert_account(connection: Any, account: LedgerAccount) -> bool:
    """Open an account; return False where it is open already."""
    values = account.model_dump()
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    known = write(connection, "SELECT 1 FROM ledger_account WHERE id = %s", [account.id]).fetchone()
    if known is not None:
        return False
    statement = f"INSERT INTO ledger_account ({names}) VALUES ({places})"  # noqa: S608
    if not isinstance(connection, sqlite3.Connection):
        statement += " ON CONFLICT (id) DO NOTHING"
    return bool(write(connection, statement, list(values.values())).rowcount)


def insert_reservation(connection: Any, reservation: LedgerReservation) -> bool:
    """Reserve money; return False where a reservation with this id is there already."""
    known = "SELECT 1 FROM ledger_reservation WHERE id = %s"
    if write(connection, known, [reservation.id]).fetchone() is not None:
        return False
    statement = (
        "INSERT INTO ledger_reservation (id, account_id, amount_won, subject, state, reserved_at)"
        " VALUES (%s, %s, %s, %s, 'held', %s)"
    )
    if not isinstance(connection, sqlite3.Connection):
        statement += " ON CONFLICT (id) DO NOTHING"
    values = [reservation.id, reservation.account_id, reservation.amount_won, reservation.subject,
              reservation.reserved_at]  # fmt: skip
    return bool(write(connection, statement, values).rowcount)


def release_reservation(connection: Any, reservation_id: str, at: datetime) -> bool:
    """Free reserved money; return False where it is not held."""
    if isinstance(connection, sqlite3.Connection):
        statement = (
            "UPDATE ledger_reservation SET state = 'released', ended_at = %s"
            " WHERE id = %s AND state = 'held'"
        )
        return bool(write(connection, statement, [at, reservation_id]).rowcount)
    statement = "SELECT release_ledger_reservation(%s, %s)"
    return bool(write(connection, statement, [reservation_id, at]).fetchone()[0])


def open_period(connection: Any, period: LedgerPeriod) -> None:
    """Open a fiscal year that nothing was posted into."""
    statement = (
        "INSERT INTO ledger_period (id, from_on, to_on, state, closing_sha256)"
        " SELECT %s, %s, %s, 'open', '' WHERE NOT EXISTS"
        " (SELECT 1 FROM ledger_period WHERE id = %s)"
    )
    write(connection, statement, [period.id, period.from_on, period.to_on, period.id])


def move_period(connection: Any, year: str, state: str, closing_sha256: str) -> None:
    """Change how far a fiscal year is closed; waits until nobody is posting into it."""
    statement = "UPDATE ledger_period SET state = %s, closing_sha256 = %s WHERE id = %s"
    write(connection, statement, [state, closing_sha256, year])


# -- reading


def account(session: Session, account_id: str) -> Row[Any] | None:
    """Return one account's columns, or None."""
    table = _A.__table__  # type: ignore[attr-defined]
    return session.execute(select(*table.c).where(table.c.id == account_id)).one_or_none()


def accounts(session: Session, kind: str | None, after: str | None, limit: int) -> list[Row[Any]]:
    """Return accounts in the order of their codes, after one of them."""
    table = _A.__table__  # type: ignore[attr-defined]
    chosen = select(*table.c).order_by(table.c.code).limit(limit)
    if kind is not None:
        chosen = chosen.where(table.c.kind == kind)
    if after is not None:
        chosen = chosen.where(table.c.code > after)
    return list(session.execute(chosen))


def every_account(session: Session) -> list[Row[Any]]:
    """Return all accounts in the order of their codes."""
    table = _A.__table__  # type: ignore[attr-defined]
    return list(session.execute(select(*table.c).order_by(table.c.code)))


def present(session: Session, kind: str) -> dict[str, int]:
    """Return the signed balance of each account of a kind, by code."""
    chosen = select(col(_A.code), col(_A.balance_won)).where(col(_A.kind) == kind)
    found = session.execute(chosen.order_by(col(_A.code)))
    return {str(row.code): int(row.balance_won) for row in found}


def reserved(session: Session, kind: str) -> int:
    """Return what is reserved on all accounts of a kind."""
    chosen = select(func.coalesce(func.sum(_A.reserved_won), 0)).where(col(_A.kind) == kind)
    return int(session.execute(chosen).scalar_one())


def sums(
    session: Session, effective_on: date | None, known_at: datetime | None, kind: str | None = None
) -> dict[str, int]:
    """Return the signed sum of each account's legs dated and recorded until then, by code."""
    chosen = (
        select(col(_A.code), func.sum(_P.amount_won))
        .join(_P, col(_P.account_id) == col(_A.id))
        .join(_T, col(_T.id) == col(_P.transaction_id))
        .where(*_until(effective_on, known_at))
        .group_by(col(_A.code))
        .order_by(col(_A.code))
    )
    if kind is not None:
        chosen = chosen.where(col(_A.kind) == kind)
    return {code: int(total) for code, total in session.execute(chosen)}


def _until(effective_on: date | None, known_at: datetime | None) -> list[ColumnElement[bool]]:
    limits = []
    if effective_on is not None:
        limits.append(col(_T.effective_on) <= effective_on)
    if known_at is not None:
        limits.append(col(_T.recorded_at) <= known_at)
    return limits


_LINE: tuple[Any, ...] = (
    col(_T.id).label("transaction_id"), col(_T.kind), col(_T.subject), col(_T.effective_on),
    col(_T.recorded_at), col(_T.reverses), col(_P.leg), col(_P.account_id), col(_A.code),
    col(_A.side), col(_P.amount_won), col(_P.account_version), col(_P.balance_after_won),
)  # fmt: skip


def _lines() -> Any:
    return (
        select(*_LINE)
        .select_from(_P)
        .join(_T, col(_T.id) == col(_P.transaction_id))
        .join(_A, col(_A.id) == col(_P.account_id))
    )


def lines_of_subject(session: Session, subject: str) -> list[Row[Any]]:
    """Return the legs of every transaction about a thing, oldest record first."""
    order = (col(_T.recorded_at), col(_T.id), col(_P.leg))
    return list(session.execute(_lines().where(col(_T.subject) == subject).order_by(*order)))


def lines_of_account(session: Session, account_id: str, after: int, limit: int) -> list[Row[Any]]:
    """Return an account's legs in the order of its versions, after one of them."""
    chosen = _lines().where(and_(col(_P.account_id) == account_id, col(_P.account_version) > after))
    return list(session.execute(chosen.order_by(col(_P.account_version)).limit(limit)))


def lines_of_transaction(session: Session, transaction_id: str) -> list[Row[Any]]:
    """Return the legs of one transaction."""
    chosen = _lines().where(col(_T.id) == transaction_id)
    return list(session.execute(chosen.order_by(col(_P.leg))))


def lines_in_order(session: Session, scope: str) -> list[Row[Any]]:
    """Return the legs of a scope in the order of commits; leaves are written under the locks."""
    chosen = _lines().join(AuditLeaf, col(AuditLeaf.subject) == col(_T.batch_id))
    told = col(AuditLeaf.event).in_(("ledger_transaction_posted", "ledger_batch_posted"))
    chosen = chosen.where(col(_T.scope) == scope, told)
    return list(session.execute(chosen.order_by(col(AuditLeaf.id), col(_T.id), col(_P.leg))))


def lines_between(
    session: Session, effective_on: date, known_at: datetime, later_at: datetime
) -> list[Row[Any]]:
    """Return the legs dated until a day that were recorded after one instant and until another."""
    chosen = _lines().where(
        col(_T.effective_on) <= effective_on,
        col(_T.recorded_at) > known_at,
        col(_T.recorded_at) <= later_at,
    )
    order = (col(_T.recorded_at), col(_T.id), col(_P.leg))
    return list(session.execute(chosen.order_by(*order)))


def transaction(session: Session, transaction_id: str) -> Row[Any] | None:
    """Return one transaction's columns, or None."""
    table = _T.__table__  # type: ignore[attr-defined]
    return session.execute(select(*table.c).where(table.c.id == transaction_id)).one_or_none()


def reversed_by(session: Session, transaction_id: str) -> str | None:
    """Return the id of the transaction that takes this one back, if there is one."""
    chosen = select(col(_T.id)).where(col(_T.reverses) == transaction_id)
    return session.execute(chosen).scalar_one_or_none()


def reservation(session: Session, reservation_id: str) -> Row[Any] | None:
    """Return one reservation's columns, or None."""
    table = _R.__table__  # type: ignore[attr-defined]
    return session.execute(select(*table.c).where(table.c.id == reservation_id)).one_or_none()


def reservations_of(session: Session, subject: str) -> list[Row[Any]]:
    """Return all reservations made for a thing, oldest first."""
    table = _R.__table__  # type: ignore[attr-defined]
    chosen = select(*table.c).where(table.c.subject == subject)
    return list(session.execute(chosen.order_by(table.c.reserved_at, table.c.id)))


def period(session: Session, year: str) -> Row[Any] | None:
    """Return one fiscal year's columns, or None."""
    table = LedgerPeriod.__table__  # type: ignore[attr-defined]
    return session.execute(select(*table.c).where(table.c.id == year)).one_or_none()
