"""What the doors of written decisions take and give."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from app.committee.fields import In, Reasoned, ThingId
from app.web.fields import MaybeDay, Paragraph


class FindingIn(In):
    """A fact that was found, and the exhibits that prove it."""

    words: Paragraph = Field(min_length=2, examples=["피심인은 도면 A-12를 제3자에게 제공하였다."])
    exhibit_ids: list[ThingId] = Field(max_length=60)


class DecisionIn(In):
    """What is ordered, and what was found."""

    order_text: Paragraph = Field(
        min_length=2, examples=["피심인은 도면과 사본을 폐기하여야 한다."]
    )
    findings: list[FindingIn] = Field(min_length=1, max_length=60)


class ServeIn(In):
    """On which day the written decision reached the respondent, today where it is left out."""

    served_on: MaybeDay = Field(default=None, examples=["2026-11-02"])


class CorrectionIn(In):
    """A clerical error, and how the passage is to be read."""

    passage: Paragraph = Field(min_length=1, examples=["도면 A-21"])
    corrected: Paragraph = Field(min_length=1, examples=["도면 A-12"])
    reason: Reasoned


class FindingOut(BaseModel):
    """A fact that was found, with the labels of the exhibits that prove it."""

    sequence: int
    words: str
    exhibit_ids: list[str]
    exhibit_labels: list[str]


class CorrectionOut(BaseModel):
    """A corrected passage."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    sequence: int
    passage: str
    corrected: str
    reason: str
    corrected_on: date


class DecisionOut(BaseModel):
    """A written decision; parties see it once it is complete."""

    id: str
    version: int
    case_id: str
    vote_id: str | None
    state: str
    state_ko: str
    state_en: str
    order_text: str
    drafted_on: date
    written_on: date | None
    served_on: date | None
    findings: list[FindingOut]
    corrections: list[CorrectionOut]


class DecisionList(BaseModel):
    """Written decisions of a case."""

    items: list[DecisionOut]
