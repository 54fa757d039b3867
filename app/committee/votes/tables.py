"""Rows only: votes, who has voted, and the sealed box that holds nothing but the running sum.

No row ties a ballot to a voter. The box is one row for each vote; it holds three counts under
encryption with fresh randomness each time, and is gone when it is counted.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep


class PanelVote(Row, table=True):
    """A proposal put to the vote; its counts are there once the box was opened."""

    __tablename__ = "panel_vote"
    __table_args__ = (UniqueConstraint("item_id", "sequence"),)

    item_id: str = Field(foreign_key="agenda_item.id", max_length=48)
    hearing_id: str = Field(foreign_key="panel_hearing.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    sequence: int
    question: str = Field(max_length=16)
    proposal: str = Field(sa_column=Column(Text, nullable=False))
    measures: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    measures_later: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    state: str = Field(max_length=12)
    opened_on: date
    members: int
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    result: str = Field(default="", max_length=12)
    counted_at: datetime | None = None


class VoteRoll(Row, table=True):
    """A voter of a vote, and whether they have voted."""

    __tablename__ = "vote_roll"
    __table_args__ = (UniqueConstraint("vote_id", "seat_id"),)

    vote_id: str = Field(foreign_key="panel_vote.id", max_length=48)
    seat_id: str = Field(foreign_key="panel_seat.id", max_length=48)
    person_id: str = Field(max_length=48)
    voted: bool = False


class BallotBox(Upkeep, table=True):
    """The sealed running sum of a vote; removed when it is counted."""

    __tablename__ = "ballot_box"

    vote_id: str = Field(primary_key=True, max_length=48)
    sealed_sum: str = Field(max_length=200)
