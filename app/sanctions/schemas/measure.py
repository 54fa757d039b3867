"""Measures as the doors take and give them; what a reader may not see is not in them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from app.sanctions.schemas.calculation import CalculationIn, ComputationOut, In
from app.web.fields import Codes, Line, MaybeDay, MaybeWon, Paragraph, Won


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str
    basis: str = ""


class Reason(BaseModel):
    """Why something is blocked."""

    code: str
    ko: str
    en: str
    basis: list[str] = []


class MeasureIn(In):
    """A draft. What a kind needs beyond this shows in the ladder of the case."""

    kind: str = Field(max_length=60, examples=["corrective_order"])
    decided_on: MaybeDay = Field(default=None, examples=["2026-11-20"])
    violations: Codes = Field(default=[], examples=[["TK-USE"]])
    order_items: list[Paragraph] = Field(
        default=[], max_length=30, examples=[["피심인은 제공받은 기술자료를 폐기하여야 한다."]]
    )
    reasons: Paragraph = Field(
        min_length=2, examples=["제출 도면을 제3자에게 제공한 사실이 인정됨"]
    )
    comply_by: MaybeDay = None
    amount_won: MaybeWon = None
    calculation: CalculationIn | None = None
    posted_until: MaybeDay = None
    points_waived_reason: Paragraph = ""


class ReasonIn(In):
    """Why the step is taken."""

    reason: Paragraph = Field(default="", examples=["주문의 표현을 고쳐 주세요"])


class DatedIn(In):
    """A step with the day from which it counts, today where it is left out."""

    on: MaybeDay = None
    reason: Paragraph = ""


class ServiceIn(In):
    """When the measure reached the respondent."""

    served_on: MaybeDay = Field(default=None, examples=["2026-11-23"])


class AcceptanceIn(In):
    """The respondent's answer to a recommendation."""

    accepted: bool = Field(examples=[True])


class ComplianceReportIn(In):
    """What the respondent did to comply."""

    report: Paragraph = Field(min_length=2, examples=["사본을 모두 폐기하였습니다."])


class BreachIn(In):
    """What was not done."""

    facts: Paragraph = Field(min_length=2, examples=["기한까지 폐기하지 않았습니다."])


class PaymentIn(In):
    """Money that came in; `reference` is the receipt's number, once for each measure."""

    on: MaybeDay = None
    amount_won: Won = Field(ge=1)
    reference: Line = Field(min_length=1, max_length=80, examples=["국고수납-2026-000123"])
    overpaid: bool = False


