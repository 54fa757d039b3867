"""How a sum is paid back in parts that add up exactly, and which of them are late. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.kernel.calendar import days_in_month
from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text

UNIT_WON = 10
BASIS = Basis("국고금 관리법", "제47조")
MOST_PARTS = 120


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part: its place, the day it is due, and whole won."""

    number: int
    due_on: date
    amount_won: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """A part whose day has passed with something of it unpaid."""

    number: int
    due_on: date
    unpaid_won: int


def schedule(
    amount_won: int, *, parts: int, first_due_on: date, every_months: int = 1
) -> tuple[Instalment, ...]:
    """Split a sum into equal parts of whole tens of won; the first takes all that is left over.

    Raises Invalid where there would be a part of nothing (국고금 관리법 제47조).
    """
    if not 1 <= parts <= MOST_PARTS or every_months < 1:
        raise _wrong("/parts", f"1~{MOST_PARTS}회", f"1 to {MOST_PARTS} parts")
    each = amount_won // parts // UNIT_WON * UNIT_WON
    if parts > 1 and not each:
        raise _wrong("/parts", "각 회차가 10원 이상", "parts of at least KRW 10")
    if amount_won <= 0:
        raise _wrong("/amount_won", "0원보다 큰 금액", "an amount above zero")
    first = amount_won - each * (parts - 1)
    return tuple(
        Instalment(place + 1, months_later(first_due_on, place * every_months),
                   each if place else first)
        for place in range(parts)
    )  # fmt: skip


def overdue(plan: Sequence[Instalment], paid_won: int, on: date) -> tuple[Overdue, ...]:
    """Return the parts late on a day; money fills the parts in the order in which they are due."""
    late, left = [], paid_won
    for part in plan:
        filled = min(left, part.amount_won)
        left -= filled
        if part.due_on < on and filled < part.amount_won:
            late.append(Overdue(part.number, part.due_on, part.amount_won - filled))
    return tuple(late)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of a month that lacks it."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, days_in_month(year, month)))


def _wrong(pointer: str, ko: str, en: str) -> Invalid:
    words = Text(f"{ko}이어야 합니다", f"There must be {en}")
    return Invalid(errors=(FieldError(pointer, "schedule", words),), basis=(BASIS,))
