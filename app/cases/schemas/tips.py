"""What the doors of anonymous tips take and give; nothing asks who the tipster is."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.cases.schemas.case import In
from app.web.fields import Line, Paragraph

_CODE = "7K3M-Q2XD-91VF-T0PA"


class TipIn(In):
    """A tip: against whom, and what happened. `area` picks the desk that reads it first."""

    area: Literal["subcontract", "distribution", "technology", "win_win", "intake"] = Field(
        default="intake", examples=["subcontract"]
    )
    respondent_name: Line = Field(min_length=1, examples=["대한모터스(가상)"])
    respondent_hint: Line = Field(default="", examples=["울산 남구 공장"])
    what: Paragraph = Field(min_length=10, examples=["납품이 끝난 뒤 대금을 5% 깎으라고 했습니다."])


class TipCodeIn(In):
    """The receipt code that was shown once."""

    code: str = Field(min_length=8, max_length=40, examples=[_CODE])


class TipAdditionIn(TipCodeIn):
    """What the tipster adds."""

    words: Paragraph = Field(min_length=2, examples=["감액 통보 메일은 6월 3일에 왔습니다."])


class TipReceipt(BaseModel):
    """The receipt code, shown once; whoever has it may read the status and add."""

    receipt_code: str
    received_on: date
    status_ko: str
    status_en: str


class TipStatus(BaseModel):
    """One line for the tipster, and how often something was added."""

    received_on: date
    status_ko: str
    status_en: str
    additions: int


class TipRow(BaseModel):
    """A tip in the list of a desk."""

    id: str
    state: str
    state_ko: str
    state_en: str
    respondent_name: str
    received_on: date


class TipPage(BaseModel):
    """A page of tips, the newest first."""

    items: list[TipRow]
    has_more: bool
    next_cursor: str | None = None


class AdditionOut(BaseModel):
    """What was added, and on which day."""

    words: str
    added_on: date


class TipOut(BaseModel):
    """A whole tip for the officer who reads it."""

    id: str
    version: int
    unit: str
    state: str
    state_ko: str
    state_en: str
    respondent_name: str
    respondent_hint: str
    what: str
    received_on: date
    additions: list[AdditionOut]
    case_id: str
    settled_on: date | None
    reason: str


class TipReasonIn(In):
    """Why a tip is dismissed."""

    reason: Paragraph = Field(min_length=2, examples=["거래 관계가 확인되지 않습니다."])


class TipUnitIn(TipReasonIn):
    """The unit that is to read it instead, and why."""

    unit: str = Field(max_length=40, examples=["distribution"])
