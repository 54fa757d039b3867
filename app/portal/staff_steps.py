"""Taking a step of the track: what it means, what it rests on, and the form for it."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases import queries as cases
from app.cases.lifecycle import OCCURRENCES, TRACKS, Command
from app.cases.schemas.case import StepChoice, StepIn, TransitionsOut
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.portal.staff_frame import reasons_of
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)


@router.get("/queue/{case_id}/steps/{command}", openapi_extra=needs(May.CASE_SEE))
async def step(case_id: str, command: str, door: At) -> Response:
    """Show what a step means and ask for what it needs."""
    return await _form(door, case_id, command, None, None)


@router.post("/queue/{case_id}/steps/{command}", openapi_extra=needs(May.CASE_SEE))
async def take(case_id: str, command: str, door: At) -> Response:
    """Take the step, or show the form again with every reason why not."""
    sent = await read(door)
    try:
        form = parse(StepIn, {**sent.nested(), "command": command})
        await door.do(
            lambda work: actions.take_step(work, case_id=case_id, form=form, version=sent.version)
        )
    except Problem as problem:
        return await _form(door, case_id, command, sent, problem)
    return go(f"/queue/{case_id}?done=step")


async def _form(
    door: Door, case_id: str, command: str, sent: Sent | None, problem: Problem | None
) -> Response:
    errors = refused(problem, door.language) if problem else []
    status = status_of(problem) if problem else 200
    language = door.language
    page = await door.do(lambda work: _page(work, case_id, command, language), reading=True)
    return render(door, "staff/step.html", status=status, errors=errors, typed=typed(sent), **page)


def _page(work: Work, case_id: str, command: str, language: Language) -> dict[str, Any]:
    case = cases.case(work, case_id)
    found = cases.transitions(work, case_id)
    choice = _choice(found, command)
    track = TRACKS[case.track]
    words = choice.label_ko if language == "ko" else choice.label_en
    return {
        "case": case,
        "number": case.number if language == "ko" else case.number_en,
        "choice": choice,
        "label": words,
        "reasons": reasons_of(choice, language),
        "from_state": case.state,
        "to_state": track.label(choice.to_state),
        "ends": track.final(choice.to_state),
        "effects": _effects(work, case.track, command, language),
        "panels": _panels(work, case.track, choice),
        "panel": cases.subject(work, case_id).panel,
    }


def _choice(found: TransitionsOut, command: str) -> StepChoice:
    for choice in (*found.allowed, *found.blocked):
        if choice.command == command:
            return choice
    raise NotFound


def _panels(work: Work, track: str, choice: StepChoice) -> bool:
    """Tell whether a step sets which sitting decides, since a period that it starts depends on it."""
    heard = {str(known): name for known, name in OCCURRENCES.items()}.get(choice.command, "")
    clocks = [c for c in work.law.clocks(subject="case", track=track) if c.variants]
    return bool(clocks) and (
        choice.needs_hearing_day or any(heard in clock.starts_on for clock in clocks)
    )


def _effects(work: Work, track: str, command: str, language: Language) -> dict[str, list[str]]:
    """Return which clocks a step starts, stops, resumes, extends or ends, as the law data say."""
    heard = {str(known): name for known, name in OCCURRENCES.items()}.get(command, "")
    if not heard or command not in set(Command):
        return {}
    found: dict[str, list[str]] = {}
    for clock in (*work.law.clocks(subject="case", track=track),
                  *work.law.clocks(subject="consent", track=track)):  # fmt: skip
        touched = {
            "starts": heard in clock.starts_on,
            "pauses": heard in {pause.starts_on for pause in clock.pauses},
            "resumes": heard in {pause.until for pause in clock.pauses},
            "extends": heard in {longer.on for longer in clock.extends},
            "ends": heard in clock.ends_on,
        }
        for effect, applies in touched.items():
            if applies:
                found.setdefault(effect, []).append(clock.label.get(language))
    return found
