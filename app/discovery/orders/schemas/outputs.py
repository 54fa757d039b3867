"""Orders and disposals as the doors give them; what a reader may not see is not in them."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from app.discovery.orders.rules import Binds


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str
    basis: str = ""


class KindOut(BaseModel):
    """A kind of order: its name, what it may rest on, and whether it holds evidence."""

    kind: Words
    holds: bool
    by_court: bool
    footings: list[Words]
    notes: list[Words]


class KindList(BaseModel):
    """Every kind of order."""

    items: list[KindOut]


class CustodianOut(BaseModel):
    """A custodian and how they answered."""

    id: str
    version: int
    order_id: str
    person_id: str
    name: str
    duties: str
    notice: Words
    notified_on: date
    acknowledge_by: date
    acknowledged_at: datetime | None
    acknowledged_how: str
    reminders: int
    reminded_on: date | None
    escalated_on: date | None


class ReaderOut(BaseModel):
    """A named reader; may read once the order was served on them."""

    id: str
    version: int
    order_id: str
    person_id: str
    name: str
    capacity: str
    served_on: date | None


class NoteOut(BaseModel):
    """A line of the journal."""

    id: str
    order_id: str
    sequence: int
    kind: Words
    on: date
    item_id: str | None
    custodian_id: str | None
    details: dict[str, Any]
    at: datetime


class DeletionOut(BaseModel):
    """A request to delete a passage, and the decision on it."""

    id: str
    version: int
    order_id: str
    sequence: int
    passage: str
    ground: str
    reason: str
    asked_on: date
    state: Words
    decided_on: date | None
    decision_reason: str


class DeletionList(BaseModel):
    """The requests to delete passages of a report."""

    items: list[DeletionOut]


class ReleaseOut(BaseModel):
    """A request to end an order, and what a second person made of it."""

    id: str
    version: int
    order_id: str
    outcome: str
    authority: str
    decided_on: date
    reason: str
    state: Words
    asked_by: str
    asked_at: datetime
    settled_by: str
    settled_at: datetime | None
    settlement_reason: str


class OrderOut(BaseModel):
    """An order. Parties are shown the order itself, not who else was told or named."""

    id: str
    version: int
    case_id: str
    kind: Words
    footing: str
    state: Words
    binding: bool = Field(description="오늘 효력이 있는지 · Whether it binds today")
    holds: bool
    binds: Binds
    court: str
    docket_number: str
    applicant: str
    terms: str
    issued_on: date
    served_on: date | None
    valid_until: date | None
    first_valid_until: date | None
    extended_on: date | None
    extension_reason: str
    extendable_until: date | None
    suit: Words
    suit_filed_on: date | None
    suit_check_on: date | None
    proof_due_on: date | None
    entered_at: datetime
    ended_at: datetime | None
    item_ids: list[str]
    custodians: list[CustodianOut] = []
    readers: list[ReaderOut] = []
    notes: list[NoteOut] = []
    deletions: list[DeletionOut] = []
    releases: list[ReleaseOut] = []


class OrderList(BaseModel):
    """The orders of a case."""

    items: list[OrderOut]


class StepOut(BaseModel):
    """A step from the present state, and why it may not be taken."""

    command: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool
    reasons: list[Words]


class OrderTransitions(BaseModel):
    """The steps from an order's present state that the reader's role has."""

    order_id: str
    version: int
    allowed: list[StepOut]
    blocked: list[StepOut]


class HoldOut(BaseModel):
    """An order that holds a piece of evidence; `until_at` is empty where it has no last day."""

    order_id: str
    kind: Words
    from_at: datetime
    until_at: datetime | None


class HoldList(BaseModel):
    """Every order that holds a piece of evidence now, and whether the store itself is told."""

    item_id: str
    held_in_store: bool
    items: list[HoldOut]


class DisposalItemOut(BaseModel):
    """A piece of evidence in a plan, and what became of it."""

    item_id: str
    sha256: str
    outcome: Literal["waiting", "disposed", "held"]


class DisposalOut(BaseModel):
    """A plan to dispose of evidence."""

    id: str
    version: int
    case_id: str
    ground: str
    retention_years: int
    disposable_from: date
    review_reference: str
    reviewed_on: date
    reason: str
    state: Words
    proposed_by: str
    proposed_at: datetime
    settled_by: str
    settled_at: datetime | None
    settlement_reason: str
    items: list[DisposalItemOut]


class DisposalList(BaseModel):
    """The plans of disposal of a case."""

    items: list[DisposalOut]
