"""What goes before a measure and how it is performed, as the doors take and give it."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.law.kinds import CONSULTATION
from app.sanctions.schemas.calculation import In
from app.sanctions.schemas.measure import Words
from app.web.fields import Day, Line, MaybeDay, Paragraph


class ConsultationIn(In):
    """A question to another authority before a measure."""

    name: Literal["kftc_consultation"] = Field(default="kftc_consultation", examples=[CONSULTATION])
    question: Paragraph = Field(
        min_length=2, examples=["누산점수 5.1점, 입찰참가자격제한 요청 예정"]
    )
    asked_on: MaybeDay = None


class ConsultationAnswerIn(In):
    """The other authority's view; `reference` is the number of its letter."""

    answer: Paragraph = Field(min_length=2, examples=["이견 없음"])
    reference: Line = Field(min_length=1, max_length=80, examples=["공정위 기술유용조사과-12"])
    answered_on: MaybeDay = None


class ReferralDemandIn(In):
    """A demand for a criminal referral by an authority that may make one."""

    authority: Line = Field(min_length=1, max_length=40, examples=["mss"])
    reference: Line = Field(min_length=1, max_length=80, examples=["중기부 상생협력정책과-7"])
    reasons: Paragraph = ""
    demanded_on: MaybeDay = None


class ListingReviewIn(In):
    """The opening of a review for the list of habitual violators; the defence runs from it."""

    opened_on: MaybeDay = None


class DefenceIn(In):
    """What the firm says against its listing."""

    defence: Paragraph = Field(min_length=2, examples=["벌점 경감 사유가 있습니다."])


class ListingResolutionIn(In):
    """How the committee resolved: votes are counted and belong to nobody."""

    command: Literal["resolve_listing", "resolve_no_listing"] = Field(examples=["resolve_listing"])
    members: int = Field(ge=0, le=99, strict=True, examples=[7])
    in_favour: int = Field(ge=0, le=99, strict=True, examples=[5])
    reason: Paragraph = Field(min_length=2, examples=["최근 3년간 반복된 위반 (가상)"])


class PlanIn(In):
    """How and when the respondent will carry out each item."""

    plan: Paragraph = Field(min_length=2, examples=["1항은 6월 30일까지 폐기하겠습니다."])


class ItemProofIn(In):
    """The proof that an item was carried out; `exhibit` names the exhibit or evidence item."""

    item: int = Field(ge=1, le=30, strict=True, examples=[1])
    exhibit: Line = Field(min_length=1, max_length=200, examples=["소을제4호증"])
    note: Paragraph = ""


class ItemFindingIn(In):
    """What an officer finds of a proof."""

    command: Literal["accept", "reject"] = Field(examples=["accept"])
    finding: Paragraph = Field(default="", examples=["폐기 확인서와 현장 사진을 확인함"])


class OwnFinding(In):
    """An item that the officer found carried out from an exhibit of the file."""

    item: int = Field(ge=1, le=30, strict=True, examples=[1])
    exhibit: Line = Field(min_length=1, max_length=200, examples=["소갑제7호증"])
    finding: Paragraph = ""


class ComplianceIn(In):
    """The confirmation of compliance, with the officer's own findings on items still open."""

    on: MaybeDay = None
    reason: Paragraph = ""
    findings: list[OwnFinding] = Field(default=[], max_length=30)


class CheckIn(In):
    """What a check after the last day has found."""

    reason: Paragraph = Field(min_length=2, examples=["2항의 폐기 자료가 제출되지 않음"])
    on: MaybeDay = None


class ComplianceDemandIn(In):
    """A demand to comply by a day, not later than the law allows."""

    until: Day
    reason: Paragraph = Field(min_length=2, examples=["2항을 이행하지 않음"])


class MonitorIn(In):
    """Who watches compliance."""

    name: Line = Field(min_length=1, max_length=120, examples=["한국공정거래조정원"])


class MonitorReportIn(In):
    """What the monitor reported."""

    complied: bool = Field(examples=[True])
    report: Paragraph = Field(min_length=2, examples=["1항과 2항 모두 이행됨"])
    reported_on: MaybeDay = None


class ConsultationOut(BaseModel):
    """A consultation with another authority."""

    id: str
    version: int
    case_id: str
    name: str
    question: str
    asked_on: date
    answer: str
    reference: str
    answered_on: date | None


class ReferralDemandOut(BaseModel):
    """A demand for a criminal referral."""

    id: str
    version: int
    case_id: str
    authority: Words
    reference: str
    reasons: str
    demanded_on: date


class ListingReviewOut(BaseModel):
    """A review for the list of habitual violators."""

    id: str
    version: int
    case_id: str
    company_id: str
    state: Words
    opened_on: date
    measures_counted: int
    score: str
    defence_last_on: date
    defence: str
    defended_on: date | None
    members: int
    in_favour: int
    decided_on: date | None
    reason: str


class GroundworkOut(BaseModel):
    """What stands on the record of a case before certain measures may be taken."""

    case_id: str
    consultations: list[ConsultationOut]
    demands: list[ReferralDemandOut]
    reviews: list[ListingReviewOut]
    demanders: list[Words]


class ItemProofOut(BaseModel):
    """The proof of an item and the finding on it."""

    id: str
    version: int
    exhibit: str
    note: str
    filed_on: date
    state: Words
    found_on: date | None
    finding: str


class OrderItemOut(BaseModel):
    """An item of a measure and how its performance stands."""

    item: int
    text: str
    proved: bool
    proofs: list[ItemProofOut]


class MonitorOut(BaseModel):
    """A third party that watches compliance."""

    id: str
    name: str
    assigned_on: date
    reported_on: date | None
    complied: bool | None
    report: str
    papers_kept_until: date | None


class PerformanceOut(BaseModel):
    """How a measure is being performed, item by item."""

    measure_id: str
    version: int
    items: list[OrderItemOut]
    demands_needed: int
    demands_made: int
    demand_last_on: date | None
    monitors: list[MonitorOut]


class PostingOut(BaseModel):
    """What is posted for everybody to read; nothing in it leads to who reported."""

    id: str
    kind: Words
    basis: str
    company_name: str
    representative_name: str
    address: str
    violations: list[Words]
    posted_on: date
    posted_until: date


class PostingList(BaseModel):
    """Everything that is posted today, the latest first."""

    items: list[PostingOut]


class StandstillOut(BaseModel):
    """A case or measure that can never move again, as the nightly look found it."""

    subject: str
    subject_id: str
    case_id: str
    state: str
    reason: Words
    first_found_at: datetime
    last_found_at: datetime


class StandstillList(BaseModel):
    """Everything that stands still, the longest first."""

    items: list[StandstillOut]
