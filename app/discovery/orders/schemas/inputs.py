"""Orders and disposals as the doors take them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.discovery.orders.kinds import Footing, NoteKind, OrderKind
from app.discovery.orders.rules import Binds
from app.web.fields import Day, Line, MaybeDay, Paragraph

Id = Line
_NAME = "김보관(가상)"


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ReasonIn(In):
    """Why the step is taken."""

    reason: Paragraph = Field(default="", examples=["법원의 해제 결정문을 확인함"])


class CustodianIn(In):
    """Somebody who holds what the order is about; `person_id` where they have an account."""

    name: Line = Field(min_length=1, examples=[_NAME])
    person_id: Id = ""
    duties: Paragraph = Field(default="", examples=["설계 서버와 전자우편을 그대로 보존할 것"])


class ReaderIn(In):
    """Somebody whom a confidentiality order names."""

    name: Line = Field(min_length=1, examples=["이변호(가상)"])
    person_id: Id = ""
    capacity: Literal["lawyer", "expert", "party", "official"] = Field(examples=["lawyer"])


class OrderIn(In):
    """An order as its paper says; who is bound by what is computed from it."""

    kind: OrderKind = Field(examples=["legal_hold"])
    footing: Footing = Field(examples=["agency"], description="근거 법률 · Under which law")
    legal_basis: Line = Field(default="", description="footing이 other일 때 근거 조문")
    court: Line = Field(default="", examples=["서울중앙지방법원"])
    docket_number: Line = Field(default="", examples=["2028카합1234"])
    applicant: Literal["", "complainant", "respondent", "agency"] = "agency"
    terms: Paragraph = Field(default="", examples=["사건 관련 자료 일체를 보존한다."])
    issued_on: Day = Field(examples=["2026-11-20"])
    served_on: MaybeDay = None
    valid_until: MaybeDay = None
    suit_filed_on: MaybeDay = None
    binds: Binds = Field(default=Binds.CASE, examples=["case"])
    item_ids: list[Id] = Field(default=[], max_length=500)
    custodians: list[CustodianIn] = Field(default=[], max_length=100)
    readers: list[ReaderIn] = Field(default=[], max_length=100)


class ServiceIn(In):
    """The day of service, today where it is left out."""

    served_on: MaybeDay = Field(default=None, examples=["2026-11-23"])


class ExtensionIn(In):
    """The court's extension: the new last day and why."""

    valid_until: Day = Field(examples=["2029-02-28"])
    reason: Paragraph = Field(default="", examples=["법원의 연장 결정"])


class ReleaseIn(In):
    """A request to end an order: who decided it and when, and why."""

    outcome: Literal["release", "cancel"] = Field(examples=["release"])
    authority: Line = Field(min_length=1, examples=["서울중앙지방법원 2028카합1234 해제 결정"])
    decided_on: Day = Field(examples=["2026-11-23"])
    reason: Paragraph = Field(min_length=1, examples=["본안 판결이 확정됨"])


class CopyIn(In):
    """A copy on file of data that go on being used; `item_id` names it in the evidence."""

    item_id: Id = Field(min_length=1, examples=["evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    source: Line = Field(min_length=1, examples=["설계 서버 D:\\도면"])
    on: MaybeDay = None


class UpdateIn(In):
    """Live data were changed after a copy of them was filed; `copy_note_id` names that copy."""

    copy_note_id: Id = Field(min_length=1, examples=["note_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    words: Paragraph = Field(min_length=1, examples=["월말 정산을 위해 자료를 갱신함"])
    on: MaybeDay = None


class NoteIn(In):
    """A line of the journal. Which of the further fields are needed depends on its kind."""

    kind: NoteKind = Field(examples=["obstruction"])
    on: MaybeDay = None
    words: Paragraph = Field(default="", examples=["현장 출입을 거부함"])
    name: Line = Field(default="", examples=["박전문(가상)"])
    person_id: Id = ""
    capacity: Literal["", "lawyer", "expert", "lawyer_expert", "party", "official"] = ""
    item_id: Id = ""
    custodian_id: Id = ""
    copy_note_id: Id = ""
    due_on: MaybeDay = None
    reference: Line = Field(default="", examples=["서울중앙지방법원 2028가합5678"])
    conduct: Literal["", "refused_entry", "refused_answer", "destroyed", "concealed", "other"] = ""
    oath: bool = False
    counsel_of_both: bool = False
    objections: list[Paragraph] = Field(default=[], max_length=50)


class ReaderServiceIn(In):
    """The day on which the order was served on a reader."""

    served_on: MaybeDay = Field(default=None, examples=["2026-11-23"])


class PassageIn(In):
    """A passage that the examined party wants deleted."""

    passage: Line = Field(min_length=1, examples=["12–14쪽, 표 3"])
    ground: Literal["out_of_scope", "own_secret", "third_party_secret"] = Field(
        examples=["third_party_secret"]
    )
    reason: Paragraph = Field(default="", examples=["제3자의 원가 자료임"])


class DeletionsIn(In):
    """The examined party's requests, passage by passage."""

    passages: list[PassageIn] = Field(
        min_length=1, max_length=200,
        examples=[[{"passage": "12쪽 셋째 줄", "ground": "third_party_secret"}]],
    )  # fmt: skip
    asked_on: MaybeDay = None


class DeletionDecisionIn(In):
    """The decision on one passage."""

    command: Literal["accept", "reject"] = Field(examples=["accept"])
    reason: Paragraph = ""


class DisposalIn(In):
    """A plan to dispose of evidence of a closed case; the review that the law asks for is named."""

    item_ids: list[Id] = Field(
        min_length=1, max_length=500, examples=[["evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"]]
    )
    ground: Literal["retention_over", "returned", "copy_kept"] = Field(examples=["retention_over"])
    retention_years: Literal[1, 3, 5, 10, 30] = Field(examples=[5])
    review_reference: Line = Field(min_length=1, examples=["기록물평가심의회 2032-3호"])
    reviewed_on: Day = Field(examples=["2032-02-10"])
    reason: Paragraph = Field(min_length=1, examples=["보존기간 5년이 지남"])
