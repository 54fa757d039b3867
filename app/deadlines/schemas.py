"""What the REST face and the portal take and show of clocks and the working calendar."""

from datetime import date
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.deadlines.explanation import Line
from app.deadlines.rules import RUNNING_LABELS, Running
from app.kernel.text import Text
from app.law.kinds import Clock

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
_Paper = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


_LAPSED = Text("기간 지남", "Time is over")


class KeptClock(Protocol):
    """What a kept clock has; the row itself stays inside the package."""

    id: str
    case_id: str
    subject_id: str
    subject: str
    name: str
    state: str
    started_on: date
    nominal_on: date | None
    due_on: date | None
    earliest_on: date | None
    paused_days: int
    extended: bool
    met_on: date | None
    late: bool
    calendar_edition: str
    law_edition: str


class ClockOut(BaseModel):
    """A legal clock as it stands today. `due_on` is null while it is paused.

    `days_left` is negative when overdue and null where no day is known.
    """

    id: str
    case_id: str
    subject_id: str
    subject: str
    name: str
    label_ko: str
    label_en: str
    act: str
    article: str
    kind: str
    state: str
    state_ko: str
    state_en: str
    started_on: date
    nominal_on: date | None
    due_on: date | None
    earliest_on: date | None
    paused_days: int
    extended: bool
    met_on: date | None
    late: bool
    overdue: bool
    days_left: int | None
    calendar_edition: str
    law_edition: str

    @classmethod
    def of(cls, kept: KeptClock, rule: Clock, today: date) -> "ClockOut":
        """Return a kept clock with its words, as seen on a day."""
        state = Running(kept.state)
        running = state is Running.RUNNING and kept.due_on is not None
        left = (kept.due_on - today).days if running and kept.due_on else None
        lapsed = rule.kind == "right" and left is not None and left < 0
        label = _LAPSED if lapsed else RUNNING_LABELS[state]
        return cls(
            id=kept.id,
            case_id=kept.case_id,
            subject_id=kept.subject_id,
            subject=kept.subject,
            name=kept.name,
            label_ko=rule.label.ko,
            label_en=rule.label.en,
            act=rule.basis.act,
            article=rule.basis.article,
            kind=rule.kind,
            state=kept.state,
            state_ko=label.ko,
            state_en=label.en,
            started_on=kept.started_on,
            nominal_on=kept.nominal_on,
            due_on=kept.due_on,
            earliest_on=kept.earliest_on,
            paused_days=kept.paused_days,
            extended=kept.extended,
            met_on=kept.met_on,
            late=kept.late,
            overdue=left is not None and left < 0 and not lapsed,
            days_left=left,
            calendar_edition=kept.calendar_edition,
            law_edition=kept.law_edition,
        )


class ClockLineOut(BaseModel):
    """One line of a clock's explanation: a day or stretch of days, both ends included."""

    sort: str
    from_on: date
    until_on: date | None
    days: int
    text_ko: str
    text_en: str
    act: str
    article: str

    @classmethod
    def of(cls, line: Line) -> "ClockLineOut":
        """Return a line with its words."""
        return cls(
            sort=str(line.sort),
            from_on=line.from_on,
            until_on=line.until_on,
            days=line.days,
            text_ko=line.text.ko,
            text_en=line.text.en,
            act=line.basis.act if line.basis else "",
            article=line.basis.article if line.basis else "",
        )


class RestDayOut(BaseModel):
    """A public holiday, or a day that the agency set (`override_id`)."""

    on: date
    rest: bool
    name_ko: str
    name_en: str
    override_id: str | None = None
    override_version: int | None = None
    source: str | None = None


class CalendarYearOut(BaseModel):
    """The named days of a year; every other Saturday and Sunday is a rest day as well."""

    year: int
    edition: str
    days: list[RestDayOut]


class CalendarOverrideIn(BaseModel):
    """A day to be set, with the paper that says so."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "falls_on": "2027-03-12",
                    "rest": True,
                    "name_ko": "임시공휴일",
                    "name_en": "Temporary public holiday",
                    "source": "관보 제20001호",
                }
            ]
        },
    )

    falls_on: date = Field(description="날짜 · The day")
    rest: bool = Field(strict=True, description="쉬는 날인지 · Whether it is a rest day")
    name_ko: _Name
    name_en: _Name
    source: _Paper


class KeptOverride(Protocol):
    """What a kept calendar entry has."""

    id: str
    version: int
    falls_on: date
    rest: bool
    name_ko: str
    name_en: str
    source: str


class CalendarOverrideOut(BaseModel):
    """A day that the agency set."""

    id: str
    version: int
    falls_on: date
    rest: bool
    name_ko: str
    name_en: str
    source: str

    @classmethod
    def of(cls, kept: KeptOverride) -> "CalendarOverrideOut":
        """Return a kept entry."""
        return cls(
            id=kept.id,
            version=kept.version,
            falls_on=kept.falls_on,
            rest=kept.rest,
            name_ko=kept.name_ko,
            name_en=kept.name_en,
            source=kept.source,
        )
