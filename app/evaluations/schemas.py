"""What the doors of outcome facts take and show."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.kernel.text import Text
from app.people import business_number
from app.web.fields import Day, Line, MaybeDay, Paragraph

MOST_FIRMS = 300
_NUMBER = "105-81-12346"


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str


class OutcomeRequestIn(In):
    """For which evaluation, by which letter, on which firms, and for which days.

    `as_of` is the day for open cases and points; the last day of the period where it is left out.
    """

    programme: str = Field(max_length=40, examples=["shared_growth_index"])
    reference: Line = Field(min_length=2, examples=["동반성장위원회 제2026-15호 (가상)"])
    period_first: Day = Field(examples=["2026-01-01"])
    period_last: Day = Field(examples=["2026-09-30"])
    as_of: MaybeDay = Field(default=None, examples=["2026-09-30"])
    business_numbers: list[Line] = Field(min_length=1, max_length=MOST_FIRMS, examples=[[_NUMBER]])

    @field_validator("business_numbers")
    @classmethod
    def _numbers(cls, given: list[str]) -> list[str]:
        try:
            found = [business_number.parse(one, demonstration=True) for one in given]
        except business_number.InvalidBusinessNumber as fault:
            raise ValueError(fault.words) from fault
        if len(set(found)) != len(found):
            raise ValueError(Text("같은 사업자등록번호가 두 번 있습니다", "A number stands twice"))
        return found


class OutcomeRefusalIn(In):
    """Why a request is refused."""

    reason: Paragraph = Field(min_length=2, examples=["요청 근거가 없습니다 (가상)"])


class SuitIn(In):
    """A suit against a measure."""

    court: Line = Field(min_length=2, examples=["서울고등법원"])
    docket_number: Line = Field(min_length=2, max_length=80, examples=["2026누12345"])
    filed_on: Day = Field(examples=["2026-09-01"])


class SuitEndIn(In):
    """The day on which the judgment became final or the suit was withdrawn."""

    ended_on: Day = Field(examples=["2026-11-02"])


class SuitOut(BaseModel):
    """A suit against a measure."""

    id: str
    version: int
    measure_id: str
    court: str
    docket_number: str
    filed_on: date
    ended_on: date | None


class SuitList(BaseModel):
    """The suits against a measure, oldest first."""

    items: list[SuitOut]


class ProgrammeOut(BaseModel):
    """An evaluation, with what it gets from which day on and by which article.

    `configured` is false where no source gives a ground; nothing is issued to it then.
    """

    code: str
    ko: str
    en: str
    status: Words
    configured: bool
    from_on: date
    facts: list[Words]
    basis: str
    source: str
    note_ko: str
    note_en: str


class ProgrammeList(BaseModel):
    """Every evaluation that is known."""

    items: list[ProgrammeOut]


class IssueRow(BaseModel):
    """An edition in a list."""

    id: str
    number: str
    edition: int
    state: Words
    known_at: date
    issued_at: datetime
    sha256: str
    outdated_on: date | None
    superseded_by_id: str | None


class StepOut(BaseModel):
    """A step that the reader may take now."""

    command: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool


class OutcomeRequestRow(BaseModel):
    """A request in a list."""

    id: str
    programme: Words
    state: Words
    reference: str
    period_first: date
    period_last: date
    as_of: date
    firms: int
    asked_on: date


class OutcomeRequestOut(OutcomeRequestRow):
    """A request with its firms, its editions and what may be done."""

    version: int
    business_numbers: list[str]
    refused_on: date | None
    refusal_reason: str
    issues: list[IssueRow]
    steps: list[StepOut]


class FactOut(BaseModel):
    """A fact of a firm as it was told; which fields are filled depends on what it is of."""

    business_number: str
    fact: str
    key: str
    act: str
    kind: str
    stage: str
    count: int | None
    decided_on: date | None
    served_on: date | None
    on: date | None
    annulled_on: date | None
    annulled_in_part_on: date | None
    ended_on: date | None
    provisional: bool | None
    flags: list[str]
    score: str
    gross: str
    mitigation: str
    aggravation: str
    as_of: date | None
    amount_won: int | None
    reason: str
    rule_edition: str
    label_ko: str
    label_en: str


class ChangeOut(BaseModel):
    """What changed against the edition before: `fields` holds the old and the new value of each."""

    business_number: str
    fact: str
    key: str
    change: str
    fields: dict[str, list[Any]]


class PreviewOut(BaseModel):
    """What would be issued today, and how it differs from the last edition."""

    request_id: str
    known_at: date
    facts: list[FactOut]
    changes: list[ChangeOut]


class OutcomeIssueOut(IssueRow):
    """An edition with what it rests on; its facts come in pages or as a file."""

    version: int
    request_id: str
    programme: Words
    period_first: date
    period_last: date
    as_of: date
    basis: str
    law_edition: str
    facts: int
    changes: list[ChangeOut]
