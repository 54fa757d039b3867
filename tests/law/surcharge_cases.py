"""Inputs that the surcharge tests share: a book with the rate table entered, and plain lines."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.law.book import Book, load
from app.law.figures import AgencyEntry
from app.law.surcharge import Contract, Severity, SurchargeInputs, SurchargeLine

DAY = date(2026, 11, 21)
_TABLE = {
    "severity_very_grave_floor": "60%",
    "severity_very_grave_ceiling": "80%",
    "severity_grave_floor": "40%",
    "severity_grave_ceiling": "60%",
    "severity_weak_floor": "20%",
    "severity_weak_ceiling": "40%",
    "flat_very_grave_floor": "900000000",
    "flat_very_grave_ceiling": "2000000000",
    "flat_grave_floor": "200000000",
    "flat_grave_ceiling": "900000000",
    "flat_weak_floor": "40000000",
    "flat_weak_ceiling": "200000000",
}


def book_with_table() -> Book:
    """Return the book after the agency entered the tables that no source gives as text."""
    day = date(2026, 8, 4)
    return load().with_entries(
        AgencyEntry(name, value, day, "고시 표 원문", "per_1", "per_2")
        for name, value in _TABLE.items()
    )


BOOK = book_with_table()


def rated(
    amount: int, rate: Fraction | str, severity: Severity, **changes: object
) -> SurchargeLine:
    """Return a line with a violation amount and a rate."""
    line = SurchargeLine(
        "SC-CUT", severity, severity, violation_amount_won=amount, rate=Fraction(rate)
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def flat(base: int, severity: Severity, **changes: object) -> SurchargeLine:
    """Return a line with a flat base."""
    line = SurchargeLine("TK-USE", severity, severity, flat_base_won=base)
    return replace(line, **changes)  # type: ignore[arg-type]


def inputs(
    *lines: SurchargeLine, price: int | Fraction | None = None, **changes: object
) -> SurchargeInputs:
    """Return the inputs of a decision of today on one contract, or on none."""
    contracts = (Contract("계약 1", price),) if price else ()
    return replace(SurchargeInputs(DAY, contracts, lines), **changes)  # type: ignore[arg-type]
