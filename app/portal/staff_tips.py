"""The desk on which anonymous tips wait: read, passed on, dismissed, or made a case of."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases import tips as queries
from app.cases.ex_officio import DESKS
from app.cases.lifecycle.tip import TIP
from app.cases.schemas.opening import TipOpeningIn
from app.cases.schemas.tips import TipOut, TipReasonIn, TipUnitIn
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.sign_in import UNITS
from app.portal.staff_answers import refused, typed
from app.portal.staff_openings import CODES, codes_of
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_READ, _SETTLE = needs(May.TIP_READ, level=2), needs(May.TIP_SETTLE, level=2)
_ROWS = 50
_ACTS: dict[str, tuple[type[Any], Callable[..., Any]]] = {
    "dismissal": (TipReasonIn, actions.dismiss_tip),
    "transfer": (TipUnitIn, actions.pass_on_tip),
    "opening": (TipOpeningIn, actions.open_from_tip),
}


@router.get("/tip-desk", openapi_extra=_READ)
async def desk(door: At, cursor: str | None = None, done: str = "") -> Response:
    """Show the tips of the reader's unit."""
    page = await door.do(lambda work: queries.tips(work, limit=_ROWS, cursor=cursor), reading=True)
    return render(door, "staff/tips.html", page=page, done=done)


@router.get("/tip-desk/{tip_id}", openapi_extra=_READ)
async def tip(tip_id: str, door: At) -> Response:
    """Show a tip; the read is recorded before the page is made."""
    return await _page(door, tip_id)


@router.post("/tip-desk/{tip_id}/{act}", openapi_extra=_SETTLE)
async def settle(tip_id: str, act: str, door: At) -> Response:
    """Dismiss the tip, pass it on or open a case, or show the page again with why not."""
    sent = await read(door)
    if act not in _ACTS:
        raise NotFound
    schema, act_on = _ACTS[act]
    try:
        form = parse(schema, sent.nested(lists=CODES))
        made = await door.do(
            lambda work: act_on(work, tip_id=tip_id, form=form, version=sent.version)
        )
    except Problem as problem:
        return await _page(door, tip_id, sent, problem)
    # A lead sees what was opened at once; an examiner is assigned to it.
    return go(f"/queue/{made.id}" if act == "opening" else f"/tip-desk?done={act}")


async def _page(
    door: Door, tip_id: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    errors = refused(problem, door.language) if problem else []
    language = door.language

    def shown(work: Work) -> dict[str, Any]:
        found: TipOut = queries.tip(work, tip_id)
        steps = {str(row.command) for row in TIP.steps(found.state) if not row.automatic}
        units = [
            {"value": unit, "label": UNITS[unit].get(language)}
            for unit in DESKS
            if unit != found.unit
        ]
        return {"tip": found, "steps": steps, "units": units,
                "codes": codes_of(work, language)}  # fmt: skip

    page = await door.do(shown)
    chosen = sent.values.get("codes", []) if sent else []
    return render(
        door, "staff/tip.html", status=status_of(problem) if problem else 200, errors=errors,
        typed={"respondent.name": page["tip"].respondent_name, **typed(sent)}, chosen=chosen, **page,
    )  # fmt: skip
