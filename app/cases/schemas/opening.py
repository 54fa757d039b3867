"""What the doors of a case that the office opens of its own accord take and give."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from app.cases.schemas.case import In
from app.kernel.text import Text
from app.web.fields import Codes, Line, MaybeDay, MaybeWon, Paragraph

_LINE = Annotated[Line, Field(min_length=1)]


class OpeningSource(StrEnum):
    """From what the office learnt of the matter."""

    SURVEY = "survey"
    PRESS = "press"
    OTHER_CASE = "other_case"
    TIP = "tip"


SOURCE_WORDS: dict[str, Text] = {
    OpeningSource.SURVEY: Text("실태조사", "Survey"),
    OpeningSource.PRESS: Text("언론 보도", "Press"),
    OpeningSource.OTHER_CASE: Text("다른 사건의 조사", "Another case"),
    OpeningSource.TIP: Text("익명 제보", "Anonymous tip"),
}


class FirmIn(In):
    """The firm against which a case is opened."""

    name: _LINE = Field(examples=["대한모터스(가상)"])
    business_number: Line = ""
    representative_name: Line = ""
    address: Line = ""


class TipOpeningIn(In):
    """The firm, the violations and why a case is opened; the grounds are never the parties'."""

    respondent: FirmIn
    codes: Codes = Field(min_length=1, examples=[["SC-CUT"]])
    trade_started_on: MaybeDay = None
    trade_ended_on: MaybeDay = None
    price_won: MaybeWon = None
    grounds: Paragraph = Field(
        min_length=2, examples=["실태조사 응답에서 대금 감액이 확인되었습니다."]
    )

    @model_validator(mode="after")
    def in_order(self) -> "TipOpeningIn":
        """Refuse a trade that ends before it starts."""
        started, ended = self.trade_started_on, self.trade_ended_on
        if started and ended and ended < started:
            raise ValueError(
                Text("거래 종료일은 시작일보다 앞설 수 없습니다", "Trade ends after it starts")
            )
        return self


class OpeningIn(TipOpeningIn):
    """As above, with where the matter comes from; a tip opens a case at its own door."""

    source: OpeningSource = Field(examples=["survey"])
    source_note: Line = Field(default="", examples=["2026년 하도급거래 실태조사"])
    other_case_id: Line = Field(
        default="", description="식별번호나 사건번호 · Its id or its number"
    )

    @model_validator(mode="after")
    def named(self) -> "OpeningIn":
        """Ask for the case where another case is the source, and send tips to their own door."""
        if self.source is OpeningSource.TIP:
            raise ValueError(
                Text(
                    "제보는 제보 화면에서 사건으로 개시합니다", "A tip is opened from its own page"
                )
            )
        if (self.source is OpeningSource.OTHER_CASE) != bool(self.other_case_id):
            raise ValueError(
                Text("다른 사건에서 인지했으면 그 사건을, 아니면 비워 두세요",
                     "Name the other case where it is the source, and only then")
            )  # fmt: skip
        return self


class OpenedOut(BaseModel):
    """A case that the office opened."""

    id: str
    version: int
    number: str
    track: str
    unit: str
    state: str
    received_on: date


class OriginOut(BaseModel):
    """Why and from what the office opened a case; `tip_id` only for those who read tips.

    `source` is `report` where somebody reported it.
    """

    case_id: str
    source: str
    source_ko: str
    source_en: str
    source_note: str
    grounds: str
    other_case_id: str
    tip_id: str
    opened_on: date
