"""Requests for records as the doors take them."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.discovery.transmissions.rules import (
    Category,
    Choice,
    Finding,
    Ground,
    RecordClass,
    SuitAct,
)
from app.kernel.text import Text
from app.web.fields import Day, Line, Paragraph

_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
_NOT_A_HASH = Text(
    "SHA-256은 16진수 64자로 적어 주세요", "Write the SHA-256 as 64 hexadecimal digits"
)
_HASH_LENGTH = 64


def _hash(value: Any) -> Any:
    told = value.strip().lower() if isinstance(value, str) else ""
    if len(told) != _HASH_LENGTH or set(told) - set("0123456789abcdef"):
        raise ValueError(_NOT_A_HASH)
    return told


def _once(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


Sha256 = Annotated[str, BeforeValidator(_hash)]
Key = Annotated[Line, Field(max_length=80, examples=[_KEY])]
Reason = Annotated[Paragraph, Field(min_length=2, max_length=2000)]
Readers = Annotated[list[Line], Field(max_length=30), AfterValidator(_once)]
Id = Annotated[str, Field(max_length=48)]


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class RequestIn(In):
    """A court's or agency's request for records.

    `case_id`, `recipient_account_id` and another court's name are for the secretary, who enters
    what came on paper; a court names the case by its number and receives the records itself.
    """

    court: Line = Field(min_length=2, examples=["서울중앙지방법원 제63민사부"])
    docket_number: Line = Field(min_length=2, max_length=80, examples=["2028가합12345"])
    case_number: Line = Field(min_length=2, max_length=80, examples=["2026-기술-000012-A"])
    suit_act: SuitAct = Field(examples=["win_win"])
    suit_filed_on: Day = Field(examples=["2028-03-02"])
    categories: Annotated[
        list[Category], Field(min_length=1, max_length=3), AfterValidator(_once)
    ] = Field(examples=[["statements", "papers_list", "other_records"]])
    scope: Paragraph = Field(
        min_length=2, examples=["원고 도면의 사용 여부를 확인한 조사기록 일체"]
    )
    effort: Paragraph = Field(
        default="", examples=["2028. 4. 3. 자료제출명령을 신청하였으나 얻지 못함"]
    )
    protective_order: bool = False
    named_readers: Readers = Field(default=[], examples=[["원고 대리인 변호사 김가상"]])
    recipient_key: Key = ""
    recipient_account_id: Id = ""
    case_id: Id = ""
    follows_id: Id = ""


class MatchIn(In):
    """Whose case file is asked for."""

    case_id: Id = Field(examples=["case_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])


class RecipientIn(In):
    """Who receives the records, and the public key to which they are sealed."""

    recipient_key: Key = Field(min_length=4)
    recipient_account_id: Id = ""


class MarkIn(In):
    """What an item is, and what is to become of it."""

    choice: Choice = Field(examples=["refuse"])
    record_class: RecordClass | None = None
    ground: Ground | None = Field(default=None, examples=["trade_secret"])
    ground_article: Line = Field(default="", examples=["개인정보 보호법 제18조"])
    reason: Annotated[Paragraph, Field(max_length=2000)] = Field(
        default="", examples=["제조 공정 조건이 그대로 드러나는 도면임"]
    )
    version_id: Id = ""
    pages: int | None = Field(default=None, ge=1, le=1_000_000, examples=[12])


class FindingIn(In):
    """What the court found of items, which are named by their exhibit labels."""

    finding: Finding = Field(examples=["indispensable"])
    labels: Annotated[list[Line], Field(min_length=1, max_length=200), AfterValidator(_once)] = (
        Field(examples=[["신 제1호증"]])
    )
    scope: Paragraph = Field(default="", examples=["3면부터 5면까지"])
    readers: Readers = Field(default=[], examples=[["원고 대리인 변호사 김가상"]])
    order_number: Line = Field(min_length=2, max_length=80, examples=["2028카기101"])
    ordered_on: Day = Field(examples=["2028-06-01"])


class DecisionIn(In):
    """The decision on the request as a whole; it follows from the items."""

    grant_level: int = Field(ge=1, le=4, examples=[3])
    reason: Paragraph = Field(default="", examples=["영업비밀 1건을 제외하고 송부함"])


class ReleaseIn(In):
    """For how long, and how often, each package may be downloaded."""

    expires_in_days: int = Field(default=7, ge=1, le=30)
    max_downloads: int = Field(default=1, ge=1, le=5)


class AcknowledgementIn(In):
    """The SHA-256 of every package, as the recipient computed it over what it received."""

    sha256: Annotated[list[Sha256], Field(min_length=1, max_length=2)] = Field(examples=[[_HASH]])


class WithdrawalIn(In):
    """Why the records are not asked for any more."""

    reason: Reason = Field(examples=["소 취하"])


class ClawbackIn(In):
    """Why the records are called back, and whether they are to be sent anew."""

    reason: Reason = Field(examples=["제3자의 개인정보가 가려지지 않은 채 송부됨"])
    replace: bool = False
