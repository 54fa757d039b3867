"""What the doors of consent decisions take and show."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.settlements.schemas import Choices, In, Words
from app.web.fields import MaybeDay, MaybeWon, Paragraph


class ConsentDecisionIn(In):
    """The respondent's application: the conduct concerned and what is offered to mend it."""

    conduct: Paragraph = Field(min_length=2, examples=["2025년 납품대금 감액 행위"])
    plan: Paragraph = Field(min_length=2, examples=["감액분 전액과 지연이자를 지급하겠습니다."])


class ConsentStepIn(In):
    """A step; `criteria` belongs to the examination, the won and days to a daily charge."""

    command: str = Field(max_length=24, examples=["assess"])
    reason: Paragraph = ""
    criteria: Literal["", "met", "not_met"] = ""
    perform_by: MaybeDay = None
    daily_won: MaybeWon = None
    due_on: MaybeDay = None
    until_on: MaybeDay = None


class CommentOut(BaseModel):
    """A comment on the plan."""

    side: str
    words: str
    on: date


class ReportOut(BaseModel):
    """A quarterly report."""

    words: str
    on: date
    late: bool


class ChargeOut(BaseModel):
    """A charge by the day."""

    daily_won: int
    due_on: date
    until_on: date
    days: int
    total_won: int
    reason: str
    on: date


class ConsentDecisionOut(BaseModel):
    """A consent decision. Comments of others are shown to the staff only."""

    id: str
    version: int
    case_id: str
    state: Words
    applied_on: date
    conduct: str
    plan: str
    criteria: str
    criteria_reason: str
    opened_on: date | None
    invitation: str
    invited_on: date | None
    comments_due_on: date | None
    decided_on: date | None
    decision: str
    perform_by: date | None
    report_due_on: date | None
    ended_on: date | None
    end_reason: str
    comments: list[CommentOut]
    reports: list[ReportOut]
    charges: list[ChargeOut]
    steps: Choices


class ConsentDecisionList(BaseModel):
    """The consent decisions of a case."""

    items: list[ConsentDecisionOut]
    may_begin: bool
