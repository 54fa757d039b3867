"""Random histories of one clock, derived by the service and counted day by day beside it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from types import SimpleNamespace

from app.deadlines.calendar import Override, calendar_of, published
from app.deadlines.explanation import Line, Sort, explain
from app.deadlines.pauses import Occurrence, PauseRules
from app.deadlines.rules import Answers, ClockState, Surroundings, derive
from app.deadlines.schemas import ClockOut
from app.kernel.problems import NotConfigured
from app.kernel.text import Text
from app.law.book import Book, load
from app.law.kinds import Clock, Extension
from app.law.serving import served_on
from tests.support.long_walk import Kind
from tests.support.slow_deadlines import Answer, Length, NoData, Plain, Ruling, Told, answer, deemed

SINCE = date(2027, 9, 9)
FIRST, YEARS = date(2026, 1, 5), range(2010, 2031)
# Around feasts, month ends, the leap day and the day of the new rule on mediation.
MARKED = (
    date(2026, 2, 16), date(2026, 9, 24), date(2026, 10, 5), date(2027, 1, 31), date(2027, 2, 8),
    date(2027, 2, 28), SINCE, SINCE - timedelta(days=1), date(2027, 9, 15), date(2028, 2, 29), date(2028, 10, 3),
)  # fmt: skip
MANNERS = ("personal", "post", "electronic_decision", "electronic_other")
_DAYS = {"electronic_decision": 14, "electronic_other": 7}


@lru_cache(maxsize=1)
def book() -> Book:
    """Return the law book, read once."""
    return load()


@lru_cache(maxsize=1)
def clocks() -> tuple[Clock, ...]:
    """Return every clock of the book, and some in which pauses and extensions meet."""
    known = tuple(rule for rule in book().clocks() if rule.starts_on)
    disposition = book().clock("disposition")
    target = book().clock("investigation_target")
    by_act = Extension("investigation_extended", "", once=False)
    by_figure = Extension("pre_review_extended", "pre_review_extension_days", once=False)
    by_months = Extension("ruling_extended", "investigation_target_months", once=True)
    pauses = (*target.pauses, *disposition.pauses, *book().clock("surcharge_due").pauses)
    own_day = tuple(replace(one, judged_by=one.starts_on) for one in disposition.pauses)
    crossed = (
        replace(target, pauses=pauses, extends=(by_act, by_figure, by_months)),
        replace(disposition, pauses=pauses, extends=(by_act, by_months)),
        replace(disposition, pauses=own_day, period="investigation_target_months", moves=True),
        replace(target, pauses=pauses, extends=(by_figure,), period="objection_days"),
    )
    often = tuple(rule for rule in known if rule.pauses or rule.extends)
    return (*known, *often, *often, *crossed, *crossed, *crossed, *crossed)


@dataclass
class History:
    """One clock, how the open questions are answered, and what was told of it so far."""

    rule: Clock
    ruling: Ruling = field(default_factory=Ruling)
    overrides: tuple[tuple[date, bool], ...] = ()
    told: list[Told] = field(default_factory=list)
    today: date = FIRST
    due: date | None = None

    def tell(
        self, name: str, day: date, *, form: str = "", until: date | None = None, key: str = ""
    ) -> None:
        """Tell of something that happened, in whatever order it comes to be known."""
        self.told.append((day, name, form, until, key))

    def take_back(self, which: int) -> None:
        """Take back what was told by mistake, or was annulled."""
        if self.told:
            self.told.pop(which % len(self.told))

    @property
    def around(self) -> Surroundings:
        """Return the calendar and the answers for the service."""
        calendar = calendar_of(Override(day, rest, Text("-", "-")) for day, rest in self.overrides)
        ruling = self.ruling
        pauses = PauseRules(
            pause_day_runs=ruling.pause_day_runs, resume_day_runs=ruling.resume_day_runs,
            judged_by=ruling.judged_by, consent_stops=ruling.consent_stops,
        )  # fmt: skip
        answers = Answers(
            first_day_counts=ruling.first_day_counts, extends_total=ruling.total,
            moved_day_in_time=ruling.moved_day_in_time, late_ineffective=ruling.late_ineffective,
            pauses=pauses,
        )  # fmt: skip
        return Surroundings(calendar, book(), answers)

    @property
    def plain(self) -> Plain:
        """Return the clock as plain values for the slow counting."""
        rule, own = self.rule, dict(self.overrides)

        def rests(day: date) -> bool:
            if day.year not in YEARS:
                raise NoData
            return own[day] if day in own else day.isoweekday() > 5 or day in published()

        return Plain(
            starts_on=rule.starts_on, ends_on=rule.ends_on, period_by_form=dict(rule.variants),
            period=rule.period,
            pauses=tuple((p.starts_on, p.until, p.effective_from, p.judged_by) for p in rule.pauses),
            extends=tuple((e.on, e.by, e.once) for e in rule.extends),
            moves=rule.moves, restarts=rule.restarts, since=rule.effective_from,
            length_of=_length, rests=rests,
        )  # fmt: skip


def _length(name: str, day: date) -> Length:
    try:
        period = book().figure(name, day).period
    except NotConfigured as missing:
        raise NoData from missing
    return period.length, str(period.unit)


def begin(random: Random) -> History:
    """Return a history of a clock drawn at random; most follow the book's own answers."""
    ruling = Ruling()
    if random.random() < 0.4:
        ruling = Ruling(
            *(random.random() < 0.5 for _ in range(6)),
            judged_by=random.choice(["investigation_opened", "received", "mediation_days"]),
            consent_stops=random.random() < 0.5,
        )
    days = [day + timedelta(days=random.randrange(4)) for day in random.sample(MARKED, 2)]
    overrides = tuple((day, random.random() < 0.7) for day in sorted(set(days)))
    history = History(random.choice(clocks()), ruling, overrides)
    first = random.choice([FIRST, random.choice(MARKED)])
    history.tell(random.choice(history.rule.starts_on), _served(history, first, random),
                 form=_form(history, random), until=_until(first, random))  # fmt: skip
    return history


