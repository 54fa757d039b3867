"""Rows only: members with their terms, panels with those who form them."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class CommitteeMember(Row, table=True):
    """A commissioner's term of office."""

    __tablename__ = "committee_member"

    person_id: str = Field(foreign_key="person.id", max_length=48, index=True)
    account_id: str = Field(max_length=48)
    name: str = Field(max_length=120)
    from_on: date
    until_on: date | None = None


class CommitteePanel(Row, table=True):
    """A plenary session or a subcommittee as it was formed from a day on."""

    __tablename__ = "committee_panel"

    kind: str = Field(max_length=16)
    name: str = Field(max_length=120)
    from_on: date
    until_on: date | None = None
    chair_id: str = Field(foreign_key="committee_member.id", max_length=48)


class PanelMember(Row, table=True):
    """A member of a panel."""

    __tablename__ = "panel_member"
    __table_args__ = (UniqueConstraint("panel_id", "member_id"),)

    panel_id: str = Field(foreign_key="committee_panel.id", max_length=48)
    member_id: str = Field(foreign_key="committee_member.id", max_length=48)
