"""When a legal clock starts, stands still, is extended, ends and falls due. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.deadlines.pauses import (
    Gap,
    Occurrence,
    PauseRules,
    Reach,
    clipped,
    gaps_of,
    reach,
)
from app.kernel.calendar import Period, Unit, WorkingCalendar, last_day
from app.kernel.problems import NotConfigured
from app.kernel.text import Text
from app.law.book import Book
from app.law.kinds import Clock, Extension


class Running(StrEnum):
    """What a clock is doing."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    ENDED = "ended"  # its subject was closed before the clock was met
    NOT_CONFIGURED = "not_configured"  # no source gives the period, or the calendar ends before it


RUNNING_LABELS: dict[Running, Text] = {
    Running.NOT_STARTED: Text("시작 전", "Not started"),
    Running.RUNNING: Text("진행 중", "Running"),
    Running.PAUSED: Text("정지 중", "Paused"),
    Running.MET: Text("완료", "Met"),
    Running.ENDED: Text("종료", "Ended"),
    Running.NOT_CONFIGURED: Text("기간 미설정", "Not configured"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """How a law book answers the open questions on deadlines."""

    first_day_counts: bool
    extends_total: bool
    moved_day_in_time: bool
    late_ineffective: bool
    pauses: PauseRules

    @classmethod
    def of(cls, book: Book) -> "Answers":
        """Return the answers of a book, read once for many clocks."""

        def chosen(name: str) -> str:
            return book.choice(name).value

        return cls(
            first_day_counts=chosen("first_day_counts") == "yes",
            extends_total=chosen("extension_basis") == "total",
            moved_day_in_time=chosen("late_test") == "moved_day",
            late_ineffective=chosen("late_event") == "ineffective",
            pauses=PauseRules(
                pause_day_runs=chosen("pause_day_runs") == "yes",
                resume_day_runs=chosen("resume_day_runs") == "yes",
                judged_by=chosen("rule_by"),
                consent_stops=chosen("consent_stops") == "yes",
            ),
        )


@dataclass(frozen=True, slots=True)
class ClockState:
    """Where a clock stands; the same facts always give the same state.

    `nominal_on` is the last day before pauses and holidays, extensions included. `due_on` is
    None while paused or not configured; `earliest_on` is then the earliest day possible.
    """

    name: str
    state: Running
    started_on: date | None = None
    nominal_on: date | None = None
    due_on: date | None = None
    earliest_on: date | None = None
    paused_days: int = 0
    extended: bool = False
    met_on: date | None = None
    late: bool = False

    def overdue(self, today: date) -> bool:
        """Tell whether the clock still runs though its last day has passed."""
        return self.state is Running.RUNNING and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Granted:
    """An extension that took effect: on which occurrence, and the last day before pauses then."""

    occurrence: Occurrence
    nominal: date


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All steps from the start of a clock to its last day; what a state and its reasons show."""

    start: Occurrence
    nominal: date
    reach: Reach
    granted: tuple[Granted, ...] = ()
    refused: tuple[Occurrence, ...] = ()
    met: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What clocks are derived in: the working calendar, the law book and its answers."""

    calendar: WorkingCalendar
    book: Book
    answers: Answers

    @classmethod
    def of(cls, calendar: WorkingCalendar, book: Book) -> "Surroundings":
        """Return the surroundings of one act."""
        return cls(calendar, book, Answers.of(book))

    def day_due(self, rule: Clock, last: date) -> date:
        """Return the last day, moved off a rest day where the clock moves (민법 제161조)."""
        return self.calendar.next_working_day(last) if rule.moves else last


def derive(rule: Clock, occurrences: Iterable[Occurrence], around: Surroundings) -> ClockState:
    """Return where a clock stands after everything that happened, in whatever order it is told."""
    known = sorted(occurrences, key=_by_day)
    start = _start(rule, known)
    if start is None:
        return ClockState(rule.name, Running.NOT_STARTED)
    met = _met(rule, start, known)
    try:
        return _state(rule, _reckoned(rule, known, around, start, met), around)
    except NotConfigured:
        return ClockState(
            name=rule.name,
            state=Running.MET if met else Running.NOT_CONFIGURED,
            started_on=start.on,
            met_on=met.on if met else None,
        )


def _state(rule: Clock, found: Reckoning, around: Surroundings) -> ClockState:
    due = around.day_due(rule, found.reach.last)
    paused = found.reach.open_gap is not None and found.met is None
    limit = due if around.answers.moved_day_in_time else found.reach.last
    state = Running.MET if found.met else Running.PAUSED if paused else Running.RUNNING
    return ClockState(
        name=rule.name,
        state=state,
        started_on=found.start.on,
        nominal_on=found.nominal,
        due_on=None if paused else due,
        earliest_on=due,
        paused_days=found.reach.paused_days,
        extended=bool(found.granted),
        met_on=found.met.on if found.met else None,
        late=found.met is not None and found.met.on > limit,
    )


def reckon(
    rule: Clock, occurrences: Iterable[Occurrence], around: Surroundings
) -> Reckoning | None:
    """Return the steps of a clock, or None where it has not started.

    Raises `NotConfigured` where no source gives its period or the calendar does not reach it.
    """
    known = sorted(occurrences, key=_by_day)
    start = _start(rule, known)
    if start is None:
        return None
    return _reckoned(rule, known, around, start, _met(rule, start, known))


def _reckoned(
    rule: Clock,
    known: Sequence[Occurrence],
    around: Surroundings,
    start: Occurrence,
    met: Occurrence | None,
) -> Reckoning:
    if met is not None:
        known = [item for item in known if item.on <= met.on]
    gaps = gaps_of(rule.pauses, known, around.answers.pauses)
    if met is not None:
        gaps = clipped(gaps, met.on)
    length = _first_length(rule, start, around)
    granted: list[Granted] = []
    refused: list[Occurrence] = []
    for extension, asked in _asked(rule, start, known):
        here = length.reach(gaps)
        late = here.open_gap is None and asked.on > around.day_due(rule, here.last)
        longer = length.extended(extension, asked, around.book, gaps)
        if longer is None or (late and around.answers.late_ineffective):
            refused.append(asked)
            continue
        length = longer
        granted.append(Granted(asked, length.nominal))
    found = length.reach(gaps)
    return Reckoning(start, length.nominal, found, tuple(granted), tuple(refused), met)


def _by_day(item: Occurrence) -> tuple[date, str, str, str, date]:
    return (item.on, item.name, item.key, item.form, item.until or date.max)


def _start(rule: Clock, known: Sequence[Occurrence]) -> Occurrence | None:
    """Return the first start, or the latest where the clock runs anew at each.

    Without a period of its own the clock runs only where the paper names the last day.
    """
    since = rule.effective_from or date.min
    starts = [
        item
        for item in known
        if item.name in rule.starts_on
        and item.on >= since
        and (_figure_name(rule, item) or item.until)
    ]
    if not starts:
        return None
    return starts[-1] if rule.restarts else starts[0]


def _figure_name(rule: Clock, start: Occurrence) -> str:
    return rule.variants.get(start.form, rule.period)


def _met(rule: Clock, start: Occurrence, known: Sequence[Occurrence]) -> Occurrence | None:
    """Return the first end on or after the start; what starts the clock anew does not end it."""
    return next(
        (
            item
            for item in known
            if item.name in rule.ends_on
            and item.on >= start.on
            and (item.name not in rule.starts_on or item.on > start.on)
        ),
        None,
    )


def _asked(
    rule: Clock, start: Occurrence, known: Sequence[Occurrence]
) -> Iterable[tuple[Extension, Occurrence]]:
    used: set[str] = set()
    by_name = {extension.on: extension for extension in rule.extends}
    for item in known:
        extension = by_name.get(item.name)
        if extension is None or item.on < start.on or (extension.once and item.name in used):
            continue
        used.add(item.name)
        yield extension, item


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a clock runs: its period and each extension, added to the total or on to the end."""

    start: Occurrence
    eve: date  # the last day that does not count
    periods: tuple[Period, ...]
    named: date | None  # the last day that a paper names, where no figure gives the period
    more_days: int
    extends_total: bool

    @property
    def nominal(self) -> date:
        """The last day before pauses and holidays."""
        last = self.named or self.eve
        for period in _summed(self.periods) if self.extends_total else self.periods:
            last = last_day(last, period)
        return last + timedelta(days=self.more_days)

    def reach(self, gaps: Sequence[Gap]) -> Reach:
        """Return the last day after pauses."""
        return reach(self.eve, self.nominal, gaps)

    def extended(
        self, extension: Extension, asked: Occurrence, book: Book, gaps: Sequence[Gap]
    ) -> "_Length | None":
        """Return the longer clock; None where nothing says by how much."""
        if extension.by:
            more = book.figure(extension.by, self.start.on).period
            return replace(self, periods=(*self.periods, more))
        if asked.until is None:
            return None
        # The act that extends names the new last day and knows the pauses up to its own day.
        here = self.reach(clipped(gaps, asked.on))
        return replace(self, more_days=self.more_days + max(0, (asked.until - here.last).days))


def _first_length(rule: Clock, start: Occurrence, around: Surroundings) -> _Length:
    """Return the period in force on the day of the start, or up to the day the paper names."""
    answers = around.answers
    eve = start.on - timedelta(days=1 if answers.first_day_counts else 0)
    name = _figure_name(rule, start)
    if not name:
        return _Length(start, eve, (), start.until, 0, answers.extends_total)
    period = around.book.figure(name, start.on).period
    return _Length(start, eve, (period,), None, 0, answers.extends_total)


def _summed(periods: Sequence[Period]) -> Iterable[Period]:
    """Return months and years as one length, then days as one."""
    twelve = {Unit.YEARS: 12, Unit.MONTHS: 1}
    months = sum(item.length * twelve.get(item.unit, 0) for item in periods)
    days = sum(item.length for item in periods if item.unit is Unit.DAYS)
    if months:
        yield Period(months, Unit.MONTHS)
    if days:
        yield Period(days, Unit.DAYS)
