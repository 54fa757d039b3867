"""Rows only: reports of self-correction."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class SelfCorrection(Row, table=True):
    """A cure as the respondent reports it, with its proof, and what an officer found.

    `moment` and `cause` are those of the day that was verified, once it was.
    """

    __tablename__ = "self_correction"
    __table_args__ = (Index("ix_self_correction_case", "case_id", "id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    state: str = Field(max_length=12)
    filed_by: str = Field(max_length=48)
    filed_on: date
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
    cured_on: date
    amount_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    account: str = _prose()
    exhibits: list[str] = Field(sa_column=Column(JSON, nullable=False))
    moment: str = Field(max_length=24)
    cause: str = Field(default="", max_length=40)
    decided_by: str = Field(default="", max_length=48)
    decided_on: date | None = None
    reason: str = _prose()
