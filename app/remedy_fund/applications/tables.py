"""Rows only: applications, their steps, lines, losses, evidence, compensations, payees, objections."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _won(value: int | None = 0) -> Any:
    return Field(default=value, sa_type=BigInteger)


def _maybe_won() -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=True))


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


def _list() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class FundApplication(Row, table=True):
    """What a harmed firm asks of the fund from one case, and what became of it."""

    __tablename__ = "fund_application"
    __table_args__ = (
        CheckConstraint("awarded_won >= 0 AND paid_won >= 0", name="not_negative"),
        Index("ix_fund_application_state", "state", "id"),
        Index("ix_fund_application_company", "applicant_company_id", "id"),
    )

    number: str = Field(max_length=24, unique=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    applicant_company_id: str = Field(foreign_key="company.id", max_length=48)
    applicant_name: str = Field(max_length=120)
    applicant_size: str = Field(max_length=12)
    respondent_company_id: str = Field(max_length=48)
    state: str = Field(max_length=20)
    suspended: bool = False
    scheme_id: str = Field(max_length=40)
    scheme_edition: str = Field(max_length=40)
    scheme_digest: str = Field(max_length=64)
    filed_by: str = Field(max_length=48)
    filed_by_person: str = Field(max_length=48)
    filed_on: date
    filed_at: datetime
    statement: str = _prose()
    suit: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    eligibility: list[Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    assessed_loss_won: int | None = _maybe_won()
    awarded_won: int = _won()
    paid_won: int = _won()
    plan_id: str = Field(default="", max_length=48, index=True)


class FundApplicationStep(Row, table=True):
    """One thing that happened to an application: who, why, shown by what, for when and when."""

    __tablename__ = "fund_application_step"
    __table_args__ = (UniqueConstraint("application_id", "sequence"),)

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    command: str = Field(max_length=24)
    from_state: str = Field(max_length=20)
    to_state: str = Field(max_length=20)
    on: date
    at: datetime
    account_id: str = Field(max_length=48)
    person_id: str = Field(default="", max_length=48)
    role: str = Field(default="", max_length=24)
    reason: str = _prose()
    basis: str = Field(default="", max_length=200)
    evidence: list[str] = _list()


class FundBenefitLine(Row, table=True):
    """One benefit asked for one harm. `once_key` is empty as soon as it is refused."""

    __tablename__ = "fund_benefit_line"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence"),
        CheckConstraint("awarded_won >= 0", name="not_negative"),
    )

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    benefit: str = Field(max_length=40)
    harm: str = Field(max_length=40)
    once_key: str | None = Field(default=None, unique=True, max_length=160)
    cost_won: int = _won()
    claimed_won: int = _won()
    refused: bool = False
    refusal_reason: str = _prose()
    refusal_basis: str = Field(default="", max_length=200)
    assessed_cost_won: int | None = _maybe_won()
    assessed_won: int | None = _maybe_won()
    reasons: str = _prose()
    evidence: list[str] = _list()
    awarded_won: int = _won()


class FundLossLine(Row, table=True):
    """One line of the loss sheet."""

    __tablename__ = "fund_loss_line"
    __table_args__ = (UniqueConstraint("application_id", "sequence"),)

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=24)
    description: str = Field(max_length=400)
    claimed_won: int = _won()
    assessed_won: int | None = _maybe_won()
    reasons: str = _prose()
    evidence: list[str] = _list()


class FundApplicationEvidence(Row, table=True):
    """A piece of the case's evidence that the applicant relies on, as it was on that day."""

    __tablename__ = "fund_application_evidence"
    __table_args__ = (UniqueConstraint("application_id", "item_id"),)

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    item_id: str = Field(max_length=48)
    label: str = Field(default="", max_length=24)
    title: str = Field(max_length=200)
    sha256: str = Field(max_length=64)
    attached_at: datetime
    attached_by: str = Field(max_length=48)


class FundCompensation(Row, table=True):
    """Other money received for the same loss, as declared; a wrong one is struck, not changed."""

    __tablename__ = "fund_compensation"
    __table_args__ = (UniqueConstraint("application_id", "sequence"),)

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=16)
    payer: str = Field(max_length=200)
    reference: str = Field(default="", max_length=80)
    amount_won: int = _won()
    received_on: date
    declared_at: datetime
    declared_by: str = Field(max_length=48)
    declared_role: str = Field(max_length=24)
    evidence: list[str] = _list()
    struck: bool = False
    struck_reason: str = _prose()


class FundPayee(Row, table=True):
    """An account to which an application is paid; its number rests sealed."""

    __tablename__ = "fund_payee"
    __table_args__ = (UniqueConstraint("application_id", "sequence"),)

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    bank_code: str = Field(max_length=3)
    sealed_number: str = _prose()
    last_four: str = Field(max_length=4)
    holder_name: str = Field(max_length=100)
    fingerprint: str = Field(max_length=64, index=True)
    current: bool = True
    set_by_person: str = Field(max_length=48)
    set_at: datetime
    usable_from: date
    verified_at: datetime | None = None
    verified_by_person: str = Field(default="", max_length=48)
    verified_how: str = Field(default="", max_length=24)
    verification_reference: str = Field(default="", max_length=120)


class FundObjection(Row, table=True):
    """The applicant's objection to a decision, and the answer to it."""

    __tablename__ = "fund_objection"
    __table_args__ = (UniqueConstraint("step_id"), UniqueConstraint("application_id", "sequence"))

    application_id: str = Field(foreign_key="fund_application.id", max_length=48)
    sequence: int
    step_id: str = Field(foreign_key="fund_application_step.id", max_length=48)
    decision: str = Field(max_length=24)
    decided_on: date
    last_on: date
    state: str = Field(max_length=16)
    grounds: str = _prose()
    filed_on: date
    filed_at: datetime
    filed_by_person: str = Field(max_length=48)
    answer_due_on: date
    extended: bool = False
    extension_reason: str = _prose()
    answered_on: date | None = None
    answered_late: bool = False
    answer: str = _prose()
    answered_by_person: str = Field(default="", max_length=48)
