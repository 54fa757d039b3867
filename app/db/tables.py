"""Rows that every act writes beside its own: leaves, outbox, receipts, jobs, answered keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Text, text
from sqlalchemy.types import JSON
from sqlmodel import Field

from app.db.rows import Upkeep

_BIG = BigInteger().with_variant(Integer(), "sqlite")


class AuditLeaf(Upkeep, table=True):
    """One event in the log. `position` is given by the sequencer, once and for ever."""

    __tablename__ = "audit_leaf"
    __table_args__ = (
        Index("ix_audit_leaf_unsequenced", "id", sqlite_where=text("position IS NULL"),
              postgresql_where=text("position IS NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    id: int | None = Field(default=None, sa_column=Column(_BIG, primary_key=True))
    event_id: str = Field(unique=True, max_length=48)
    event: str = Field(max_length=80, index=True)
    subject: str = Field(max_length=64, index=True)
    actor_id: str = Field(max_length=48, index=True)
    at: datetime
    payload: str = Field(sa_column=Column(Text, nullable=False))
    salt: str = Field(max_length=64)
    leaf_hash: str = Field(max_length=64)
    seal: str = Field(max_length=64)
    position: int | None = Field(default=None, sa_column=Column(_BIG, unique=True, nullable=True))


class OutboxEntry(Upkeep, table=True):
    """An event on its way to those who answer it (at least once, never before the commit)."""

    __tablename__ = "outbox_entry"
    __table_args__ = (
        Index("ix_outbox_entry_waiting", "run_at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, sa_column=Column(_BIG, primary_key=True))
    event_id: str = Field(unique=True, max_length=48)
    event: str = Field(max_length=80)
    subject: str = Field(max_length=64)
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime
    state: str = Field(default="waiting", max_length=12)
    attempts: int = 0
    run_at: datetime
    last_error: str = Field(default="", max_length=500)


class ReactionReceipt(Upkeep, table=True):
    """Proof that one reaction to one event has taken effect; the key makes it exactly once."""

    __tablename__ = "reaction_receipt"

    event_id: str = Field(primary_key=True, max_length=48)
    reaction: str = Field(primary_key=True, max_length=80)
    at: datetime


class Job(Upkeep, table=True):
    """A piece of work to be done at or after an instant, leased to one worker at a time."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at"),)

    id: str = Field(primary_key=True, max_length=48)
    name: str = Field(max_length=80)
    key: str = Field(unique=True, max_length=120)
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: str = Field(default="waiting", max_length=12)
    run_at: datetime
    attempts: int = 0
    worker: str = Field(default="", max_length=48)
    leased_until: datetime | None = None
    last_error: str = Field(default="", max_length=500)
    created_at: datetime


class AnsweredKey(Upkeep, table=True):
    """The answer given under an Idempotency-Key, kept so that a repeat gets the same one."""

    __tablename__ = "answered_key"
    __table_args__ = (Index("ix_answered_key_at", "at"),)

    scope: str = Field(primary_key=True, max_length=200)
    key: str = Field(primary_key=True, max_length=120)
    fingerprint: str = Field(max_length=64)
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime


class Counter(Upkeep, table=True):
    """The last number given in a series; moving it in the act's transaction leaves no gaps."""

    __tablename__ = "counter"

    series: str = Field(primary_key=True, max_length=60)
    last: int = 0
