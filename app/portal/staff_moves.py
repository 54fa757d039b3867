"""Moving a case: to another unit or procedure, into or out of another case, and back again."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.lifecycle.moves import MOVABLE, REVERSIBLE
from app.cases.links import links_of
from app.cases.rules import UNITS_OF
from app.cases.schemas.moves import MoveIn, OtherCaseIn, PartIn, UnitIn
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.portal.forms import Sent, parse, read
from app.portal.pages import go
from app.portal.sign_in import UNITS
from app.portal.staff_acts import Page, case_page, form_page
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_MAY = needs(May.CASE_TRANSFER, level=2)
_TEMPLATE = "staff/moves.html"
# Each move with the form that it takes.
_MOVES: dict[str, tuple[type[MoveIn], Callable[..., Any]]] = {
    "transfer": (UnitIn, actions.transfer),
    "link": (OtherCaseIn, actions.link),
    "merger": (OtherCaseIn, actions.merge),
    "split": (PartIn, actions.split),
    "handover": (PartIn, actions.hand_over),
    "reopening": (MoveIn, actions.reopen),
}


def _page(case_id: str, language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        found = case_page(case_id, May.CASE_TRANSFER, language)(work)
        case = found["case"]
        outcome = case.outcome.code if case.outcome else ""
        return found | {
            "links": links_of(work, case_id).items,
            "movable": case.open and case.state.code in MOVABLE,
            "reversible": outcome in REVERSIBLE,
            "units": [
                {"value": unit, "label": UNITS[unit].get(language)}
                for unit in UNITS_OF[case.track]
                if unit != case.unit
            ],
            "own_codes": [
                {"value": one.code, "label": one.ko if language == "ko" else one.en}
                for one in case.violations
            ],
            "other_codes": [
                {"value": one.code, "label": f"{one.name.get(language)} ({one.basis})"}
                for one in work.law.violations()
                if one.track != case.track
            ],
        }

    return page


@router.get("/queue/{case_id}/moves", openapi_extra=_MAY)
async def moves(case_id: str, door: At) -> Response:
    """Show how a case may be moved and what it is linked to."""
    return await form_page(door, _TEMPLATE, _page(case_id, door.language))


@router.post("/queue/{case_id}/moves/{move}", openapi_extra=_MAY)
async def moved(case_id: str, move: str, door: At) -> Response:
    """Move the case, or show the page again with why not."""
    sent = await read(door)
    try:
        act = _act(case_id, move, sent)
        await door.do(act)
    except Problem as problem:
        return await form_page(door, _TEMPLATE, _page(case_id, door.language), sent, problem)
    # Where the case has gone to, the one who moved it may not see it any more.
    return go("/queue")


def _act(case_id: str, move: str, sent: Sent) -> Callable[[Work], Any]:
    if move not in _MOVES:
        raise NotFound
    schema, act = _MOVES[move]
    form = parse(schema, sent.nested(lists=frozenset({"codes"})))
    return lambda work: act(work, case_id=case_id, form=form, version=sent.version)
