"""What the doors of this room take and give; sums are whole won."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from app.kernel.lifecycle import Blocked
from app.kernel.lifecycle import Row as Step
from app.kernel.text import Text
from app.remedy_fund.closing.charts import Chart, Flow
from app.remedy_fund.closing.lifecycle import FISCAL_YEAR
from app.remedy_fund.closing.statements import Section
from app.remedy_fund.closing.store.entries import CashLine, Correction
from app.remedy_fund.closing.tables import FundReport, PeriodClosing, PeriodReview
from app.remedy_fund.fields import In
from app.remedy_fund.ledger.queries import Period
from app.web.fields import Line, Paragraph

_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_MOST_MEMBERS = 100


class Wording(BaseModel):
    """What something is called, in both languages."""

    ko: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Self:
        """Return a text as it is told."""
        return cls(ko=text.ko, en=text.en)


class ReviewIn(In):
    """What the council decided on a year, with the paper that says so."""

    held_on: date = Field(examples=["2027-02-10"])
    members: int = Field(ge=1, le=_MOST_MEMBERS, strict=True, examples=[9])
    outsiders: int = Field(
        ge=0, le=_MOST_MEMBERS, strict=True, examples=[5],
        description="Members who are no public officials · 공무원이 아닌 위원",
    )  # fmt: skip
    present: int = Field(ge=0, le=_MOST_MEMBERS, strict=True, examples=[7])
    approved: bool = Field(strict=True, description="원안 의결이면 true", examples=[True])
    resolution: Paragraph = Field(min_length=2, examples=["2026회계연도 결산을 원안대로 의결한다."])
    paper_reference: Line = Field(min_length=2, max_length=120, examples=["기금심의회 2027-1"])


class ReportIn(In):
    """Which report to issue: a quarter's, or the publication of a closed year."""

    kind: Literal["quarterly", "yearly"]
    fiscal_year: int = Field(ge=2000, le=2199, strict=True, examples=[2026])
    quarter: int = Field(default=0, ge=0, le=4, strict=True, examples=[3])


class ReasonOut(BaseModel):
    """One reason why a step may not be taken now."""

    code: str = Field(examples=["unmatched_lines"])
    words: Wording

    @classmethod
    def of(cls, blocked: Blocked) -> Self:
        """Return a reason as it is told."""
        return cls(code=blocked.code, words=Wording.of(blocked.reason))


class StepOut(BaseModel):
    """A step from the present state, and what stands in its way."""

    command: str = Field(examples=["soft_close"])
    label: Wording
    permission: str = Field(examples=["periods:close"])
    blocked: list[ReasonOut]

    @classmethod
    def of(cls, step: Step, blocked: tuple[Blocked, ...]) -> Self:
        """Return a step as it is told."""
        return cls(
            command=str(step.command), label=Wording.of(step.label), permission=str(step.by),
            blocked=[ReasonOut.of(one) for one in blocked],
        )  # fmt: skip


class ReviewOut(BaseModel):
    """A sitting of the council on a year."""

    id: str
    version: int
    fiscal_year: int
    held_on: date
    members: int
    outsiders: int
    present: int
    approved: bool
    resolution: str
    paper_reference: str
    recorded_at: datetime

    @classmethod
    def of(cls, row: PeriodReview) -> Self:
        """Return a sitting as it is told."""
        return cls(**row.model_dump(exclude={"recorded_by"}))


class YearOut(BaseModel):
    """A fiscal year and how far it is closed."""

    fiscal_year: int
    from_on: date
    to_on: date
    state: str = Field(examples=["soft_closed"])
    state_words: Wording
    closing_sha256: str = Field(examples=[_HASH])

    @classmethod
    def of(cls, period: Period) -> Self:
        """Return a year as it is told."""
        return cls(
            fiscal_year=period.year, from_on=period.from_on, to_on=period.to_on,
            state=str(period.state), state_words=Wording.of(FISCAL_YEAR.label(period.state)),
            closing_sha256=period.closing_sha256,
        )  # fmt: skip


class YearsOut(BaseModel):
    """Every fiscal year that the books know, newest first."""

    items: list[YearOut]


class YearDetailOut(YearOut):
    """A year with its steps, its reviews, and later entries that take back some of its own."""

    steps: list[StepOut]
    reviews: list[ReviewOut]
    corrections: list["CorrectionOut"]


class CorrectionOut(BaseModel):
    """A later entry that takes back one of a closed year; both stay in the books."""

    transaction_id: str
    effective_on: date
    recorded_at: datetime
    reverses: str
    kind: str = Field(description="Of the entry taken back · 취소된 거래의 종류")
    subject: str

    @classmethod
    def of(cls, one: Correction) -> Self:
        """Return a correction as it is told."""
        return cls(
            transaction_id=one.transaction_id, effective_on=one.effective_on,
            recorded_at=one.recorded_at, reverses=one.reverses, kind=one.kind, subject=one.subject,
        )  # fmt: skip


