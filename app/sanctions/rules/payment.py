"""What is owed on a measure that carries money, what is late, what must be given back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.law.book import Book
from app.law.computation import Computation
from app.law.late_charge import Charged, Paid
from app.law.receivable import Happening, Kind, Standing, standing


@dataclass(frozen=True, kw_only=True)
class Debt:
    """A sum imposed and what has come in; `charged` tells whether a late charge is known in law.

    `terms` are what changed it: lower sums, extensions, plans, stays, the court.
    """

    amount_won: int
    due_on: date | None
    charged: bool
    payments: tuple[Paid, ...] = ()
    given_back_won: int = 0  # refunds made and refunds that are due
    terms: tuple[Happening, ...] = ()
    how: Charged = Charged.SURCHARGE

    @property
    def charge(self) -> Charged | None:
        """Return how lateness is charged; None where no source gives a charge."""
        return self.how if self.charged else None


@dataclass(frozen=True)
class Balance:
    """How a debt stands on a day. `late_charge` is None where nothing is late or no source says."""

    paid_won: int
    late_charge: Computation | None
    owed_won: int
    over_won: int

    @property
    def late_charge_won(self) -> int:
        """Return the late charge up to the day."""
        return self.late_charge.amount_won if self.late_charge else 0

    @property
    def settled(self) -> bool:
        """Tell whether nothing is owed any more."""
        return self.owed_won == 0


def stands(book: Book, debt: Debt, on: date) -> Standing:
    """Return how a debt stands on a day, with its parts and its late charge."""
    imposed = Happening(
        kind=Kind.IMPOSED, on=date.min, amount_won=debt.amount_won, until=debt.due_on
    )
    given_back = Happening(kind=Kind.REFUNDED, on=date.min, amount_won=debt.given_back_won)
    payments = (
        Happening(kind=Kind.PAID, on=paid.on, amount_won=paid.amount_won, key=f"{place:06d}")
        for place, paid in enumerate(debt.payments)
    )
    happened = [imposed, given_back, *debt.terms, *payments]
    return standing(book, happened, how=debt.charge, as_of=on)


def balance(book: Book, debt: Debt, on: date) -> Balance:
    """Return how a debt stands on a day; payments lower the sum first, then the late charge."""
    found = stands(book, debt, on)
    return Balance(found.paid_won, found.charge, found.owed_won, found.over_won)


def last_due_on(debt: Debt) -> date | None:
    """Return the day by which all of a debt is due, with every extension and plan."""
    found = debt.due_on
    for term in debt.terms:
        if term.kind in (Kind.EXTENDED, Kind.COURT_DECIDED):
            found = term.until
        elif term.kind is Kind.PLANNED:
            found = max(on for on, _ in term.parts)
        elif term.kind is Kind.PLAN_ENDED:
            found = term.on
    return found


def is_late(debt: Debt, on: date) -> bool:
    """Tell whether money of a day came after the due day."""
    due_on = last_due_on(debt)
    return due_on is not None and on > due_on


def last_payment_on(payments: Iterable[Paid]) -> date:
    """Return the day of the last payment."""
    return max(payment.on for payment in payments)
