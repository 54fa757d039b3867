"""Rows only: productions, their documents, and the page numbers of a matter."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class Production(Row, table=True):
    """A set of evidence for one recipient. Once issued, only its state changes."""

    __tablename__ = "production"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    sequence: int
    title: str = Field(max_length=200)
    recipient: str = Field(max_length=200)
    recipient_level: int
    organisation: str = Field(max_length=200)
    exhibit_side: str = Field(default="", max_length=8)
    slip_sheets: bool = True
    state: str = Field(max_length=16)
    replaces_production_id: str | None = Field(
        default=None, foreign_key="production.id", max_length=48, index=True
    )
    prepared_on: date
    prepared_at: datetime
    prepared_by: list[str] = _json()
    findings: list[dict[str, str]] = _json()
    level: int = 1
    store_key: str | None = Field(default=None, max_length=64, unique=True)
    sha256: str = Field(default="", max_length=64)
    manifest_sha256: str = Field(default="", max_length=64)
    size_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    figures: dict[str, Any] = _json()
    account: list[dict[str, str]] = _json()
    built_at: datetime | None = None
    issued_at: datetime | None = None
    issued_by: str = Field(default="", max_length=48)
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = _prose()


class ProductionDocument(Row, table=True):
    """What becomes of one piece of evidence in one production; `standing` is empty until marked.

    `redacted` asks for the redacted version also where the recipient might read the original.
    """

    __tablename__ = "production_document"
    __table_args__ = (
        UniqueConstraint("production_id", "item_id"),
        UniqueConstraint("production_id", "position"),
    )

    production_id: str = Field(foreign_key="production.id", max_length=48)
    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, index=True)
    position: int
    custodian: str = Field(max_length=80)
    standing: str = Field(default="", max_length=16)
    ground: str = Field(default="", max_length=24)
    reason: str = _prose()
    duplicate_of: str = Field(default="", max_length=48)
    redacted: bool = False
    begin_number: str = Field(default="", max_length=32)
    end_number: str = Field(default="", max_length=32)
    exhibit_number: str = Field(default="", max_length=24)
    record: dict[str, Any] = _json()


class PageNumberSeries(Row, table=True):
    """The form of a matter's page numbers, and the last number given to any production."""

    __tablename__ = "page_number_series"

    case_id: str = Field(foreign_key="cases.id", max_length=48, unique=True)
    prefix: str = Field(max_length=16)
    width: int
    last_number: int = 0


class PageNumberAllotment(Row, table=True):
    """Numbers that were given to a production; void ones were given up and are not used again."""

    __tablename__ = "page_number_allotment"
    __table_args__ = (UniqueConstraint("case_id", "first"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    production_id: str = Field(foreign_key="production.id", max_length=48, index=True)
    first: int
    last: int
    void: bool = False


class ProductionProgress(Upkeep, table=True):
    """How far the building of a production has come."""

    __tablename__ = "production_progress"

    production_id: str = Field(primary_key=True, foreign_key="production.id", max_length=48)
    stage: str = Field(default="", max_length=16)
    done: int = 0
    total: int = 0
    updated_at: datetime
