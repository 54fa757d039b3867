"""What the doors of this room take and give; sums are whole won."""

from datetime import date
from typing import Self

from pydantic import BaseModel, Field, field_validator

from app.kernel.text import Text
from app.remedy_fund.budgets.lifecycle import CHANGE
from app.remedy_fund.budgets.rules import room_won
from app.remedy_fund.budgets.tables import (
    BudgetChange,
    BudgetCommitment,
    BudgetLine,
    BudgetMainItem,
)
from app.remedy_fund.fields import AmountWon, In, Words
from app.web.fields import Line, Paragraph

_LINE_ID = "bline_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_TWICE = Text("같은 항목이 두 번 있습니다", "The same item is there twice")
_CODE = r"^[a-z][a-z0-9_]{0,47}$"


class PlanItemIn(In):
    """What one item of a programme gets; a programme is a main item (주요항목)."""

    programme: str = Field(pattern=_CODE, examples=["proof_support"])
    item: str = Field(pattern=_CODE, examples=["litigation_cost"])
    amount_won: AmountWon


class PlanIn(In):
    """The plan of expenditure of a fiscal year, with the paper by which it was decided."""

    fiscal_year: int = Field(ge=2000, le=2199, strict=True, examples=[2026])
    reference: Line = Field(min_length=2, examples=["기금운용계획 2026-1 (가상)"])
    items: list[PlanItemIn] = Field(min_length=1, max_length=200)

    @field_validator("items")
    @classmethod
    def _once(cls, items: list[PlanItemIn]) -> list[PlanItemIn]:
        if len({(one.programme, one.item) for one in items}) != len(items):
            raise ValueError(_TWICE)
        return items


class ChangeIn(In):
    """Money moved to an item, from another one or, where none is named, on top of the plan."""

    fiscal_year: int = Field(ge=2000, le=2199, strict=True, examples=[2026])
    from_line_id: str = Field(default="", max_length=48, examples=[_LINE_ID])
    to_line_id: str = Field(max_length=48, examples=["bline_019ab0c2f0007c3e8a51d2b3c4d5e6f8"])
    amount_won: AmountWon
    reason: Paragraph = Field(min_length=2, examples=["감정 수요 증가"])
    letter_reference: Line = Field(default="", max_length=80, examples=["기금운용-2026-15"])


class CarryOverIn(In):
    """Which year has ended."""

    fiscal_year: int = Field(ge=2000, le=2199, strict=True, examples=[2025])


class BudgetLineOut(BaseModel):
    """A line: what it allows, what is committed and paid, what is left."""

    id: str
    version: int
    fiscal_year: int | None
    dimension: str
    programme: str
    item: str
    key: str
    cap_won: int
    committed_won: int
    paid_won: int
    available_won: int
    carried_in_won: int
    carried_out_won: int

    @classmethod
    def of(cls, row: BudgetLine) -> Self:
        """Return a line as it is told; a ceiling over all years has no fiscal year."""
        return cls(
            id=row.id, version=row.version, fiscal_year=row.fiscal_year or None,
            dimension=row.dimension, programme=row.programme, item=row.item, key=row.key,
            cap_won=row.cap_won, committed_won=row.committed_won, paid_won=row.paid_won,
            available_won=room_won(row), carried_in_won=row.carried_in_won,
            carried_out_won=row.carried_out_won,
        )  # fmt: skip


class CommitmentOut(BaseModel):
    """What one subject has committed and paid on a line."""

    id: str
    line_id: str
    subject: str
    open_won: int
    paid_won: int

    @classmethod
    def of(cls, row: BudgetCommitment) -> Self:
        """Return a commitment as it is told."""
        return cls(
            id=row.id, line_id=row.line_id, subject=row.subject, open_won=row.open_won,
            paid_won=row.paid_won,
        )  # fmt: skip


class MainItemOut(BaseModel):
    """A main item: what the plan gave it, and how its items stand together."""

    fiscal_year: int
    programme: str
    planned_won: int
    reference: str
    cap_won: int
    committed_won: int
    paid_won: int

    @classmethod
    def of(cls, row: BudgetMainItem, lines: list[BudgetLine]) -> Self:
        """Return a main item with the sums of its items."""
        own = [line for line in lines if line.programme == row.programme]
        return cls(
            fiscal_year=row.fiscal_year, programme=row.programme, planned_won=row.planned_won,
            reference=row.reference, cap_won=sum(line.cap_won for line in own),
            committed_won=sum(line.committed_won for line in own),
            paid_won=sum(line.paid_won for line in own),
        )  # fmt: skip


class BudgetYearOut(BaseModel):
    """The plan of a fiscal year by main items."""

    fiscal_year: int
    items: list[MainItemOut]
    cap_won: int
    committed_won: int
    paid_won: int


class PlanOut(BaseModel):
    """The lines of a plan that was entered."""

    fiscal_year: int
    items: list[BudgetLineOut]


class ChangeOut(BaseModel):
    """A change of the budget; `needs_approval_for` names main items that move beyond 2/10."""

    id: str
    version: int
    fiscal_year: int
    from_line_id: str
    to_line_id: str
    amount_won: int
    needs_approval_for: list[str]
    reason: str
    letter_reference: str
    state: Words
    asked_on: date
    done_on: date | None

    @classmethod
    def of(cls, row: BudgetChange) -> Self:
        """Return a change as it is told."""
        label = CHANGE.label(row.state)
        return cls(
            id=row.id, version=row.version, fiscal_year=row.fiscal_year,
            from_line_id=row.from_line_id, to_line_id=row.to_line_id, amount_won=row.amount_won,
            needs_approval_for=row.beyond.split(), reason=row.reason,
            letter_reference=row.letter_reference,
            state=Words(code=row.state, ko=label.ko, en=label.en),
            asked_on=row.asked_on, done_on=row.done_on,
        )  # fmt: skip


class CarriedOverOut(BaseModel):
    """How much of a year was carried into the next one."""

    fiscal_year: int
    carried_won: int
