"""Legal clocks as pages show them: the badge, and the reckoning day by day."""

from datetime import date
from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.cases.editions import kept_book
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.explanation import Sort
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import Running
from app.deadlines.schemas import ClockOut
from app.kernel.text import Language
from app.sanctions import lifecycle as sanctions_lifecycle
from app.sanctions import queries as sanctions
from app.sanctions.schemas.measure import MeasureOut

_BADGE = {
    Running.RUNNING: "running",
    Running.PAUSED: "paused",
    Running.MET: "met",
    Running.ENDED: "none",
    Running.NOT_CONFIGURED: "none",
    Running.NOT_STARTED: "none",
}
_SHOWN_IN_HEADER = 3


def badge(clock: ClockOut, today: date, language: Language) -> dict[str, Any]:
    """Return what `clock_badge` needs, and the words of a clock that has no badge."""
    left = clock.days_left
    if clock.state == Running.PAUSED and clock.earliest_on:
        left = max(0, (clock.earliest_on - today).days)
    lapsed = _lapsed(clock)
    return {
        "label": clock.label_ko if language == "ko" else clock.label_en,
        "state": "none" if lapsed else _BADGE[Running(clock.state)],
        "state_words": clock.state_ko if language == "ko" else clock.state_en,
        "known": clock.state in {Running.RUNNING, Running.MET},
        "paused": clock.state == Running.PAUSED,
        "days_left": left or 0,
        "due_on": clock.due_on or "",
        "earliest_on": clock.earliest_on or "",
        "met_on": clock.met_on,
        "late": clock.late,
        "basis": f"{clock.act} {clock.article}".strip(),
        "kind": clock.kind,
        "started_on": clock.started_on,
        "paused_days": clock.paused_days,
        "calendar_edition": clock.calendar_edition,
    }


def _lapsed(clock: ClockOut) -> bool:
    """Tell whether somebody's time to act is over; nothing of the agency's is overdue then."""
    return clock.days_left is not None and clock.days_left < 0 and not clock.overdue


def header_clocks(clocks: list[ClockOut], today: date, language: Language) -> list[dict[str, Any]]:
    """Return the clocks that still matter, the nearest first, for the head of a case."""
    live = [
        clock
        for clock in clocks
        if clock.state in {Running.RUNNING, Running.PAUSED} and not _lapsed(clock)
    ]
    return [badge(clock, today, language) for clock in live[:_SHOWN_IN_HEADER]]


def explained(work: Work, case_id: str, language: Language) -> list[dict[str, Any]]:
    """Return every clock of a case with its reckoning day by day."""
    measures = _measures(work, case_id)
    happened = {
        case_id: cases.happened_to(work, case_id),
        **{m.id: _of_measure(m) for m in measures},
    }
    names = {measure.id: _measure_name(measure, language) for measure in measures}
    return [
        badge(clock, work.today, language)
        | {"about": names.get(clock.subject_id, "")}
        | {"lines": _lines(work, clock, happened.get(clock.subject_id, []), language)}
        for clock in deadlines.clocks_of(work, case_id)
    ]


def _lines(
    work: Work, clock: ClockOut, happened: list[Occurrence], language: Language
) -> list[dict[str, Any]]:
    law = kept_book(work, clock.law_edition)
    lines = deadlines.explained(work, clock.name, happened, law=law) if happened else ()
    due = [line.from_on for line in lines if line.sort is Sort.DUE]
    # A reckoning that ends on another day than the clock would explain something else.
    if due[-1:] != [clock.due_on or clock.earliest_on]:
        return []
    return [
        {
            "from_on": line.from_on,
            "until_on": line.until_on,
            "days": line.days,
            "text": line.text.get(language),
            "basis": str(line.basis) if line.basis else "",
        }
        for line in lines
    ]


def _measures(work: Work, case_id: str) -> list[MeasureOut]:
    if not work.decide(May.MEASURE_READ, cases.target_of(work, case_id)).allowed:
        return []
    return sanctions.measures(work, case_id).items


def _measure_name(measure: MeasureOut, language: Language) -> str:
    name, number = measure.kind.en, measure.number_en
    if language == "ko":
        name, number = measure.kind.ko, measure.number
    return f"{name} {number or ''}".strip()


def _of_measure(measure: MeasureOut) -> list[Occurrence]:
    """Return what happened to a measure, as its clocks heard of it."""
    known = {str(command): name for command, name in sanctions_lifecycle.OCCURRENCES.items()}
    return [
        Occurrence(step.on, known[step.command], until=_until(measure, step.command))
        for step in measure.steps
        if step.command in known
    ]


def _until(measure: MeasureOut, command: str) -> date | None:
    """Return the last day that the paper served names itself."""
    return measure.comply_by if command == sanctions_lifecycle.Command.SERVE else None
