"""What the doors of simplified decisions take and show."""

from datetime import date

from pydantic import BaseModel, Field

from app.settlements.schemas import Choices, In, Words
from app.web.fields import Paragraph, Won


class SimplifiedIn(In):
    """What is proposed; nought won where no surcharge is expected."""

    proposal: Paragraph = Field(min_length=2, examples=["감액분의 지급을 명하는 시정명령"])
    expected_surcharge_won: Won = Field(default=0, examples=[80_000_000])


class SimplifiedStepIn(In):
    """A step of a proposal."""

    command: str = Field(max_length=32, examples=["accept"])
    reason: Paragraph = ""


class SimplifiedOut(BaseModel):
    """A proposal; `silence_is_consent` tells what it means if no answer comes."""

    id: str
    version: int
    case_id: str
    state: Words
    proposed_on: date
    proposal: str
    expected_surcharge_won: int
    ceiling_won: int
    due_on: date | None
    silence_is_consent: bool
    answered_on: date | None
    silent: bool
    mitigation_ceiling: str
    resolved_on: date | None
    reason: str
    steps: Choices


class SimplifiedList(BaseModel):
    """The proposals of a case."""

    items: list[SimplifiedOut]
    may_begin: bool
