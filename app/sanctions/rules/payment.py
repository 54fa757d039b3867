"""What is owed on a measure that carries money, what is late, what must be given back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.law.book import Book
from app.law.computation import Computation
from app.law.interest import Paid, surcharge_late_charge


@dataclass(frozen=True, kw_only=True)
class Debt:
    """A sum imposed and what has come in; `charged` tells whether a late charge is known in law."""

    amount_won: int
    due_on: date | None
    charged: bool
    payments: tuple[Paid, ...] = ()
    given_back_won: int = 0  # refunds made and refunds that are due


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


def balance(book: Book, debt: Debt, on: date) -> Balance:
    """Return how a debt stands on a day; payments lower the sum first, then the late charge."""
    made = tuple(paid for paid in debt.payments if paid.on <= on)
    paid = sum(payment.amount_won for payment in made)
    charge = None
    if debt.charged and debt.due_on is not None and on > debt.due_on and debt.amount_won:
        charge = surcharge_late_charge(
            book, amount_won=debt.amount_won, due_on=debt.due_on, payments=made, as_of=on
        )
    due = debt.amount_won + (charge.amount_won if charge else 0)
    kept = paid - debt.given_back_won
    return Balance(paid, charge, max(0, due - kept), max(0, kept - due))


def is_late(debt: Debt, on: date) -> bool:
    """Tell whether money of a day came after the due day."""
    return debt.due_on is not None and on > debt.due_on


def last_payment_on(payments: Iterable[Paid]) -> date:
    """Return the day of the last payment."""
    return max(payment.on for payment in payments)
