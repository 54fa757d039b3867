"""Rows only: plans with all that went into them, the shares they give, and the awards made."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class AllocationPlan(Row, table=True):
    """A plan of one period and round. A change makes a new revision; only the state ever changes.

    `open_key` is the period while the plan is open, so that there is one at a time.
    """

    __tablename__ = "allocation_plan"
    __table_args__ = (
        UniqueConstraint("period", "round", "revision"),
        CheckConstraint("awarded_won >= 0", name="amount"),
    )

    period: str = Field(max_length=16)
    round: int
    revision: int
    open_key: str | None = Field(default=None, max_length=16, unique=True)
    state: str = Field(max_length=12)
    scheme_id: str = Field(max_length=40)
    scheme_edition: str = Field(max_length=40)
    scheme_digest: str = Field(max_length=64)
    demonstration: bool
    inputs: dict[str, Any] = _json()
    residue: list[list[Any]] = _json()
    digest: str = Field(max_length=64)
    claims: int
    awarded_won: int = Field(sa_type=BigInteger)
    makers: list[str] = _json()
    programmes: dict[str, str] = _json()
    prepared_at: datetime
    prepared_on: date
    prepared_by: str = Field(max_length=48)
    approval_id: str = Field(default="", max_length=48)
    replaces_plan_id: str = Field(default="", max_length=48)
    ended_at: datetime | None = None
    ended_because: str = Field(default="", sa_type=Text)


class PlanShare(Row, table=True):
    """What a plan gives one benefit line; `place` is its place in the order of lines."""

    __tablename__ = "plan_share"
    __table_args__ = (
        UniqueConstraint("plan_id", "place"),
        UniqueConstraint("plan_id", "line_id"),
        CheckConstraint("award_won >= 0", name="amount"),
    )

    plan_id: str = Field(foreign_key="allocation_plan.id", max_length=48)
    place: int
    line_id: str = Field(max_length=48)
    application_id: str = Field(max_length=48, index=True)
    application_number: str = Field(max_length=24)
    case_id: str = Field(max_length=48)
    company_id: str = Field(max_length=48)
    benefit: str = Field(max_length=40)
    claim_won: int = Field(sa_type=BigInteger)
    award_won: int = Field(sa_type=BigInteger)
    parts: list[list[Any]] = _json()


class Award(Row, table=True):
    """Money awarded to an application for one benefit, with the steps that led to the amount."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("plan_id", "line_id"),
        CheckConstraint("amount_won > 0", name="amount"),
        Index("ix_award_period", "period", "id"),
    )

    plan_id: str = Field(foreign_key="allocation_plan.id", max_length=48)
    period: str = Field(max_length=16)
    line_id: str = Field(max_length=48, index=True)
    application_id: str = Field(foreign_key="fund_application.id", max_length=48, index=True)
    case_id: str = Field(max_length=48)
    company_id: str = Field(max_length=48)
    benefit: str = Field(max_length=40)
    loan: bool
    amount_won: int = Field(sa_type=BigInteger)
    parts: list[list[Any]] = _json()
    explanation: list[dict[str, Any]] = _json()
    made_on: date
    made_at: datetime
