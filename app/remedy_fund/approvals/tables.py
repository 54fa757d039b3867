"""Rows only: requests for approval, what their amounts add up with, who spoke, who delegated."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class ApprovalRequest(Row, table=True):
    """One content put up for approval. Only its state and what ended it ever change.

    `live_key` is kind and subject while the request is open, so that there is one at a time.
    """

    __tablename__ = "approval_request"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("amount_won >= 0", name="amount"),
        CheckConstraint("required_persons >= 1", name="persons"),
        Index("ix_approval_request_about", "kind", "about_id", "number"),
        Index("ix_approval_request_state", "state", "id"),
    )

    kind: str = Field(max_length=24)
    about_id: str = Field(max_length=80)
    number: int
    live_key: str | None = Field(default=None, max_length=120, unique=True)
    content: dict[str, Any] = _json()
    digest: str = Field(max_length=64)
    amount_won: int = Field(sa_type=BigInteger)
    decisive_won: int = Field(sa_type=BigInteger)
    required_persons: int
    scheme_id: str = Field(max_length=80)
    makers: list[str] = _json()
    effect: dict[str, Any] = _json()
    state: str = Field(max_length=8)
    asked_at: datetime
    asked_by: str = Field(max_length=48)
    expires_at: datetime
    ended_at: datetime | None = None
    ended_by: str = Field(default="", max_length=48)
    ended_because: str = Field(default="", sa_type=Text)


class ApprovalAggregate(Row, table=True):
    """How much of a request falls on one case, applicant or period."""

    __tablename__ = "approval_aggregate"
    __table_args__ = (
        UniqueConstraint("request_id", "dimension", "key"),
        CheckConstraint("amount_won >= 0", name="amount"),
        Index("ix_approval_aggregate_key", "kind", "dimension", "key"),
    )

    request_id: str = Field(foreign_key="approval_request.id", max_length=48)
    kind: str = Field(max_length=24)
    dimension: str = Field(max_length=12)
    key: str = Field(max_length=80)
    amount_won: int = Field(sa_type=BigInteger)


class ApprovalVoice(Row, table=True):
    """One approval given: by which account, and what its holder saw."""

    __tablename__ = "approval_voice"

    request_id: str = Field(foreign_key="approval_request.id", max_length=48, index=True)
    account_id: str = Field(max_length=48)
    acting_person_id: str = Field(foreign_key="person.id", max_length=48)
    represented_person_id: str = Field(foreign_key="person.id", max_length=48)
    delegation_id: str | None = Field(
        default=None, foreign_key="approval_delegation.id", max_length=48
    )
    digest: str = Field(max_length=64)
    given_at: datetime


class ApprovalPerson(Row, table=True):
    """A person who is used up by an approval of a request, in whichever part; once only."""

    __tablename__ = "approval_person"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    request_id: str = Field(foreign_key="approval_request.id", max_length=48)
    voice_id: str = Field(foreign_key="approval_voice.id", max_length=48)
    person_id: str = Field(foreign_key="person.id", max_length=48)


class ApprovalDelegation(Row, table=True):
    """One approver lets another one speak in his place, from a day to a day."""

    __tablename__ = "approval_delegation"
    __table_args__ = (CheckConstraint("from_person_id <> to_person_id", name="two_persons"),)

    from_person_id: str = Field(foreign_key="person.id", max_length=48, index=True)
    to_person_id: str = Field(foreign_key="person.id", max_length=48, index=True)
    from_on: date
    until_on: date
    made_at: datetime
    revoked_at: datetime | None = None
