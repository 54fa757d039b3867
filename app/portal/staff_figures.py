"""Figures that the agency enters where no source gives them: entering, approving, returning."""

from contextlib import suppress
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.people import queries as people
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.rulebook import actions
from app.rulebook import queries as rulebook
from app.rulebook.lifecycle import FIGURE, Command
from app.rulebook.schemas import AgencyFigureOut, FigureIn, ReasonIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_LABELS = {
    "name": "Missing figure",
    "value": "Value",
    "effective_from": "In force from",
    "source_paper": "Source paper",
    "reason": "Reason",
}
_ENTER, _APPROVE = needs(May.FIGURE_ENTER), needs(May.FIGURE_APPROVE)


@router.get("/figures/entries", openapi_extra=_ENTER)
async def entries(door: At, done: str = "") -> Response:
    """Show every figure that was entered, with the steps that each allows."""
    return await _list(door, done=done)


@router.post("/figures/entries", openapi_extra=_ENTER)
async def enter(door: At) -> Response:
    """Enter a figure from a paper."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        made = actions.enter(work, form)
        work.session.flush()
        return AgencyFigureOut.of(made)

    try:
        form = parse(FigureIn, _data(sent))
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _list(door, sent, problem)
    return go("/figures/entries?done=figure")


def _data(sent: Sent) -> dict[str, Any]:
    """Return what was typed, empty fields left out and the day as people write it."""
    kept: dict[str, Any] = {name: value for name, value in sent.nested().items() if value.strip()}
    with suppress(ValueError):
        kept["effective_from"] = parse_day(sent.first("effective_from")).isoformat()
    return kept


async def _list(
    door: Door, sent: Sent | None = None, problem: Problem | None = None, *, done: str = ""
) -> Response:
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        found = rulebook.entries(work).items
        return {
            "entries": [_shown(work, entry, language) for entry in reversed(found)],
            "figures": _figures(work, language),
        }

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/figures.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), key=(sent.key if sent else "") or new_secret(12), done=done, **shown,
    )  # fmt: skip


def _figures(work: Work, language: Language) -> list[dict[str, str]]:
    """Return every figure of the law book, those that cannot be used today first.

    One that is known today may still be missing on an earlier day; the act refuses the others.
    """
    book, today = work.law, work.today
    found = sorted(book.parameters(), key=lambda one: book.has_figure(one.name, today))
    return [
        {"value": one.name, "label": f"{one.label.get(language)} ({one.name})"} for one in found
    ]


def _shown(work: Work, entry: AgencyFigureOut, language: Language) -> dict[str, Any]:
    """Return an entry with its steps as buttons, and why the reader may not take them."""
    done_by = {str(May.FIGURE_ENTER): frozenset({entry.entered_by})}
    answer = work.decide(May.FIGURE_APPROVE, Target(secret=False, done_by=done_by))
    ids = {one for one in (entry.entered_by, entry.decided_by, entry.withdrawn_by) if one}
    return {
        "entry": entry,
        "label": work.law.parameter(entry.name).label.get(language),
        "state": entry.state_ko if language == "ko" else entry.state_en,
        "names": people.person_names(work, ids),
        "steps": [
            {"label": row.label.get(language), "url": f"/figures/entries/{entry.id}/{row.command}"}
            for row in FIGURE.steps(entry.state)
        ],
        "may": answer.allowed,
        "why_not": answer.reason.get(language),
    }


_STEP = "/figures/entries/{figure_id}/{command}"


@router.get(_STEP, openapi_extra=_APPROVE)
async def step(figure_id: str, command: str, door: At) -> Response:
    """Show an entry to the second person."""
    return await _step_form(door, figure_id, command)


@router.post(_STEP, openapi_extra=_APPROVE)
async def take(figure_id: str, command: str, door: At) -> Response:
    """Approve, return or withdraw a figure."""
    sent = await read(door)
    try:
        form = None if command == Command.APPROVE else parse(ReasonIn, _data(sent))
        await door.do(lambda work: _take(work, figure_id, command, form, sent.version))
    except Problem as problem:
        return await _step_form(door, figure_id, command, sent, problem)
    return go("/figures/entries?done=figure")


def _take(
    work: Work, figure_id: str, command: str, form: ReasonIn | None, version: int | None
) -> None:
    acts = {Command.RETURN: actions.send_back, Command.WITHDRAW: actions.withdraw}
    if form is None:
        actions.approve(work, figure_id, version=version)
    elif command in acts:
        acts[Command(command)](work, figure_id, form, version=version)
    else:
        raise NotFound


async def _step_form(
    door: Door, figure_id: str, command: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        found = next((one for one in rulebook.entries(work).items if one.id == figure_id), None)
        row = next((r for r in FIGURE.rows if r.command == command), None)
        if found is None or row is None:
            raise NotFound
        return {**_shown(work, found, language), "row": row, "step": row.label.get(language)}

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/figure_step.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=typed(sent), command=command, **shown,
    )  # fmt: skip
