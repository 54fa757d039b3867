"""What the REST face and the portal take and show of the law book and of agency figures."""

from datetime import date, datetime
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.law.figures import STATUS_LABELS, Entry, Figure, Measured, Parameter, Status, show_value
from app.law.kinds import Choice, Measure, Rung, Violation
from app.rulebook.lifecycle import FIGURE

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
_Value = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
_Paper = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class FigureIn(BaseModel):
    """A figure of law that no source gives, with the paper from which it is taken."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "severity_grave_floor",
                    "value": "40%",
                    "effective_from": "2026-08-04",
                    "source_paper": "과징금 고시 별표 (2026. 8. 4.)",
                    "reason": "고시 별표의 부과기준율을 옮겨 적음",
                }
            ]
        },
    )

    name: _Name = Field(description="법령 자료의 수치 이름 · The figure's name in the law book")
    value: _Value = Field(description='값: "30", "2.5", "15.5%" · The value in the figure’s unit')
    effective_from: date
    source_paper: _Paper
    reason: _Reason


class ReasonIn(BaseModel):
    """Why an entry is returned or withdrawn."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "근거 문서의 시행일과 다릅니다."}]},
    )

    reason: _Reason


class KeptFigure(Protocol):
    """What a kept entry has; the row itself stays inside the package."""

    id: str
    version: int
    name: str
    value: str
    effective_from: date
    source_paper: str
    reason: str
    state: str
    entered_by: str
    entered_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    decision_reason: str


class AgencyFigureOut(BaseModel):
    """An entry as those who enter and approve see it; `allowed` names the steps from here."""

    id: str
    version: int
    name: str
    value: str
    effective_from: date
    source_paper: str
    reason: str
    state: str
    state_ko: str
    state_en: str
    allowed: list[str]
    entered_by: str
    entered_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    decision_reason: str

    @classmethod
    def of(cls, kept: KeptFigure) -> "AgencyFigureOut":
        """Return a kept entry with its words."""
        label = FIGURE.label(kept.state)
        names = set(cls.model_fields) - {"state_ko", "state_en", "allowed"}
        return cls.model_validate(
            {name: getattr(kept, name) for name in names}
            | {
                "state_ko": label.ko,
                "state_en": label.en,
                "allowed": [str(step.command) for step in FIGURE.steps(kept.state)],
            }
        )


class AgencyFiguresOut(BaseModel):
    """Every entry, whatever became of it."""

    items: list[AgencyFigureOut]


class StretchOut(BaseModel):
    """A figure over a stretch of days; `value` is null where it is not configured."""

    value: str | None
    shown_ko: str
    shown_en: str
    effective_from: date | None
    effective_to: date | None
    act: str
    article: str
    status: str
    status_ko: str
    status_en: str
    source: str

    @classmethod
    def of(cls, entry: Entry, unit: Measured, *, demonstration: bool) -> "StretchOut":
        """Return a stretch of the book; demonstration values show only in a demonstration."""
        hidden = entry.status is Status.DEMONSTRATION and not demonstration
        known = entry.value is not None and not hidden
        shown = show_value(entry.value, unit) if known and entry.value is not None else None
        return _stretch(entry, shown, Status.UNKNOWN if hidden else entry.status)

    @classmethod
    def entered(cls, figure: Figure) -> "StretchOut":
        """Return a figure that the agency entered."""
        return _stretch(figure, figure.shown(), figure.status)


def _stretch(part: Entry | Figure, shown: str | None, status: Status) -> StretchOut:
    label, unknown = STATUS_LABELS[status], STATUS_LABELS[Status.UNKNOWN]
    return StretchOut(
        value=shown,
        shown_ko=shown or unknown.ko,
        shown_en=shown or unknown.en,
        effective_from=part.effective_from,
        effective_to=part.effective_to,
        act=part.basis.act,
        article=part.basis.article,
        status=str(status),
        status_ko=label.ko,
        status_en=label.en,
        source=part.source,
    )


