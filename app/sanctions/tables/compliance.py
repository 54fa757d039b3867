"""Rows only: what goes before a measure and what follows it: reviews, demands, proofs, monitors."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class Consultation(Row, table=True):
    """Another authority asked for its view before a measure, and its answer."""

    __tablename__ = "consultation"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    name: str = Field(max_length=40)
    question: str = _prose()
    asked_on: date
    asked_by: str = Field(max_length=48)
    answer: str = _prose()
    reference: str = Field(default="", max_length=80)
    answered_on: date | None = None


class ReferralDemand(Row, table=True):
    """Another authority demands a criminal referral; the agency must then make it."""

    __tablename__ = "referral_demand"
    __table_args__ = (UniqueConstraint("case_id", "authority", "reference"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    authority: str = Field(max_length=40)
    reference: str = Field(max_length=80)
    reasons: str = _prose()
    demanded_on: date
    recorded_by: str = Field(max_length=48)


class ListingReview(Row, table=True):
    """The committee's review whether a firm goes on the list of habitual violators."""

    __tablename__ = "listing_review"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    company_id: str = Field(foreign_key="company.id", max_length=48)
    state: str = Field(max_length=16)
    opened_on: date
    measures_counted: int
    score_hundredths: int
    defence_last_on: date
    defence: str = _prose()
    defended_on: date | None = None
    members: int = 0
    in_favour: int = 0
    decided_on: date | None = None
    reason: str = _prose()


class OrderItemProof(Row, table=True):
    """The proof that one item of a measure was carried out, and the officer's finding on it."""

    __tablename__ = "order_item_proof"
    __table_args__ = (Index("ix_order_item_proof_measure", "measure_id", "id"),)

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    item: int
    exhibit: str = Field(max_length=200)
    note: str = _prose()
    filed_on: date
    filed_by: str = Field(max_length=48)
    state: str = Field(max_length=12)
    found_on: date | None = None
    found_by: str = Field(default="", max_length=48)
    finding: str = _prose()


class ComplianceMonitor(Row, table=True):
    """A third party that watches compliance, and what it reported."""

    __tablename__ = "compliance_monitor"

    measure_id: str = Field(foreign_key="measure.id", max_length=48, index=True)
    name: str = Field(max_length=120)
    assigned_on: date
    complied: bool | None = None
    report: str = _prose()
    reported_on: date | None = None
    papers_kept_until: date | None = None


class Standstill(Upkeep, table=True):
    """A case or measure that no step, clock or proposal can move any more, as last found."""

    __tablename__ = "standstill"
    __table_args__ = (UniqueConstraint("subject_id"),)

    id: str = Field(primary_key=True, max_length=48)
    subject: str = Field(max_length=12)
    subject_id: str = Field(max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    state: str = Field(max_length=24)
    code: str = Field(max_length=40)
    first_found_at: datetime
    last_found_at: datetime


class Posting(Row, table=True):
    """What is posted for everybody to read: a publication or an entry of the habitual list."""

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("measure_id"),
        Index("ix_posting_until", "posted_until", "id"),
    )

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    company_id: str = Field(foreign_key="company.id", max_length=48)
    kind: str = Field(max_length=60)
    regime: str = Field(max_length=60)
    violations: str = Field(max_length=400)
    company_name: str = Field(max_length=200)
    representative_name: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=300)
    posted_on: date
    posted_until: date
    taken_down_on: date | None = None