def _served(history: History, day: date, random: Random) -> date:
    """Return the day on which a paper reached its reader, by one of the manners of service."""
    manner = random.choice(MANNERS)
    if "served" not in history.rule.starts_on or manner not in _DAYS:
        return day
    opened = day + timedelta(days=random.randrange(20)) if random.random() < 0.5 else None
    outage = random.choice([0, 0, 3])
    try:
        found = served_on(book(), notified_on=day, opened_on=opened,
                          is_decision=manner == "electronic_decision", outage_days=outage)  # fmt: skip
    except NotConfigured:  # before the rule on electronic service was in force
        return day
    assert found == deemed(day, opened, _DAYS[manner], outage), (manner, day, opened, outage)
    return found


def _form(history: History, random: Random) -> str:
    return random.choice(["", "", *sorted(history.rule.variants)])


def _until(day: date, random: Random) -> date | None:
    return random.choice([None, day + timedelta(days=random.randrange(1, 120))])


def _day(history: History, random: Random) -> date:
    known = [item[0] for item in history.told] or [FIRST]
    anchors = [min(known), max(known), history.due or max(known), random.choice(MARKED)]
    offset = random.choice([0, 1, random.randrange(-4, 12), random.randrange(-30, 240)])
    return max(date(2025, 6, 1), min(random.choice(anchors) + timedelta(days=offset),
                                     date(2029, 6, 30)))  # fmt: skip


