"""Interest on late prices, the late charge on a surcharge, and when instalments are allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.kernel.calendar import last_day
from app.kernel.money import truncate
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import Computation, Sheet, percent, won
from app.law.late_charge import YEAR_DAYS, Charged, Paid, Part, accrue

__all__ = [
    "YEAR_DAYS",
    "Instalment",
    "Paid",
    "check_instalments",
    "instalments_allowed",
    "late_interest",
    "surcharge_late_charge",
]


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a proposed plan."""

    on: date
    amount_won: int


def late_interest(book: Book, *, amount_won: int, due_on: date, paid_on: date) -> Computation:
    """Return the interest on a price paid late (하도급법 제13조), floored to whole won.

    The due day is not counted and the day of payment is; one rate, that of the due day, holds for
    the whole span; a year has 365 days.
    """
    sheet = Sheet(book, due_on)
    figure = sheet.figure("late_interest")
    days = max(0, (paid_on - due_on).days)
    exact = Fraction(amount_won) * figure.exact * days / YEAR_DAYS
    formula = f"{won(amount_won)} × {percent(figure.exact)} × {days} ÷ {YEAR_DAYS}"
    label = Text(f"지연이자 {days}일", f"Late interest for {days} days")
    sheet.amount(1, label, formula, exact, figure.basis)
    return sheet.close(truncate(exact))


def surcharge_late_charge(
    book: Book, *, amount_won: int, due_on: date, payments: Sequence[Paid], as_of: date
) -> Computation:
    """Return the late charge on a surcharge up to a day (공정거래법 제103조, 제105조).

    Simple interest by the day on what is unpaid, at most 60 months from the due day, floored once.
    A part payment lowers the base from the day after it.
    """
    sheet = Sheet(book, due_on)
    part = Part(due_on, amount_won, tuple(payments))
    return sheet.close(truncate(accrue(sheet, Charged.SURCHARGE, part, (), as_of)))


def instalments_allowed(
    book: Book, *, amount_won: int, is_sme: bool, served_on: date, requested_on: date
) -> tuple[FieldError, ...]:
    """Return why instalments may not be asked for; empty where they may (strictly over the sum)."""
    name = "instalment_threshold_sme" if is_sme else "instalment_threshold"
    threshold = book.figure(name, served_on)
    errors = []
    if amount_won <= threshold.number:
        text = Text(
            f"과징금이 {threshold.number:,}원을 넘어야 분할납부를 신청할 수 있습니다.",
            f"Instalments need a surcharge of more than KRW {threshold.number:,}.",
        )
        errors.append(FieldError("/amount_won", "too_small", text))
    last_on = last_day(served_on, book.figure("instalment_request_days", served_on).period)
    if requested_on > last_on:
        text = Text(
            f"분할납부는 {last_on}까지 신청할 수 있었습니다.",
            f"Instalments could be asked for until {last_on}.",
        )
        errors.append(FieldError("/requested_on", "late", text))
    return tuple(errors)


def check_instalments(
    book: Book, *, amount_won: int, due_on: date, plan: Sequence[Instalment]
) -> None:
    """Raise `Invalid` for a plan with too many parts, too long gaps, too long, or a wrong sum.

    Two years run from the due day; the time to the first part is not a gap (choice `first_gap`).
    """
    errors = []
    parts = book.figure("instalment_parts", due_on).number
    if not 1 < len(plan) <= parts:
        text = Text(f"2회부터 {parts}회까지 나눌 수 있습니다.", f"Between 2 and {parts} parts.")
        errors.append(FieldError("/plan", "parts", text))
    if sum(part.amount_won for part in plan) != amount_won:
        text = Text("합계가 과징금과 다릅니다.", "The parts do not add up to the surcharge.")
        errors.append(FieldError("/plan", "sum", text))
    end = last_day(due_on, book.figure("instalment_years", due_on).period)
    gap = book.figure("instalment_gap_months", due_on).period
    days = [part.on for part in plan]
    for number, day in enumerate(days):
        if day > end:
            text = Text(f"{end}까지 내야 합니다.", f"All parts must be paid by {end}.")
            errors.append(FieldError(f"/plan/{number}/on", "too_late", text))
        if number and not days[number - 1] < day <= last_day(days[number - 1], gap):
            text = Text("납부 간격이 너무 깁니다.", "The gap to the part before is too long.")
            errors.append(FieldError(f"/plan/{number}/on", "gap", text))
    if errors:
        raise Invalid(errors=tuple(errors))
