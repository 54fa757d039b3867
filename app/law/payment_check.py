"""Was a subcontract price paid in time: the due day, late interest stretch by stretch, share of cash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.kernel.calendar import WorkingCalendar, last_day
from app.kernel.money import truncate
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import Computation, Sheet, percent, won
from app.law.figures import Figure
from app.law.late_charge import YEAR_DAYS, Paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery and how it was paid; days that are not known are None."""

    received_on: date
    price_won: int
    agreed_on: date | None = None
    client_paid_on: date | None = None
    payments: tuple[Paid, ...] = ()
    cash_won: int | None = None
    client_cash_rate: Fraction | None = None


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which the price was due, with the rule that gives it."""

    code: str
    label: Text
    on: date
    basis: str


@dataclass(frozen=True, slots=True)
class PaymentCheck:
    """What a check of a delivery found."""

    due_days: tuple[DueDay, ...]
    due_on: date
    interest_from: date
    interest: Computation
    unpaid_won: int
    late_won: int
    cash_rate: Fraction | None
    cash_enough: bool | None


def check_payment(
    book: Book, calendar: WorkingCalendar, delivery: Delivery, as_of: date
) -> PaymentCheck:
    """Return the due day, the late interest and the share of cash of a delivery on a day.

    The earliest of the days counts. Interest runs on what is unpaid 60 days after receipt
    (하도급법 제13조제8항); the rate is that of the last of those days. Raises Invalid for sums or
    days that contradict each other, NotConfigured where no rate is known.
    """
    _refuse_wrong(delivery, as_of)
    sixty = book.figure("payment_days", delivery.received_on)
    limit = calendar.next_working_day(last_day(delivery.received_on, sixty.period))
    days = [_due("sixty", _SIXTY, limit, sixty), *_further(book, calendar, delivery, sixty)]
    days.sort(key=lambda day: day.on)
    made = [paid for paid in delivery.payments if paid.on <= as_of]
    late = [paid for paid in made if paid.on > days[0].on]
    unpaid = max(0, delivery.price_won - sum(paid.amount_won for paid in made))
    rate, enough = _cash(delivery)
    return PaymentCheck(
        due_days=tuple(days),
        due_on=days[0].on,
        interest_from=limit,
        interest=late_interest_on(book, delivery.price_won, limit, made, as_of),
        unpaid_won=unpaid,
        late_won=sum(paid.amount_won for paid in late) + (unpaid if as_of > days[0].on else 0),
        cash_rate=rate,
        cash_enough=enough,
    )


def late_interest_on(
    book: Book, price_won: int, due_on: date, payments: Sequence[Paid], as_of: date
) -> Computation:
    """Return late interest on what stayed unpaid, one step for each stretch, floored once."""
    sheet = Sheet(book, due_on)
    rate = sheet.figure("late_interest")
    unpaid, start, total = price_won, due_on, Fraction(0)
    for paid in [*sorted(payments, key=lambda one: one.on), Paid(as_of, 0)]:
        until = min(paid.on, as_of)
        days = (until - start).days
        if days > 0 and unpaid > 0:
            label = Text(f"{start} 다음 날부터 {until}까지 {days}일",
                         f"{days} days from the day after {start} to {until}")  # fmt: skip
            formula = f"{won(unpaid)} × {percent(rate.exact)} × {days} ÷ {YEAR_DAYS}"
            part = Fraction(unpaid) * rate.exact * days / YEAR_DAYS
            total += sheet.amount(len(sheet.steps) + 1, label, formula, part, rate.basis)
        start = max(start, until)
        unpaid = max(0, unpaid - paid.amount_won)
    return sheet.close(truncate(total))


def _further(
    book: Book, calendar: WorkingCalendar, delivery: Delivery, sixty: Figure
) -> list[DueDay]:
    found = []
    if delivery.agreed_on is not None:
        found.append(_due("agreed", _AGREED, delivery.agreed_on, sixty))
    if delivery.client_paid_on is not None:
        figure = book.figure("client_payment_days", delivery.client_paid_on)
        on = calendar.next_working_day(last_day(delivery.client_paid_on, figure.period))
        found.append(_due("client", _CLIENT, on, figure))
    return found


def _due(code: str, label: Text, on: date, figure: Figure) -> DueDay:
    return DueDay(code, label, on, str(figure.basis))


def _cash(delivery: Delivery) -> tuple[Fraction | None, bool | None]:
    if delivery.cash_won is None or not delivery.price_won:
        return None, None
    rate = Fraction(delivery.cash_won, delivery.price_won)
    needed = delivery.client_cash_rate
    return rate, None if needed is None else rate >= needed


def _refuse_wrong(delivery: Delivery, as_of: date) -> None:
    errors = []
    if as_of < delivery.received_on:
        errors.append(FieldError("/as_of", "outside", _BEFORE))
    if sum(paid.amount_won for paid in delivery.payments) > delivery.price_won:
        words = Text("지급액의 합계가 대금보다 많습니다", "More was paid than the price")
        errors.append(FieldError("/payments", "too_large", words))
    if delivery.cash_won is not None and delivery.cash_won > delivery.price_won:
        words = Text("현금 지급액이 대금보다 많습니다", "More cash was paid than the price")
        errors.append(FieldError("/cash_won", "too_large", words))
    if delivery.agreed_on is not None and delivery.agreed_on < delivery.received_on:
        errors.append(FieldError("/agreed_on", "outside", _BEFORE))
    if errors:
        raise Invalid(errors=tuple(errors))


_BEFORE = Text("목적물을 받은 날 이후여야 합니다", "Must not be before the day of receipt")
_SIXTY = Text("목적물 수령일부터 60일", "60 days from receipt of the goods")
_AGREED = Text("계약으로 정한 지급일", "Day agreed in the contract")
_CLIENT = Text("발주자 대금을 받은 날부터 15일", "15 days from the client's payment")
