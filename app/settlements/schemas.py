"""What every settlement shows: its steps, allowed and blocked, each with its article."""

from typing import Any

from pydantic import BaseModel

from app.access.actor import Target
from app.access.policy import May
from app.cases.schemas.case import In, Reason, Words
from app.db.work import Work
from app.kernel.lifecycle import Lifecycle, Row

__all__ = ["Choice", "Choices", "In", "Words", "choices_of", "state_words"]


class Choice(BaseModel):
    """A step from the present state; `reasons` say why it is blocked."""

    command: str
    label_ko: str
    label_en: str
    basis: str
    needs_reason: bool
    reasons: list[Reason] = []


class Choices(BaseModel):
    """The steps that the reader may take now, and those that the facts block."""

    allowed: list[Choice]
    blocked: list[Choice]


def choices_of(
    work: Work, table: Lifecycle, state: str, *, facts: Any, target: Target, basis: str = ""
) -> Choices:
    """Return the reader's own steps from a state; those of other roles are left out.

    `basis` stands in for the table's where the thing rests on another Act.
    """
    rows = [
        row
        for row in table.steps(state)
        if not row.automatic and work.decide(May(row.by), target).allowed
    ]
    told = [_choice(row, facts, basis or row.basis) for row in rows]
    return Choices(
        allowed=[one for one in told if not one.reasons],
        blocked=[one for one in told if one.reasons],
    )


def _choice(row: Row, facts: Any, basis: str) -> Choice:
    reasons = [
        Reason(code=b.code, ko=b.reason.ko, en=b.reason.en, basis=[str(x) for x in b.basis])
        for b in row.blocked(facts)
    ]
    return Choice(
        command=row.command, label_ko=row.label.ko, label_en=row.label.en, basis=basis,
        needs_reason=row.needs_reason, reasons=reasons,
    )  # fmt: skip


def state_words(table: Lifecycle, state: str) -> Words:
    """Return the name of a state in both languages."""
    label = table.label(state)
    return Words(code=state, ko=label.ko, en=label.en)
