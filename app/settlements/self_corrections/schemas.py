"""What the doors of self-corrections take and show."""

from datetime import date

from pydantic import BaseModel, Field

from app.settlements.schemas import Choices, In, Words
from app.web.fields import MaybeDay, MaybeWon, Paragraph


class SelfCorrectionIn(In):
    """What was cured, when, with what sum, and the exhibits on file that prove it."""

    violations: list[str] = Field(min_length=1, max_length=20, examples=[["SC-CUT"]])
    cured_on: date = Field(examples=["2026-03-02"])
    amount_won: MaybeWon = None
    account: Paragraph = Field(min_length=2, examples=["감액한 3,000만원을 모두 지급했습니다."])
    exhibits: list[str] = Field(
        default=[], max_length=50, examples=[["exh_019ab0c2f0007c3e8a51d2b3c4d5e6f7"]]
    )


class SelfCorrectionStepIn(In):
    """A step; `cured_on` is the day that the officer found, where it differs."""

    command: str = Field(max_length=24, examples=["verify"])
    reason: Paragraph = ""
    cured_on: MaybeDay = None


class SelfCorrectionOut(BaseModel):
    """A report of self-correction; `effect` is null until it is verified, or where none follows."""

    id: str
    version: int
    case_id: str
    state: Words
    filed_on: date
    violations: list[str]
    cured_on: date
    amount_won: int | None
    account: str
    exhibits: list[str]
    moment: Words
    effect: Words | None
    ceiling: str
    warning_is_open: bool
    decided_on: date | None
    reason: str
    steps: Choices


class SelfCorrectionList(BaseModel):
    """The reports of self-correction of a case."""

    items: list[SelfCorrectionOut]
    may_begin: bool
