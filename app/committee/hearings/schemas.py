"""What the doors of hearings take and give."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.committee.fields import In, ThingId
from app.web.fields import Line, Paragraph, Truth


class Side(StrEnum):
    """For whom somebody speaks at a hearing."""

    MEMBER = "member"
    EXAMINER = "examiner"
    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    WITNESS = "witness"


class AttendantIn(In):
    """Somebody who is present beside the members."""

    side: Side = Field(examples=["respondent"])
    name: Line = Field(min_length=1, max_length=120, examples=["박대한 (가상)"])


class OpenIn(In):
    """Which members are present, by their seats, and who else."""

    seat_ids: list[ThingId] = Field(
        min_length=1, max_length=30, examples=[["seat_0192b3c4d5e6f708192a3b4c5d6e7f80"]]
    )
    others: list[AttendantIn] = Field(default_factory=list, max_length=60)


class StatementIn(In):
    """A statement for the minutes."""

    side: Side = Field(examples=["respondent"])
    speaker: Line = Field(min_length=1, max_length=120, examples=["박대한 (가상)"])
    words: Paragraph = Field(min_length=1, examples=["도면은 검토 목적으로만 사용하였습니다."])
    closed: Truth = Field(default=False, examples=[False])


class AttendantOut(BaseModel):
    """Somebody who was present."""

    model_config = ConfigDict(from_attributes=True)

    side: str
    name: str
    seat_id: str | None


class StatementOut(BaseModel):
    """A statement; `words` is null where the part is closed to the reader."""

    sequence: int
    side: str
    speaker: str
    words: str | None
    closed: bool


class HearingOut(BaseModel):
    """A hearing with its minutes."""

    id: str
    version: int
    item_id: str
    case_id: str
    state: str
    held_on: date
    opened_at: datetime
    closed_at: datetime | None
    attendance: list[AttendantOut]
    statements: list[StatementOut]
