"""A legal deadline counted one day at a time: slow, plain, and sharing no code with the service.

What it is told are data only: a description of the clock, the days that rest, what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
Told = tuple[date, str, str, date | None, str]  # day, name, form, last day named, key
Length = tuple[int, str]


class NoData(Exception):
    """A figure or a holiday that nobody has entered."""


@dataclass(frozen=True)
class Ruling:
    """How the open questions on time are answered."""

    first_day_counts: bool = False
    pause_day_runs: bool = False
    resume_day_runs: bool = True
    total: bool = True
    moved_day_in_time: bool = True
    late_ineffective: bool = True
    judged_by: str = "investigation_opened"
    consent_stops: bool = True


@dataclass(frozen=True)
class Plain:
    """A clock in plain values; `length_of` gives a figure's length as of a day, or raises NoData."""

    starts_on: tuple[str, ...]
    ends_on: tuple[str, ...]
    period_by_form: dict[str, str]
    period: str
    pauses: tuple[tuple[str, str, date | None, str], ...]
    extends: tuple[tuple[str, str, bool], ...]
    moves: bool
    restarts: bool
    since: date | None
    length_of: Callable[[str, date], Length]
    rests: Callable[[date], bool]


@dataclass(frozen=True)
class Answer:
    """What the slow counting found; `running` and `standing` are single days."""

    state: str
    started_on: date | None = None
    nominal_on: date | None = None
    due_on: date | None = None
    earliest_on: date | None = None
    met_on: date | None = None
    late: bool = False
    extensions: int = 0
    refused: int = 0
    running: frozenset[date] = frozenset()
    standing: frozenset[date] = frozenset()


@dataclass
class Count:
    """Days counted from an eve: which ran, which stood still, whether it stands for good."""

    last: date
    open: bool = False
    running: list[date] = field(default_factory=list)
    standing: list[date] = field(default_factory=list)


@cache
def end_of(eve: date, length: Length) -> date:
    """Walk to the last day of a period that begins on the day after an eve."""
    number, unit = length
    day = beginning = eve + DAY
    if unit == "days":
        for _ in range(number - 1):
            day += DAY
        return day if number else eve
    months = number * 12 if unit == "years" else number
    while True:
        gone = (day.year - beginning.year) * 12 + day.month - beginning.month
        if gone == months and day.day == beginning.day:
            return day - DAY
        if gone == months and (day + DAY).month != day.month:
            return day  # the month has no such day
        day += DAY


def moved(plain: Plain, day: date) -> date:
    """Walk off the days that rest, where the clock moves."""
    while plain.moves and plain.rests(day):
        day += DAY
    return day


def stands_still(plain: Plain, told: list[Told], ruling: Ruling, horizon: date) -> set[date]:
    """Return each single day, up to a horizon, that no clock of this kind counts."""
    found: set[date] = set()
    for begins, ends, since, judged in plain.pauses:
        if begins == "consent_decision_opened" and not ruling.consent_stops:
            continue
        for key in {item[4] for item in told if item[1] in (begins, ends)}:
            days = _still(begins, ends, [item for item in told if item[4] == key], ruling, horizon)
            for begun, day in days:
                if _in_force(begins, since, judged, told, ruling, begun, day):
                    found.add(day)
    return found


def _still(
    begins: str, ends: str, told: list[Told], ruling: Ruling, horizon: date
) -> list[tuple[date, date]]:
    """Return each day that stands still with the day on which its pause began."""
    found: list[tuple[date, date]] = []
    begun: date | None = None
    day = min(item[0] for item in told)
    while day <= horizon:
        names = {item[1] for item in told if item[0] == day}
        ended = begun is not None and ends in names
        if begun is not None and not (ended and ruling.resume_day_runs):
            found.append((begun, day))
        if begins in names and (ended or (begun is None and ends not in names)):
            begun = day
            if not ruling.pause_day_runs:
                found.append((begun, day))
        elif ended:
            begun = None
        day += DAY
    return found


def _in_force(  # noqa: PLR0917 - plain values
    begins: str, since: date | None, judged: str, told: list[Told], ruling: Ruling,
    begun: date, day: date,
) -> bool:  # fmt: skip
    if since is None:
        return True
    if judged == begins:
        return begun >= since
    if ruling.judged_by == "mediation_days":
        return day >= since
    name = ruling.judged_by or judged
    days = [item[0] for item in told if item[1] == name]
    return bool(days) and min(days) >= since


def count(eve: date, needed: int, still: set[date], horizon: date) -> Count:
    """Count so many days that run after an eve; a pause without an end leaves the count open."""
    found, day = Count(eve), eve
    if needed <= 0:
        found.last = eve + needed * DAY
        return found
    while len(found.running) < needed:
        day += DAY
        if day > horizon and horizon in still:
            return _left_open(found, eve, needed, still, horizon)
        if day in still:
            found.standing.append(day)
        else:
            found.running.append(day)
    found.last = day
    found.standing = [one for one in found.standing if one < day]
    return found


