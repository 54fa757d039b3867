"""Rows only: receivables, what was asked about them, files of the bank and the receipts in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class Receivable(Row, table=True):
    """What is to be got in on a measure; how it stands is folded anew from what happened."""

    __tablename__ = "receivable"

    measure_id: str = Field(foreign_key="measure.id", max_length=48, unique=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    company_id: str = Field(foreign_key="company.id", max_length=48)
    kind: str = Field(max_length=60)
    payment_number: str = Field(max_length=20, unique=True)
    opened_on: date


class CollectionRequest(Row, table=True):
    """Instalments, an extension or a write-off asked for, and what was decided."""

    __tablename__ = "collection_request"
    __table_args__ = (UniqueConstraint("receivable_id", "sequence"),)

    receivable_id: str = Field(foreign_key="receivable.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=16)
    state: str = Field(max_length=12)
    asked_on: date
    asked_by: str = Field(max_length=48)
    reason: str = _prose()
    security: str = _prose()
    until: date | None = None
    parts: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    decided_on: date | None = None
    decided_by: str = Field(default="", max_length=48)
    decision_reason: str = _prose()


class ReceiptFile(Row, table=True):
    """A file of the bank that was taken in; the same content is taken once."""

    __tablename__ = "receipt_file"

    name: str = Field(max_length=200)
    format: str = Field(max_length=12)
    sha256: str = Field(max_length=64, unique=True)
    taken_at: datetime
    taken_by: str = Field(max_length=48)
    lines: int
    known_before: int


class BankReceipt(Row, table=True):
    """Money that the bank says came in; `reference` is the bank's own, once for each account."""

    __tablename__ = "bank_receipt"
    __table_args__ = (
        UniqueConstraint("account", "reference"),
        Index("ix_bank_receipt_state", "state", "id"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    file_id: str = Field(foreign_key="receipt_file.id", max_length=48, index=True)
    account: str = Field(max_length=40)
    reference: str = Field(max_length=60)
    booked_on: date
    amount_won: int = Field(sa_type=BigInteger)
    payment_number: str = Field(default="", max_length=20)
    payer: str = Field(default="", max_length=200)
    words: str = _prose()
    state: str = Field(max_length=12)
    how: str = Field(default="", max_length=12)
    receivable_id: str | None = Field(
        default=None, foreign_key="receivable.id", max_length=48, index=True
    )
    proposed_by: str = Field(default="", max_length=48)
    proposed_at: datetime | None = None
    confirmed_by: str = Field(default="", max_length=48)
    confirmed_at: datetime | None = None
    reason: str = _prose()
