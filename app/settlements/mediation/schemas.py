"""What the doors of mediation take and show."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.settlements.schemas import Choices, In, Words
from app.web.fields import Line, MaybeDay, Paragraph


class MediationIn(In):
    """An application, or the agency's referral, to mediation; the forum follows from the track.

    `representatives` are parties who speak for many in disputes on technology.
    """

    forum: Literal[
        "", "fair_trade_council", "win_win_council", "technology_mediation",
        "technology_arbitration",
    ] = ""  # fmt: skip
    request: Paragraph = Field(min_length=2, examples=["깎은 대금 3,000만원의 지급을 바랍니다."])
    representatives: list[Line] = Field(default=[], max_length=20)


class MediationStepIn(In):
    """A step of a mediation. `terms` and `perform_by` belong to a settlement."""

    command: str = Field(max_length=24, examples=["extend"])
    reason: Paragraph = ""
    hearing_on: MaybeDay = None
    terms: Paragraph = ""
    record_number: Line = Field(default="", max_length=80)
    perform_by: MaybeDay = None


class MediationOut(BaseModel):
    """A mediation with the steps that the reader may take."""

    id: str
    version: int
    case_id: str
    forum: Words
    side: str
    state: Words
    filed_on: date
    due_on: date | None
    forbids: bool
    request: str
    representatives: list[str]
    complainant_agreed_on: date | None
    respondent_agreed_on: date | None
    extended_on: date | None
    hearing_on: date | None
    panel_asked_on: date | None
    panel_extended_on: date | None
    panel_chosen_on: date | None
    ended_on: date | None
    terms: str
    record_number: str
    perform_by: date | None
    report: str
    reported_on: date | None
    performed_on: date | None
    reason: str
    steps: Choices


class MediationList(BaseModel):
    """The mediations of a case; `may_begin` tells whether the reader may bring another."""

    items: list[MediationOut]
    may_begin: bool
