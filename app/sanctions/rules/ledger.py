"""The ledger of penalty points: entries that nobody edits, read as a score. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.law.book import Book
from app.law.figures import decimal
from app.law.points import accumulate
from app.law.score import Adjustment, Change, PointEntry, Score

ENTRY, REVERSAL = "entry", "reversal"
_HUNDRED = 100


def hundredths(points: Fraction) -> int:
    """Return points as whole hundredths; raise ValueError where they are finer than that."""
    scaled = points * _HUNDRED
    if scaled.denominator != 1:
        raise ValueError(f"points finer than a hundredth: {points}")
    return scaled.numerator


def points_of(count: int) -> Fraction:
    """Return hundredths as points."""
    return Fraction(count, _HUNDRED)


def shown(count: int) -> str:
    """Return hundredths as people write points, such as 2.6."""
    return decimal(points_of(count))


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Tell whether two stretches share a day; one without an end goes on."""
    (first, first_last), (second, second_last) = one, other
    return first <= (second_last or date.max) and second <= (first_last or date.max)


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One line of the ledger; a reversal is negative and names the entry that it takes from."""

    line_id: str
    sequence: int
    kind: str
    reverses_id: str
    case_id: str
    measure_id: str
    measure_kind: str
    regime: str
    violations: tuple[str, ...]
    points_hundredths: int
    measured_on: date
    known_on: date


@dataclass(frozen=True, kw_only=True)
class StayChange:
    """A measure was stayed, or its stay was lifted, on a day."""

    measure_id: str
    stayed: bool
    on: date


def entries(
    lines: Iterable[LedgerLine], stays: Iterable[StayChange], known_at: date
) -> list[PointEntry]:
    """Return the ledger as the law counts it, stays as known on a day."""
    lines = sorted(lines, key=lambda line: (line.known_on, line.sequence))
    latest = {
        change.measure_id: change.stayed
        for change in sorted(stays, key=lambda change: (change.on, not change.stayed))
        if change.on <= known_at
    }
    return [
        PointEntry(
            entry_id=line.line_id,
            case_id=line.case_id,
            measure=line.measure_kind,
            violations=line.violations,
            points=points_of(line.points_hundredths),
            measured_on=line.measured_on,
            regime=line.regime,
            known_on=line.known_on,
            changes=_changes(line, lines),
            stayed=latest.get(line.measure_id, False),
        )
        for line in lines
        if line.kind == ENTRY
    ]


def _changes(entry: LedgerLine, lines: Sequence[LedgerLine]) -> tuple[Change, ...]:
    running, by_day = entry.points_hundredths, {}
    for line in lines:
        if line.kind == REVERSAL and line.reverses_id == entry.line_id:
            running += line.points_hundredths
            by_day[line.known_on] = Change(line.known_on, points_of(running), line.violations)
    return tuple(by_day.values())


def remaining(entry_id: str, lines: Iterable[LedgerLine]) -> int:
    """Return the hundredths that an entry still brings after its reversals."""
    return sum(
        line.points_hundredths for line in lines if entry_id in (line.line_id, line.reverses_id)
    )


def past_record(
    lines: Iterable[LedgerLine], on: date, years: int, *, but_case: str, regime: str
) -> tuple[int, Fraction]:
    """Return how many earlier measures still bring points in the years before a day, and how many.

    Only measures under the same Act are repeats of it. The case at hand is left out; so are
    measures that were annulled.
    """
    lines = [line for line in lines if line.regime == regime]
    start = _years_before(on, years)
    kept = [
        remaining(line.line_id, lines)
        for line in lines
        if line.kind == ENTRY and line.case_id != but_case and start <= line.measured_on < on
    ]
    counted = [count for count in kept if count > 0]
    return len(counted), points_of(sum(counted))


def _years_before(on: date, years: int) -> date:
    leap_day = (on.month, on.day) == (2, 29)
    return date(on.year - years, 2, 28) if leap_day else on.replace(year=on.year - years)


@dataclass(frozen=True)
class Account:
    """All that a company's score is worked out from."""

    lines: tuple[LedgerLine, ...]
    stays: tuple[StayChange, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()

    def score(self, book: Book, *, as_of: date, known_at: date, regime: str) -> Score:
        """Return the score on a day as it was known on another."""
        return accumulate(
            entries(self.lines, self.stays, known_at),
            self.adjustments,
            as_of=as_of,
            known_at=known_at,
            book=book,
            regime=regime,
        )

    def before_and_after(
        self, book: Book, reversal: LedgerLine, *, as_of: date, regime: str
    ) -> tuple[Fraction, Fraction]:
        """Return the net score without and with a reversal, as known on its day."""
        order = sorted(self.lines, key=lambda line: (line.known_on, line.sequence))
        place = next(i for i, line in enumerate(order) if line.line_id == reversal.line_id)
        nets = []
        for known in (order[:place], order[: place + 1]):
            account = Account(tuple(known), self.stays, self.adjustments)
            score = account.score(book, as_of=as_of, known_at=reversal.known_on, regime=regime)
            nets.append(score.net)
        return nets[0], nets[1]
