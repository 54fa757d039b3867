"""What happened to a receivable, read by its days into one file. Pure.

The order in which things were recorded makes no difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.law.late_charge import Paid


class Kind(StrEnum):
    """What can happen to a receivable; of one day, what stands first is read first.

    A new sum is read with the decision of a court, and a stay with its end, as their keys follow.
    """

    IMPOSED = "imposed"
    CHANGED = "changed"
    STAYED = "stayed"
    STAY_LIFTED = "stay_lifted"
    EXTENDED = "extended"
    PLANNED = "planned"
    PLAN_ENDED = "plan_ended"
    EARLY_OFFERED = "early_offered"
    DEMANDED = "demanded"
    PAID = "paid"
    REFUNDED = "refunded"
    OBJECTED = "objected"
    COURT_REFERRED = "court_referred"
    COURT_DECIDED = "court_decided"
    WRITTEN_OFF = "written_off"


_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_PLACE = _RANK | {
    Kind.CHANGED: _RANK[Kind.COURT_DECIDED],
    Kind.STAYED: _RANK[Kind.STAY_LIFTED],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One dated thing. `key` tells it from others of its kind and day; `until` is a last day."""

    kind: Kind
    on: date
    key: str = ""
    amount_won: int = 0
    until: date | None = None
    parts: tuple[tuple[date, int], ...] = ()


@dataclass
class File:
    """What was gathered; nothing in it depends on the order of recording."""

    amount_won: int = 0
    base_due: date | None = None
    parts: tuple[tuple[date, int], ...] = ()
    ended_on: date | None = None
    early: Happening | None = None
    payments: list[Paid] = field(default_factory=list)
    refunded_won: int = 0
    stays: list[tuple[date, bool]] = field(default_factory=list)
    objected_on: date | None = None
    written_off_on: date | None = None
    limitation_from: date | None = None

    def read(self, happening: Happening) -> None:
        """Take one thing in."""
        _READERS[happening.kind](self, happening)


def _imposed(file: File, one: Happening) -> None:
    file.amount_won, file.base_due = one.amount_won, one.until


def _changed(file: File, one: Happening) -> None:
    file.amount_won = one.amount_won
    if not one.amount_won:  # of what is annulled nothing is left for the court to decide
        file.objected_on = None


def _extended(file: File, one: Happening) -> None:
    file.base_due = one.until


def _planned(file: File, one: Happening) -> None:
    file.parts, file.ended_on = one.parts, None


def _plan_ended(file: File, one: Happening) -> None:
    file.ended_on = one.on


def _stay(file: File, one: Happening) -> None:
    file.stays.append((one.on, one.kind is Kind.STAYED))


def _early(file: File, one: Happening) -> None:
    file.early = one


def _demanded(file: File, one: Happening) -> None:
    file.limitation_from = one.on


def _paid(file: File, one: Happening) -> None:
    file.payments.append(Paid(one.on, one.amount_won))


def _refunded(file: File, one: Happening) -> None:
    file.refunded_won += one.amount_won


def _objected(file: File, one: Happening) -> None:
    file.objected_on, file.early = one.on, None


def _referred(_file: File, _one: Happening) -> None:
    """That the court was told changes nothing in what is owed."""


def _court(file: File, one: Happening) -> None:
    file.amount_won, file.base_due = one.amount_won, one.until
    file.parts, file.ended_on, file.early, file.objected_on = (), None, None, None


def _written_off(file: File, one: Happening) -> None:
    file.written_off_on = one.on


_READERS = {
    Kind.IMPOSED: _imposed,
    Kind.CHANGED: _changed,
    Kind.STAYED: _stay,
    Kind.STAY_LIFTED: _stay,
    Kind.EXTENDED: _extended,
    Kind.PLANNED: _planned,
    Kind.PLAN_ENDED: _plan_ended,
    Kind.EARLY_OFFERED: _early,
    Kind.DEMANDED: _demanded,
    Kind.PAID: _paid,
    Kind.REFUNDED: _refunded,
    Kind.OBJECTED: _objected,
    Kind.COURT_REFERRED: _referred,
    Kind.COURT_DECIDED: _court,
    Kind.WRITTEN_OFF: _written_off,
}


def ordered(happenings: Iterable[Happening]) -> list[Happening]:
    """Return what happened in the order in which it counts."""
    return sorted(
        happenings,
        key=lambda one: (
            one.on,
            _PLACE[one.kind],
            one.key,
            _RANK[one.kind],
            one.amount_won,
            one.until or date.min,
            one.parts,
        ),
    )
