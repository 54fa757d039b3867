"""Rows only: the texts of evidence, findings about its bytes, and what lies inside containers.

No text is a column of any table. A text lies in the evidence store, encrypted as its original is,
whatever the level: levels are raised later, and backups and replicas of the database stay free of
contents.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class EvidenceText(Row, table=True):
    """What became of reading a piece of evidence by one method; `store_key` names the text.

    `likeness` is a keyed sketch, from which only the likeness of two texts can be told.
    """

    __tablename__ = "evidence_text"
    __table_args__ = (UniqueConstraint("item_id", "method"),)

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48)
    method: str = Field(max_length=12)
    state: str = Field(max_length=20)
    reason: str = Field(default="", max_length=40)
    engine: str = Field(default="", max_length=24)
    engine_version: str = Field(default="", max_length=40)
    language: str = Field(default="", max_length=8)
    character_count: int = 0
    page_count: int = 0
    confidence_percent: int | None = None
    store_key: str | None = Field(default=None, max_length=64, unique=True)
    text_sha256: str = Field(default="", max_length=64)
    likeness: str = Field(default="", max_length=1536)
    asked_at: datetime
    read_at: datetime | None = None


class EvidenceFinding(Row, table=True):
    """What the bytes of a piece of evidence show: true type, mail hash, family, malware."""

    __tablename__ = "evidence_finding"
    __table_args__ = (Index("ix_evidence_finding_scan", "malware_state", "scanned_at"),)

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, unique=True)
    claimed_type: str = Field(default="", max_length=8)
    true_types: str = Field(default="", max_length=60)
    verdict: str = Field(default="", max_length=24)
    is_distribution_copy: bool = False
    message_hash: str = Field(default="", max_length=32, index=True)
    member_count: int = 0
    family_refusal: str = Field(default="", max_length=16)
    malware_state: str = Field(max_length=16)
    malware_reason: str = Field(default="", max_length=24)
    signature: str = Field(default="", max_length=120)
    scanner: str = Field(default="", max_length=80)
    scanned_at: datetime | None = None
    examined_at: datetime


class EvidenceRelation(Row, table=True):
    """A file inside a mail or archive; its bytes stay in there unless they are taken out."""

    __tablename__ = "evidence_relation"
    __table_args__ = (UniqueConstraint("item_id", "position"),)

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48)
    kind: str = Field(max_length=12)
    position: int
    path: str = Field(max_length=400)
    claimed_type: str = Field(default="", max_length=8)
    true_types: str = Field(default="", max_length=60)
    verdict: str = Field(default="", max_length=24)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(default="", max_length=64, index=True)
    refusal: str = Field(default="", max_length=16)
    child_item_id: str | None = Field(
        default=None, foreign_key="evidence_item.id", max_length=48, unique=True
    )
