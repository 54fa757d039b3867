"""Rows only: marks, lowerings, redactions, public versions, sealed sets, data rooms and notes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field

from app.db.rows import Row


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


def _text() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


def _item(*, index: bool = True) -> Any:
    return Field(foreign_key="evidence_item.id", max_length=48, index=index)


class ItemSecrecy(Row, table=True):
    """The level that a piece of evidence came with, kept from the first mark on."""

    __tablename__ = "item_secrecy"

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, unique=True)
    base_level: int


class ConfidentialityMark(Row, table=True):
    """A mark on a piece of evidence or on a range of its pages; ended ones stay as history.

    The details from `document_kind` on are what a privilege log tells.
    """

    __tablename__ = "confidentiality_mark"
    __table_args__ = (
        Index("ix_confidentiality_mark_item", "item_id", "state"),
        Index("ix_confidentiality_mark_case", "case_id", "state"),
        Index("ix_confidentiality_mark_until", "state", "until_on"),
    )

    item_id: str = _item(index=False)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    kind: str = Field(max_length=24)
    level: int
    first_page: int | None = None
    last_page: int | None = None
    reason: str = _text()
    state: str = Field(max_length=16)
    account_id: str = Field(max_length=48)
    person_id: str = Field(max_length=48)
    marked_at: datetime
    until_on: date | None = None
    ended_at: datetime | None = None
    ended_because: str = Field(default="", max_length=24)
    replaces_id: str = Field(default="", max_length=48)
    sealed_set_id: str = Field(default="", max_length=48)
    court: str = Field(default="", max_length=120)
    court_case_number: str = Field(default="", max_length=60)
    decided_on: date | None = None
    decided_by: str = Field(default="", max_length=48)
    document_kind: str = Field(default="", max_length=200)
    document_on: date | None = None
    author: str = Field(default="", max_length=200)
    recipients: str = Field(default="", max_length=200)
    description: str = _text()


class LevelLowering(Row, table=True):
    """A wish to lower a mark, which a second person confirms or rejects; level 0 ends the mark."""

    __tablename__ = "level_lowering"

    mark_id: str = Field(foreign_key="confidentiality_mark.id", max_length=48, index=True)
    item_id: str = _item()
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    to_level: int
    reason: str = _text()
    state: str = Field(max_length=16)
    asked_by: str = Field(max_length=48)
    asked_at: datetime
    decided_by: str = Field(default="", max_length=48)
    decided_at: datetime | None = None


class Redaction(Row, table=True):
    """One redacted version that was asked for, with its boxes and what reading it again found."""

    __tablename__ = "redaction"

    item_id: str = _item()
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    state: str = Field(max_length=16)
    boxes: list[dict[str, Any]] = _json()
    words: list[str] = _json()
    words_reason: str = Field(default="", max_length=24)
    dpi: int
    account_id: str = Field(max_length=48)
    person_id: str = Field(max_length=48)
    asked_at: datetime
    settled_at: datetime | None = None
    code: str = Field(default="", max_length=40)
    findings: list[dict[str, Any]] = _json()
    readers: list[str] = _json()
    pages: int = 0
    boxes_burned: int = 0
    source_sha256: str = Field(max_length=64)
    sha256: str = Field(default="", max_length=64)
    version_item_id: str | None = Field(default=None, foreign_key="evidence_item.id", max_length=48)


class PublicVersion(Row, table=True):
    """An original and its public version, each with its own hash."""

    __tablename__ = "public_version"
    __table_args__ = (Index("ix_public_version_case", "case_id", "state"),)

    item_id: str = _item()
    version_item_id: str | None = Field(
        default=None, foreign_key="evidence_item.id", max_length=48, index=True
    )
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    source: str = Field(max_length=16)
    redaction_id: str = Field(default="", max_length=48)
    state: str = Field(max_length=16)
    reason: str = _text()
    due_on: date | None = None
    secrets: list[str] = _json()
    asked_by: str = Field(max_length=48)
    asked_at: datetime
    submitted_at: datetime | None = None
    checked_at: datetime | None = None
    findings: list[dict[str, Any]] = _json()
    readers: list[str] = _json()
    item_sha256: str = Field(max_length=64)
    version_sha256: str = Field(default="", max_length=64)
    issued_by: str = Field(default="", max_length=48)
    issued_at: datetime | None = None


class SealedSet(Row, table=True):
    """Pieces of evidence that only the court reads; the manifest names each with its hash."""

    __tablename__ = "sealed_set"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=16)
    court: str = Field(max_length=120)
    court_case_number: str = Field(max_length=60)
    reason: str = _text()
    manifest: list[dict[str, Any]] = _json()
    manifest_sha256: str = Field(max_length=64)
    sealed_by: str = Field(max_length=48)
    sealed_at: datetime
    opened_by: str = Field(default="", max_length=48)
    opened_at: datetime | None = None
    decided_on: date | None = None


class DataRoom(Row, table=True):
    """A permission to look at some evidence, page by page, for one person and a stretch of time."""

    __tablename__ = "data_room"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=16)
    viewer_person_id: str = Field(foreign_key="person.id", max_length=48, index=True)
    item_ids: list[str] = _json()
    purpose: str = _text()
    level: int
    from_at: datetime
    until_at: datetime
    proposed_by: str = Field(max_length=48)
    proposed_at: datetime
    opened_by: str = Field(default="", max_length=48)
    opened_at: datetime | None = None
    closed_by: str = Field(default="", max_length=48)
    closed_at: datetime | None = None


class DataRoomNote(Row, table=True):
    """What a viewer wrote down, and how close it is to what is secret; it leaves when released."""

    __tablename__ = "data_room_note"

    data_room_id: str = Field(foreign_key="data_room.id", max_length=48, index=True)
    text: str = _text()
    state: str = Field(max_length=16)
    share_percent: int
    longest_letters: int
    unread_item_ids: list[str] = _json()
    written_by: str = Field(max_length=48)
    written_at: datetime
    released_by: str = Field(default="", max_length=48)
    released_at: datetime | None = None
