"""Receivables, requests and receipts as the doors take and give them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.collection.lifecycle import RequestKind, StepKind
from app.web.fields import Day, Line, MaybeDay, MaybeWon, Paragraph, Won

_RECEIVABLE = "receivable_019ab0c2f0007c3e8a51d2b3c4d5e6f7"


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str


class PartIn(In):
    """One part of a plan."""

    on: Day = Field(examples=["2027-03-02"])
    amount_won: Won = Field(ge=1, examples=[200_000_000])


class RequestIn(In):
    """Instalments with their parts, an extension to a day, or a write-off; always with reasons."""

    kind: RequestKind = Field(examples=["instalments"])
    reason: Paragraph = Field(min_length=2, examples=["자금 사정이 일시적으로 어렵습니다 (가상)"])
    security: Paragraph = Field(default="", examples=["보증보험증권 (가상)"])
    until: MaybeDay = None
    parts: list[PartIn] = Field(default=[], max_length=12)


class DecisionIn(In):
    """Whether a request is granted, and why."""

    granted: bool = Field(examples=[True])
    reason: Paragraph = Field(min_length=2, examples=["담보가 제공되었음 (가상)"])


class StepIn(In):
    """A step of collecting; a day where it is left out is today."""

    step: StepKind = Field(examples=["demand"])
    on: MaybeDay = None
    until: MaybeDay = Field(default=None, examples=["2027-03-31"])
    amount_won: MaybeWon = None
    reason: Paragraph = Field(min_length=2, examples=["납부기한이 지났음 (가상)"])


class FineObjectionIn(In):
    """Why the respondent objects to an administrative fine."""

    reason: Paragraph = Field(min_length=2, examples=["고의가 없었습니다 (가상)"])


class OpeningIn(In):
    """The served measure that becomes a receivable."""

    measure_id: str = Field(max_length=48, examples=["measure_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])


class ReceiptFileIn(In):
    """A file of the bank: camt.053 or camt.054 as XML, or a list as CSV."""

    file_name: Line = Field(min_length=1, max_length=200, examples=["receipts-2026-11-23.csv"])
    content: str = Field(
        min_length=1,
        max_length=4_000_000,
        examples=["계좌번호,거래번호,거래일,입금액,입금자,적요\n110-1,A1,2026-11-23,1000,가상,-\n"],
    )


class ProposalIn(In):
    """To which receivable a receipt belongs; left out, it is no money of this service."""

    receivable_id: str | None = Field(default=None, max_length=48, examples=[_RECEIVABLE])
    reason: Paragraph = Field(min_length=2, examples=["입금자 이름이 같음 (가상)"])


class DueOut(BaseModel):
    """One part of what is to be paid."""

    on: date
    amount_won: int
    paid_won: int
    late: bool


class DeadlineOut(BaseModel):
    """A last day with its article."""

    code: str
    ko: str
    en: str
    on: date
    basis: str


class HistoryOut(BaseModel):
    """One thing that happened, by its day."""

    kind: Words
    on: date
    amount_won: int
    until: date | None
    parts: list[PartIn]


class RequestOut(BaseModel):
    """What was asked for and what was decided."""

    id: str
    version: int
    kind: Words
    state: Words
    asked_on: date
    reason: str
    security: str
    until: date | None
    parts: list[PartIn]
    decided_on: date | None
    decision_reason: str
    may_decide: bool


class ReceivableOut(BaseModel):
    """How a receivable stands on a day, with its working."""

    id: str
    version: int
    measure_id: str
    case_id: str
    kind: Words
    measure_number: str
    payment_number: str
    as_of: date
    served_on: date
    stage: Words
    amount_won: int
    waived_won: int
    paid_won: int
    refunded_won: int
    charge_won: int
    charge_known: bool
    charge_steps: list[dict[str, Any]]
    owed_won: int
    overdue_won: int
    refund_due_won: int
    written_off_won: int
    next_due_on: date | None
    early_until: date | None
    early_payable_won: int | None
    schedule: list[DueOut]
    deadlines: list[DeadlineOut]
    history: list[HistoryOut]
    requests: list[RequestOut]
    steps: list[Words]
    may_ask: list[Words]
    notes: list[Words]


class ReceivableRow(BaseModel):
    """A receivable in a list."""

    id: str
    case_id: str
    measure_id: str
    kind: Words
    company: str
    payment_number: str
    stage: Words
    amount_won: int
    owed_won: int
    overdue_won: int
    next_due_on: date | None


class ReceiptOut(BaseModel):
    """A receipt of the bank and what it belongs to."""

    id: str
    version: int
    account: str
    reference: str
    booked_on: date
    amount_won: int
    payment_number: str
    payer: str
    words: str
    state: Words
    how: str
    receivable_id: str | None
    reason: str
    age_days: int
    proposed_at: datetime | None
    confirmed_at: datetime | None
    may_propose: bool
    may_confirm: bool


class ReceiptFileOut(BaseModel):
    """What came of a file: new lines, lines known before, matched, proposed, waiting."""

    id: str
    version: int
    name: str
    format: str
    lines: int
    known_before: int
    matched: int
    proposed: int
    waiting: int
