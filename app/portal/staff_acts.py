"""What the staff do beside the track: name the examiner, ask the complainant for more."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.cases import actions
from app.cases import queries as cases
from app.cases.schemas.case import AssignIn, SupplementIn, SupplementOut
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.people import queries as people
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
Page = Callable[[Work], dict[str, Any]]


def case_page(case_id: str, may: May, language: Language) -> Page:
    """Return what every form about a case shows; only for those who may send it."""

    def page(work: Work) -> dict[str, Any]:
        work.require(may, cases.target_of(work, case_id))
        case = cases.case(work, case_id)
        return {"case": case, "number": case.number if language == "ko" else case.number_en}

    return page


async def form_page(
    door: Door, template: str, page: Page, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    """Show a form, empty or as it was refused."""
    errors = refused(problem, door.language) if problem else []
    shown = await door.do(page, reading=True)
    return render(
        door, template, status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), key=(sent.key if sent else "") or new_secret(12), **shown,
    )  # fmt: skip


# -- assignment


def _assignment(case_id: str, language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        found = case_page(case_id, May.CASE_ASSIGN, language)(work)
        roles = (Role.INVESTIGATOR, Role.LEAD)
        staff = people.staff(work, roles=roles, unit=found["case"].unit)
        return found | {"staff": [_examiner(work, account, found["case"]) for account in staff]}

    return page


def _examiner(work: Work, account: Any, case: Any) -> dict[str, Any]:
    """Return an official with the number of open cases, so that work is shared fairly."""
    filters = {"open": True, "examiner_id": account.person_id}
    load = cases.queue(work, limit=100, cursor=None, filters=filters)
    return {
        "value": account.id,
        "name": account.name,
        "load": f"{len(load.items)}{'+' if load.has_more else ''}",
        "current": account.person_id == case.examiner_id,
    }


@router.get("/queue/{case_id}/assignment", openapi_extra=needs(May.CASE_ASSIGN, level=2))
async def assignment(case_id: str, door: At) -> Response:
    """Show who may examine a case, with how many each has."""
    return await form_page(door, "staff/assignment.html", _assignment(case_id, door.language))


@router.post("/queue/{case_id}/assignment", openapi_extra=needs(May.CASE_ASSIGN, level=2))
async def assign(case_id: str, door: At) -> Response:
    """Name the examiner."""
    sent = await read(door)
    try:
        form = parse(AssignIn, {"account_id": sent.first("account_id")})
        await door.do(
            lambda work: actions.assign(work, case_id=case_id, form=form, version=sent.version)
        )
    except Problem as problem:
        page = _assignment(case_id, door.language)
        return await form_page(door, "staff/assignment.html", page, sent, problem)
    return go(f"/queue/{case_id}?done=assigned")


# -- asking the complainant for more


@router.get("/queue/{case_id}/supplement", openapi_extra=needs(May.SUPPLEMENT_REQUEST, level=2))
async def supplement(case_id: str, door: At) -> Response:
    """Show the form for questions to the complainant."""
    return await form_page(
        door, "staff/supplement.html", case_page(case_id, May.SUPPLEMENT_REQUEST, door.language)
    )


@router.post("/queue/{case_id}/supplement", openapi_extra=needs(May.SUPPLEMENT_REQUEST, level=2))
async def request_supplement(case_id: str, door: At) -> Response:
    """Put questions to the complainant."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        made = actions.request_supplement(work, case_id=case_id, form=form)
        work.session.flush()
        return SupplementOut.model_validate(made, from_attributes=True)

    try:
        form = parse(SupplementIn, sent.nested())
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        page = case_page(case_id, May.SUPPLEMENT_REQUEST, door.language)
        return await form_page(door, "staff/supplement.html", page, sent, problem)
    return go(f"/queue/{case_id}?done=supplement")