def step(history: History, random: Random) -> None:
    """Tell of one thing: a pause, its end, an extension, evidence of the end, another service."""
    rule, day = history.rule, _day(history, random)
    history.today = _day(history, random)
    act = random.random()
    key = random.choice(["", "", "a", "b"])
    if act < 0.08:
        history.take_back(random.randrange(50))
    elif act < 0.18:
        history.tell(random.choice(rule.starts_on), _served(history, day, random),
                     form=_form(history, random), until=_until(day, random))  # fmt: skip
    elif act < 0.22:
        history.tell(random.choice(rule.ends_on or rule.starts_on), day)
    elif act < 0.48 and rule.extends:
        history.tell(random.choice(rule.extends).on, day, until=_until(history.due or day, random))
    elif act < 0.54:
        history.tell("investigation_opened", day)
    elif rule.pauses:
        pause = random.choice(rule.pauses)
        history.tell(pause.starts_on, day, key=key)
        if random.random() < 0.75:
            history.tell(pause.until, day + timedelta(days=random.randrange(90)), key=key)
    else:
        history.tell(random.choice(["data_requested", "stayed"]), day)


def check(history: History, random: Random) -> tuple[int, list[str]]:
    """Compare state, days, days left and each line of the working with the slow counting."""
    want = answer(history.plain, history.told, history.ruling)
    mixed = random.sample(history.told, len(history.told))
    known = [Occurrence(on, name, form, until, key) for on, name, form, until, key in mixed]
    have = derive(history.rule, known, history.around)
    history.due = want.earliest_on
    pairs = {**_states(have, want), **_shown(history, have, want)}
    lines = explain(history.rule, known, history.around)
    if want.earliest_on is not None:
        pairs |= _lines(lines, want)
    else:
        pairs["lines"] = (len(lines), 1 if want.started_on and _unknown(lines) else 0)
    wrong = [f"{history.rule.name} {name}: service {a}, slow {b}; {history.ruling}; {history.told}"
             for name, (a, b) in pairs.items() if a != b]  # fmt: skip
    return len(pairs), wrong


def _unknown(lines: tuple[Line, ...]) -> bool:
    return all(line.sort is Sort.NOT_CONFIGURED for line in lines)


def _states(have: ClockState, want: Answer) -> dict[str, tuple[object, object]]:
    return {
        "state": (str(have.state), want.state),
        "started": (have.started_on, want.started_on),
        "nominal": (have.nominal_on, want.nominal_on),
        "due": (have.due_on, want.due_on),
        "earliest": (have.earliest_on, want.earliest_on),
        "paused": (have.paused_days, len(want.standing)),
        "extended": (have.extended, want.extensions > 0),
        "met": ((have.met_on, have.late), (want.met_on, want.late)),
    }


def _shown(history: History, have: ClockState, want: Answer) -> dict[str, tuple[object, object]]:
    if have.started_on is None:
        return {}
    names = ("state", "started_on", "nominal_on", "due_on", "earliest_on", "paused_days",
             "extended", "met_on", "late", "name")  # fmt: skip
    kept = SimpleNamespace(
        id="-", case_id="-", subject_id="-", subject="case", calendar_edition="-", law_edition="-",
        **{name: getattr(have, name) for name in names},
    )  # fmt: skip
    shown = ClockOut.of(kept, history.rule, history.today)
    left = None
    if want.state == "running" and want.due_on is not None:
        left = want.due_on.toordinal() - history.today.toordinal()
    over = left is not None and left < 0 and history.rule.kind != "right"
    return {"days left": (shown.days_left, left), "overdue": (shown.overdue, over)}


def _lines(lines: tuple[Line, ...], want: Answer) -> dict[str, tuple[object, object]]:
    def days(sort: Sort) -> frozenset[date]:
        return frozenset(
            line.from_on + timedelta(days=number)
            for line in lines
            if line.sort is sort and line.until_on is not None
            for number in range((line.until_on - line.from_on).days + 1)
        )

    def many(sort: Sort) -> int:
        return sum(line.sort is sort for line in lines)

    due = next(line for line in lines if line.sort is Sort.DUE)
    return {
        "days that ran": (days(Sort.RUNS), want.running),
        "days that stood": (days(Sort.PAUSE), want.standing),
        "extensions": (many(Sort.EXTENSION), want.extensions),
        "refused": (many(Sort.REFUSED), want.refused),
        "last line": (due.from_on, want.earliest_on),
    }


DEADLINES = Kind("deadlines", "state, days, days left and every line", begin, step, check)
