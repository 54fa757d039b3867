"""Rows only: claims, what is charged and received on them, loans, and what is paid out to others."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class Recovery(Row, table=True):
    """A claim: taken over from a paid firm, or against the firm itself."""

    __tablename__ = "recovery"
    __table_args__ = (
        Index("ix_recovery_application", "application_id", "id"),
        Index("ix_recovery_kind", "kind", "state", "id"),
        CheckConstraint("paid_won >= 0", name="paid_not_negative"),
    )

    kind: str = Field(max_length=16)
    state: str = Field(max_length=16)
    once_key: str | None = Field(default=None, max_length=80, unique=True)
    disbursement_id: str = Field(max_length=48, index=True)
    application_id: str = Field(max_length=48)
    award_id: str = Field(max_length=48)
    case_id: str = Field(max_length=48, index=True)
    ground: str = Field(max_length=24)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    paid_won: int = Field(sa_type=BigInteger)
    written_off_won: int = Field(default=0, sa_type=BigInteger)
    opened_on: date
    opened_at: datetime
    opened_by: str = Field(max_length=48)
    due_on: date | None = None
    write_off_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class RecoveryCharge(Row, table=True):
    """A part of a claim that was entered by itself: costs, principal, interest, addition, penalty."""

    __tablename__ = "recovery_charge"
    __table_args__ = (
        Index("ix_recovery_charge_recovery", "recovery_id", "id"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    recovery_id: str = Field(foreign_key="recovery.id", max_length=48)
    component: str = Field(max_length=16)
    amount_won: int = Field(sa_type=BigInteger)
    on: date
    rate: str = Field(default="", max_length=40)
    base_won: int | None = Field(default=None, sa_type=BigInteger)
    from_on: date | None = None
    to_on: date | None = None
    reason: str = Field(sa_column=Column(Text, nullable=False))
    transaction_id: str = Field(default="", max_length=80)
    cancelled_on: date | None = None
    entered_by: str = Field(max_length=48)
    entered_at: datetime


class RecoveryReceipt(Row, table=True):
    """Money that came in on a claim or loan, or the firm's own money that was set off against it."""

    __tablename__ = "recovery_receipt"
    __table_args__ = (
        Index("ix_recovery_receipt_subject", "subject_id", "id"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    subject_id: str = Field(max_length=48)
    application_id: str = Field(max_length=48, index=True)
    disbursement_id: str = Field(max_length=48, index=True)
    how: str = Field(max_length=16)
    amount_won: int = Field(sa_type=BigInteger)
    received_on: date
    reference: str | None = Field(default=None, max_length=80, unique=True)
    transactions: str = Field(default="", sa_column=Column(Text, nullable=False))
    recorded_by: str = Field(max_length=48)
    recorded_at: datetime


class RecoveryUse(Row, table=True):
    """What a part of a receipt was used for, whose it is now, and why: together all of the receipt."""

    __tablename__ = "recovery_use"
    __table_args__ = (
        UniqueConstraint("receipt_id", "position"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    receipt_id: str = Field(foreign_key="recovery_receipt.id", max_length=48)
    subject_id: str = Field(max_length=48, index=True)
    application_id: str = Field(max_length=48, index=True)
    disbursement_id: str = Field(max_length=48, index=True)
    position: int
    component: str = Field(max_length=16)
    owner: str = Field(max_length=16)
    earmark_id: str = Field(default="", max_length=48)
    amount_won: int = Field(sa_type=BigInteger)
    reason_ko: str = Field(max_length=400)
    reason_en: str = Field(max_length=400)


class RecoveryJournal(Row, table=True):
    """A line on a claim, loan or pay-out: who did what, when, why, on what paper."""

    __tablename__ = "recovery_journal"
    __table_args__ = (UniqueConstraint("subject_id", "number"),)

    subject_id: str = Field(max_length=48)
    number: int
    command: str = Field(max_length=24)
    state: str = Field(max_length=16)
    on: date
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    evidence: str = Field(default="", max_length=200)
    amount_won: int = Field(default=0, sa_type=BigInteger)
    by: str = Field(max_length=48)
    at: datetime


class RecoveryMark(Row, table=True):
    """Something that the limitation clock of a claim listens to."""

    __tablename__ = "recovery_mark"
    __table_args__ = (Index("ix_recovery_mark_recovery", "recovery_id", "on"),)

    recovery_id: str = Field(foreign_key="recovery.id", max_length=48)
    kind: str = Field(max_length=24)
    on: date
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    evidence: str = Field(default="", max_length=200)
    entered_by: str = Field(max_length=48)
    entered_at: datetime


class RecoveryInstalment(Row, table=True):
    """One part of an agreed plan; the newest edition of a claim's or loan's plan is the one."""

    __tablename__ = "recovery_instalment"
    __table_args__ = (
        UniqueConstraint("subject_id", "edition", "number"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    subject_id: str = Field(max_length=48)
    edition: int
    number: int
    due_on: date = Field(index=True)
    amount_won: int = Field(sa_type=BigInteger)
    from_won: int = Field(sa_type=BigInteger)  # what had been paid when the plan was made


class Loan(Row, table=True):
    """A bridging loan: what is lent is owed back, with interest by the day on what is still out."""

    __tablename__ = "fund_loan"
    __table_args__ = (
        Index("ix_fund_loan_application", "application_id", "id"),
        CheckConstraint("lent_won >= 0", name="lent_not_negative"),
    )

    state: str = Field(max_length=16)
    disbursement_id: str = Field(max_length=48, unique=True)
    application_id: str = Field(max_length=48)
    award_id: str = Field(max_length=48)
    case_id: str = Field(max_length=48, index=True)
    lent_won: int = Field(sa_type=BigInteger)
    written_off_won: int = Field(default=0, sa_type=BigInteger)
    lent_on: date
    term_months: int
    grace_months: int
    yearly_rate: str = Field(max_length=40)
    scheme_edition: str = Field(max_length=40)
    interest_from_on: date
    interest_won: int = Field(default=0, sa_type=BigInteger)  # accrued and unpaid up to that day
    opened_at: datetime
    write_off_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class RecoveryPayout(Row, table=True):
    """Money of others in the fund's account that is paid to its legal owner."""

    __tablename__ = "recovery_payout"
    __table_args__ = (
        Index("ix_recovery_payout_application", "application_id", "owner"),
        CheckConstraint("amount_won > 0", name="amount_above_zero"),
    )

    state: str = Field(max_length=16)
    application_id: str = Field(max_length=48)
    owner: str = Field(max_length=16)
    amount_won: int = Field(sa_type=BigInteger)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    prepared_by: str = Field(max_length=48)
    prepared_at: datetime
    reference: str | None = Field(default=None, max_length=80, unique=True)
    paid_on: date | None = None
    confirmed_by: str = Field(default="", max_length=48)
    set_off_receipt_id: str = Field(default="", max_length=48)
    transaction_id: str = Field(default="", max_length=80)
