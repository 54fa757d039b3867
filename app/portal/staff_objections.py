"""Ruling on an objection against a measure."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go
from app.portal.staff_measure_steps import (
    REMAINDER,
    Act,
    choice_of,
    step_data,
    step_form,
    step_page,
)
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import OBJECTION
from app.sanctions.schemas.measure import RulingIn
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
RULING_FIELDS = {"uphold_in_part": ("reason", *REMAINDER)}


@router.get(
    "/objections/{objection_id}/steps/{command}", openapi_extra=needs(May.MEASURE_READ, level=2)
)
async def ruling(objection_id: str, command: str, door: At) -> Response:
    """Show what a ruling means and ask for what it needs."""
    return await _ruling_form(door, objection_id, command)


@router.post(
    "/objections/{objection_id}/steps/{command}", openapi_extra=needs(May.MEASURE_READ, level=2)
)
async def rule(objection_id: str, command: str, door: At) -> Response:
    """Rule on an objection, or show the form again."""
    sent = await read(door)
    act = Act(actions.rule_objection, RulingIn, RULING_FIELDS.get(command, ("reason",)),
              (("command", command),))  # fmt: skip
    try:
        form = parse(RulingIn, step_data(sent, act))
        made = await door.do(
            lambda work: (
                actions.rule_objection(
                    work, objection_id=objection_id, form=form, version=sent.version
                ).measure_id
            )
        )
    except Problem as problem:
        return await _ruling_form(door, objection_id, command, sent, problem)
    return go(f"/measures/{made}?done=objection")


async def _ruling_form(
    door: Door, objection_id: str, command: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language, fields = door.language, RULING_FIELDS.get(command, ("reason",))

    def page(work: Work) -> dict[str, Any]:
        found = sanctions.objection_transitions(work, objection_id)
        url = f"/objections/{objection_id}/steps/{command}"
        return step_page(work, (found.measure_id, command, url), found, language) | {
            "to_state": OBJECTION.label(choice_of(found, command).to_state),
            "objection": sanctions.objection(work, objection_id),
        }

    return await step_form(door, page, fields, sent, problem)
