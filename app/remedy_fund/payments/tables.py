"""Rows only: runs, disbursements, attempts, the bank's messages, statements and lines.

`live_key` columns hold a key while a thing counts and nothing afterwards, so that the database
itself keeps a second one out.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _won() -> Any:
    return Field(sa_type=BigInteger)


def _prose() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class PaymentRun(Row, table=True):
    """Disbursements that are approved and sent together."""

    __tablename__ = "payment_run"

    number: int = Field(unique=True)
    state: str = Field(max_length=12, index=True)
    pay_on: date
    total_won: int = _won()
    disbursements: int
    prepared_by: str = Field(max_length=48)
    prepared_at: datetime
    approval_id: str = Field(default="", max_length=48)
    digest: str = Field(default="", max_length=64)
    sent_by: str = Field(default="", max_length=48)
    sent_at: datetime | None = None
    finished_at: datetime | None = None


class Disbursement(Row, table=True):
    """The payment of one award. `sources` names earmark, reservation and won of each part."""

    __tablename__ = "disbursement"
    __table_args__ = (Index("ix_disbursement_state", "state", "id"),)

    award_id: str = Field(max_length=48, index=True)
    live_key: str | None = Field(default=None, max_length=48, unique=True)
    application_id: str = Field(max_length=48, index=True)
    case_id: str = Field(default="", max_length=48)
    company_id: str = Field(default="", max_length=48)
    period: str = Field(default="", max_length=48)
    run_id: str | None = Field(
        default=None, foreign_key="payment_run.id", max_length=48, index=True
    )
    amount_won: int = _won()
    loan: bool
    state: str = Field(max_length=12)
    sources: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    attempts: int = 0
    stopped_payee: str = Field(default="", max_length=64)
    code: str = Field(default="", max_length=20)
    paid_on: date | None = None
    settled_on: date | None = None
    reason: str = _prose()
    created_at: datetime


class DisbursementAttempt(Row, table=True):
    """One order to the bank, stored before anything is sent; its ids are never used again."""

    __tablename__ = "disbursement_attempt"
    __table_args__ = (
        UniqueConstraint("disbursement_id", "number"),
        Index("ix_disbursement_attempt_run", "run_id", "state"),
        Index("ix_disbursement_attempt_state", "state", "id"),
    )

    disbursement_id: str = Field(foreign_key="disbursement.id", max_length=48)
    run_id: str = Field(foreign_key="payment_run.id", max_length=48)
    number: int
    live_key: str | None = Field(default=None, max_length=48, unique=True)
    state: str = Field(max_length=12)
    amount_won: int = _won()
    payee_id: str = Field(max_length=48)
    payee_fingerprint: str = Field(max_length=64)
    bank_code: str = Field(max_length=3)
    sealed_account: str = _prose()
    last_four: str = Field(max_length=4)
    holder: str = Field(max_length=140)
    name_check: str = Field(default="", max_length=12)
    order_id: str | None = Field(default=None, max_length=35, unique=True)
    message_id: str | None = Field(default=None, max_length=35, index=True)
    stored_at: datetime
    handed_at: datetime | None = None
    answered_at: datetime | None = None
    code: str = Field(default="", max_length=20)
    paid_on: date | None = None
    paid_transaction_id: str = Field(default="", max_length=48)
    returned_on: date | None = None
    returned_transaction_id: str = Field(default="", max_length=48)
    claim_id: str = Field(default="", max_length=35)
    claim_state: str = Field(default="", max_length=12)
    claim_code: str = Field(default="", max_length=4)
    claim_words: str = Field(default="", max_length=100)
    claimed_on: date | None = None


class BankAnswer(Row, table=True):
    """That the bank refused an order, as it said by letter or telephone: noted, then confirmed."""

    __tablename__ = "bank_answer"

    attempt_id: str = Field(foreign_key="disbursement_attempt.id", max_length=48, unique=True)
    code: str = Field(max_length=20)
    answered_on: date
    reason: str = _prose()
    noted_by: str = Field(max_length=48)
    noted_at: datetime
    confirmed_by: str = Field(default="", max_length=48)
    confirmed_at: datetime | None = None


class BankMessage(Row, table=True):
    """A message to or from the bank, byte for byte, sealed; `aside` is what people have to look at."""

    __tablename__ = "bank_message"
    __table_args__ = (Index("ix_bank_message_state", "state", "id"),)

    outgoing: bool
    kind: str = Field(max_length=20)
    message_id: str = Field(default="", max_length=35, index=True)
    sha256: str = Field(max_length=64, unique=True)
    sealed_content: str = _prose()
    name: str = Field(default="", max_length=200)
    state: str = Field(max_length=12)
    aside: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    kept_at: datetime
    read_at: datetime | None = None
    settled_by: str = Field(default="", max_length=48)
    reason: str = _prose()


class BankStatement(Row, table=True):
    """A day's statement. `explained_won` is what notified lines explain of what it left out."""

    __tablename__ = "bank_statement"
    __table_args__ = (
        UniqueConstraint("account", "number"),
        Index("ix_bank_statement_day", "account", "day"),
    )

    account: str = Field(max_length=34)
    number: str = Field(max_length=35)
    day: date
    opening_won: int = _won()
    closing_won: int = _won()
    missing_won: int = _won()
    explained_won: int = Field(default=0, sa_type=BigInteger)
    message_id: str = Field(foreign_key="bank_message.id", max_length=48)
    imported_at: datetime


class StatementLine(Row, table=True):
    """One movement on the fund's account, notified or on a statement; matched with one posting."""

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("account", "reference"),
        Index("ix_statement_line_state", "state", "booked_on"),
    )

    account: str = Field(max_length=34)
    reference: str = Field(max_length=80)
    credit: bool
    amount_won: int = _won()
    booked_on: date
    order_id: str = Field(default="", max_length=35)
    returned: bool = False
    code: str = Field(default="", max_length=20)
    words: str = _prose()
    statement_id: str | None = Field(
        default=None, foreign_key="bank_statement.id", max_length=48, index=True
    )
    state: str = Field(max_length=12)
    transaction_id: str | None = Field(default=None, max_length=48, unique=True)
    how: str = Field(default="", max_length=12)
    first_seen_at: datetime
    proposed_transaction_id: str = Field(default="", max_length=48)
    proposed_by: str = Field(default="", max_length=48)
    proposed_at: datetime | None = None
    proposal_reason: str = _prose()
    confirmed_by: str = Field(default="", max_length=48)
    confirmed_at: datetime | None = None

    @property
    def signed_won(self) -> int:
        """Return the movement as it changes the balance."""
        return self.amount_won if self.credit else -self.amount_won