class RefundIn(In):
    """Money given back for a refund that is due."""

    refund_id: str = Field(max_length=48, examples=["refund_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    on: MaybeDay = None
    reference: Line = Field(min_length=1, max_length=80)


class AnnulmentIn(In):
    """What is annulled outside an objection: all of it, or all above a new sum or set of items."""

    reason: Paragraph = Field(min_length=2, examples=["법원 판결에 따라 취소합니다."])
    in_part: bool = False
    new_amount_won: MaybeWon = None
    order_items: list[Paragraph] = Field(default=[], max_length=30)
    violations: Codes = Field(default=[])


class ContributionIn(In):
    """Money that came in under a consent decision."""

    on: MaybeDay = None
    amount_won: Won = Field(ge=1, examples=[100_000_000])
    reference: Line = Field(min_length=1, max_length=80)


class ContributionOut(BaseModel):
    """Money that came in under a consent decision."""

    id: str
    version: int
    case_id: str
    company_id: str
    on: date
    amount_won: int
    reference: str


class PaymentOut(BaseModel):
    """Money that came in."""

    id: str
    on: date
    amount_won: int
    reference: str
    late: bool
    late_charge_won: int | None
    late_computation: dict[str, Any] | None
    overpaid_won: int


class RefundOut(BaseModel):
    """Money that is or was to be given back."""

    id: str
    cause: str
    amount_won: int
    due_since_on: date
    refunded_on: date | None
    reference: str


class BalanceOut(BaseModel):
    """How the sum stands today; `late_charge_known` is false where no source gives the charge."""

    due_on: date | None
    paid_won: int
    late_charge_won: int
    late_charge_known: bool
    owed_won: int
    refund_due_won: int
    payments: list[PaymentOut]
    refunds: list[RefundOut]


class ObjectionIn(In):
    """The grounds of an objection."""

    grounds: Paragraph = Field(min_length=2, examples=["사실 인정에 다툼이 있습니다."])


class RulingIn(In):
    """A ruling. `violations` are those that still stand after an annulment in part."""

    command: str = Field(max_length=20, examples=["uphold_in_part"])
    reason: Paragraph = ""
    new_amount_won: MaybeWon = None
    order_items: list[Paragraph] = Field(default=[], max_length=30)
    violations: Codes = Field(default=[])


class ObjectionOut(BaseModel):
    """An objection, and what its ruling changed."""

    id: str
    version: int
    measure_id: str
    case_id: str
    state: Words
    filed_on: date
    last_on: date | None
    late: bool
    grounds: str
    ruled_on: date | None
    ruling_reason: str
    before_won: int | None
    after_won: int | None
    before_points: str | None
    after_points: str | None


class MeasureStepOut(BaseModel):
    """A step that was taken."""

    sequence: int
    command: str
    label_ko: str
    label_en: str
    to_state: str
    on: date
    at: datetime
    role: str
    basis: str
    reason: str


class MeasureOut(BaseModel):
    """One measure. Fields that the reader may not see yet are null or empty."""

    id: str
    version: int
    case_id: str
    company_id: str
    number: str | None
    number_en: str | None
    kind: Words
    regime: Words
    carries: str
    state: Words
    decided_on: date
    issued_at: datetime | None
    served_on: date | None
    accepted_on: date | None
    follows_measure_id: str | None
    violations: list[Words]
    order_items: list[str]
    reasons: str
    legal_basis: str
    comply_by: date | None
    due_on: date | None
    amount_won: int | None
    original_amount_won: int | None
    computation: ComputationOut | None
    points: str | None
    points_status: str
    points_waived_reason: str
    posted_until: date | None
    balance: BalanceOut | None
    objections: list[ObjectionOut]
    steps: list[MeasureStepOut]
    breach_facts: str
    demonstration: bool
    law_edition: str
    drafted_by: str
    countersigned_by: str


class MeasureList(BaseModel):
    """The measures of a case that the reader may know of."""

    items: list[MeasureOut]


class CommandOut(BaseModel):
    """A step from the present state of a measure or objection."""

    command: str
    to_state: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool
    reasons: list[Reason] = []


class MeasureTransitions(BaseModel):
    """The steps that may be taken now, and those that may not, with the reasons."""

    measure_id: str
    version: int
    state: str
    allowed: list[CommandOut]
    blocked: list[CommandOut]


class OfferOut(BaseModel):
    """A kind of measure as the ladder offers or blocks it now."""

    kind: str
    ko: str
    en: str
    carries: str
    regime: str
    regime_ko: str
    regime_en: str
    regime_status: str
    basis: str
    trigger: str
    obligatory: bool
    calculated: str
    follows_measure_id: str | None
    latest_comply_by: date | None
    reasons: list[Reason] = []
    warnings: list[Words] = []


class LadderOut(BaseModel):
    """Which kinds may be drafted for a decision of a day, and why the others may not."""

    case_id: str
    regime: str
    decided_on: date
    adopted_on: date | None
    allowed: list[OfferOut]
    blocked: list[OfferOut]


class ProposalOut(BaseModel):
    """The next measure, as proposed."""

    id: str
    version: int
    case_id: str
    measure_id: str | None
    kind: Words
    regime: str
    trigger: str
    basis: str
    obligatory: bool
    state: Words
    proposed_on: date
    taken_by_measure_id: str | None
    settled_on: date | None
    dismissal_reason: str


class ProposalList(BaseModel):
    """The proposals of a case."""

    items: list[ProposalOut]


class DismissalIn(In):
    """Why a proposal is not followed."""

    reason: Paragraph = Field(min_length=2, examples=["이미 자진 시정하였습니다."])
