"""Rows only: drafts, cases, their steps, consents, supplement requests, exhibits."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep

NO_DUE_DAY = date.max


class ComplaintDraft(Upkeep, table=True):
    """A complaint that is being written; anyone may begin one, a resume code opens it again."""

    __tablename__ = "complaint_draft"

    id: str = Field(primary_key=True, max_length=48)
    version: int = 1
    account_id: str = Field(default="", max_length=48, index=True)
    resume_code_hash: str = Field(max_length=64, unique=True)
    sections: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime
    saved_at: datetime
    expires_on: date = Field(index=True)
    case_id: str = Field(default="", max_length=48, index=True)


class Case(Row, table=True):
    """A complaint that was received, and all that became of it."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("number_type", "number_year", "number_serial"),
        # Closed cases have no legal day and so come last: `open` needs no place in these.
        Index("ix_cases_queue", "next_due_on", "id"),
        Index("ix_cases_unit_queue", "unit", "next_due_on", "id"),
        Index("ix_cases_examiner_queue", "examiner_id", "next_due_on", "id"),
    )

    number: str = Field(max_length=40, unique=True)
    number_type: str = Field(max_length=8)
    number_year: int
    number_serial: int
    public_reference: str = Field(max_length=48, unique=True)
    track: str = Field(max_length=24)
    state: str = Field(max_length=24)
    outcome: str = Field(default="", max_length=24)
    open: bool = True
    unit: str = Field(max_length=40)
    examiner_id: str = Field(default="", max_length=48)
    opened_by: str = Field(default="report", max_length=16)
    filed_by: str = Field(max_length=48)
    complainant_name: str = Field(max_length=120)
    complainant_company_id: str = Field(default="", max_length=48, index=True)
    respondent_name: str = Field(max_length=120)
    respondent_company_id: str = Field(max_length=48, index=True)
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
    technical_data: bool = False
    trade_started_on: date | None = None
    trade_ended_on: date | None = None
    price_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    loss_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    complaint: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    identity_choice: str = Field(max_length=16)
    consent_state: str = Field(max_length=16)
    received_on: date
    received_at: datetime
    limitation_last_on: date | None = None
    limitation_late: bool = False
    law_edition: str = Field(max_length=64)
    hearing_on: date | None = None
    panel: str = Field(default="", max_length=16)
    withdrawn_on: date | None = None
    closed_on: date | None = None
    next_due_on: date = NO_DUE_DAY
    next_due_clock: str = Field(default="", max_length=60)
    measures_drafted: int = 0
    measures_living: int = 0
    objections_open: int = 0


class CaseStep(Row, table=True):
    """One thing that happened to a case, on the day from which it counts."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    sequence: int
    command: str = Field(max_length=32)
    from_state: str = Field(max_length=24)
    to_state: str = Field(max_length=24)
    occurrence: str = Field(default="", max_length=32)
    on: date
    until_on: date | None = None
    at: datetime
    account_id: str = Field(max_length=48)
    person_id: str = Field(default="", max_length=48)
    role: str = Field(default="", max_length=24)
    basis: str = Field(default="", max_length=200)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    level: int = 2


class SupplementRequest(Row, table=True):
    """Questions to the complainant, and the answer."""

    __tablename__ = "supplement_request"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=16)
    questions: str = Field(sa_column=Column(Text, nullable=False))
    asked_on: date
    due_on: date
    answered_on: date | None = None
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    late: bool = False


class Exhibit(Row, table=True):
    """A piece of evidence as the case knows it; its bytes belong to discovery."""

    __tablename__ = "exhibit"
    __table_args__ = (UniqueConstraint("evidence_item_id"), UniqueConstraint("case_id", "label"))

    case_id: str | None = Field(default=None, foreign_key="cases.id", max_length=48)
    draft_id: str = Field(default="", max_length=48, index=True)
    evidence_item_id: str = Field(max_length=48)
    label: str | None = Field(default=None, max_length=24)
    title: str = Field(max_length=200)
    purpose: str = Field(default="", max_length=1000)
    side: str = Field(max_length=16)
    level: int
    sha256: str = Field(max_length=64)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str = Field(max_length=120)
    submitted_by: str = Field(max_length=48)
    submitted_at: datetime
