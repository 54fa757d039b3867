"""Requests for approval as the doors take and give them."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.web.fields import Day, Line, Paragraph
from app.web.paging import Page

_DIGEST = "7f3c5a0e9b1d2c4f6a8e0d1b3c5f7a9e2d4c6b8a0f1e3d5c7b9a1f2e4d6c8b0a"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=[_DIGEST])]


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ApproveIn(In):
    """An approval of what was seen: the digest of the content that the approver looked at."""

    digest: Digest
    on_behalf_of: Line = Field(
        default="", max_length=48, description="위임한 사람 · Who delegated it",
        examples=[""],
    )  # fmt: skip


class VetoIn(In):
    """A veto; the reason is kept."""

    reason: Paragraph = Field(min_length=2, examples=["산정 근거가 서로 맞지 않습니다."])


class DelegateIn(In):
    """Who may approve in one's place, and on which days, both included."""

    to_person_id: Line = Field(min_length=1, max_length=48, examples=["person_1"])
    from_on: Day = Field(examples=["2026-11-23"])
    until_on: Day = Field(examples=["2026-11-30"])


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str


class StepOut(BaseModel):
    """What may be done, and why not."""

    command: str
    label_ko: str
    label_en: str
    needs_reason: bool
    reasons: list[Words]


class EffectOut(BaseModel):
    """What the amount leaves in the fund, as it was when approval was asked for, in won."""

    amount_won: int
    balance_won: int
    committed_won: int
    available_won: int
    after_won: int
    monthly_inflow_won: int
    monthly_outflow_won: int
    flows_from_on: date
    flows_to_on: date
    stress_won: list[int] = Field(description="After each of twelve bad months · 12개월 뒤까지")
    inflow_kept_percent: int
    method: dict[str, str] = Field(description="How it was computed · 계산 방법")


class AggregateOut(BaseModel):
    """What the amount adds up with."""

    dimension: str
    key: str
    amount_won: int


class VoiceOut(BaseModel):
    """Who approved, and for whom where it was not for himself."""

    person: str
    on_behalf_of: str
    given_at: datetime


class ApprovalRow(BaseModel):
    """A request in a list. `decisive_won` is the sum that decides how many persons it takes."""

    id: str
    version: int
    number: int
    kind: Words
    state: Words
    about_id: str
    digest: str
    amount_won: int
    decisive_won: int
    given: int
    required: int
    granted: bool
    expired: bool
    scheme_id: str
    asked_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class ApprovalOut(ApprovalRow):
    """A request with all that an approver has to see before deciding."""

    content: dict[str, Any]
    effect: EffectOut
    makers: list[str]
    aggregates: list[AggregateOut]
    voices: list[VoiceOut]
    ended_because: str
    steps: list[StepOut]


class ApprovalPage(Page[ApprovalRow]):
    """One page of requests."""


class DelegationOut(BaseModel):
    """A delegation."""

    id: str
    version: int
    from_person_id: str
    from_name: str
    to_person_id: str
    to_name: str
    from_on: date
    until_on: date
    revoked_at: datetime | None


class DelegationList(BaseModel):
    """The delegations that stand."""

    items: list[DelegationOut]
