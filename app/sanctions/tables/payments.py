"""Rows only: what changes a debt after it was imposed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class PaymentTerm(Row, table=True):
    """A dated thing that changes what is owed on a measure, or when; never changed itself."""

    __tablename__ = "payment_term"
    __table_args__ = (UniqueConstraint("measure_id", "sequence"),)

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=16)
    on: date
    until: date | None = None
    amount_won: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    parts: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime
    person_id: str = Field(default="", max_length=48)
