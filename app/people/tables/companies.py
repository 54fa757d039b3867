"""Rows only: companies, who belongs to them, and who may act for them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class Company(Row, table=True):
    """A firm, with its business registration number where it is known."""

    __tablename__ = "company"
    __table_args__ = (Index("ix_company_name", "name", "id"),)

    business_number: str | None = Field(default=None, unique=True, max_length=10)
    name: str = Field(max_length=200)
    representative_name: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=20)
    size: str = Field(max_length=12)
    sales_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    kind: str = Field(max_length=20)
    created_at: datetime


class CompanyMember(Row, table=True):
    """A person belongs to a company; counts once confirmed, from its first to its last day."""

    __tablename__ = "company_member"
    __table_args__ = (UniqueConstraint("company_id", "person_id"),)

    company_id: str = Field(foreign_key="company.id", max_length=48)
    person_id: str = Field(foreign_key="person.id", index=True, max_length=48)
    kind: str = Field(max_length=12)
    from_on: date
    until_on: date | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str = Field(default="", max_length=48)


class Mandate(Row, table=True):
    """A power of attorney: who holds the account with this e-mail acts for the company."""

    __tablename__ = "mandate"

    company_id: str = Field(foreign_key="company.id", index=True, max_length=48)
    representative_email: str = Field(max_length=254, index=True)
    scope: str = Field(max_length=12)
    case_id: str | None = Field(default=None, max_length=48)
    power_of_attorney: str = Field(max_length=120)
    from_on: date
    until_on: date | None = None
    revoked_at: datetime | None = None
    granted_by: str = Field(max_length=48)
    created_at: datetime
