"""Opening a case of the office's own accord from the work queue."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import actions
from app.cases.ex_officio import opens_here
from app.cases.schemas.opening import SOURCE_WORDS, OpenedOut, OpeningIn, OpeningSource
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.portal.complaint_choices import grouped
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_MAY = needs(May.CASE_OPEN)
CODES = frozenset({"codes"})


def codes_of(work: Work, language: Language) -> list[dict[str, Any]]:
    """Return the violations on which the reader's unit may open a case, grouped by Act."""
    unit = work.actor.unit
    found = [one for one in work.law.violations() if opens_here(one.track, one.code, unit)]
    # What the form tells complainants, in their own words, is of no use to the office itself.
    return [
        {**group, "hint": "", "items": [{**item, "hint": ""} for item in group["items"]]}
        for group in grouped(work, found, language)
    ]


@router.get("/ex-officio/new", openapi_extra=_MAY)
async def opening(door: At) -> Response:
    """Ask against whom, on what and why."""
    return await _page(door)


@router.post("/ex-officio/new", openapi_extra=_MAY)
async def open_case(door: At) -> Response:
    """Open the case."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        case = actions.open_ex_officio(work, form=form)
        return OpenedOut.model_validate(case, from_attributes=True)

    try:
        form = parse(OpeningIn, sent.nested(lists=CODES))
        answer = await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _page(door, sent, problem)
    return go(f"/queue/{OpenedOut.model_validate_json(answer.body).id}")


async def _page(door: Door, sent: Sent | None = None, problem: Problem | None = None) -> Response:
    errors = refused(problem, door.language) if problem else []
    language = door.language

    def shown(work: Work) -> dict[str, Any]:
        work.require(May.CASE_OPEN, OPEN)
        return {"codes": codes_of(work, language)}

    page = await door.do(shown, reading=True)
    sources = [
        {"value": source, "label": words.get(language)}
        for source, words in SOURCE_WORDS.items()
        if source != OpeningSource.TIP
    ]
    return render(
        door, "staff/opening.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), chosen=sent.values.get("codes", []) if sent else [], sources=sources,
        key=(sent.key if sent else "") or new_secret(12), **page,
    )  # fmt: skip
