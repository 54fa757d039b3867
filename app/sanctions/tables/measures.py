"""Rows only: measures and their history, money, objections, points, proposals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


def _won() -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Measure(Row, table=True):
    """A sanction of any kind against the respondent of a case. Points are whole hundredths."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence"),
        Index("ix_measure_company", "company_id", "id"),
    )

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    company_id: str = Field(foreign_key="company.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=60)
    regime: str = Field(max_length=60)
    number: str | None = Field(default=None, max_length=40, unique=True)
    number_year: int = 0
    number_serial: int = 0
    state: str = Field(max_length=16)
    decided_on: date
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
    order_items: list[str] = Field(sa_column=Column(JSON, nullable=False))
    reasons: str = _prose()
    legal_basis: str = Field(max_length=400)
    comply_by: date | None = None
    amount_won: int | None = _won()
    original_amount_won: int | None = _won()
    calculation: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    computation: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    points_hundredths: int | None = None
    points_status: str = Field(default="", max_length=20)
    points_waived_reason: str | None = Field(default=None, sa_column=Column(Text))
    posted_until: date | None = None
    drafted_by: str = Field(max_length=48)
    countersigned_by: str = Field(default="", max_length=48)
    issued_at: datetime | None = None
    served_on: date | None = None
    accepted_on: date | None = None
    breach_facts: str = _prose()
    follows_measure_id: str | None = Field(
        default=None, foreign_key="measure.id", max_length=48, index=True
    )
    demonstration: bool = False
    law_edition: str = Field(max_length=64)


class MeasureStep(Row, table=True):
    """One thing that happened to a measure, on the day from which it counts."""

    __tablename__ = "measure_step"
    __table_args__ = (UniqueConstraint("measure_id", "sequence"),)

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    sequence: int
    command: str = Field(max_length=24)
    from_state: str = Field(max_length=16)
    to_state: str = Field(max_length=16)
    occurrence: str = Field(default="", max_length=32)
    on: date
    until: date | None = None
    at: datetime
    account_id: str = Field(max_length=48)
    person_id: str = Field(default="", max_length=48)
    role: str = Field(default="", max_length=24)
    basis: str = Field(default="", max_length=200)
    reason: str = _prose()


class PenaltyPointEntry(Row, table=True):
    """A line of a company's ledger. Never changed or removed: a reversal is a line of its own."""

    __tablename__ = "penalty_point_entry"
    __table_args__ = (
        UniqueConstraint("company_id", "sequence"),
        Index("ix_penalty_point_entry_measure", "measure_id"),
    )

    company_id: str = Field(foreign_key="company.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    sequence: int
    measure_kind: str = Field(max_length=60)
    regime: str = Field(max_length=60)
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
    kind: str = Field(max_length=12)
    reverses_id: str | None = Field(
        default=None, foreign_key="penalty_point_entry.id", max_length=48
    )
    points_hundredths: int
    points_status: str = Field(max_length=20)
    basis: str = Field(max_length=200)
    measured_on: date
    known_on: date
    law_edition: str = Field(max_length=64)


class PointAdjustment(Row, table=True):
    """A claim that points be taken off or added, with its proof and the decision on it."""

    __tablename__ = "point_adjustment"
    __table_args__ = (Index("ix_point_adjustment_company", "company_id", "id"),)

    company_id: str = Field(foreign_key="company.id", max_length=48)
    regime: str = Field(max_length=60)
    item: str = Field(max_length=60)
    points_hundredths: int
    points_status: str = Field(max_length=20)
    applies_from: date
    applies_to: date | None = None
    proof: str = Field(max_length=200)
    note: str = _prose()
    state: str = Field(max_length=12)
    claimed_by: str = Field(max_length=48)
    claimed_on: date
    decided_by: str = Field(default="", max_length=48)
    decided_on: date | None = None
    decision_reason: str = _prose()


class Payment(Row, table=True):
    """Money that came in for a measure; `late_charge_won` is what had arisen up to its day."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("measure_id", "reference"),)

    measure_id: str = Field(foreign_key="measure.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    on: date
    amount_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    reference: str = Field(max_length=80)
    late: bool
    late_charge_won: int | None = _won()
    late_computation: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON, nullable=True)
    )
    overpaid_won: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))


class Refund(Row, table=True):
    """Money that must be given back, and when it was."""

    __tablename__ = "refund"

    measure_id: str = Field(foreign_key="measure.id", max_length=48, index=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    cause: str = Field(max_length=16)
    amount_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    due_since_on: date
    refunded_on: date | None = None
    reference: str = Field(default="", max_length=80)


class Objection(Row, table=True):
    """The respondent's objection to a measure, and the ruling on it."""

    __tablename__ = "objection"

    measure_id: str = Field(foreign_key="measure.id", max_length=48, index=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=16)
    filed_on: date
    last_on: date | None = None
    late: bool
    grounds: str = _prose()
    extended_on: date | None = None
    ruled_on: date | None = None
    ruling_reason: str = _prose()
    before_won: int | None = _won()
    after_won: int | None = _won()
    before_points_hundredths: int | None = None
    after_points_hundredths: int | None = None


class Proposal(Row, table=True):
    """The next measure that the law opens after a breach, or obliges the agency to take."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_case", "case_id", "id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    measure_id: str | None = Field(default=None, foreign_key="measure.id", max_length=48)
    kind: str = Field(max_length=60)
    regime: str = Field(max_length=60)
    trigger: str = Field(max_length=16)
    basis: str = Field(max_length=200)
    obligatory: bool
    state: str = Field(max_length=12)
    proposed_on: date
    taken_by_measure_id: str | None = Field(default=None, foreign_key="measure.id", max_length=48)
    settled_on: date | None = None
    dismissal_reason: str = _prose()


class ConsentContribution(Row, table=True):
    """Money that came in under a consent decision."""

    __tablename__ = "consent_contribution"
    __table_args__ = (UniqueConstraint("case_id", "reference"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    company_id: str = Field(foreign_key="company.id", max_length=48)
    on: date
    amount_won: int = Field(sa_column=Column(BigInteger, nullable=False))
    reference: str = Field(max_length=80)
