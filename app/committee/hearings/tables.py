"""Rows only: hearings, who was there, and what was said."""

from datetime import date, datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class Hearing(Row, table=True):
    """A hearing of an item, and its minutes while they are open."""

    __tablename__ = "panel_hearing"
    __table_args__ = (UniqueConstraint("item_id"),)

    item_id: str = Field(foreign_key="agenda_item.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=12)
    held_on: date
    opened_at: datetime
    closed_at: datetime | None = None


class HearingAttendance(Row, table=True):
    """Somebody who was present, a member or one of a side."""

    __tablename__ = "hearing_attendance"

    hearing_id: str = Field(foreign_key="panel_hearing.id", max_length=48, index=True)
    side: str = Field(max_length=12)
    name: str = Field(max_length=120)
    seat_id: str | None = Field(default=None, max_length=48)


class HearingStatement(Row, table=True):
    """A statement in the minutes; a closed one is read by its own side and by officials only."""

    __tablename__ = "hearing_statement"
    __table_args__ = (UniqueConstraint("hearing_id", "sequence"),)

    hearing_id: str = Field(foreign_key="panel_hearing.id", max_length=48)
    sequence: int
    side: str = Field(max_length=12)
    speaker: str = Field(max_length=120)
    words: str = Field(sa_column=Column(Text, nullable=False))
    closed: bool = False
