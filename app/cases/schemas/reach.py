"""The jurisdiction of a case as the doors take its facts and give its judgement."""

from typing import Literal

from pydantic import BaseModel, Field

from app.cases.schemas.case import In
from app.web.fields import MaybeTruth, MaybeWon, Paragraph


class ReachIn(In):
    """The facts of the test; what is left out is not known. Sizes are in won.

    `under_subcontracting` and `under_fair_trade` judge whether the conduct is also a violation of
    those Acts; `procedure` tells a dispute from a survey on the Win-Win track.
    """

    work_kind: Literal["", "manufacture", "repair", "construction", "service"] = Field(
        default="", examples=["manufacture"]
    )
    giver_is_sme: MaybeTruth = None
    giver_size_won: MaybeWon = None
    taker_size_won: MaybeWon = None
    procedure: Literal["", "dispute", "survey"] = ""
    under_subcontracting: MaybeTruth = None
    under_fair_trade: MaybeTruth = None
    reason: Paragraph = ""


class LineOut(BaseModel):
    """One line of the test; `answer` is null where a fact is missing."""

    code: str
    question_ko: str
    question_en: str
    answer: bool | None
    reason_ko: str
    reason_en: str
    basis: str


class JurisdictionOut(BaseModel):
    """Where a case belongs, line by line, and the facts that it is judged on."""

    case_id: str
    version: int
    way: str
    way_ko: str
    way_en: str
    agency: str
    agency_ko: str
    agency_en: str
    lines: list[LineOut]
    facts: ReachIn
