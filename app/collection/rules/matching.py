"""To which receivable a receipt belongs: by its number, else by amount and day, else by people. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.collection.messages.lines import Line, number_in


class How(StrEnum):
    """How a receipt was matched."""

    NUMBER = "number"
    AMOUNT = "amount"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Open:
    """A receivable on which money may come in: its number and the sums that are payable."""

    receivable_id: str
    payment_number: str
    served_on: date
    payable: frozenset[int]
    takes_money: bool = True  # an annulled measure takes none any more


@dataclass(frozen=True, slots=True)
class Match:
    """What a receipt belongs to; a match by amount is only proposed."""

    receivable_id: str
    how: How


def match(line: Line, known: Iterable[Open]) -> Match | None:
    """Return what a receipt belongs to, or None where people have to look.

    A payment number decides. Without one, an amount that exactly one receivable has open on that
    day is proposed. A number that nothing has, or an amount that two have, is left to people.
    """
    known = list(known)
    number = number_in(f"{line.words} {line.payer}")
    if number:
        named = next((one for one in known if one.payment_number == number), None)
        if named is None or not named.takes_money or line.booked_on < named.served_on:
            return None
        return Match(named.receivable_id, How.NUMBER)
    fitting = [
        one for one in known if line.amount_won in one.payable and line.booked_on >= one.served_on
    ]
    return Match(fitting[0].receivable_id, How.AMOUNT) if len(fitting) == 1 else None
