"""Why a clock falls due on its day: each stretch that ran or stood still, in order. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.deadlines.occurrence_words import words_of
from app.deadlines.pauses import ONE_DAY, Gap, Occurrence
from app.deadlines.rules import Reckoning, Surroundings, reckon
from app.kernel.problems import Basis, NotConfigured
from app.kernel.text import Text
from app.law.kinds import Clock

_COUNTING = Basis("민법", "제157조")
_REST_DAY = Basis("민법", "제161조")
_SATURDAY = 5
_SUNDAY = 6


class Sort(StrEnum):
    """What a line of the explanation is about."""

    START = "start"
    RUNS = "runs"
    PAUSE = "pause"
    EXTENSION = "extension"
    REFUSED = "refused_extension"
    REST_DAY = "rest_day"
    DUE = "due"
    MET = "met"
    NOT_CONFIGURED = "not_configured"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a day or a stretch of days (both ends included) and what happened to the clock.

    `until_on` is None while the stretch is open; `days` are the days that ran, or stood still.
    """

    sort: Sort
    from_on: date
    until_on: date | None
    days: int
    text: Text
    basis: Basis | None = None


def explain(
    rule: Clock, occurrences: Iterable[Occurrence], around: Surroundings
) -> tuple[Line, ...]:
    """Return the clock day by day; empty where it has not started."""
    known = tuple(occurrences)
    try:
        found = reckon(rule, known, around)
        return tuple(_lines(rule, found, around)) if found else ()
    except NotConfigured as missing:
        starts = [item.on for item in known if item.name in rule.starts_on]
        basis = missing.basis[0] if missing.basis else rule.basis
        return (Line(Sort.NOT_CONFIGURED, min(starts), None, 0, missing.detail, basis),)


def _lines(rule: Clock, found: Reckoning, around: Surroundings) -> Iterator[Line]:
    yield _started(found, around)
    yield from _stretches(found, around)
    yield from _extensions(rule, found)
    last = found.reach.last
    due = around.day_due(rule, last)
    if found.reach.open_gap is None:
        yield from _rest_days(last, due)
    yield _due(rule, found, due)
    if found.met is not None:
        met = found.met
        name = words_of(met.name)
        text = Text(f"{name.ko}(으)로 기간이 끝났습니다.", f"{name.en}; the clock is met.")
        yield Line(Sort.MET, met.on, met.on, 0, text, rule.basis)


def _started(found: Reckoning, around: Surroundings) -> Line:
    start = found.start
    name = words_of(start.name)
    counted = around.answers.first_day_counts
    text = Text(
        f"{name.ko}. 첫날은 {'셉니다' if counted else '세지 않습니다'}.",
        f"{name.en}. The first day {'counts' if counted else 'does not count'}.",
    )
    return Line(Sort.START, start.on, start.on, 1 if counted else 0, text, _COUNTING)


def _stretches(found: Reckoning, around: Surroundings) -> Iterator[Line]:
    day = found.start.on if around.answers.first_day_counts else found.start.on + ONE_DAY
    for gap in found.reach.gaps:
        yield from _runs(day, gap.first - ONE_DAY)
        yield _stood(gap)
        day = gap.last + ONE_DAY if gap.last else day
    open_gap = found.reach.open_gap
    if open_gap is None:
        yield from _runs(day, found.reach.last)
        return
    yield from _runs(day, open_gap.first - ONE_DAY)
    yield _stood(open_gap)


def _runs(first: date, last: date) -> Iterator[Line]:
    days = (last - first).days + 1
    if days > 0:
        yield Line(
            Sort.RUNS, first, last, days, Text(f"{days}일 진행", f"{days} {_days(days)} run")
        )


def _stood(gap: Gap) -> Line:
    names = [words_of(pause.starts_on) for pause in gap.causes]
    ko, en = ", ".join(name.ko for name in names), ", ".join(name.en for name in names)
    if gap.last is None:
        text = Text(f"정지 중: {ko}", f"Paused: {en}")
        return Line(Sort.PAUSE, gap.first, None, 0, text, gap.basis)
    days = (gap.last - gap.first).days + 1
    text = Text(f"{days}일 정지: {ko}", f"{days} {_days(days)} paused: {en}")
    return Line(Sort.PAUSE, gap.first, gap.last, days, text, gap.basis)


def _extensions(rule: Clock, found: Reckoning) -> Iterator[Line]:
    for granted in found.granted:
        on = granted.occurrence.on
        name = words_of(granted.occurrence.name)
        text = Text(
            f"{name.ko}. 정지와 휴일을 빼면 {_ko(granted.nominal)}까지입니다.",
            f"{name.en}. Without pauses and holidays until {granted.nominal.isoformat()}.",
        )
        yield Line(Sort.EXTENSION, on, on, 0, text, rule.basis)
    for asked in found.refused:
        name = words_of(asked.name)
        text = Text(
            f"{name.ko}: 기간이 지났거나 늘릴 기간이 정해지지 않아 효력이 없습니다.",
            f"{name.en}: without effect; too late, or no length was named.",
        )
        yield Line(Sort.REFUSED, asked.on, asked.on, 0, text, rule.basis)


def _rest_days(last: date, due: date) -> Iterator[Line]:
    for offset in range((due - last).days):
        day = last + timedelta(days=offset)
        kind = {
            _SATURDAY: Text("토요일", "Saturday"),
            _SUNDAY: Text("일요일", "Sunday"),
        }.get(day.weekday(), Text("공휴일", "public holiday"))
        text = Text(
            f"{kind.ko}이므로 다음 날로 넘어갑니다.", f"A {kind.en}: moves to the next day."
        )
        yield Line(Sort.REST_DAY, day, day, 0, text, _REST_DAY)


def _due(rule: Clock, found: Reckoning, due: date) -> Line:
    if found.reach.open_gap is not None and found.met is None:
        text = Text(
            f"재개되어야 정해집니다. 가장 이르면 {_ko(due)}입니다.",
            f"Known when it resumes; at the earliest {due.isoformat()}.",
        )
        return Line(Sort.DUE, due, None, 0, text, rule.basis)
    text = Text(f"마지막 날: {_ko(due)}", f"Last day: {due.isoformat()}")
    return Line(Sort.DUE, due, due, 0, text, rule.basis)


def _ko(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
