"""Which days a clock does not count, and where its last day falls because of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.kernel.problems import Basis
from app.law.kinds import Pause

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """Something that happened on a day in Seoul and that clocks listen to.

    `form` picks a variant of the period (`subcommittee`), `until` is the last day that a paper or
    extension names itself, and `key` pairs a beginning with its own end (two data requests).
    """

    on: date
    name: str
    form: str = ""
    until: date | None = None
    key: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("an occurrence needs a name")


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that do not run, both ends included; `last` is None while the pause is open."""

    first: date
    last: date | None
    causes: tuple[Pause, ...] = ()

    @property
    def basis(self) -> Basis | None:
        """The article of the first cause."""
        return self.causes[0].basis if self.causes else None


@dataclass(frozen=True, slots=True)
class PauseRules:
    """How the open questions on pauses are answered."""

    pause_day_runs: bool
    resume_day_runs: bool
    judged_by: str  # an occurrence's name; `mediation_days` where each day is judged by itself
    consent_stops: bool


def gaps_of(
    pauses: Sequence[Pause], known: Sequence[Occurrence], rules: PauseRules
) -> tuple[Gap, ...]:
    """Return the days that do not run, overlapping pauses of several kinds counted once."""
    return merged(
        gap
        for pause in pauses
        if rules.consent_stops or pause.starts_on != "consent_decision_opened"
        for begun, ended in _pairs(pause, known)
        for gap in _gap(pause, begun, ended, rules)
        for gap in _in_force(gap, begun, pause, known, rules)
    )


def _pairs(pause: Pause, known: Sequence[Occurrence]) -> Iterable[tuple[date, date | None]]:
    """Pair each beginning with the first end after it, within each key."""
    days: dict[str, dict[date, set[str]]] = {}
    for item in known:
        if item.name in (pause.starts_on, pause.until):
            days.setdefault(item.key, {}).setdefault(item.on, set()).add(item.name)
    for happened in days.values():
        begun: date | None = None
        for day in sorted(happened):
            ended = pause.until in happened[day]
            began = pause.starts_on in happened[day]
            if begun is not None and ended:
                yield begun, day
                # Beginning anew on the day of the end opens the next pause.
                begun = day if began else None
            elif begun is None and began and not ended:
                begun = day
        if begun is not None:
            yield begun, None


def _gap(pause: Pause, begun: date, ended: date | None, rules: PauseRules) -> Iterable[Gap]:
    first = begun + ONE_DAY if rules.pause_day_runs else begun
    last = ended - ONE_DAY if ended and rules.resume_day_runs else ended
    if last is None or first <= last:
        yield Gap(first, last, (pause,))


def _in_force(
    gap: Gap, begun: date, pause: Pause, known: Sequence[Occurrence], rules: PauseRules
) -> Iterable[Gap]:
    """Leave out a pause, or the part of it, that lies before the law which gives it."""
    since = pause.effective_from
    if since is None:
        yield gap
    elif pause.judged_by == pause.starts_on:
        if begun >= since:
            yield gap
    elif rules.judged_by == "mediation_days":
        if gap.last is None or gap.last >= since:
            yield replace(gap, first=max(gap.first, since))
    elif (judged := _judged_on(pause, known, rules)) is not None and judged >= since:
        yield gap


def _judged_on(pause: Pause, known: Sequence[Occurrence], rules: PauseRules) -> date | None:
    name = rules.judged_by or pause.judged_by
    return min((item.on for item in known if item.name == name), default=None)


def merged(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the gaps in order, those that touch or overlap joined into one."""
    found: list[Gap] = []
    for gap in sorted(gaps, key=lambda one: (one.first, one.last or date.max)):
        before = found[-1] if found else None
        if before is None or (before.last is not None and gap.first > before.last + ONE_DAY):
            found.append(gap)
            continue
        last = None if before.last is None or gap.last is None else max(before.last, gap.last)
        causes = tuple(dict.fromkeys(before.causes + gap.causes))
        found[-1] = Gap(before.first, last, causes)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reach:
    """The last counted day, and the gaps that pushed it there.

    `open_gap` is a pause that has not ended: `last` is then the earliest day possible.
    """

    last: date
    paused_days: int
    gaps: tuple[Gap, ...]
    open_gap: Gap | None = None


def reach(start: date, nominal: date, gaps: Sequence[Gap]) -> Reach:
    """Return the last day when each paused day inside the running period is made good.

    `start` is the last day that does not count; `gaps` are in order and do not overlap. A pause
    that begins after the last day comes too late to pause anything.
    """
    last, paused = nominal, 0
    met: list[Gap] = []
    for gap in gaps:
        first = max(gap.first, start + ONE_DAY)
        if first > last:
            break
        inside = replace(gap, first=first)
        if gap.last is None:
            return Reach(last, paused, tuple(met), inside)
        days = (gap.last - first).days + 1
        if days > 0:
            last += timedelta(days=days)
            paused += days
            met.append(inside)
    return Reach(last, paused, tuple(met))


def clipped(gaps: Iterable[Gap], day: date) -> tuple[Gap, ...]:
    """Return the gaps as far as they lie before a day."""
    eve = day - ONE_DAY
    return tuple(
        replace(gap, last=eve if gap.last is None else min(gap.last, eve))
        for gap in gaps
        if gap.first <= eve
    )
