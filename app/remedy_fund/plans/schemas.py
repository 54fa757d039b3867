"""Plans, shares and awards as the doors take and give them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.remedy_fund.fields import In, Words
from app.remedy_fund.plans.rules.claims import Rule
from app.web.fields import Line, Paragraph
from app.web.paging import Page

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]


class PrepareIn(In):
    """What a plan is about. Rounding and the least amount paid are those of the scheme."""

    period: str = Field(
        pattern=r"^20\d\d(-[1-4])?$", examples=["2026-2"],
        description="배분 기간(연도 또는 연도-회차) · Year, or year and part",
    )  # fmt: skip
    rule: Rule = Field(default=Rule.PRO_RATA, examples=["pro_rata"])
    application_ids: list[Line] | None = Field(
        default=None, max_length=5000, description="비우면 준비된 신청 전부 · All that are ready",
        examples=[None],
    )  # fmt: skip
    programmes: dict[Code, Code] = Field(
        default={}, max_length=50, examples=[{}],
        description="지원 종류별 사업(한 가지뿐이면 생략) · Programme by benefit, if several",
    )  # fmt: skip


class ReviseIn(PrepareIn):
    """A plan drawn up anew; the period stays what it was."""

    reason: Paragraph = Field(min_length=2, examples=["이의신청 인용으로 다시 작성"])


class ReasonIn(In):
    """Why the step is taken."""

    reason: Paragraph = Field(min_length=2, examples=["기간 변경"])


class PotOut(BaseModel):
    """Money of one purpose: what there was, and what stays."""

    purpose: Words
    money_won: int
    residue_won: int


class PlanRow(BaseModel):
    """A plan in a list."""

    id: str
    version: int
    period: str
    round: int
    revision: int
    state: Words
    demonstration: bool
    scheme_id: str
    scheme_edition: str
    rule: Words
    rounding: str
    de_minimis_won: int
    claims: int
    asked_won: int
    awarded_won: int
    digest: str
    approval_id: str
    prepared_on: date


class ChoiceOut(BaseModel):
    """What may be done with a plan."""

    command: str
    label_ko: str
    label_en: str
    needs_reason: bool


class PlanOut(PlanRow):
    """A plan with the money that it shares."""

    pots: list[PotOut]
    programmes: dict[str, str]
    replaces_plan_id: str
    ended_because: str
    short: bool = Field(description="재원이 부족한지 · Whether there is too little money")
    steps: list[ChoiceOut]


class PlanPage(Page[PlanRow]):
    """One page of plans."""


class ReplayOut(BaseModel):
    """Computing a plan from what is kept of it gave the digest that is kept."""

    plan_id: str
    digest: str
    same: bool
    claims: int
    awarded_won: int


class PartOut(BaseModel):
    """How much of an award comes out of the money of which purpose."""

    purpose: Words
    amount_won: int


class StepOut(BaseModel):
    """One step to an amount."""

    rule: str
    label_ko: str
    label_en: str
    text_ko: str
    text_en: str
    before_won: int
    after_won: int
    capped: bool
    inputs: dict[str, int | str]


class ShareOut(BaseModel):
    """What a plan gives one application for one benefit."""

    place: int
    line_id: str
    application_id: str
    application_number: str
    benefit: Words
    claim_won: int
    award_won: int
    parts: list[PartOut]


class SharePage(Page[ShareOut]):
    """One page of the shares of a plan."""


class ExplainedShareOut(ShareOut):
    """A share and the steps that led to it."""

    steps: list[StepOut]


class AwardOut(BaseModel):
    """An award with the steps that led to it."""

    id: str
    version: int
    plan_id: str
    period: str
    application_id: str
    benefit: Words
    loan: bool
    amount_won: int
    parts: list[PartOut]
    made_on: date
    made_at: datetime
    demonstration: bool
    steps: list[StepOut]


class AwardPage(Page[AwardOut]):
    """One page of awards."""


class PublishedCell(BaseModel):
    """A cell of the published list; empty amounts are withheld."""

    line: str
    column: str
    recipients: int | None
    amount_won: int | None


class PublishedOut(BaseModel):
    """Awards by benefit and size of firm; empty line or column is the total."""

    plan_id: str
    period: str
    withheld_wholly: bool
    lines: list[Words]
    columns: list[Words]
    cells: list[PublishedCell]
    note_ko: str
    note_en: str
