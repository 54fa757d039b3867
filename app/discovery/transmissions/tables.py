"""Rows only: requests for records, their items, the court's findings, packages and notices."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class RecordTransmission(Row, table=True):
    """A request for the records of a case, and what became of it.

    `case_number` is what the court wrote; `case_id` is settled by the agency and told to nobody
    outside it.
    """

    __tablename__ = "record_transmission"
    __table_args__ = (
        Index("ix_record_transmission_case", "case_id", "id"),
        Index("ix_record_transmission_filed_by", "filed_by", "id"),
        Index("ix_record_transmission_recipient", "recipient_account_id", "id"),
    )

    case_id: str | None = Field(default=None, foreign_key="cases.id", max_length=48)
    unit: str = Field(default="", max_length=40, index=True)
    case_number: str = Field(max_length=80)
    court: str = Field(max_length=200)
    docket_number: str = Field(max_length=80)
    suit_act: str = Field(max_length=24)
    suit_filed_on: date
    regime: str = Field(max_length=40)
    categories: list[str] = Field(sa_column=Column(JSON, nullable=False))
    scope: str = _prose()
    effort: str = _prose()
    protective_order: bool = False
    named_readers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    recipient_account_id: str = Field(default="", max_length=48)
    recipient_person_id: str = Field(default="", max_length=48)
    recipient_key: str = Field(default="", max_length=80)
    filed_by: str = Field(max_length=48)
    filed_by_person: str = Field(max_length=48)
    filed_at: datetime
    follows_id: str | None = Field(
        default=None, foreign_key="record_transmission.id", max_length=48
    )
    replaces_id: str | None = Field(
        default=None, foreign_key="record_transmission.id", max_length=48, unique=True
    )
    state: str = Field(max_length=16)
    decided_by: str = Field(default="", max_length=48)
    decided_at: datetime | None = None
    decision_reason: str = _prose()
    grant_level: int = 0
    released_by: str = Field(default="", max_length=48)
    released_at: datetime | None = None
    expires_at: datetime | None = None
    max_downloads: int = 0
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None
    clawed_back_at: datetime | None = None
    clawback_reason: str = _prose()
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = _prose()


class TransmissionItem(Row, table=True):
    """One piece of evidence on the list of a request, as it was when the list was made."""

    __tablename__ = "transmission_item"
    __table_args__ = (
        UniqueConstraint("transmission_id", "item_id"),
        UniqueConstraint("transmission_id", "sequence"),
    )

    transmission_id: str = Field(foreign_key="record_transmission.id", max_length=48)
    item_id: str = Field(foreign_key="evidence_item.id", max_length=48)
    sequence: int
    label: str = Field(max_length=24)
    title: str = Field(max_length=200)
    file_name: str = Field(max_length=200)
    side: str = Field(max_length=16)
    level: int
    sha256: str = Field(max_length=64)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str = Field(max_length=120)
    pages: int | None = None
    record_class: str = Field(max_length=20)
    choice: str = Field(max_length=16)
    ground: str = Field(default="", max_length=20)
    ground_article: str = Field(default="", max_length=200)
    reason: str = _prose()
    version_id: str = Field(default="", max_length=48)
    finding: str = Field(default="", max_length=20)
    finding_id: str = Field(default="", max_length=48)


class CourtFinding(Row, table=True):
    """What the court found of items: indispensable, or to be shown to it alone."""

    __tablename__ = "court_finding"

    transmission_id: str = Field(foreign_key="record_transmission.id", index=True, max_length=48)
    finding: str = Field(max_length=20)
    labels: list[str] = Field(sa_column=Column(JSON, nullable=False))
    scope: str = _prose()
    readers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    order_number: str = Field(max_length=80)
    ordered_on: date
    entered_by: str = Field(max_length=48)
    entered_at: datetime


class TransmissionPackage(Row, table=True):
    """One sealed package. `sha256` is of the sealed file, `manifest_sha256` of what it promises."""

    __tablename__ = "transmission_package"
    __table_args__ = (UniqueConstraint("transmission_id", "kind"),)

    transmission_id: str = Field(foreign_key="record_transmission.id", max_length=48)
    kind: str = Field(max_length=12)
    store_key: str = Field(max_length=64, unique=True)
    sha256: str = Field(max_length=64)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    manifest_sha256: str = Field(max_length=64)
    items: int
    level: int
    downloads: int = 0
    built_at: datetime
    last_downloaded_at: datetime | None = None
    acknowledged_sha256: str = Field(default="", max_length=64)


class TransmissionNotice(Row, table=True):
    """That the investigated party was told of records sent, with the list as it was told."""

    __tablename__ = "transmission_notice"

    transmission_id: str = Field(foreign_key="record_transmission.id", max_length=48, unique=True)
    case_id: str = Field(foreign_key="cases.id", index=True, max_length=48)
    company_id: str = Field(max_length=48)
    listed: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    told_at: datetime
