"""Rows only: budget lines with their sums, what is committed on them, main items, changes."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


def _won(value: int = 0) -> Any:
    return Field(default=value, sa_type=BigInteger)


class BudgetLine(Row, table=True):
    """How much may be committed and paid on one line, and how much is; all in won.

    The database itself refuses a row on which the sums pass the cap.
    """

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("committed_won + paid_won <= cap_won", name="within_cap"),
        CheckConstraint("committed_won >= 0 AND paid_won >= 0", name="not_negative"),
        UniqueConstraint("fiscal_year", "dimension", "programme", "item", "key"),
    )

    fiscal_year: int
    dimension: str = Field(max_length=12)
    programme: str = Field(default="", max_length=48)
    item: str = Field(default="", max_length=48)
    key: str = Field(default="", max_length=48)
    cap_won: int = _won()
    committed_won: int = _won()
    paid_won: int = _won()
    carried_in_won: int = _won()
    carried_out_won: int = _won()


class BudgetCommitment(Row, table=True):
    """What one subject has committed and paid on one line; a line's sums are the sums of these."""

    __tablename__ = "budget_commitment"
    __table_args__ = (
        CheckConstraint("open_won >= 0 AND paid_won >= 0", name="not_negative"),
        UniqueConstraint("line_id", "subject"),
        Index("ix_budget_commitment_subject", "subject"),
    )

    line_id: str = Field(foreign_key="budget_line.id", max_length=48)
    subject: str = Field(max_length=80)
    open_won: int = _won()
    paid_won: int = _won()


class BudgetMainItem(Row, table=True):
    """What the plan gave a programme in a year: the base of the 2/10 that may be moved."""

    __tablename__ = "budget_main_item"
    __table_args__ = (UniqueConstraint("fiscal_year", "programme"),)

    fiscal_year: int
    programme: str = Field(max_length=48)
    planned_won: int = _won()
    reference: str = Field(default="", max_length=200)


class BudgetChange(Row, table=True):
    """Money moved from one item to another, or put onto one; done at once or after approval."""

    __tablename__ = "budget_change"

    fiscal_year: int = Field(index=True)
    from_line_id: str = Field(default="", max_length=48)
    to_line_id: str = Field(foreign_key="budget_line.id", max_length=48, index=True)
    amount_won: int = _won()
    beyond: str = Field(default="", max_length=200)
    reason: str = Field(sa_type=Text)
    letter_reference: str = Field(default="", max_length=80)
    state: str = Field(max_length=12)
    asked_by: str = Field(max_length=48)
    asked_on: date
    done_on: date | None = None
