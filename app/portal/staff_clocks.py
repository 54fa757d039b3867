"""Legal clocks as pages show them: the badge, and the reckoning day by day."""

from datetime import date
from typing import Any

from app.cases import queries as cases
from app.cases import rules
from app.cases.lifecycle import OCCURRENCES, Command
from app.cases.schemas.case import StepOut
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import Running
from app.deadlines.schemas import ClockOut
from app.kernel.text import Language

_BADGE = {
    Running.RUNNING: "running",
    Running.PAUSED: "paused",
    Running.MET: "met",
    Running.ENDED: "none",
    Running.NOT_CONFIGURED: "none",
    Running.NOT_STARTED: "none",
}
# How a step that is no command of the track is called by the clocks.
_OTHER_STEPS = {
    "consent_ask": "consent_asked",
    "consent_give": "consent_answered",
    "consent_refuse": "consent_refused",
    "consent_lapse": "consent_refused",
    "consent_notify": "respondent_notified",
    "consent_answered": "consent_answered",
    "consent_refused": "consent_refused",
}
_SHOWN_IN_HEADER = 3


def badge(clock: ClockOut, today: date, language: Language) -> dict[str, Any]:
    """Return what `clock_badge` needs, and the words of a clock that has no badge."""
    left = clock.days_left
    if clock.state == Running.PAUSED and clock.earliest_on:
        left = max(0, (clock.earliest_on - today).days)
    return {
        "label": clock.label_ko if language == "ko" else clock.label_en,
        "state": _BADGE[Running(clock.state)],
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


def header_clocks(clocks: list[ClockOut], today: date, language: Language) -> list[dict[str, Any]]:
    """Return the clocks that still matter, the nearest first, for the head of a case."""
    live = [c for c in clocks if c.state in {Running.RUNNING, Running.PAUSED}]
    return [badge(clock, today, language) for clock in live[:_SHOWN_IN_HEADER]]


def explained(work: Work, case_id: str, language: Language) -> list[dict[str, Any]]:
    """Return every clock of a case; those of the case itself with their reckoning."""
    clocks = deadlines.clocks_of(work, case_id)
    happened = _occurrences(work, case_id)
    return [
        badge(clock, work.today, language)
        | {"lines": _lines(work, clock, happened, language) if clock.subject_id == case_id else []}
        for clock in clocks
    ]


def _lines(
    work: Work, clock: ClockOut, happened: list[Occurrence], language: Language
) -> list[dict[str, Any]]:
    return [
        {
            "from_on": line.from_on,
            "until_on": line.until_on,
            "days": line.days,
            "text": line.text.get(language),
            "basis": str(line.basis) if line.basis else "",
            "sort": str(line.sort),
        }
        for line in deadlines.explained(work, clock.name, happened)
    ]


def _occurrences(work: Work, case_id: str) -> list[Occurrence]:
    row = cases.subject(work, case_id)
    steps = cases.timeline(work, case_id).items
    happened = [rules.Happened(_name(step), step.on) for step in steps]
    return rules.occurrences(row.received_on, row.closed_on, happened, row.panel)


def _name(step: StepOut) -> str:
    known = {str(command): name for command, name in OCCURRENCES.items()}
    if step.command in set(Command):
        return known.get(step.command, "")
    return _OTHER_STEPS.get(step.command, "")
