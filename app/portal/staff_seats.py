"""Seating commissioners on the panel of a case, and ending a seat."""

from typing import Any

from starlette.responses import Response

from app.access.actor import Role, Tie
from app.access.policy import May
from app.cases import actions
from app.cases import queries as cases
from app.cases.schemas.case import AssignIn
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.people import queries as people
from app.portal.forms import parse, read
from app.portal.pages import go
from app.portal.staff_acts import Page, case_page, form_page
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_MAY = needs(May.RELATION_SET, level=2)


def _page(case_id: str, language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        found = case_page(case_id, May.RELATION_SET, language)(work)
        ties = cases.relations(work, case_id)
        seated = [tie for tie in ties if tie.kind == Tie.SEATED and tie.until_at is None]
        sitting = {tie.person_id for tie in seated}
        staff = people.staff(work, roles=(Role.COMMITTEE,))
        return found | {
            "seated": seated,
            "others": [one for one in staff if one.person_id not in sitting],
        }

    return page


@router.get("/queue/{case_id}/seats", openapi_extra=_MAY)
async def seats(case_id: str, door: At) -> Response:
    """Show who sits on the panel and who may be seated."""
    return await form_page(door, "staff/seats.html", _page(case_id, door.language))


@router.post("/queue/{case_id}/seats", openapi_extra=_MAY)
async def seat(case_id: str, door: At) -> Response:
    """Seat a commissioner; one behind a wall is refused."""
    sent = await read(door)
    try:
        form = parse(AssignIn, {"account_id": sent.first("account_id")})
        await door.do(
            lambda work: actions.seat(work, case_id=case_id, form=form, version=sent.version)
        )
    except Problem as problem:
        page = _page(case_id, door.language)
        return await form_page(door, "staff/seats.html", page, sent, problem)
    return go(f"/queue/{case_id}/seats")


@router.post("/queue/{case_id}/seats/{person_id}/removal", openapi_extra=_MAY)
async def unseat(case_id: str, person_id: str, door: At) -> Response:
    """End a commissioner's seat."""
    sent = await read(door)
    try:
        await door.do(
            lambda work: actions.unseat(
                work, case_id=case_id, person_id=person_id, version=sent.version
            )
        )
    except Problem as problem:
        page = _page(case_id, door.language)
        return await form_page(door, "staff/seats.html", page, sent, problem)
    return go(f"/queue/{case_id}/seats")
