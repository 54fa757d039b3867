"""Rows only: requests of evaluators, issued editions with their firms, suits against measures."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class OutcomeRequest(Row, table=True):
    """Which programme asks for facts on which firms (by business number), for which days."""

    __tablename__ = "outcome_request"
    __table_args__ = (Index("ix_outcome_request_programme", "programme", "id"),)

    programme: str = Field(max_length=40)
    state: str = Field(max_length=12)
    reference: str = Field(max_length=200)
    period_first: date
    period_last: date
    as_of: date
    business_numbers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    asked_on: date
    asked_by: str = Field(max_length=48)
    refused_on: date | None = None
    refusal_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class OutcomeIssue(Row, table=True):
    """An edition of facts as it was issued: `document` never changes and `sha256` vouches for it."""

    __tablename__ = "outcome_issue"
    __table_args__ = (
        UniqueConstraint("request_id", "edition"),
        Index("ix_outcome_issue_programme", "programme", "id"),
    )

    request_id: str = Field(foreign_key="outcome_request.id", max_length=48)
    programme: str = Field(max_length=40)
    number: str = Field(max_length=40)
    edition: int
    state: str = Field(max_length=12)
    known_at: date
    issued_at: datetime
    issued_by: str = Field(max_length=48)
    document: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str = Field(max_length=64)
    law_edition: str = Field(max_length=64)
    outdated_on: date | None = None
    superseded_by_id: str | None = Field(
        default=None, foreign_key="outcome_issue.id", max_length=48
    )


class OutcomeFirm(Row, table=True):
    """A firm of which a request wants to know, so that what happens to it is answered."""

    __tablename__ = "outcome_firm"
    __table_args__ = (
        UniqueConstraint("request_id", "business_number"),
        Index("ix_outcome_firm_number", "business_number"),
    )

    request_id: str = Field(foreign_key="outcome_request.id", max_length=48)
    business_number: str = Field(max_length=10)


class MeasureSuit(Row, table=True):
    """A suit against a measure, as the agency came to know of it."""

    __tablename__ = "measure_suit"
    __table_args__ = (UniqueConstraint("measure_id", "docket_number"),)

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    company_id: str = Field(foreign_key="company.id", max_length=48, index=True)
    court: str = Field(max_length=200)
    docket_number: str = Field(max_length=80)
    filed_on: date
    ended_on: date | None = None
    noted_by: str = Field(max_length=48)
