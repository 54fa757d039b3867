"""What is owed on a measure that carries money: a fold over what happened, on any day.

The order in which things were recorded makes no difference: they are read by their days. What lowers
the sum (a ruling, an annulment) works back to the beginning; a decision of the court begins anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from app.kernel.calendar import last_day
from app.kernel.money import truncate
from app.law.book import Book
from app.law.computation import Computation, Sheet
from app.law.happening import File, Happening, Kind, ordered
from app.law.late_charge import Charged, Halt, Paid, Part, accrue

__all__ = [
    "Due",
    "Happening",
    "Kind",
    "Stage",
    "Standing",
    "limitation_last_on",
    "ordered",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Due:
    """One part of what is to be paid: by when, how much, how much of it came in."""

    on: date
    amount_won: int
    paid_won: int

    def late(self, as_of: date) -> bool:
        """Tell whether the part is overdue on a day."""
        return as_of > self.on and self.paid_won < self.amount_won


class Stage(StrEnum):
    """How a receivable stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    STAYED = "stayed"
    IN_COURT = "in_court"
    SETTLED = "settled"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a receivable stands on a day; whole won, nothing below nought."""

    as_of: date
    stage: Stage
    amount_won: int
    waived_won: int
    paid_won: int
    refunded_won: int
    charge: Computation | None
    owed_won: int
    over_won: int
    written_off_won: int
    schedule: tuple[Due, ...]
    early_until: date | None
    early_payable_won: int | None
    limitation_from: date | None

    @property
    def charge_won(self) -> int:
        """Return the late charge up to the day."""
        return self.charge.amount_won if self.charge else 0

    @property
    def overdue_won(self) -> int:
        """Return what is past its due day, with the late charge."""
        if self.stage not in (Stage.OPEN, Stage.OVERDUE):
            return 0
        late = sum(d.amount_won - d.paid_won for d in self.schedule if d.late(self.as_of))
        return min(self.owed_won, late + self.charge_won)

    @property
    def next_due_on(self) -> date | None:
        """Return the first day on which something unpaid is due."""
        return next((due.on for due in self.schedule if due.paid_won < due.amount_won), None)


def standing(
    book: Book, happenings: Iterable[Happening], *, how: Charged | None, as_of: date
) -> Standing:
    """Return how a receivable stands on a day; `how` is None where no source gives a late charge.

    Payments go to the parts in the order of their due days, and to the late charge last.
    """
    file = File()
    for one in ordered(happenings):
        if one.on <= as_of:
            file.read(one)
    paid_won = sum(paid.amount_won for paid in file.payments)
    waived, payable = _early_cut(book, file)
    parts = _allotted(_schedule(file, file.amount_won - waived), file.payments)
    in_court = file.objected_on is not None
    charge = None
    if how is not None and not in_court and not waived:
        charge = _charge(book, how, parts, file, as_of)
    kept = paid_won - file.refunded_won
    due = file.amount_won - waived + (charge.amount_won if charge else 0)
    owed, over = (0, 0) if in_court else (max(0, due - kept), max(0, kept - due))
    written_off = owed if file.written_off_on is not None else 0
    shown = tuple(Due(part.due_on, part.amount_won, part.paid_won) for part in parts)
    found = Standing(
        as_of=as_of,
        stage=Stage.OPEN,
        amount_won=file.amount_won,
        waived_won=waived,
        paid_won=paid_won,
        refunded_won=file.refunded_won,
        charge=charge,
        owed_won=owed - written_off,
        over_won=over,
        written_off_won=written_off,
        schedule=shown,
        early_until=file.early.until if file.early else None,
        early_payable_won=payable,
        limitation_from=_limitation_from(file),
    )
    return replace(found, stage=_stage(file, found))


def _stage(file: File, found: Standing) -> Stage:
    late = any(due.late(found.as_of) for due in found.schedule) or found.charge_won
    tests = (
        (Stage.IN_COURT, file.objected_on is not None),
        (Stage.WRITTEN_OFF, found.written_off_won),
        (Stage.SETTLED, not found.owed_won),
        (Stage.STAYED, _stayed(file, found.as_of)),
        (Stage.OVERDUE, late),
    )
    return next((stage for stage, holds in tests if holds), Stage.OPEN)


def _stayed(file: File, day: date) -> bool:
    return any(halt.holds(day) for halt in _halts(file))


def _halts(file: File) -> list[Halt]:
    """Return the days on which nothing accrues: those of a stay, and all after a write-off."""
    halts, began = [], None
    for on, stays in file.stays:
        if stays and began is None:
            began = on
        elif not stays and began is not None:
            halts.append(Halt(began, on))
            began = None
    if began is not None:
        halts.append(Halt(began, date.max))
    if file.written_off_on is not None:
        halts.append(Halt(file.written_off_on + timedelta(days=1), date.max))
    return halts


def _early_cut(book: Book, file: File) -> tuple[int, int | None]:
    """Return what early payment took off, and what would be payable early, where it was offered."""
    early = file.early
    if early is None or early.until is None:
        return 0, None
    cut = book.figure("fine_early_cut", early.on).exact
    payable = file.amount_won - truncate(file.amount_won * cut)
    in_time = sum(paid.amount_won for paid in file.payments if paid.on <= early.until)
    return (file.amount_won - payable if in_time >= payable else 0), payable


def _schedule(file: File, amount_won: int) -> list[tuple[date, int]]:
    """Return the parts of a sum by their due days; a lower sum shortens the last parts first."""
    if not file.parts:
        return [(file.base_due, amount_won)] if file.base_due is not None else []
    parts = list(file.parts)
    if file.ended_on is not None:
        parts = [(min(on, file.ended_on), won) for on, won in parts]
    head = amount_won - sum(won for _, won in parts)
    if head > 0:
        return [(file.base_due or parts[0][0], head), *parts]
    kept, room = [], amount_won
    for on, won in parts:
        kept.append((on, min(won, room)))
        room -= min(won, room)
    return [(on, won) for on, won in kept if won]


def _allotted(schedule: Sequence[tuple[date, int]], payments: Sequence[Paid]) -> list[Part]:
    """Return the parts with what came in on each: payments by their days, parts by theirs."""
    waiting = sorted(payments, key=lambda paid: paid.on)
    parts = []
    for due_on, amount in sorted(schedule):
        given, left, room = [], [], amount
        for paid in waiting:
            share = min(room, paid.amount_won)
            room -= share
            given += [Paid(paid.on, share)] if share else []
            left += [Paid(paid.on, paid.amount_won - share)] if paid.amount_won > share else []
        waiting = left
        parts.append(Part(due_on, amount, tuple(given)))
    return parts


def _charge(
    book: Book, how: Charged, parts: Sequence[Part], file: File, as_of: date
) -> Computation | None:
    if not parts or as_of <= min(part.due_on for part in parts):
        return None
    sheet = Sheet(book, min(part.due_on for part in parts))
    halts = _halts(file)
    total = sum((accrue(sheet, how, part, halts, as_of) for part in parts), Fraction(0))
    return sheet.close(truncate(total))


def _limitation_from(file: File) -> date | None:
    """Return the day after which the right to collect runs out: the last demand, else the due day."""
    days = [day for day in (file.base_due, file.limitation_from) if day is not None]
    days += [on for on, _ in file.parts]
    return max(days) if days else None


def limitation_last_on(book: Book, found: Standing) -> date | None:
    """Return the last day on which the sum can be collected, where a due day is known."""
    if found.limitation_from is None:
        return None
    period = book.figure("collection_limitation", found.as_of).period
    return last_day(found.limitation_from, period)
