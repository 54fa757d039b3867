"""Claims, loans and pay-outs as the doors give them."""

from datetime import date, datetime

from pydantic import BaseModel

from app.remedy_fund.fields import Words


class PartOut(BaseModel):
    """One part of a claim."""

    component: Words
    charged_won: int
    received_won: int
    owed_won: int


class ChargeOut(BaseModel):
    """Something that was charged by itself."""

    id: str
    component: Words
    amount_won: int
    on: date
    rate: str
    base_won: int | None
    from_on: date | None
    to_on: date | None
    reason: str
    cancelled_on: date | None


class ClockOut(BaseModel):
    """The limitation clock: `last_on` is empty while a suit holds it still."""

    running_from: date
    last_on: date | None
    stopped_since: date | None
    lapsed: bool
    basis: str


class MarkOut(BaseModel):
    """What the clock has heard."""

    kind: Words
    on: date
    reason: str
    evidence: str


class InstalmentOut(BaseModel):
    """One part of a plan."""

    number: int
    due_on: date
    amount_won: int
    unpaid_won: int
    overdue: bool


class JournalOut(BaseModel):
    """A line of the journal."""

    number: int
    command: str
    state: str
    on: date
    reason: str
    evidence: str
    amount_won: int
    at: datetime


class RecoveryRow(BaseModel):
    """A claim in a list."""

    id: str
    version: int
    kind: Words
    state: Words
    ground: Words
    disbursement_id: str
    application_id: str
    award_id: str
    case_id: str
    claimed_won: int
    received_won: int
    owed_won: int
    written_off_won: int
    opened_on: date
    due_on: date | None


class RecoveryOut(RecoveryRow):
    """A claim with all that belongs to it; the clock runs for public claims only."""

    reason: str
    parts: list[PartOut]
    charges: list[ChargeOut]
    clock: ClockOut | None
    marks: list[MarkOut]
    plan: list[InstalmentOut]
    journal: list[JournalOut]


class StepOut(BaseModel):
    """What may be done, and why not."""

    command: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool
    reasons: list[Words]


class StepList(BaseModel):
    """The steps from the present state."""

    version: int
    allowed: list[StepOut]
    blocked: list[StepOut]


class UseOut(BaseModel):
    """What a part of a receipt was used for, whose it is, and why."""

    component: str
    owner: Words
    earmark_id: str
    amount_won: int
    reason_ko: str
    reason_en: str


class ReceiptOut(BaseModel):
    """Money that came in, down to the last won."""

    id: str
    version: int
    subject_id: str
    how: str
    amount_won: int
    received_on: date
    reference: str
    transaction_ids: list[str]
    uses: list[UseOut]


class ReceiptList(BaseModel):
    """What came in on a claim or loan, oldest first."""

    items: list[ReceiptOut]


class ApprovalAskedOut(BaseModel):
    """The request for approval that was made, and the exact content that it binds."""

    approval_id: str
    subject_id: str
    version: int
    digest: str
    amount_won: int
    required_persons: int


class LoanRow(BaseModel):
    """A loan in a list."""

    id: str
    version: int
    state: Words
    disbursement_id: str
    application_id: str
    award_id: str
    case_id: str
    lent_won: int
    repaid_won: int
    out_won: int
    written_off_won: int
    lent_on: date
    overdue_won: int


class LoanOut(LoanRow):
    """A loan with its terms, schedule and what is owed today."""

    term_months: int
    grace_months: int
    yearly_rate: str
    scheme_edition: str
    interest_owed_won: int
    owed_today_won: int
    plan: list[InstalmentOut]
    journal: list[JournalOut]


class OwnedOut(BaseModel):
    """What belongs to one owner."""

    owner: Words
    received_won: int
    paid_out_won: int
    prepared_won: int
    left_won: int


class ResidualOut(BaseModel):
    """What came in on an application, whose it is, and what of others' money is still here."""

    application_id: str
    owners: list[OwnedOut]
    residual_won: int
    owed_to_fund_won: int


class PayoutOut(BaseModel):
    """A pay-out to a legal owner."""

    id: str
    version: int
    state: Words
    application_id: str
    owner: Words
    amount_won: int
    reason: str
    prepared_at: datetime
    reference: str
    paid_on: date | None
    transaction_id: str
