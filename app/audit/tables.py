"""Rows only: the tree's inner nodes and the signed checkpoints. Leaves live on the floor below."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Text
from sqlmodel import Field

from app.db.rows import Upkeep

_BIG = BigInteger().with_variant(Integer(), "sqlite")


class AuditNode(Upkeep, table=True):
    """The hash of a perfect subtree of level 1 or above; a leaf's hash stands in its own row."""

    __tablename__ = "audit_node"

    level: int = Field(primary_key=True)
    index: int = Field(sa_column=Column(_BIG, primary_key=True, autoincrement=False))
    hash: str = Field(max_length=64)


class AuditCheckpoint(Upkeep, table=True):
    """Size and root of the log as signed; `note` is what everybody else is shown."""

    __tablename__ = "audit_checkpoint"

    size: int = Field(sa_column=Column(_BIG, primary_key=True, autoincrement=False))
    root: str = Field(max_length=64)
    note: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime
