"""What the doors of moving a case take and give."""

from datetime import date

from pydantic import BaseModel, Field

from app.cases.schemas.case import In
from app.web.fields import Codes, Paragraph

_OTHER = "case_019ab0c2f0007c3e8a51d2b3c4d5e6f7"


class MoveIn(In):
    """Why a case moves."""

    reason: Paragraph = Field(min_length=2, examples=["같은 거래에 관한 사건입니다."])


class UnitIn(MoveIn):
    """The unit of the same procedure that takes the case."""

    unit: str = Field(max_length=40, examples=["win_win"])


class OtherCaseIn(MoveIn):
    """The other case."""

    other_case_id: str = Field(
        max_length=48, examples=[_OTHER], description="식별번호나 사건번호 · Its id or its number"
    )


class PartIn(MoveIn):
    """The violations that are split off, or those under which another procedure takes it."""

    codes: Codes = Field(min_length=1, examples=[["SC-CUT"]])


class MovedOut(BaseModel):
    """A case after it was moved."""

    id: str
    version: int
    number: str
    track: str
    unit: str
    state: str
    outcome: str
    open: bool


class LinkOut(BaseModel):
    """How a case stands to another; only cases that the reader may see are named."""

    id: str
    kind: str
    kind_ko: str
    kind_en: str
    case_id: str
    other_case_id: str
    other_number: str
    made_on: date
    ended_on: date | None


class LinkList(BaseModel):
    """The links of a case."""

    items: list[LinkOut]
