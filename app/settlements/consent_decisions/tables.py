"""Rows only: consent decisions, comments on them, reports of performance, daily charges."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class ConsentDecision(Row, table=True):
    """An application for a consent decision and what became of it; `plan` is what is offered."""

    __tablename__ = "consent_decision"
    __table_args__ = (Index("ix_consent_decision_case", "case_id", "id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    state: str = Field(max_length=12)
    applied_by: str = Field(max_length=48)
    applied_on: date
    conduct: str = _prose()
    plan: str = _prose()
    criteria: str = Field(default="", max_length=8)
    criteria_reason: str = _prose()
    opened_on: date | None = None
    invitation: str = _prose()
    invited_on: date | None = None
    decided_on: date | None = None
    decision: str = _prose()
    perform_by: date | None = None
    ended_on: date | None = None
    end_reason: str = _prose()


class ConsentComment(Row, table=True):
    """A comment on a plan, from the complainant or from others whom it concerns."""

    __tablename__ = "consent_comment"

    consent_id: str = Field(foreign_key="consent_decision.id", max_length=48, index=True)
    side: str = Field(max_length=12)
    person_id: str = Field(max_length=48)
    words: str = _prose()
    on: date


class ConsentReport(Row, table=True):
    """A quarterly report of the respondent on the performance of a consent decision."""

    __tablename__ = "consent_report"

    consent_id: str = Field(foreign_key="consent_decision.id", max_length=48, index=True)
    words: str = _prose()
    on: date
    late: bool


class ConsentCharge(Row, table=True):
    """A charge by the day for not performing; `due_on` is the day by which it was to be done."""

    __tablename__ = "consent_charge"

    consent_id: str = Field(foreign_key="consent_decision.id", max_length=48, index=True)
    daily_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    due_on: date
    until_on: date
    days: int
    total_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    reason: str = _prose()
    on: date
