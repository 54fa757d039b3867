"""Rows only: proposals of simplified decisions."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class SimplifiedDecision(Row, table=True):
    """A result proposed to the respondent, and the answer; nought won means no surcharge."""

    __tablename__ = "simplified_decision"
    __table_args__ = (Index("ix_simplified_decision_case", "case_id", "id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    state: str = Field(max_length=12)
    proposed_by: str = Field(max_length=48)
    proposed_on: date
    proposal: str = _prose()
    expected_surcharge_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    ceiling_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    answered_on: date | None = None
    silent: bool = False
    resolved_on: date | None = None
    reason: str = _prose()
