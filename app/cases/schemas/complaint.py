"""The complaint as it is filed: five groups of fields, the same for portal and API."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.functional_validators import AfterValidator

from app.kernel.text import Text
from app.people import phone
from app.web.fields import (
    Codes,
    Line,
    MaybeDay,
    MaybeTruth,
    MaybeWon,
    Paragraph,
    Truth,
)


class Group(BaseModel):
    """A group of fields; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


class ComplainantKind(StrEnum):
    """Who reports; anybody may (하도급법 제22조제1항)."""

    INDIVIDUAL = "individual"
    CORPORATION = "corporation"
    COOPERATIVE = "cooperative"
    REPRESENTATIVE = "representative"
    THIRD_PARTY = "third_party"


class IdentityChoice(StrEnum):
    """The three values of the KFTC's form: open, closed, open after the case is dealt with."""

    PUBLIC = "public"
    PRIVATE = "private"
    AFTER_MEASURE = "after_measure"


class TechnologyAct(StrEnum):
    """What was done with the technology (중소기업기술보호법 제2조)."""

    ACQUIRED = "acquired"
    USED = "used"
    DISCLOSED = "disclosed"


def _needed(words: Text) -> Any:
    def check(value: str) -> str:
        if not value:
            raise ValueError(words)
        return value

    return AfterValidator(check)


def _phone(value: str) -> str:
    return phone.parse(value) if value else value


Phone = Annotated[Line, AfterValidator(_phone)]


class ComplainantIn(Group):
    """Who reports. A resident registration number has no place here.

    `company_id` names a company that the filer belongs to or acts for; the case is then its case.
    """

    kind: ComplainantKind = ComplainantKind.CORPORATION
    name: Annotated[Line, _needed(Text("신고인 성명을 입력하세요", "Enter your name"))]
    birth_on: MaybeDay = None
    address: Annotated[Line, _needed(Text("신고인 주소를 입력하세요", "Enter your address"))]
    postcode: Annotated[Line, Field(pattern=r"^(\d{5})?$")] = ""
    phone: Annotated[
        Phone, _needed(Text("연락받을 전화번호를 입력하세요", "Enter a telephone number"))
    ]
    email: Line = ""
    company_id: Line = ""
    company_name: Line = ""
    business_number: Line = ""
    representative_name: Line = ""
    relationship: Line = ""
    sales_won: MaybeWon = None


class RespondentIn(Group):
    """Who is reported; one way to reach them is enough."""

    name: Annotated[
        Line, _needed(Text("피신고인 상호를 입력하세요", "Enter the respondent's name"))
    ]
    representative_name: Line = ""
    address: Line = ""
    phone: Phone = ""
    business_number: Line = ""
    department: Line = ""
    sales_won: MaybeWon = None

    @model_validator(mode="after")
    def reachable(self) -> "RespondentIn":
        """Ask for an address or a telephone number."""
        if not self.address and not self.phone:
            raise ValueError(
                Text("피신고인의 주소나 전화번호 중 하나는 입력하세요",
                     "Enter an address or a telephone number of the respondent")
            )  # fmt: skip
        return self


class NarrativeIn(Group):
    """What happened, in the six questions; only what was done is needed."""

    what: Annotated[Paragraph, _needed(Text("무슨 일이 있었는지 적어 주세요", "Say what happened"))]
    who: Paragraph = ""
    when: Paragraph = ""
    where: Paragraph = ""
    how: Paragraph = ""
    why: Paragraph = ""


class TechnologyIn(Group):
    """The technology in question and how it was kept secret."""

    name: Annotated[Line, _needed(Text("기술자료의 명칭을 입력하세요", "Name the technical data"))]
    scope: Paragraph = ""
    secrecy_measures: Codes = []
    act: TechnologyAct = TechnologyAct.USED
    circumstances: Paragraph = ""
    known_on: MaybeDay = None
    demanded_in_writing: MaybeTruth = None
    demand_items: Codes = []


class ViolationIn(Group):
    """What is alleged."""

    codes: Annotated[Codes, Field(min_length=1)]
    trade_started_on: MaybeDay = None
    trade_ended_on: MaybeDay = None
    price_won: MaybeWon = None
    narrative: NarrativeIn
    unlawful_reason: Paragraph = ""
    technology: TechnologyIn | None = None
    loss_won: MaybeWon = None
    retaliation_feared: MaybeTruth = None
    other_procedures: Paragraph = ""

    @model_validator(mode="after")
    def in_order(self) -> "ViolationIn":
        """Refuse a trade that ends before it starts."""
        if (
            self.trade_started_on
            and self.trade_ended_on
            and self.trade_ended_on < self.trade_started_on
        ):
            raise ValueError(
                Text("거래 종료일은 시작일보다 앞설 수 없습니다", "Trade ends after it starts")
            )
        return self


class ConsentsIn(Group):
    """Two separate questions with separate effects, and the consent that the law requires."""

    identity: IdentityChoice
    notify_respondent: MaybeTruth = None
    collection: Truth
    sharing: MaybeTruth = None

    @model_validator(mode="after")
    def collected(self) -> "ConsentsIn":
        """The service can not take a complaint without keeping it."""
        if not self.collection:
            raise ValueError(
                Text("신고를 처리하려면 개인정보 수집·이용 동의가 필요합니다",
                     "The complaint cannot be dealt with unless your data may be kept")
            )  # fmt: skip
        return self


class StatementIn(Group):
    """The complainant stands by what is written."""

    true: Truth
    signature: Annotated[Line, _needed(Text("서명란에 성명을 입력하세요", "Sign with your name"))]

    @model_validator(mode="after")
    def stated(self) -> "StatementIn":
        """Ask for the statement of truth."""
        if not self.true:
            raise ValueError(
                Text("사실대로 작성했음을 확인해 주세요", "Confirm that what you wrote is true")
            )
        return self


EXAMPLE: dict[str, Any] = {
    "complainant": {
        "kind": "corporation", "name": "김상생", "address": "경기도 안산시 단원구 별망로 1",
        "phone": "031-400-0000", "company_name": "한빛정밀(가상)",
        "business_number": "102-81-00004", "relationship": "수급사업자",
    },
    "respondent": {
        "name": "대한모터스(가상)", "address": "서울특별시 강남구 테헤란로 1",
        "business_number": "105-81-00003",
    },
    "violation": {
        "codes": ["TK-USE"], "trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
        "narrative": {"what": "납품용 금형 도면을 경쟁사에 넘겨 같은 부품을 만들게 했습니다."},
        "technology": {"name": "금형 도면 A-12", "secrecy_measures": ["nda"], "act": "disclosed"},
    },
    "consents": {"identity": "private", "notify_respondent": True, "collection": True},
    "statement": {"true": True, "signature": "김상생"},
}  # fmt: skip


class ComplaintIn(Group):
    """A whole complaint. `draft_id` brings along the files that were uploaded to a draft."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    complainant: ComplainantIn
    respondent: RespondentIn
    violation: ViolationIn
    consents: ConsentsIn
    statement: StatementIn
    draft_id: str = ""


class Filing(BaseModel):
    """What is known of a complaint once it is received."""

    case_id: str
    number: str
    number_en: str
    public_reference: str
    track: str
    received_on: str
    limitation_last_on: str | None
    limitation_late: bool
    limitation_note_ko: str = ""
    limitation_note_en: str = ""
    event_id: str
    version: int
