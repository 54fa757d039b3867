"""Rows only: council reviews, closings with their budgets, issued reports, the last check."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep


class PeriodReview(Row, table=True):
    """One sitting of the council on a fiscal year that is soft-closed."""

    __tablename__ = "period_review"

    fiscal_year: int = Field(index=True)
    held_on: date
    members: int
    outsiders: int
    present: int
    approved: bool
    resolution: str = Field(sa_type=Text)
    paper_reference: str = Field(max_length=120)
    recorded_by: str = Field(max_length=48)
    recorded_at: datetime


class PeriodClosing(Row, table=True):
    """The statement of a closed year: its canonical JSON as it was made, and its digest."""

    __tablename__ = "period_closing"

    fiscal_year: int = Field(unique=True)
    known_at: datetime
    content: str = Field(sa_type=Text)
    sha256: str = Field(max_length=64)
    review_id: str = Field(foreign_key="period_review.id", max_length=48, index=True)
    closed_by: str = Field(max_length=48)


class PeriodBudget(Row, table=True):
    """One item of the budget as it stood when its year was closed; never changed afterwards."""

    __tablename__ = "period_budget"
    __table_args__ = (UniqueConstraint("fiscal_year", "programme", "item"),)

    fiscal_year: int
    programme: str = Field(max_length=48)
    item: str = Field(max_length=48)
    cap_won: int = Field(sa_type=BigInteger)
    committed_won: int = Field(sa_type=BigInteger)
    paid_won: int = Field(sa_type=BigInteger)
    carried_in_won: int = Field(sa_type=BigInteger)
    carried_out_won: int = Field(sa_type=BigInteger)


class FundReport(Row, table=True):
    """A report as it was issued: a quarter's, or the publication of a year (`quarter` 0)."""

    __tablename__ = "fund_report"
    __table_args__ = (UniqueConstraint("kind", "fiscal_year", "quarter"),)

    kind: str = Field(max_length=12)
    fiscal_year: int
    quarter: int
    known_at: datetime
    content: str = Field(sa_type=Text)
    sha256: str = Field(max_length=64)
    issued_by: str = Field(max_length=48)


class FundCheckRun(Upkeep, table=True):
    """What the check of the books found last; one row, written by the job."""

    __tablename__ = "fund_check_run"

    id: str = Field(primary_key=True, max_length=12)
    checked_at: datetime
    postings: int
    wrong: int
    findings: str = Field(sa_type=Text)
