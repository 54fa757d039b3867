"""Drafting a measure: the form for its kind, the sum worked out before saving, the points to come."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused
from app.portal.staff_draft_form import Draft, draft_page, whole
from app.portal.staff_surcharge import draft_data, located
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.schemas.calculation import CalculationRequest, ComputationOut
from app.sanctions.schemas.measure import MeasureIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_MAY = needs(May.MEASURE_DRAFT, level=2)


@router.get("/queue/{case_id}/measures/new/{kind}", openapi_extra=_MAY)
async def new(case_id: str, kind: str, door: At) -> Response:
    """Show the form for a kind of measure."""
    return await _form(door, Draft(door.language, case_id, kind))


@router.post("/queue/{case_id}/measures/new/{kind}", openapi_extra=_MAY)
async def draft(case_id: str, kind: str, door: At) -> Response:
    """Work the sum out, or save the draft."""
    wanted = Draft(door.language, case_id, kind)
    return await _taken(door, wanted, await read(door), _saved_new(wanted))


@router.get("/measures/{measure_id}/redraft", openapi_extra=_MAY)
async def again(measure_id: str, door: At) -> Response:
    """Show a draft to be written anew."""
    return await _form(door, Draft(door.language, measure_id=measure_id))


@router.post("/measures/{measure_id}/redraft", openapi_extra=_MAY)
async def redraft(measure_id: str, door: At) -> Response:
    """Work the sum out, or save the draft that was written anew."""
    wanted = Draft(door.language, measure_id=measure_id)
    return await _taken(door, wanted, await read(door), _saved_again(wanted))


Save = Callable[[Work, MeasureIn, int | None], Any]


def _saved_new(wanted: Draft) -> Save:
    return lambda work, form, _version: actions.draft_measure(
        work, case_id=wanted.case_id, form=form
    )


def _saved_again(wanted: Draft) -> Save:
    return lambda work, form, version: actions.redraft(
        work, measure_id=wanted.measure_id, form=form, version=version
    )


async def _taken(door: Door, wanted: Draft, sent: Sent, save: Save) -> Response:
    wanted = await door.do(lambda work: whole(work, wanted), reading=True)
    data = draft_data(sent, wanted.kind)
    try:
        if sent.first("then") == "preview":
            return await _previewed(door, wanted, sent, data)
        form = parse(MeasureIn, data)

        def act(work: Work) -> BaseModel:
            return sanctions.measure(work, save(work, form, sent.version).id)

        answer = await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _form(door, wanted, sent, problem)
    return go(f"/measures/{json.loads(answer.body)['id']}?done=drafted")


async def _previewed(door: Door, wanted: Draft, sent: Sent, data: dict[str, Any]) -> Response:
    wanted_parts = {"decided_on", "calculation"}
    asked = {name: value for name, value in data.items() if name in wanted_parts}
    form = parse(CalculationRequest, asked)
    found = await door.do(
        lambda work: actions.compute_surcharge(work, case_id=wanted.case_id, form=form),
        reading=True,
    )
    return await _form(door, wanted, sent, computation=found)


async def _form(
    door: Door, wanted: Draft, sent: Sent | None = None, problem: Problem | None = None,
    computation: ComputationOut | None = None,
) -> Response:  # fmt: skip
    errors = refused(problem, door.language) if problem else []
    page = await door.do(
        lambda work: draft_page(work, whole(work, wanted), sent, computation), reading=True
    )
    names = {
        one.code: one.ko if door.language == "ko" else one.en for one in page["case"].violations
    }
    return render(
        door, "staff/draft.html", status=status_of(problem) if problem else 200,
        errors=located(errors, sent, names, door.language) if sent else errors,
        key=(sent.key if sent else "") or new_secret(12), **page,
    )  # fmt: skip
