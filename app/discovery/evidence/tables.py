"""Rows only: pieces of evidence, and who held each of them."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class EvidenceItem(Row, table=True):
    """A piece of evidence. While it is pending only the room it may take is known.

    `case_id` and `draft_id` say where it was sent; where it lies now is what the exhibit says.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (
        Index("ix_evidence_item_case", "case_id", "state"),
        Index("ix_evidence_item_draft", "draft_id", "state"),
        Index("ix_evidence_item_overdue", "state", "reserved_at"),
    )

    upload_id: str = Field(max_length=48, index=True)
    account_id: str = Field(max_length=48)
    person_id: str = Field(max_length=48)
    case_id: str | None = Field(default=None, foreign_key="cases.id", max_length=48)
    draft_id: str = Field(default="", max_length=48)
    state: str = Field(max_length=16)
    refusal: str = Field(default="", max_length=40)
    reserved_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    reserved_at: datetime
    settled_at: datetime | None = None
    side: str = Field(default="", max_length=16)
    level: int = 3
    file_name: str = Field(default="", max_length=200)
    store_key: str | None = Field(default=None, max_length=64, unique=True)
    sha256: str = Field(default="", max_length=64)
    size_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    media_type: str = Field(default="", max_length=120)
    exhibit_id: str | None = Field(default=None, max_length=48, unique=True)


class CustodyEvent(Row, table=True):
    """One link of the chain: what was done with a piece of evidence, by whom, on what ground."""

    __tablename__ = "custody_event"
    __table_args__ = (UniqueConstraint("item_id", "sequence"),)

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48)
    sequence: int
    act: str = Field(max_length=24)
    account_id: str = Field(max_length=48)
    person_id: str = Field(max_length=48)
    role: str = Field(max_length=24)
    at: datetime
    purpose: str = Field(default="", max_length=40)
    legal_basis: str = Field(default="", max_length=200)
    sha256: str = Field(max_length=64)