def _left_open(found: Count, eve: date, needed: int, still: set[date], horizon: date) -> Count:
    """Give back the days of the pause that never ended: nobody knows yet how many they are."""
    day = horizon
    while day in still and day > eve:
        day -= DAY
    found.standing = [one for one in found.standing if one <= day]
    found.running = [one for one in found.running if one <= day]
    found.last = eve + (needed + len(found.standing)) * DAY
    found.open = True
    return found


def answer(plain: Plain, told: list[Told], ruling: Ruling) -> Answer:
    """Return where a clock stands, counted a day at a time."""
    start = _started(plain, told)
    if start is None:
        return Answer("not_started")
    met = min(
        (
            item[0] for item in told
            if item[1] in plain.ends_on and item[0] >= start[0]
            and (item[1] not in plain.starts_on or item[0] > start[0])
        ),
        default=None,
    )  # fmt: skip
    try:
        return _answered(plain, told, ruling, start, met)
    except NoData:
        state = "met" if met else "not_configured"
        return Answer(state, started_on=start[0], met_on=met)


def _started(plain: Plain, told: list[Told]) -> Told | None:
    starts = [
        item for item in told
        if item[1] in plain.starts_on
        and (plain.since is None or item[0] >= plain.since)
        and (plain.period_by_form.get(item[2], plain.period) or item[3])
    ]  # fmt: skip
    if not starts:
        return None
    wanted = max if plain.restarts else min
    return wanted(
        starts, key=lambda item: (item[0], item[1], item[4], item[2], item[3] or date.max)
    )


@dataclass(frozen=True)
class Whole:
    """A clock that runs: since when, for how long, and which days it leaves out."""

    plain: Plain
    ruling: Ruling
    eve: date
    named: date | None
    lengths: tuple[Length, ...]
    still: set[date]
    horizon: date
    further: int = 0

    @property
    def nominal(self) -> date:
        """The last day if nothing had stood still."""
        last = self.named or self.eve
        if not self.ruling.total:
            for length in self.lengths:
                last = end_of(last, length)
            return last + self.further * DAY
        months = sum(
            n * (12 if unit == "years" else 1) for n, unit in self.lengths if unit != "days"
        )
        days = sum(n for n, unit in self.lengths if unit == "days")
        last = end_of(last, (months, "months")) if months else last
        return last + (days + self.further) * DAY

    def counted(self, before: date | None = None) -> Count:
        """Count to the end, with all that stood still or only what stood still before a day."""
        still = {day for day in self.still if before is None or day < before}
        needed = (self.nominal - self.eve).days
        return count(self.eve, needed, still, self.horizon)


def _answered(
    plain: Plain, told: list[Told], ruling: Ruling, start: Told, met: date | None
) -> Answer:
    if met is not None:
        told = [item for item in told if item[0] <= met]
    eve = start[0] - DAY if ruling.first_day_counts else start[0]
    name = plain.period_by_form.get(start[2], plain.period)
    lengths = (plain.length_of(name, start[0]),) if name else ()
    # Past everything that was told: what stands still on this day stands for good.
    horizon = max(item[0] for item in told)
    horizon = max([horizon, *(since for _, _, since, _ in plain.pauses if since)]) + DAY
    still = stands_still(plain, told, ruling, horizon)
    if met is not None:
        still = {day for day in still if day < met}
    named = None if name else start[3]
    whole = Whole(plain, ruling, eve, named, lengths, still, horizon)
    whole, granted, refused = _extended(whole, start, told)
    end = whole.counted()
    due = moved(plain, end.last)
    limit = due if ruling.moved_day_in_time else end.last
    return Answer(
        state="met" if met else "paused" if end.open else "running",
        started_on=start[0], nominal_on=whole.nominal, due_on=None if end.open else due,
        earliest_on=due, met_on=met, late=met is not None and met > limit,
        extensions=granted, refused=refused,
        running=frozenset(end.running), standing=frozenset(end.standing),
    )  # fmt: skip


def _extended(whole: Whole, start: Told, told: list[Told]) -> tuple[Whole, int, int]:
    granted = refused = 0
    used: set[str] = set()
    by_name = {name: (figure, once) for name, figure, once in whole.plain.extends}
    asked = [item for item in told if item[1] in by_name and item[0] >= start[0]]
    asked.sort(key=lambda item: (item[0], item[1], item[3] or date.max))
    for day, name, _, until, _ in asked:
        figure, once = by_name[name]
        if once and name in used:
            continue
        used.add(name)
        now = whole.counted()
        late = not now.open and day > moved(whole.plain, now.last)
        if figure:
            longer = replace(
                whole, lengths=(*whole.lengths, whole.plain.length_of(figure, start[0]))
            )
        elif until is not None:
            more = (until - whole.counted(before=day).last).days
            longer = replace(whole, further=whole.further + max(0, more))
        else:
            refused += 1
            continue
        if late and whole.ruling.late_ineffective:
            refused += 1
            continue
        whole, granted = longer, granted + 1
    return whole, granted, refused


def deemed(notified: date, opened: date | None, days: int, outage: int) -> date:
    """Return the day of electronic service: opened, or the last of so many days after the notice."""
    day = notified
    for _ in range(days + outage):
        if day == opened:
            return day
        day += DAY
    return day if opened is None or opened >= day else opened
