"""Rows only: items of the agenda, the seats of their panels, and requests for closed parts."""

from datetime import date, datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class AgendaItem(Row, table=True):
    """A case before a panel."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    sequence: int
    panel_id: str = Field(foreign_key="committee_panel.id", max_length=48)
    panel_kind: str = Field(max_length=16)
    panel_size: int
    state: str = Field(max_length=16)
    tabled_on: date
    due_on: date | None = None
    late: bool = False
    hearing_on: date = Field(index=True)
    place: str = Field(default="", max_length=200)
    notified_on: date | None = None
    opinion_hearing_on: date | None = None
    complainant_answer: str = Field(default="", max_length=12)
    respondent_answer: str = Field(default="", max_length=12)


class PanelSeat(Row, table=True):
    """A member's seat for one case: it opens the file only once nothing keeps the member away."""

    __tablename__ = "panel_seat"
    __table_args__ = (UniqueConstraint("item_id", "member_id"),)

    item_id: str = Field(foreign_key="agenda_item.id", max_length=48)
    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    member_id: str = Field(foreign_key="committee_member.id", max_length=48)
    person_id: str = Field(max_length=48, index=True)
    name: str = Field(max_length=120)
    chair: bool = False
    state: str = Field(max_length=12)
    kept_away_by: str = Field(default="", max_length=20)
    article: str = Field(default="", max_length=200)
    declared_at: datetime | None = None
    fills_seat_id: str | None = Field(default=None, max_length=48)


class SecrecyRequest(Row, table=True):
    """A party's request that parts of the hearing be closed."""

    __tablename__ = "secrecy_request"

    item_id: str = Field(foreign_key="agenda_item.id", max_length=48, index=True)
    case_id: str = Field(foreign_key="cases.id", max_length=48)
    side: str = Field(max_length=12)
    passages: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    asked_on: date
    state: str = Field(default="asked", max_length=12)
    decided_on: date | None = None
    decision: str = Field(default="", sa_column=Column(Text, nullable=False))
