"""Rows only: mediations of a case."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field

from app.db.rows import Row


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class Mediation(Row, table=True):
    """A mediation or arbitration of the dispute behind a case, and what came of it.

    `terms` are those of the settlement record, which counts as a settlement in court.
    """

    __tablename__ = "mediation"
    __table_args__ = (Index("ix_mediation_case", "case_id", "id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    forum: str = Field(max_length=32)
    side: str = Field(max_length=12)
    filed_by: str = Field(max_length=48)
    state: str = Field(max_length=12)
    filed_on: date
    request: str = _prose()
    representatives: list[str] = Field(sa_column=Column(JSON, nullable=False))
    forbids: bool
    complainant_agreed_on: date | None = None
    respondent_agreed_on: date | None = None
    extended_on: date | None = None
    hearing_on: date | None = None
    panel_asked_on: date | None = None
    panel_extended_on: date | None = None
    panel_chosen_on: date | None = None
    ended_on: date | None = None
    terms: str = _prose()
    record_number: str = Field(default="", max_length=80)
    perform_by: date | None = None
    report: str = _prose()
    reported_on: date | None = None
    performed_on: date | None = None
    reason: str = _prose()
