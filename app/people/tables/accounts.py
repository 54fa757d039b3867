"""Rows only: a person, the accounts through which the person acts, tokens and invitations."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field

from app.db.rows import Row


class Person(Row, table=True):
    """A human being, whatever accounts he or she has."""

    __tablename__ = "person"

    name: str = Field(max_length=100)
    birth_on: date | None = None
    phone: str = Field(default="", max_length=20)
    email: str = Field(default="", max_length=254)
    created_at: datetime


class UserAccount(Row, table=True):
    """One person's way into the service, for one role. The login is a lower-case e-mail."""

    __tablename__ = "user_account"

    person_id: str = Field(foreign_key="person.id", index=True, max_length=48)
    role: str = Field(max_length=20, index=True)
    unit: str = Field(default="", max_length=40)
    login: str = Field(unique=True, max_length=254)
    password_hash: str = Field(max_length=160)
    enabled: bool = True
    created_at: datetime


class ApiToken(Row, table=True):
    """A secret with which a programme acts for an account; only its hash is kept."""

    __tablename__ = "api_token"

    account_id: str = Field(foreign_key="user_account.id", index=True, max_length=48)
    label: str = Field(max_length=80)
    prefix: str = Field(unique=True, max_length=20)
    secret_hash: str = Field(max_length=64)
    scopes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class Invitation(Row, table=True):
    """Leave to open an account of a role, for whoever holds the code."""

    __tablename__ = "invitation"

    role: str = Field(max_length=20)
    unit: str = Field(default="", max_length=40)
    email: str = Field(max_length=254, index=True)
    code_hash: str = Field(max_length=64)
    person_id: str | None = Field(default=None, foreign_key="person.id", max_length=48)
    invited_by: str = Field(foreign_key="user_account.id", max_length=48)
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    account_id: str | None = Field(default=None, foreign_key="user_account.id", max_length=48)
