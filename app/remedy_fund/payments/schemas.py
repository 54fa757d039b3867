"""Payments and statements as the doors take and give them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from app.remedy_fund.fields import In
from app.web.fields import Codes, Day, Line, Paragraph
from app.web.paging import Page

_ID = "award_0192f1c2a4b07d3e9c1f2a3b4c5d6e7f"


class RunIn(In):
    """Which approved awards are paid together, and when."""

    award_ids: Codes = Field(min_length=1, examples=[[_ID]])
    pay_on: Day = Field(examples=["2026-11-23"])


class ReasonIn(In):
    """Why."""

    reason: Paragraph = Field(min_length=2, examples=["계좌를 확인했습니다."])


class ReturnClaimIn(In):
    """Why a payment is asked back: the bank's code of the reason, and words for the bank."""

    code: str = Field(pattern=r"^[0-9]{2}$", examples=["05"])
    words: Line = Field(min_length=2, max_length=100, examples=["시스템 오류로 잘못 보낸 금액"])


class MessageIn(In):
    """A message of the bank as it was received: pain.002, camt.053, camt.054 or pacs.004."""

    file_name: Line = Field(default="", max_length=200, examples=["camt053-2026-11-23.xml"])
    content: str = Field(
        min_length=1, max_length=16_000_000,
        examples=["<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>"],
    )  # fmt: skip


class MatchIn(In):
    """To which transaction of the books a line belongs; an empty id: to nothing known yet."""

    transaction_id: Line = Field(default="", max_length=48, examples=[""])
    reason: Paragraph = Field(min_length=2, examples=["출연 확인서와 금액이 같습니다."])


class RefusalIn(In):
    """What the bank said outside its channel: its code, the day, and how it is known."""

    code: str = Field(pattern=r"^[A-Z0-9]{2,20}$", examples=["AC04"])
    answered_on: date = Field(examples=["2026-11-25"])
    reason: Paragraph = Field(
        min_length=2, examples=["은행 공문 제2026-115호로 거절을 확인했습니다."]
    )


class RefusalOut(BaseModel):
    """A refusal of the bank that somebody noted, and whether it is confirmed."""

    attempt_id: str
    code: str
    answered_on: date
    reason: str
    noted_at: datetime
    confirmed_at: datetime | None


class Named(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str


class SourceOut(BaseModel):
    """From which earmark a part is paid."""

    earmark_id: str
    amount_won: int


class AttemptOut(BaseModel):
    """One order to the bank."""

    id: str
    number: int
    state: str
    order_id: str | None
    message_id: str | None
    bank_code: str
    account_ends_with: str
    holder: str
    name_check: str
    code: str
    stored_at: datetime
    handed_at: datetime | None
    answered_at: datetime | None
    paid_on: date | None
    paid_transaction_id: str
    returned_on: date | None
    returned_transaction_id: str
    claim_id: str = Field(description="Id of the claim for a return · 자금 반환 청구 번호")
    claim_state: str = Field(description="asked, taken, refused; empty without one · 청구 상태")
    claim_code: str
    claimed_on: date | None


class DisbursementRow(BaseModel):
    """A disbursement in a list."""

    id: str
    version: int
    award_id: str
    application_id: str
    run_id: str | None
    amount_won: int
    loan: bool
    state: Named
    stopped: bool
    code: str
    paid_on: date | None
    settled_on: date | None
    created_at: datetime


class DisbursementOut(DisbursementRow):
    """A disbursement with its sources and every order made for it."""

    case_id: str
    sources: list[SourceOut]
    attempts: list[AttemptOut]
    refusals: list[RefusalOut]
    reason: str


class RunRow(BaseModel):
    """A payment run in a list."""

    id: str
    version: int
    number: int
    state: Named
    pay_on: date
    total_won: int
    disbursement_count: int
    approval_id: str
    digest: str
    prepared_at: datetime
    sent_at: datetime | None
    finished_at: datetime | None


class RunOut(RunRow):
    """A payment run with what is in it, and the exact content that is approved."""

    disbursements: list[DisbursementRow]
    content: dict[str, Any]


class StepOut(BaseModel):
    """A step that may be taken, or why it may not."""

    command: str
    label_ko: str
    label_en: str
    needs_reason: bool
    reasons: list[Named]


class StepsOut(BaseModel):
    """What may be done with a run or a disbursement now."""

    id: str
    version: int
    state: str
    allowed: list[StepOut]
    blocked: list[StepOut]


class MessageRow(BaseModel):
    """A message to or from the bank, in a list."""

    id: str
    version: int
    outgoing: bool
    kind: str
    message_id: str
    sha256: str
    name: str
    state: str
    kept_at: datetime
    read_at: datetime | None


class MessageOut(MessageRow):
    """A message with its content and what people have to look at."""

    content: str
    aside: list[dict[str, Any]]
    reason: str


class LineOut(BaseModel):
    """A movement on the fund's account."""

    id: str
    version: int
    account: str
    reference: str
    credit: bool
    amount_won: int
    booked_on: date
    order_id: str
    returned: bool
    words: str
    statement_id: str | None
    state: str
    transaction_id: str | None
    how: str
    proposed_transaction_id: str
    proposed_at: datetime | None
    first_seen_at: datetime


class StatementOut(BaseModel):
    """A day's statement; `open_won` is what its balances moved that nothing explains."""

    id: str
    version: int
    account: str
    number: str
    day: date
    opening_won: int
    closing_won: int
    open_won: int


class QueueItem(BaseModel):
    """Something between the bank and the books that people have to settle."""

    kind: str
    id: str
    amount_won: int
    credit: bool
    on: date
    age_days: int
    words: str


class QueueOut(BaseModel):
    """The repair queue, oldest first."""

    items: list[QueueItem]


class ItemOut(BaseModel):
    """One listed item between the books and the bank."""

    kind: Named
    reference: str
    signed_won: int
    on: date


class ReconciliationOut(BaseModel):
    """Cash in the books and at the bank on a day, with every item between the two."""

    on: date
    ledger_won: int
    bank_won: int
    statement_on: date | None
    items: list[ItemOut]
    difference_won: int


class RunPage(Page[RunRow]):
    """Payment runs, newest first."""


class DisbursementPage(Page[DisbursementRow]):
    """Disbursements, newest first."""


class MessagePage(Page[MessageRow]):
    """Messages, newest first."""


class LinePage(Page[LineOut]):
    """Movements, last seen first."""


class StatementPage(Page[StatementOut]):
    """Statements, last imported first."""