class FigureOut(BaseModel):
    """A figure of law with its whole history, and what the agency has entered."""

    name: str
    label_ko: str
    label_en: str
    unit: str
    history: list[StretchOut]
    entered: list[StretchOut]

    @classmethod
    def of(
        cls, parameter: Parameter, entered: list[StretchOut], *, demonstration: bool
    ) -> "FigureOut":
        """Return a figure of the book."""
        return cls(
            name=parameter.name,
            label_ko=parameter.label.ko,
            label_en=parameter.label.en,
            unit=str(parameter.unit),
            history=[
                StretchOut.of(entry, parameter.unit, demonstration=demonstration)
                for entry in parameter.history
            ],
            entered=entered,
        )


class ChoiceOut(BaseModel):
    """How a question that the law leaves open is answered, and by which test that is pinned."""

    name: str
    number: int
    topic: str
    question_ko: str
    question_en: str
    value: str
    alternatives: list[str]
    reason_ko: str
    reason_en: str
    test: str
    setting: bool

    @classmethod
    def of(cls, choice: Choice) -> "ChoiceOut":
        """Return an answer."""
        return cls(
            name=choice.name,
            number=choice.number,
            topic=choice.topic,
            question_ko=choice.question.ko,
            question_en=choice.question.en,
            value=choice.value,
            alternatives=list(choice.alternatives),
            reason_ko=choice.reason.ko,
            reason_en=choice.reason.en,
            test=choice.test,
            setting=choice.setting,
        )


class ChoicesOut(BaseModel):
    """All answers, in the order of the questions."""

    edition: str
    items: list[ChoiceOut]


class ViolationOut(BaseModel):
    """An act that a complaint may allege."""

    code: str
    name_ko: str
    name_en: str
    example_ko: str
    example_en: str
    act: str
    article: str
    agency: str
    track: str
    regimes: list[str]
    limit: str
    limit_from: str
    technical_data: bool
    status: str
    source: str

    @classmethod
    def of(cls, violation: Violation) -> "ViolationOut":
        """Return a violation of the book."""
        return cls(
            code=violation.code,
            name_ko=violation.name.ko,
            name_en=violation.name.en,
            example_ko=violation.example.ko,
            example_en=violation.example.en,
            act=violation.basis.act,
            article=violation.basis.article,
            agency=violation.agency,
            track=violation.track,
            regimes=list(violation.regimes),
            limit=violation.limit,
            limit_from=violation.limit_from,
            technical_data=violation.technical_data,
            status=str(violation.status),
            source=violation.source,
        )


class ViolationsOut(BaseModel):
    """Every violation, in the order of the acts."""

    edition: str
    items: list[ViolationOut]


class RungOut(BaseModel):
    """A measure's place under one regime."""

    regime: str
    act: str
    article: str
    start: date | None
    on: str
    follows: list[str]
    comply_within: str
    threshold: str
    cap: str
    objection: bool
    status: str
    status_ko: str
    status_en: str
    source: str

    @classmethod
    def of(cls, rung: Rung) -> "RungOut":
        """Return a rung of the book."""
        label = STATUS_LABELS[rung.status]
        return cls(
            regime=rung.regime,
            act=rung.basis.act,
            article=rung.basis.article,
            start=rung.start,
            on=str(rung.on),
            follows=list(rung.follows),
            comply_within=rung.comply_within,
            threshold=rung.threshold,
            cap=rung.cap,
            objection=rung.objection,
            status=str(rung.status),
            status_ko=label.ko,
            status_en=label.en,
            source=rung.source,
        )


class MeasureKindOut(BaseModel):
    """A kind of sanction and its rungs."""

    kind: str
    name_ko: str
    name_en: str
    carries: str
    rungs: list[RungOut]

    @classmethod
    def of(cls, measure: Measure) -> "MeasureKindOut":
        """Return a kind of measure."""
        return cls(
            kind=measure.kind,
            name_ko=measure.name.ko,
            name_en=measure.name.en,
            carries=str(measure.carries),
            rungs=[RungOut.of(rung) for rung in measure.rungs],
        )


class MeasureKindsOut(BaseModel):
    """Every kind of measure."""

    edition: str
    items: list[MeasureKindOut]