class ClosingOut(BaseModel):
    """The statement of a closing as it was stored, and what it comes to when it is made again."""

    id: str
    version: int
    fiscal_year: int
    known_at: datetime
    sha256: str = Field(examples=[_HASH])
    recomputed_sha256: str = Field(examples=[_HASH])
    identical: bool
    content: str = Field(description="Canonical JSON (RFC 8785), whole numbers as digits")
    review_id: str

    @classmethod
    def of(cls, row: PeriodClosing, recomputed_sha256: str) -> Self:
        """Return a closing beside the digest of the statement made anew."""
        return cls(
            id=row.id, version=row.version, fiscal_year=row.fiscal_year, known_at=row.known_at,
            sha256=row.sha256, recomputed_sha256=recomputed_sha256,
            identical=recomputed_sha256 == row.sha256, content=row.content, review_id=row.review_id,
        )  # fmt: skip


class ReportOut(BaseModel):
    """A report that was issued."""

    id: str
    version: int
    kind: str = Field(examples=["quarterly"])
    fiscal_year: int
    quarter: int
    known_at: datetime
    sha256: str = Field(examples=[_HASH])
    content: str = Field(description="Canonical JSON (RFC 8785), whole numbers as digits")

    @classmethod
    def of(cls, row: FundReport) -> Self:
        """Return a report as it is told."""
        return cls(**row.model_dump(exclude={"issued_by"}))


class SectionLineOut(BaseModel):
    """One line of a section."""

    code: str
    label: Wording
    values: list[int | None]


class SectionOut(BaseModel):
    """A part of the accounts: its columns and lines."""

    code: str
    title: Wording
    columns: list[Wording]
    lines: list[SectionLineOut]

    @classmethod
    def of(cls, section: Section) -> Self:
        """Return a section as it is told."""
        return cls(
            code=section.code, title=Wording.of(section.title),
            columns=[Wording.of(column.title) for column in section.columns],
            lines=[
                SectionLineOut(code=line.code, label=Wording.of(line.label),
                               values=list(line.values))
                for line in section.lines
            ],
        )  # fmt: skip


class EquationOut(BaseModel):
    """The fund equation as of a day, as known at an instant; it holds, or the books are broken."""

    effective_on: date
    known_at: datetime
    balanced: bool
    statement: SectionOut


class CashLineOut(BaseModel):
    """One entry of the cash book."""

    transaction_id: str
    effective_on: date
    recorded_at: datetime
    kind: str = Field(examples=["disbursement_paid"])
    kind_words: Wording
    subject: str
    reverses: str | None
    amount_won: int
    balance_won: int

    @classmethod
    def of(cls, line: CashLine, words: Text) -> Self:
        """Return an entry as it is told."""
        return cls(
            transaction_id=line.transaction_id, effective_on=line.effective_on,
            recorded_at=line.recorded_at, kind=line.kind, kind_words=Wording.of(words),
            subject=line.subject, reverses=line.reverses, amount_won=line.amount_won,
            balance_won=line.balance_won,
        )  # fmt: skip


class FlowOut(BaseModel):
    """Cash in and out in one month."""

    month: str = Field(examples=["2026-11"])
    in_won: int
    out_won: int

    @classmethod
    def of(cls, flow: Flow) -> Self:
        """Return a month as it is told."""
        return cls(month=flow.month, in_won=flow.in_won, out_won=flow.out_won)


class FlowsOut(BaseModel):
    """Cash in and out of a year by month."""

    fiscal_year: int
    items: list[FlowOut]


class ChartOut(BaseModel):
    """A drawing, the words for who does not see it, and the table that belongs beside it."""

    title: str
    description: str
    svg: str
    heads: list[str]
    rows: list[list[str]]

    @classmethod
    def of(cls, chart: Chart) -> Self:
        """Return a chart as it is told."""
        return cls(
            title=chart.title, description=chart.description, svg=chart.svg,
            heads=list(chart.heads), rows=[list(row) for row in chart.rows],
        )  # fmt: skip


class FindingOut(BaseModel):
    """What the check found that is not as it has to be."""

    code: str = Field(examples=["fund_equation"])
    subject: str
    words: Wording


class ClearingOut(BaseModel):
    """What lies on an account that only passes money on, and for how many days it has."""

    code: str = Field(examples=["unmatched"])
    label: Wording
    balance_won: int
    since_on: date | None
    age_days: int


class CheckOut(BaseModel):
    """What the check of the books came to; it repairs nothing."""

    checked_at: datetime
    sound: bool
    postings: int
    findings: list[FindingOut]
    clearing: list[ClearingOut]


class LastCheckOut(BaseModel):
    """When the books were last checked by the service itself, and how many faults it found."""

    checked_at: datetime | None
    sound: bool
    postings: int
    findings: list[FindingOut]
