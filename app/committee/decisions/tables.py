"""Rows only: written decisions, their findings with evidence, and corrections."""

from datetime import date

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class WrittenDecision(Row, table=True):
    """The written decision on a resolution; without a vote it writes down a simplified one."""

    __tablename__ = "written_decision"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    vote_id: str | None = Field(
        default=None, foreign_key="panel_vote.id", max_length=48, unique=True
    )
    state: str = Field(max_length=12)
    order_text: str = Field(sa_column=Column(Text, nullable=False))
    drafted_on: date
    written_on: date | None = None
    served_on: date | None = None


class DecisionFinding(Row, table=True):
    """A fact that was found, and the exhibits that prove it."""

    __tablename__ = "decision_finding"
    __table_args__ = (UniqueConstraint("decision_id", "edition", "sequence"),)

    decision_id: str = Field(foreign_key="written_decision.id", max_length=48)
    edition: int = 1
    sequence: int
    words: str = Field(sa_column=Column(Text, nullable=False))
    exhibit_ids: list[str] = Field(sa_column=Column(JSON, nullable=False))


class DecisionCorrection(Row, table=True):
    """A clerical error and how it reads now; the decision itself is never edited."""

    __tablename__ = "decision_correction"
    __table_args__ = (UniqueConstraint("decision_id", "sequence"),)

    decision_id: str = Field(foreign_key="written_decision.id", max_length=48)
    sequence: int
    passage: str = Field(sa_column=Column(Text, nullable=False))
    corrected: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    corrected_on: date
