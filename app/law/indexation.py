"""What points cost indexation takes off: shares of contracts and rises of the price."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.law.book import Book


@dataclass(frozen=True, slots=True)
class IndexationClaim:
    """What a company proves about indexation: shares and rises as exact rates."""

    contract_share: Fraction = Fraction(0)
    passed_on: Fraction = Fraction(0)
    price_rise: Fraction = Fraction(0)
    extra_points: Fraction = Fraction(0)


def indexation_mitigation(book: Book, claim: IndexationClaim, on: date) -> dict[str, Fraction]:
    """Return the mitigation items that a claim earns, by item, before the common ceiling.

    The share of contracts counts only where at least half of the rise was passed on; that gate
    does not reach the price rise itself (choice `gate`).
    """
    gate_met = claim.passed_on >= book.figure("indexation_gate", on).exact
    both = book.choice("gate").value == "both"
    items: dict[str, Fraction] = {}
    share = _share_item(book, claim.contract_share, on)
    if share and gate_met:
        items[share] = book.figure(f"points.{share}", on).exact
    rise = _rise_item(claim.price_rise)
    if rise and (gate_met or not both):
        items[rise] = book.figure(f"points.{rise}", on).exact
        extra = min(claim.extra_points, book.figure("points.price_rise_extra", on).exact)
        if rise == "price_rise_10" and extra > 0:
            items["price_rise_extra"] = extra
    return items


def _share_item(book: Book, share: Fraction, on: date) -> str:
    if share >= book.figure("indexation_share_high", on).exact:
        return "indexation_share_50"
    return "indexation_share_10" if share >= book.figure("indexation_share_low", on).exact else ""


def _rise_item(rise: Fraction) -> str:
    bands = (("price_rise_10", 10), ("price_rise_5", 5), ("price_rise_1", 1))
    return next((item for item, floor in bands if rise >= Fraction(floor, 100)), "")
