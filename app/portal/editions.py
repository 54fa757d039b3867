"""Moving running cases to a new edition of the rules: what it would change, then the move."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, edition_reports
from app.cases.schemas.editions import CarryOutIn, EditionReportOut
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.portal.forms import parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_REPORT, _MOVE = needs(May.EDITION_REPORT, level=2), needs(May.EDITION_MOVE, level=2)


@router.get("/editions", openapi_extra=_REPORT)
async def reports(door: At) -> Response:
    """Show the newest reports and the edition of today."""
    found = await door.do(edition_reports.reports, reading=True)
    return render(door, "editions.html", found=found, key=new_secret(12))


@router.post("/editions", openapi_extra=_REPORT)
async def report(door: At) -> Response:
    """Work out what a move would change."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        return edition_reports.report_out(work, actions.report_edition(work))

    answer = await door.once(sent.key, sent.content(), act)
    return go(f"/editions/{EditionReportOut.model_validate_json(answer.body).id}")


@router.get("/editions/{report_id}", openapi_extra=_REPORT)
async def one_report(report_id: str, door: At) -> Response:
    """Show a report case by case."""
    return await _page(door, report_id)


@router.post("/editions/{report_id}/move", openapi_extra=_MOVE)
async def move(report_id: str, door: At) -> Response:
    """Carry the move out, or show the report again with why not."""
    sent = await read(door)
    try:
        form = parse(CarryOutIn, {"digest": sent.first("digest")})
        await door.do(
            lambda work: actions.carry_out(
                work, report_id=report_id, form=form, version=sent.version
            )
        )
    except Problem as problem:
        return await _page(door, report_id, problem)
    return go(f"/editions/{report_id}")


async def _page(door: Door, report_id: str, problem: Problem | None = None) -> Response:
    def shown(work: Work) -> dict[str, Any]:
        found = edition_reports.report(work, report_id)
        answer = work.decide(May.EDITION_MOVE, edition_reports.target_of(work, report_id))
        return {"report": found, "may_move": answer.allowed, "why_not": answer.reason}

    page = await door.do(shown, reading=True)
    errors = refused(problem, door.language) if problem else []
    return render(
        door, "edition.html", status=status_of(problem) if problem else 200, errors=errors, **page
    )
