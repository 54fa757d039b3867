"""Rows only: what a committee resolved, so that nothing else is issued from it."""

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class ResolvedMeasure(Row, table=True):
    """One measure of a resolution: its kind, and for which violations."""

    __tablename__ = "resolved_measure"
    __table_args__ = (UniqueConstraint("resolution_id", "sequence"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    resolution_id: str = Field(max_length=48)
    sequence: int
    kind: str = Field(max_length=60)
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
