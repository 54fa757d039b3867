"""Rows only: orders, what and whom they bind, their journal, how they end, and disposals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class DiscoveryOrder(Row, table=True):
    """An order that a court or the authority made; from its rows every hold is computed."""

    __tablename__ = "discovery_order"
    __table_args__ = (
        Index("ix_discovery_order_case", "case_id", "state"),
        Index("ix_discovery_order_end", "state", "valid_until"),
    )

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    kind: str = Field(max_length=24)
    footing: str = Field(max_length=16)
    legal_basis: str = Field(max_length=200)
    state: str = Field(max_length=16)
    binds: str = Field(max_length=16)
    court: str = Field(default="", max_length=200)
    docket_number: str = Field(default="", max_length=200)
    applicant: str = Field(default="", max_length=16)
    terms: str = Field(default="", sa_column=Column(Text, nullable=False))
    issued_on: date
    served_on: date | None = None
    valid_until: date | None = None
    first_valid_until: date | None = None
    extension_reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    extended_on: date | None = None
    suit_filed_on: date | None = None
    proof_due_on: date | None = None
    suit_warned_on: date | None = None
    entered_by: str = Field(max_length=48)
    entered_at: datetime
    ended_at: datetime | None = None


class OrderItem(Row, table=True):
    """A piece of evidence that an order lists."""

    __tablename__ = "discovery_order_item"
    __table_args__ = (UniqueConstraint("order_id", "item_id"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, index=True)


class OrderCustodian(Row, table=True):
    """Somebody who holds what an order is about, and how they answered its notice."""

    __tablename__ = "order_custodian"
    __table_args__ = (Index("ix_order_custodian_order", "order_id", "acknowledged_at"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    person_id: str = Field(default="", max_length=48, index=True)
    name: str = Field(max_length=200)
    duties: str = Field(default="", sa_column=Column(Text, nullable=False))
    notified_on: date
    acknowledge_by: date
    acknowledged_at: datetime | None = None
    acknowledged_how: str = Field(default="", max_length=16)
    reminders: int = 0
    reminded_on: date | None = None
    escalated_on: date | None = None


class OrderReader(Row, table=True):
    """Somebody whom a confidentiality order names; bound, and so allowed to read, once served."""

    __tablename__ = "order_reader"
    __table_args__ = (UniqueConstraint("order_id", "person_id", "name"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    person_id: str = Field(default="", max_length=48, index=True)
    name: str = Field(max_length=200)
    capacity: str = Field(max_length=24)
    served_on: date | None = None


class OrderNote(Row, table=True):
    """A line in the journal of an order."""

    __tablename__ = "order_note"
    __table_args__ = (UniqueConstraint("order_id", "sequence"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    sequence: int
    kind: str = Field(max_length=24)
    on: date
    item_id: str | None = Field(default=None, foreign_key="evidence_item.id", max_length=48)
    custodian_id: str | None = Field(default=None, foreign_key="order_custodian.id", max_length=48)
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    person_id: str = Field(max_length=48)
    at: datetime


class DeletionRequest(Row, table=True):
    """A passage of a fact-finding report that the examined party wants deleted."""

    __tablename__ = "report_deletion"
    __table_args__ = (UniqueConstraint("order_id", "sequence"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    sequence: int
    passage: str = Field(max_length=200)
    ground: str = Field(max_length=24)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    asked_on: date
    state: str = Field(max_length=16)
    decided_on: date | None = None
    decision_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class OrderRelease(Row, table=True):
    """A request to end an order before its time, and what a second person made of it."""

    __tablename__ = "order_release"
    __table_args__ = (Index("ix_order_release_order", "order_id", "state"),)

    order_id: str = Field(foreign_key="discovery_order.id", max_length=48)
    outcome: str = Field(max_length=16)
    authority: str = Field(max_length=200)
    decided_on: date
    reason: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(max_length=16)
    asked_by: str = Field(max_length=48)
    asked_at: datetime
    settled_by: str = Field(default="", max_length=48)
    settled_at: datetime | None = None
    settlement_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class EvidenceDisposal(Row, table=True):
    """A plan to dispose of evidence of a closed case, with the review that the law asks for."""

    __tablename__ = "evidence_disposal"
    __table_args__ = (Index("ix_evidence_disposal_case", "case_id", "state"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    ground: str = Field(max_length=24)
    retention_years: int
    disposable_from: date
    review_reference: str = Field(max_length=200)
    reviewed_on: date
    reason: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(max_length=16)
    proposed_by: str = Field(max_length=48)
    proposed_at: datetime
    settled_by: str = Field(default="", max_length=48)
    settled_at: datetime | None = None
    settlement_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class DisposalItem(Row, table=True):
    """A piece of evidence in such a plan and what became of it."""

    __tablename__ = "evidence_disposal_item"
    __table_args__ = (
        UniqueConstraint("disposal_id", "item_id"),
        Index("ix_evidence_disposal_item_item", "item_id", "outcome"),
    )

    disposal_id: str = Field(foreign_key="evidence_disposal.id", max_length=48)
    item_id: str = Field(foreign_key="evidence_item.id", max_length=48)
    outcome: str = Field(max_length=16)


class StoreHold(Row, table=True):
    """The hold that was laid on an object in the store itself, as the record has it."""

    __tablename__ = "store_hold"

    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, unique=True)
    laid: bool
    changed_at: datetime
