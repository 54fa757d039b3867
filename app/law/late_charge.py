"""The charge on money that is paid late: by days on a surcharge, by months on an administrative fine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from app.kernel.calendar import Period, Unit, last_day
from app.kernel.text import Text
from app.law.computation import Sheet, percent, won

YEAR_DAYS = 365
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that came in on a day."""

    on: date
    amount_won: int


class Charged(StrEnum):
    """How lateness is charged."""

    SURCHARGE = "surcharge"
    ADMINISTRATIVE_FINE = "administrative_fine"


@dataclass(frozen=True, slots=True)
class Halt:
    """Days on which nothing accrues: from the first one to the day before the last."""

    from_on: date
    until_on: date

    def holds(self, day: date) -> bool:
        """Tell whether nothing accrues on a day."""
        return self.from_on <= day < self.until_on


@dataclass(frozen=True, slots=True)
class Part:
    """A sum with its own due day, and what came in on it."""

    due_on: date
    amount_won: int
    payments: tuple[Paid, ...] = ()

    @property
    def paid_won(self) -> int:
        """Return what came in on the part."""
        return sum(paid.amount_won for paid in self.payments)

    def unpaid_after(self, day: date) -> int:
        """Return what is still unpaid at the end of a day."""
        paid = sum(paid.amount_won for paid in self.payments if paid.on <= day)
        return max(0, self.amount_won - paid)


def accrue(sheet: Sheet, how: Charged, part: Part, halts: Sequence[Halt], as_of: date) -> Fraction:
    """Return what has accrued on a part up to a day, exactly; each stretch is noted as a step."""
    if as_of <= part.due_on:
        return Fraction(0)
    if how is Charged.SURCHARGE:
        return _by_days(sheet, part, halts, as_of)
    return _by_months(sheet, part, halts, as_of)


def _by_days(sheet: Sheet, part: Part, halts: Sequence[Halt], as_of: date) -> Fraction:
    """Simple interest by the day on what is unpaid, at most 60 months from the due day."""
    rate = sheet.figure("late_charge")
    end = min(as_of, last_day(part.due_on, sheet.figure("late_charge_months").period))
    unpaid, start, total = part.amount_won, part.due_on, Fraction(0)
    for payment in [*sorted(part.payments, key=lambda paid: paid.on), Paid(end, 0)]:
        until = min(payment.on, end)
        days = _running(start, until, halts)
        if days > 0 and unpaid > 0:
            amount = Fraction(unpaid) * rate.exact * days / YEAR_DAYS
            label = Text(f"{until}까지 {days}일", f"{days} days to {until}")
            formula = f"{won(unpaid)} × {percent(rate.exact)} × {days} ÷ {YEAR_DAYS}"
            total += sheet.amount(len(sheet.steps) + 1, label, formula, amount, rate.basis)
        start = max(start, until)
        unpaid = max(0, unpaid - payment.amount_won)
    return total


def _running(after: date, until: date, halts: Sequence[Halt]) -> int:
    """Return the days after one and up to another on which something accrues."""
    if until <= after:
        return 0
    stretches = sorted(
        (max(halt.from_on, after + _A_DAY), min(halt.until_on, until + _A_DAY)) for halt in halts
    )
    halted, reached = 0, after + _A_DAY
    for first, end in ((max(start, reached), stop) for start, stop in stretches):
        if end > max(first, reached):
            halted += (end - max(first, reached)).days
            reached = end
    return (until - after).days - halted


def _by_months(sheet: Sheet, part: Part, halts: Sequence[Halt], as_of: date) -> Fraction:
    """A first addition when the due day passes, then one for each full month (제24조)."""
    first, monthly = sheet.figure("fine_first_addition"), sheet.figure("fine_monthly_addition")
    most = sheet.figure("fine_addition_months").number
    total = Fraction(0)
    for month in range(most + 1):
        mark = last_day(part.due_on, Period(month, Unit.MONTHS)) if month else part.due_on
        if as_of <= mark:
            break
        unpaid = part.unpaid_after(mark)
        if not unpaid or any(halt.holds(mark + _A_DAY) for halt in halts):
            continue
        figure = monthly if month else first
        label = (
            Text(f"{mark} 경과 {month}개월", f"{month} full months on {mark}")
            if month
            else Text(f"납부 기한 {mark} 경과", f"The due day {mark} passed")
        )
        formula = f"{won(unpaid)} × {percent(figure.exact)}"
        amount = Fraction(unpaid) * figure.exact
        total += sheet.amount(len(sheet.steps) + 1, label, formula, amount, figure.basis)
    return total
