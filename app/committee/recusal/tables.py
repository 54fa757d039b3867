"""Rows only: challenges to members."""

from datetime import date

from sqlalchemy import Column, Text
from sqlmodel import Field

from app.db.rows import Row


class Challenge(Row, table=True):
    """A party's challenge to a member, or an office's note that one is disqualified."""

    __tablename__ = "panel_challenge"

    item_id: str = Field(foreign_key="agenda_item.id", max_length=48, index=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    seat_id: str = Field(foreign_key="panel_seat.id", max_length=48)
    kind: str = Field(max_length=20)
    side: str = Field(default="", max_length=12)
    reason: str = Field(sa_column=Column(Text, nullable=False))
    article: str = Field(max_length=200)
    filed_on: date
    state: str = Field(max_length=12)
    decided_on: date | None = None
    decision: str = Field(default="", sa_column=Column(Text, nullable=False))
