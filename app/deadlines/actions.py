"""What one may do with clocks and the working calendar; one function per act; none commits.

Deriving clocks is a part of other acts, which have asked for their own permission; changing the
calendar asks for one itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.deadlines import calendar, store
from app.deadlines.events import CalendarOverrideRemoved, CalendarOverrideSet
from app.deadlines.pauses import Occurrence
from app.deadlines.problems import DayAlreadySet, DayUnchanged, OverrideNotFound
from app.deadlines.rules import ClockState, Running, Surroundings, derive
from app.deadlines.schemas import CalendarOverrideIn
from app.deadlines.tables import CalendarOverride, ClockRow
from app.kernel.text import Text
from app.law.book import Book
from app.law.kinds import Clock

_OF_A_CASE = ("case", "consent")
_DERIVED = (
    "state", "started_on", "nominal_on", "due_on", "earliest_on", "paused_days", "extended",
    "met_on", "late",
)  # fmt: skip


def rederive(
    work: Work,
    *,
    case_id: str,
    subject_id: str,
    law: Book,
    rules: Sequence[Clock],
    occurrences: Sequence[Occurrence],
) -> list[ClockState]:
    """Derive the clocks of a measure, consent or objection from all that happened to it.

    `rules` are those of its kind in `law`, the edition that its case is under. Writes only rows
    that changed, in this Work; returns every state, also those not started.
    """
    subjects = tuple({rule.subject for rule in rules})
    return _renew(work, _Whose(case_id, subject_id, subjects), rules, occurrences, law=law)


@dataclass(frozen=True, slots=True)
class Under:
    """By which edition of the law a case's clocks run (None: today's), and which it has not."""

    law: Book | None = None
    without: frozenset[str] = frozenset()

    def clocks_of_case(self, work: Work, track: str) -> list[Clock]:
        """Return the clocks of a case and of its consent."""
        law = self.law or work.law
        found = [rule for name in _OF_A_CASE for rule in law.clocks(subject=name, track=track)]
        return [rule for rule in found if rule.name not in self.without]


_TODAY = Under()


def rederive_case(
    work: Work,
    *,
    case_id: str,
    track: str,
    occurrences: Sequence[Occurrence],
    new: bool = False,
    under: Under = _TODAY,
) -> list[ClockState]:
    """Derive the clocks of a case and of its consent in one go; else as `rederive`.

    A `new` case is being received in this very Work and has no clocks to look for.
    """
    rules = under.clocks_of_case(work, track)
    whose = _Whose(case_id, case_id, _OF_A_CASE, new=new)
    return _renew(work, whose, rules, occurrences, law=under.law or work.law)


def try_case(
    work: Work, *, track: str, occurrences: Sequence[Occurrence], under: Under
) -> list[ClockState]:
    """Return the clocks of a case as they would stand under an edition; writes nothing."""
    around = Surroundings.of(work.calendar, under.law or work.law)
    return [derive(rule, occurrences, around) for rule in under.clocks_of_case(work, track)]


def end_all(work: Work, subject_id: str) -> int:
    """End every clock of a subject that still stands; return how many.

    An ended clock stays ended until it is met or starts anew on another day. Call it before the
    closing itself is derived, which starts the clocks that follow a closing.
    """
    standing = [
        row
        for row in store.clocks_of_subject(work, subject_id)
        if row.state not in (Running.MET, Running.ENDED)
    ]
    for row in standing:
        row.state, row.derived_at = str(Running.ENDED), work.now
    return len(standing)


def revive(work: Work, subject_id: str) -> int:
    """Let the clocks that a closing ended run on; return how many. Derive them anew afterwards."""
    ended = [row for row in store.clocks_of_subject(work, subject_id) if row.state == Running.ENDED]
    for row in ended:
        row.state, row.derived_at = str(Running.RUNNING), work.now
    return len(ended)


def nearest(work: Work, states: Iterable[ClockState]) -> tuple[date, str] | None:
    """Return due day and name of the running duty that falls due first; rights are left out."""
    rights = rights_of(work)
    running = [s for s in states if s.state is Running.RUNNING and s.name not in rights]
    return min(((s.due_on, s.name) for s in running if s.due_on), default=None)


def next_of(work: Work, case_id: str) -> tuple[date, str] | None:
    """Return due day and name of the running duty of a case that falls due first."""
    return store.next_of(work, case_id, besides=rights_of(work))


def rights_of(work: Work) -> frozenset[str]:
    """Return the clocks in whose time somebody may act; they lapse and are never overdue."""
    return frozenset(rule.name for rule in work.law.clocks() if rule.kind == "right")


@dataclass(frozen=True, slots=True)
class _Whose:
    case_id: str
    subject_id: str
    subjects: tuple[str, ...]
    new: bool = False


def _renew(
    work: Work,
    whose: _Whose,
    rules: Iterable[Clock],
    occurrences: Sequence[Occurrence],
    *,
    law: Book,
) -> list[ClockState]:
    around = Surroundings.of(work.calendar, law)
    rules = tuple(rules)
    states = [derive(rule, occurrences, around) for rule in rules]
    before = _before(work, whose)
    editions = {"calendar_edition": around.calendar.edition, "law_edition": around.book.edition}
    fresh = []
    for rule, state in zip(rules, states, strict=True):
        if state.state is Running.NOT_STARTED:
            continue
        row = before.pop(state.name, None)
        if row is None:
            fresh.append(_new(work, whose, rule.subject, state) | editions)
        else:
            _change(work, row, state, editions)
    for gone in before.values():
        work.session.delete(gone)
    store.add_clocks(work, fresh)
    return states


def _before(work: Work, whose: _Whose) -> dict[str, ClockRow]:
    if whose.new:
        return {}
    rows = store.clocks_of_subject(work, whose.subject_id)
    return {row.name: row for row in rows if row.subject in whose.subjects}


def _new(work: Work, whose: _Whose, subject: str, state: ClockState) -> dict[str, Any]:
    return {
        "id": work.new_id("clock"),
        "case_id": whose.case_id,
        "subject_id": whose.subject_id,
        "subject": subject,
        "name": state.name,
        "derived_at": work.now,
        **_values(state),
    }


def _change(work: Work, row: ClockRow, state: ClockState, editions: Mapping[str, Any]) -> None:
    values = _values(state)
    same_run = row.started_on == state.started_on
    if row.state == Running.ENDED and same_run and state.state is not Running.MET:
        return
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in (*values.items(), *editions.items(), ("derived_at", work.now)):
        setattr(row, name, value)


def _values(state: ClockState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _DERIVED} | {"state": str(state.state)}


# -- the working calendar


def set_override(work: Work, form: CalendarOverrideIn) -> CalendarOverride:
    """Declare a day a rest day or a working day.

    Raises `CalendarNotConfigured`, `DayAlreadySet`, or `DayUnchanged` where it changes nothing.
    """
    work.require(May.FIGURE_ENTER, OPEN)
    day = form.falls_on
    calendar.refuse_other_years(day.year)
    if store.override_on(work, day) is not None:
        raise DayAlreadySet(falls_on=day.isoformat())
    if calendar.calendar_of().is_rest_day(day) is form.rest:
        raise DayUnchanged(falls_on=day.isoformat(), rest=form.rest)
    row = work.add(
        CalendarOverride(
            id=work.new_id("day"),
            falls_on=day,
            rest=form.rest,
            name_ko=form.name_ko,
            name_en=form.name_en,
            source=form.source,
            set_by=work.actor.person_id,
            set_at=work.now,
        )
    )
    work.record(CalendarOverrideSet(subject=row.id, falls_on=day, rest=form.rest))
    return row


def remove_override(work: Work, override_id: str, *, version: int | None) -> CalendarOverride:
    """Take back a day that the agency set; raises `OverrideNotFound`."""
    work.require(May.FIGURE_ENTER, OPEN)
    row = work.session.get(CalendarOverride, override_id)
    if row is None:
        raise OverrideNotFound(
            Text("이미 지워졌거나 없는 지정입니다.", "It was removed already or never was there.")
        )
    work.expect_version(row, version)
    work.session.delete(row)
    work.record(CalendarOverrideRemoved(subject=row.id, falls_on=row.falls_on, rest=row.rest))
    return row
