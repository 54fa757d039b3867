"""Rows only: the clocks of each case as last derived, and days the agency set itself."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep


class ClockRow(Upkeep, table=True):
    """A clock as derived from what happened; it can be thrown away and derived again.

    The editions name the law book and the calendar that gave the dates.
    """

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("subject_id", "name"),
        Index("ix_clock_due", "state", "due_on", "id"),
        Index("ix_clock_case", "case_id", "state", "due_on"),
    )

    id: str = Field(primary_key=True, max_length=48)
    case_id: str = Field(max_length=48)
    subject_id: str = Field(max_length=48)
    subject: str = Field(max_length=20)
    name: str = Field(max_length=60)
    state: str = Field(max_length=20)
    started_on: date
    nominal_on: date | None = None
    due_on: date | None = None
    earliest_on: date | None = None
    paused_days: int
    extended: bool
    met_on: date | None = None
    late: bool
    calendar_edition: str = Field(max_length=80)
    law_edition: str = Field(max_length=64)
    derived_at: datetime


class CalendarOverride(Row, table=True):
    """A day that the agency set to be a rest day or a working day, with the paper that says so."""

    __tablename__ = "calendar_override"
    __table_args__ = (UniqueConstraint("falls_on"),)

    falls_on: date
    rest: bool
    name_ko: str = Field(max_length=100)
    name_en: str = Field(max_length=100)
    source: str = Field(max_length=300)
    set_by: str = Field(max_length=48)
    set_at: datetime
