"""Rows only: timestamps of checkpoints of the log, and tries that brought none."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Text
from sqlmodel import Field

from app.db.rows import Row, Upkeep

_BIG = BigInteger().with_variant(Integer(), "sqlite")


class CheckpointTimestamp(Row, table=True):
    """An outside authority's word that a checkpoint was there at an instant; raw bytes in base64.

    `tree_size` names the checkpoint; `request` and `reply` are kept just as they were sent.
    """

    __tablename__ = "checkpoint_timestamp"

    tree_size: int = Field(sa_column=Column(_BIG, nullable=False, unique=True))
    authority: str = Field(max_length=300)
    stamped_at: datetime
    serial: str = Field(max_length=64)
    request: str = Field(sa_column=Column(Text, nullable=False))
    reply: str = Field(sa_column=Column(Text, nullable=False))
    asked_at: datetime


class TimestampTry(Upkeep, table=True):
    """A try that brought no good timestamp, with the reason and what was answered, in base64."""

    __tablename__ = "timestamp_try"

    id: str = Field(primary_key=True, max_length=48)
    tree_size: int = Field(sa_column=Column(_BIG, nullable=False))
    authority: str = Field(max_length=300)
    at: datetime = Field(index=True)
    code: str = Field(max_length=24)
    words: str = Field(default="", max_length=300)
    request: str = Field(sa_column=Column(Text, nullable=False))
    reply: str = Field(sa_column=Column(Text, nullable=False))
