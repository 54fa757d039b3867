"""Rows only: figures that the agency entered."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.db.rows import Row


class AgencyFigure(Row, table=True):
    """A figure from a paper. `live_key` keeps two entries for one figure and day apart.

    It holds name and day while the entry waits or is approved, and the row's own id once it is
    returned or withdrawn, so that a corrected entry can follow.
    """

    __tablename__ = "agency_figure"
    __table_args__ = (Index("ix_agency_figure_state", "state"),)

    name: str = Field(max_length=80, index=True)
    value: str = Field(max_length=40)
    effective_from: date
    source_paper: str = Field(max_length=300)
    reason: str = Field(max_length=1000)
    state: str = Field(max_length=12)
    live_key: str = Field(unique=True, max_length=120)
    entered_by: str = Field(max_length=48)
    entered_at: datetime
    decided_by: str | None = Field(default=None, max_length=48)
    decided_at: datetime | None = None
    withdrawn_by: str | None = Field(default=None, max_length=48)
    withdrawn_at: datetime | None = None
    decision_reason: str = Field(default="", max_length=1000)
