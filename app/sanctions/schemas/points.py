"""A company's points as the doors take and give them."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.law.points import KFTC
from app.sanctions.schemas.calculation import In, Points
from app.sanctions.schemas.measure import Words
from app.web.fields import Day, Line, MaybeDay, Paragraph


class AdjustmentIn(In):
    """A claim that points be taken off or added; `proof` names the exhibit or evidence item.

    `points` is needed only where the law gives a ceiling and not a value.
    """

    item: str = Field(max_length=60, examples=["indexation_share_50"])
    points: Points | None = None
    applies_from: Day
    applies_to: MaybeDay = None
    proof: Line = Field(min_length=1, examples=["을 제3호증"])
    note: Paragraph = ""
    regime: str = Field(default=KFTC, max_length=60)


class DecisionIn(In):
    """The decision on a claim."""

    command: Literal["accept", "reject"] = Field(examples=["accept"])
    reason: Paragraph = ""


class AdjustmentOut(BaseModel):
    """A claim and the decision on it; `points` carries no sign, `sign` says which way it goes."""

    id: str
    version: int
    company_id: str
    item: Words
    sign: str
    points: str
    points_status: str
    applies_from: date
    applies_to: date | None
    proof: str
    note: str
    state: Words
    claimed_on: date
    decided_on: date | None
    decision_reason: str
    regime: str


class LineOut(BaseModel):
    """An entry or adjustment in a score: whether it counts, with how much, and why."""

    reference: str
    points: str
    counted: bool
    reason_ko: str
    reason_en: str
    measured_on: date
    kind: str
    label_ko: str
    label_en: str
    case_id: str


class CrossingOut(BaseModel):
    """A limit on the score; crossed only when the score is strictly over it."""

    kind: str
    label_ko: str
    label_en: str
    limit: str
    crossed: bool
    obligatory: bool
    basis: str


class EntryOut(BaseModel):
    """A line of the ledger as it was written; a reversal names the entry that it takes from."""

    id: str
    kind: str
    reverses_id: str | None
    case_id: str
    measure_id: str
    measure_kind: Words
    regime: str
    violations: list[str]
    points: str
    points_status: str
    basis: str
    measured_on: date
    known_on: date


class ReversalOut(BaseModel):
    """What a reversal changed: the score without it and with it, as known on its day."""

    id: str
    entry_id: str
    measure_id: str
    known_on: date
    points: str
    before: str
    after: str


class CrossingChange(BaseModel):
    """A limit before and after a measure: whether it is crossed, and why, with its article."""

    kind: str
    label_ko: str
    label_en: str
    limit: str
    inclusive: bool
    single: str | None
    measures: int
    crossed_before: bool
    crossed_after: bool
    obligatory: bool
    reason_ko: str
    reason_en: str
    basis: str


class PointsEffectOut(BaseModel):
    """What a company's score would become were a draft issued; nothing is written.

    `status` is `counted`, `no_points` where the kind brings none, `waived` where the draft waives
    them with reasons, and `not_configured` where no source gives the value: then nothing is added
    and `net_after` is null, for an unknown value is not nought.
    """

    measure_id: str
    company_id: str
    regime: str
    as_of: date
    status: str
    points: str | None
    points_status: str
    basis: str
    net_before: str
    net_after: str | None
    measures_before: int
    measures_after: int | None
    lines: list[LineOut]
    adjustments: list[LineOut]
    thresholds: list[CrossingChange]
    notes: list[Words]


class PointsOut(BaseModel):
    """A company's accumulated score on a day, as it was known on another, with its ledger."""

    company_id: str
    regime: str
    as_of: date
    known_at: date
    window_from: date
    gross: str
    mitigation: str
    aggravation: str
    net: str
    measures_counted: int
    habitual: bool
    lines: list[LineOut]
    adjustments: list[LineOut]
    crossings: list[CrossingOut]
    warnings: list[Words]
    ledger: list[EntryOut]
    reversals: list[ReversalOut]
    claims: list[AdjustmentOut]
    edition: str
