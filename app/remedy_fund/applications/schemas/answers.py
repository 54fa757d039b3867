"""What the doors of applications give."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from app.remedy_fund.fields import Words


class BenefitLineOut(BaseModel):
    """One benefit asked for one harm, and what became of it."""

    id: str
    sequence: int
    benefit: Words
    harm: Words
    cost_won: int
    claimed_won: int
    refused: bool
    refusal_reason: str
    refusal_basis: str
    assessed_cost_won: int | None
    assessed_won: int | None
    reasons: str
    evidence: list[str]
    awarded_won: int


class LossLineOut(BaseModel):
    """One line of the loss sheet."""

    id: str
    sequence: int
    kind: Words
    description: str
    claimed_won: int
    assessed_won: int | None
    reasons: str
    evidence: list[str]


class EvidenceOut(BaseModel):
    """A piece of the case's evidence that the application relies on."""

    item_id: str
    label: str
    title: str
    sha256: str
    attached_at: datetime


class CompensationOut(BaseModel):
    """Other money for the same loss, as declared."""

    id: str
    version: int
    kind: Words
    payer: str
    reference: str
    amount_won: int
    received_on: date
    declared_at: datetime
    declared_by_fund: bool
    struck: bool
    struck_reason: str


class PayeeOut(BaseModel):
    """The account that is paid; of its number only the last four digits are shown."""

    bank_code: str
    last_four: str
    holder_name: str
    verified: bool
    verified_how: str
    usable_from: date
    set_at: datetime


class HeadroomOut(BaseModel):
    """What may still be awarded: the loss less other compensation less awards."""

    assessed_loss_won: int
    compensation_won: int
    awarded_won: int
    paid_won: int
    left_won: int
    excess_won: int


class ObjectionOut(BaseModel):
    """An objection to a decision, and the answer to it."""

    id: str
    version: int
    application_id: str
    decision: Words
    decided_on: date
    last_on: date
    state: Words
    grounds: str
    filed_on: date
    filed_at: datetime
    answer_due_on: date
    extended: bool
    extension_reason: str
    answered_on: date | None
    answered_late: bool
    answer: str
    overdue: bool


class StepOut(BaseModel):
    """A step that was taken: who, why, shown by what, for which day and when."""

    sequence: int
    command: Words
    from_state: str
    to_state: str
    on: date
    at: datetime
    by_role: str
    reason: str
    basis: str
    evidence: list[str]


class StepsOut(BaseModel):
    """What happened to an application, oldest first."""

    application_id: str
    items: list[StepOut]


class ApplicationRow(BaseModel):
    """An application in a list."""

    id: str
    version: int
    number: str
    case_id: str
    applicant_name: str
    state: Words
    suspended: bool
    filed_on: date
    claimed_won: int
    assessed_loss_won: int | None
    awarded_won: int
    paid_won: int


class SuitOut(BaseModel):
    """A claim for damages that is pending in court."""

    court: str
    docket_number: str
    filed_on: date
    evidence_item_id: str


class ApplicationOut(BaseModel):
    """An application with everything under it; the scheme that it is judged by says its status."""

    id: str
    version: int
    number: str
    case_id: str
    case_number: str
    applicant_company_id: str
    applicant_name: str
    applicant_size: str
    state: Words
    suspended: bool
    scheme: dict[str, str]
    filed_on: date
    filed_at: datetime
    statement: str
    suit: SuitOut | None
    lines: list[BenefitLineOut]
    losses: list[LossLineOut]
    evidence: list[EvidenceOut]
    compensations: list[CompensationOut]
    payee: PayeeOut | None
    headroom: HeadroomOut
    objections: list[ObjectionOut]
    objection_until: date | None
    in_plan: bool


class EligibilityOut(BaseModel):
    """What comes of checking each line today, and what was found when it was decided."""

    application_id: str
    today: list[dict[str, Any]]
    decided: list[dict[str, Any]] | None


class ReasonOut(BaseModel):
    """Why a step is blocked."""

    code: str
    ko: str
    en: str


class ChoiceOut(BaseModel):
    """A step from the present state."""

    command: str
    to_state: str
    label_ko: str
    label_en: str
    needs_reason: bool
    reasons: list[ReasonOut] = []


class TransitionsOut(BaseModel):
    """The steps that may be taken now, and those that may not, with the reasons."""

    application_id: str
    version: int
    state: str
    allowed: list[ChoiceOut]
    blocked: list[ChoiceOut]


class ExhibitChoice(BaseModel):
    """A piece of the case's evidence that may be named."""

    item_id: str
    label: str
    title: str


class FactOut(BaseModel):
    """A fact of the case that holds."""

    fact: str
    ko: str
    en: str
    on: date | None
    basis: str
    shown_by: str


class BenefitChoice(BaseModel):
    """A benefit that the scheme offers."""

    code: str
    ko: str
    en: str
    kind: str
    share: str
    ceiling_won: int


class PrefillOut(BaseModel):
    """What the service knows already when an application from a case is begun."""

    case_id: str
    case_number: str
    can_apply: bool
    reasons: list[ReasonOut]
    applicant_company_id: str
    applicant_name: str
    applicant_size: str
    respondent_name: str
    harms: list[Words]
    facts: list[FactOut]
    claimed_loss_won: int | None
    exhibits: list[ExhibitChoice]
    benefits: list[BenefitChoice]
    scheme: dict[str, str]
    scheme_notice_ko: str
    scheme_notice_en: str
    earlier_application_ids: list[str]
