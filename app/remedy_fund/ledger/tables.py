"""Rows of the books: accounts, transactions, postings, reservations and fiscal years.

They are written only through a Work's driver connection; triggers of the database hold what a
transaction is, so that a row inserted by hand is posted by the same rules or refused.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from app.db.rows import Posted
from app.kernel.money import MAXIMUM_WON

_LARGEST_BALANCE = 10**18
# On SQLite the rows lie in the order of their ids, in one tree and not in two.
_WITHOUT_ROWID = {"sqlite_with_rowid": False}


def _won() -> Column[int]:
    return Column(BigInteger, nullable=False)


def _lines() -> Column[str]:
    return Column(Text, nullable=False)


class LedgerAccount(Posted, table=True):
    """An account. `balance_won` is the sum of its legs: debits count up, credits down.

    `side` is +1 where a debit raises what it holds; side x balance - reserved never falls below
    the floor.
    """

    __tablename__ = "ledger_account"
    __table_args__ = (
        CheckConstraint("side * balance_won - reserved_won >= floor_won", name="floor"),
        CheckConstraint("side IN (1, -1) AND reserved_won >= 0 AND version >= 0", name="shape"),
        CheckConstraint(
            f"balance_won BETWEEN {-_LARGEST_BALANCE} AND {_LARGEST_BALANCE}", name="bound"
        ),
    )

    id: str = Field(primary_key=True, max_length=48)
    code: str = Field(unique=True, max_length=120)
    kind: str = Field(max_length=24, index=True)
    side: int = Field(sa_column=Column(SmallInteger, nullable=False))
    floor_won: int = Field(sa_column=_won())
    balance_won: int = Field(sa_column=_won())
    reserved_won: int = Field(sa_column=_won())
    version: int = Field(sa_column=_won())
    earmark_id: str = Field(max_length=48)
    label_ko: str = Field(max_length=200)
    label_en: str = Field(max_length=200)
    opened_at: datetime


class LedgerTransaction(Posted, table=True):
    """One balanced transaction. Inserting it is posting it: the database writes its postings.

    `legs` is JSON `{account id: won, …}` and `settles` JSON `[reservation id, …]`.
    """

    __tablename__ = "ledger_transaction"
    __table_args__ = (
        Index("uq_ledger_transaction_reverses", "reverses", unique=True,
              sqlite_where=text("reverses IS NOT NULL"),
              postgresql_where=text("reverses IS NOT NULL")),
    )  # fmt: skip

    id: str = Field(primary_key=True, max_length=48)
    scope: str = Field(max_length=200)
    key: str = Field(max_length=200)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=200, index=True)
    effective_on: date
    recorded_at: datetime
    actor_id: str = Field(max_length=48)
    batch_id: str = Field(max_length=48)
    legs: str = Field(sa_column=_lines())
    settles: str = Field(sa_column=_lines())
    reverses: str | None = Field(default=None, max_length=48)
    body_sha256: str = Field(max_length=64)
    digest_sha256: str = Field(max_length=64)


class LedgerPosting(Posted, table=True):
    """One leg as it stands in its account; `account_version` counts the legs of the account."""

    __tablename__ = "ledger_posting"
    __table_args__ = (
        UniqueConstraint("account_id", "account_version"),
        CheckConstraint(
            f"amount_won <> 0 AND amount_won BETWEEN {-MAXIMUM_WON} AND {MAXIMUM_WON}",
            name="amount",
        ),
        _WITHOUT_ROWID,
    )

    transaction_id: str = Field(primary_key=True, max_length=48)
    leg: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    account_id: str = Field(max_length=48)
    amount_won: int = Field(sa_column=_won())
    account_version: int = Field(sa_column=_won())
    balance_after_won: int = Field(sa_column=_won())


class LedgerReservation(Posted, table=True):
    """Money of an account kept for one purpose: held, then settled by a transaction or released."""

    __tablename__ = "ledger_reservation"
    __table_args__ = (
        Index("ix_ledger_reservation_held", "account_id", sqlite_where=text("state = 'held'"),
              postgresql_where=text("state = 'held'")),
        CheckConstraint(f"amount_won BETWEEN 1 AND {MAXIMUM_WON}", name="amount"),
        CheckConstraint("state IN ('held', 'settled', 'released')", name="state"),
    )  # fmt: skip

    id: str = Field(primary_key=True, max_length=48)
    account_id: str = Field(foreign_key="ledger_account.id", max_length=48)
    amount_won: int = Field(sa_column=_won())
    subject: str = Field(max_length=200, index=True)
    state: str = Field(max_length=12)
    reserved_at: datetime
    ended_at: datetime | None = None
    transaction_id: str | None = Field(default=None, max_length=48, index=True)


class LedgerPeriod(Posted, table=True):
    """One fiscal year of the fund: 1 January to 31 December."""

    __tablename__ = "ledger_period"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'soft_closed', 'closed')", name="state"),
        CheckConstraint("state <> 'closed' OR closing_sha256 <> ''", name="closing"),
    )

    id: str = Field(primary_key=True, max_length=4)
    from_on: date
    to_on: date
    state: str = Field(max_length=12)
    closing_sha256: str = Field(max_length=64)
