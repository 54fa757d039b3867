"""Until when a public claim to money may be asserted, and what stops or restarts the clock. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.kernel.calendar import Period, Unit, last_day
from app.kernel.problems import Basis
from app.kernel.text import Text

PERIOD = Period(5, Unit.YEARS)
BASIS = Basis("국가재정법", "제96조")


class Mark(StrEnum):
    """What the clock listens to."""

    DEMAND = "demand"
    ACKNOWLEDGEMENT = "acknowledgement"
    SUIT_FILED = "suit_filed"
    SUIT_WON = "suit_won"
    SUIT_FAILED = "suit_failed"  # dismissed or withdrawn


LABELS: dict[str, Text] = {
    Mark.DEMAND: Text("납입 고지", "Demand for payment"),
    Mark.ACKNOWLEDGEMENT: Text("채무 승인", "Acknowledgement of the debt"),
    Mark.SUIT_FILED: Text("소 제기", "Suit filed"),
    Mark.SUIT_WON: Text("승소 확정", "Judgment final"),
    Mark.SUIT_FAILED: Text("각하·기각·취하", "Suit dismissed or withdrawn"),
}
_ORDER = list(Mark)
_ENDS = {Mark.SUIT_WON, Mark.SUIT_FAILED}


@dataclass(frozen=True, slots=True)
class Clock:
    """How the clock stands: `last_on` is None while a suit holds it still."""

    running_from: date
    last_on: date | None
    stopped_since: date | None = None

    def lapsed(self, on: date) -> bool:
        """Tell whether the claim is over on a day."""
        return self.last_on is not None and on > self.last_on


def limitation(started_on: date, marks: Iterable[tuple[date, str]], as_of: date) -> Clock:
    """Return the clock on a day after everything that happened up to it (국가재정법 제96조).

    Five years, the first day not counted. A demand or an acknowledgement begins them anew; a suit
    stops them until it is won, from which day they begin anew. A suit that fails stops nothing.
    What happens after the last day no longer matters: the claim is gone.
    """
    clock = _running(started_on)
    for on, mark in sorted((m for m in marks if m[0] <= as_of), key=_place):
        clock = _heard(clock, on, mark)
    return clock


def _running(from_on: date) -> Clock:
    return Clock(from_on, last_day(from_on, PERIOD))


def _heard(clock: Clock, on: date, mark: str) -> Clock:
    """Return the clock after one thing that it listens to."""
    if mark in _ENDS:
        won = mark == Mark.SUIT_WON
        if clock.stopped_since is None:
            return clock
        return _running(on if won else clock.running_from)
    if on > last_day(clock.running_from, PERIOD):
        return clock
    if mark == Mark.SUIT_FILED:
        clock = Clock(clock.running_from, None, clock.stopped_since or on)
    elif clock.stopped_since is None:
        clock = _running(on)
    else:
        # While a suit is pending a demand counts for the case that the suit fails.
        clock = replace(clock, running_from=on)
    return clock


def _place(mark: tuple[date, str]) -> tuple[date, int]:
    on, kind = mark
    return on, _ORDER.index(Mark(kind))
