"""What the doors of moving cases to a new edition of the rules take and give."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.cases.schemas.case import In


class CarryOutIn(In):
    """The digest of the report that was just seen."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])


class ChangeOut(BaseModel):
    """One thing that changes: a deadline, a limit or a figure of points; empty: there is none."""

    name: str
    before: str
    after: str


class SpanOut(BaseModel):
    """A day before and after."""

    before: str
    after: str


class StepChangeOut(BaseModel):
    """A step whose obstacles change; no obstacle means that it is allowed."""

    command: str
    label_ko: str
    label_en: str
    before: list[str]
    after: list[str]


class DeadlineChangeOut(ChangeOut):
    """A deadline that changes, with its name."""

    label_ko: str
    label_en: str


class CaseLineOut(BaseModel):
    """What would change in a case. A decided case stays; `held` is whether its edition is kept."""

    case_id: str
    number: str
    from_edition: str
    held: bool
    decided: bool
    deadlines: list[DeadlineChangeOut]
    limit: SpanOut | None
    points: list[ChangeOut]
    steps: list[StepChangeOut]


class FigureChangeOut(BaseModel):
    """A figure that differs between the two editions today."""

    from_edition: str
    name: str
    points: bool
    ko: str
    en: str
    before: str
    after: str


class EditionReportOut(BaseModel):
    """A report; cases that the reader may not see are counted and not shown."""

    id: str
    version: int
    to_edition: str
    digest: str
    made_at: datetime
    moved_at: datetime | None
    current: bool
    cases: int
    moving: int
    staying: int
    figures: list[FigureChangeOut]
    lines: list[CaseLineOut]


class EditionReportRow(BaseModel):
    """A report in the list."""

    id: str
    to_edition: str
    digest: str
    made_at: datetime
    moved_at: datetime | None
    cases: int


class EditionReportList(BaseModel):
    """The newest reports, and the edition of today."""

    edition: str
    items: list[EditionReportRow]
