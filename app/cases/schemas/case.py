"""A case as the doors give it; what a reader may not see is not in it."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.deadlines.schemas import ClockOut
from app.web.fields import Line, MaybeDay, Paragraph


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str
    basis: str = ""


class ExhibitOut(BaseModel):
    """A piece of evidence on file."""

    id: str
    evidence_item_id: str
    label: str | None
    title: str
    purpose: str
    side: str
    level: int
    sha256: str
    size_bytes: int
    media_type: str
    submitted_at: datetime


class CaseOut(BaseModel):
    """One case. `complaint` and `complainant_name` are null where the reader may not see them.

    `opened_by` is `report`, or `ex_officio` (직권인지) where there is no complainant.
    """

    id: str
    version: int
    number: str
    number_en: str
    public_reference: str | None
    track: str
    track_label: Words
    state: Words
    outcome: Words | None
    open: bool
    unit: str
    examiner_id: str
    opened_by: str
    complainant_name: str | None
    respondent_name: str
    respondent_company_id: str
    complainant_company_id: str | None
    violations: list[Words]
    technical_data: bool
    trade_ended_on: date | None
    price_won: int | None
    loss_won: int | None
    complaint: dict[str, Any] | None
    identity_choice: str
    consent: Words
    received_on: date
    limitation_last_on: date | None
    limitation_late: bool
    law_edition: str
    hearing_on: date | None
    closed_on: date | None
    measures_living: int
    objections_open: int
    viewer: str
    clocks: list[ClockOut]


class ComplainantOut(BaseModel):
    """Who complained, and how to reach them."""

    case_id: str
    name: str
    details: dict[str, Any]


class CaseRow(BaseModel):
    """A case in a list."""

    id: str
    number: str
    number_en: str
    state: str
    state_ko: str
    state_en: str
    track: str
    respondent_name: str
    respondent_company_id: str
    violations: list[str]
    received_on: date
    next_due_on: date | None
    next_due_clock: str
    examiner_id: str
    open: bool


class CasePage(BaseModel):
    """A page of cases, the nearest legal day first."""

    items: list[CaseRow]
    has_more: bool
    next_cursor: str | None = None


class StepIn(In):
    """A step to take. `effective_on` is the day from which it counts, today where it is left out.

    `until_on` is the new last day of an extension, `hearing_on` the day set for a hearing.
    """

    command: str = Field(max_length=32, examples=["register"])
    reason: Paragraph = ""
    effective_on: MaybeDay = None
    hearing_on: MaybeDay = None
    panel: Literal["", "plenary", "subcommittee"] = ""
    until_on: MaybeDay = None


class Reason(BaseModel):
    """Why a step is blocked."""

    code: str
    ko: str
    en: str
    basis: list[str]


class StepChoice(BaseModel):
    """A step from the present state. `reason_printed`: a letter to a party prints its reason."""

    command: str
    to_state: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool
    reason_printed: bool
    needs_hearing_day: bool
    needs_last_day: bool
    reasons: list[Reason] = []


class TransitionsOut(BaseModel):
    """The steps that may be taken now, and those that may not, with the reasons."""

    case_id: str
    version: int
    state: str
    allowed: list[StepChoice]
    blocked: list[StepChoice]


class StepOut(BaseModel):
    """A step that was taken."""

    id: str
    sequence: int
    command: str
    label_ko: str
    label_en: str
    from_state: str
    to_state: str
    on: date
    at: datetime
    role: str
    basis: str
    reason: str


class Timeline(BaseModel):
    """Everything that happened to a case that the reader may see, oldest first."""

    case_id: str
    items: list[StepOut]


class AssignIn(In):
    """Who examines the case: an account with the role of an investigator."""

    account_id: str = Field(max_length=48, examples=["acc_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])


class ConsentIn(In):
    """The complainant's answer to the question whether the respondent may be told."""

    notify_respondent: bool = Field(examples=[True])


class SupplementIn(In):
    """Questions to the complainant and the day by which an answer is asked for."""

    questions: Paragraph = Field(min_length=2, examples=["도면을 넘긴 날과 방법을 알려 주세요."])
    due_on: MaybeDay = None


class SupplementAnswerIn(In):
    """The answer to a request; files are uploaded to the case beside it."""

    answer: Paragraph = Field(min_length=2, examples=["2025년 6월 20일 전자우편으로 보냈습니다."])


class SupplementOut(BaseModel):
    """A request for more information."""

    id: str
    version: int
    case_id: str
    state: str
    questions: str
    asked_on: date
    due_on: date
    answered_on: date | None
    answer: str
    late: bool


class WithdrawIn(In):
    """Why the complaint is withdrawn."""

    reason: Line = ""
