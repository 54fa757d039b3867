"""Rows only: programmes, contributions, earmarks, what is reserved on them, changes, shares, receipts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _won(value: int = 0) -> Any:
    return Field(default=value, sa_type=BigInteger)


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class Programme(Row, table=True):
    """A programme of the fund: the purposes it serves, and its days."""

    __tablename__ = "programme"

    code: str = Field(max_length=48, unique=True)
    name_ko: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    purposes: list[str] = _json()
    from_on: date
    until_on: date | None = None


class Contribution(Row, table=True):
    """Money promised or received, in won. Its state is not a column: it follows from the sums.

    `cause_id` is the measure or consent contribution it comes from; `reference` the paper or bank
    entry that proves it, used once for each source.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("source", "reference"),
        CheckConstraint("unallocated_won >= 0 AND returned_won >= 0 AND taken_back_won >= 0",
                        name="not_negative"),
        CheckConstraint("unallocated_won + returned_won + taken_back_won <= amount_won",
                        name="within_amount"),
        Index("ix_contribution_cause", "source", "cause_id"),
    )  # fmt: skip

    source: str = Field(max_length=20)
    account: str = Field(max_length=12)
    cause_id: str = Field(default="", max_length=48)
    contributor_company_id: str | None = Field(
        default=None, foreign_key="company.id", max_length=48, index=True
    )
    contributor_name: str = Field(default="", max_length=200)
    programme_id: str | None = Field(default=None, foreign_key="programme.id", max_length=48)
    purpose: str = Field(default="", max_length=48)
    expires_on: date | None = None
    pledged_on: date
    pledged_won: int = _won()
    amount_won: int = _won()
    unallocated_won: int = _won()
    returned_won: int = _won()
    taken_back_won: int = _won()
    redesignated: bool = False
    received_on: date | None = None
    withdrawn_on: date | None = None
    reference: str | None = Field(default=None, max_length=80)
    recorded_by: str = Field(max_length=48)


class Earmark(Row, table=True):
    """Money set aside for a purpose. What lies on it now is the balance of its ledger account."""

    __tablename__ = "earmark"
    __table_args__ = (
        CheckConstraint("amount_won > 0", name="amount"),
        Index("ix_earmark_purpose", "purpose", "programme_id"),
    )

    contribution_id: str = Field(foreign_key="contribution.id", max_length=48, index=True)
    account_id: str = Field(max_length=48, unique=True)
    programme_id: str | None = Field(default=None, foreign_key="programme.id", max_length=48)
    purpose: str = Field(max_length=48)
    amount_won: int = _won()
    received_on: date
    expires_on: date | None = None
    from_earmark_id: str | None = Field(default=None, foreign_key="earmark.id", max_length=48)
    made_on: date


class EarmarkPart(Row, table=True):
    """How much of one earmark is reserved for, or was paid to, one thing; kept so that it can go back."""

    __tablename__ = "earmark_part"
    __table_args__ = (
        UniqueConstraint("subject", "key", "position"),
        Index("ix_earmark_part_subject", "subject", "state"),
    )

    earmark_id: str = Field(foreign_key="earmark.id", max_length=48, index=True)
    subject: str = Field(max_length=80)
    key: str = Field(max_length=80)
    position: int
    amount_won: int = _won()
    reservation_id: str = Field(max_length=48)
    state: str = Field(max_length=12)


class ContributionChange(Row, table=True):
    """A re-designation, return or repayment to the Treasury that has to be approved, with its letter."""

    __tablename__ = "contribution_change"

    kind: str = Field(max_length=16)
    contribution_id: str | None = Field(
        default=None, foreign_key="contribution.id", max_length=48, index=True
    )
    earmark_id: str | None = Field(default=None, foreign_key="earmark.id", max_length=48)
    to_earmark_id: str | None = Field(default=None, foreign_key="earmark.id", max_length=48)
    programme_id: str | None = Field(default=None, foreign_key="programme.id", max_length=48)
    purpose: str = Field(default="", max_length=48)
    expires_on: date | None = None
    amount_won: int = _won()
    letter_reference: str = Field(max_length=80)
    letter_on: date
    reason: str = Field(sa_type=Text)
    state: str = Field(max_length=12)
    asked_by: str = Field(max_length=48)
    asked_on: date
    done_on: date | None = None


class SurchargeShare(Row, table=True):
    """The fund's share of one surcharge: the ratio it was begun with, and what the share stands at."""

    __tablename__ = "surcharge_share"
    __table_args__ = (
        CheckConstraint("ratio_numerator >= 0 AND ratio_denominator > 0", name="ratio"),
        CheckConstraint("share_won >= 0", name="share"),
    )

    measure_id: str = Field(unique=True, max_length=48)
    case_id: str = Field(max_length=48, index=True)
    ratio_numerator: int = _won()
    ratio_denominator: int = _won(1)
    scheme_id: str = Field(max_length=80)
    scheme_edition: str = Field(max_length=40)
    collected_won: int = _won()
    owed_back_won: int = _won()
    refunded_won: int = _won()
    share_won: int = _won()


class SurchargeShareEntry(Row, table=True):
    """One event that moved a share, and by how much; never changed."""

    __tablename__ = "surcharge_share_entry"
    __table_args__ = (UniqueConstraint("share_id", "number"),)

    share_id: str = Field(foreign_key="surcharge_share.id", max_length=48)
    number: int
    source_key: str = Field(unique=True, max_length=160)
    cause: str = Field(max_length=16)
    amount_won: int = _won()
    before_won: int = _won()
    after_won: int = _won()
    shortfall_won: int = _won()
    contribution_id: str | None = Field(default=None, foreign_key="contribution.id", max_length=48)
    transaction_id: str | None = Field(default=None, max_length=48)
    on: date


class ContributionReceipt(Row, table=True):
    """The confirmation that a contribution was received; `data` is everything the paper says."""

    __tablename__ = "contribution_receipt"

    contribution_id: str = Field(foreign_key="contribution.id", max_length=48, unique=True)
    number: str = Field(unique=True, max_length=40)
    issued_at: datetime
    issued_by: str = Field(max_length=48)
    data: dict[str, Any] = _json()
