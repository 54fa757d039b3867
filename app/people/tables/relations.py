"""Rows only: how persons and companies stand to a case, and who must stay away from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from app.db.rows import Row


class CaseTie(Row, table=True):
    """A dated relation to a case; without a first instant it is only named and opens nothing.

    The case lives on a higher floor, so its id is kept without a foreign key.
    """

    __tablename__ = "case_tie"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (company_id IS NULL)", name="one_of_both"),
        Index("ix_case_tie_case", "case_id", "kind"),
        Index("ix_case_tie_person", "person_id", "case_id"),
        Index("ix_case_tie_company", "company_id", "case_id"),
    )

    case_id: str = Field(max_length=48)
    person_id: str | None = Field(default=None, foreign_key="person.id", max_length=48)
    company_id: str | None = Field(default=None, foreign_key="company.id", max_length=48)
    kind: str = Field(max_length=12)
    level: int = 0
    note_code: str = Field(default="", max_length=80)
    from_at: datetime | None = None
    until_at: datetime | None = None
    set_by: str = Field(max_length=48)
    set_at: datetime


class Wall(Row, table=True):
    """A person must stay away from a case or a company. The reason is sealed."""

    __tablename__ = "wall"
    __table_args__ = (
        CheckConstraint("(case_id IS NULL) <> (company_id IS NULL)", name="one_of_both"),
        Index("ix_wall_person", "person_id", "lifted_at"),
    )

    person_id: str = Field(foreign_key="person.id", max_length=48)
    case_id: str | None = Field(default=None, max_length=48)
    company_id: str | None = Field(default=None, foreign_key="company.id", max_length=48)
    kind: str = Field(max_length=20)
    reason: str = Field(sa_type=Text)
    from_at: datetime
    lifted_at: datetime | None = None
    lifted_by: str = Field(default="", max_length=48)
    declared_by: str = Field(max_length=48)
