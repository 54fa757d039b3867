"""The case workspace: its head, its tabs, and the steps that may be taken now."""

from typing import Any

from starlette.responses import Response

from app.access.actor import ROLE_LABELS
from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.text import Language
from app.papers import queries as papers
from app.portal.pages import go, render
from app.portal.staff_clocks import explained
from app.portal.staff_evidence import exhibits_shown
from app.portal.staff_filter import Chosen
from app.portal.staff_frame import Frame, frame_of
from app.portal.staff_overview import COMPLAINANT, overview_of
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)


async def _shown(door: Door, frame: Frame, template: str, done: str) -> Response:
    page = await door.do(frame.read, reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{frame.case_id}")
    return render(door, template, done=done, **page)


@router.get("/queue/{case_id}", openapi_extra=needs(May.CASE_SEE))
async def overview(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show what a case is about."""
    frame = frame_of(door, case_id, chosen, "overview", overview_of)
    return await _shown(door, frame, "staff/overview.html", done)


@router.get("/queue/{case_id}/timeline", openapi_extra=needs(May.CASE_READ, level=2))
async def timeline(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show what happened, newest first."""
    roles = {str(role): label.get(door.language) for role, label in ROLE_LABELS.items()}

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        items = list(reversed(cases.timeline(work, case.id).items))
        return {"items": items, "roles": roles}

    frame = frame_of(door, case_id, chosen, "timeline", tab)
    return await _shown(door, frame, "staff/timeline.html", done)


@router.get("/queue/{case_id}/evidence", openapi_extra=needs(May.EVIDENCE_LIST, level=2))
async def evidence(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the exhibits with their digests and levels."""
    frame = frame_of(door, case_id, chosen, "evidence", exhibits_shown)
    return await _shown(door, frame, "staff/evidence.html", done)


@router.get("/queue/{case_id}/clocks", openapi_extra=needs(May.CASE_READ, level=2))
async def clocks(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show every legal clock, each reckoned day by day."""
    language = door.language

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        return {"clocks": explained(work, case.id, language)}

    frame = frame_of(door, case_id, chosen, "clocks", tab)
    return await _shown(door, frame, "staff/clocks.html", done)


@router.get("/queue/{case_id}/papers", openapi_extra=needs(May.PAPER_READ, level=2))
async def papers_issued(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the papers issued in a case."""

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        target = cases.target_of(work, case.id)
        return {"papers": papers.papers_of(work, case.id, target=target)}

    frame = frame_of(door, case_id, chosen, "papers", tab)
    return await _shown(door, frame, "staff/papers.html", done)


@router.get("/queue/{case_id}/complainant", openapi_extra=needs(May.INFORMANT_READ, level=4))
async def complainant(case_id: str, door: At) -> Response:
    """Show who complained; where the identity is closed, the read is recorded first."""
    language = door.language
    found = await door.do(lambda work: cases.complainant(work, case_id))
    page = await door.do(lambda work: _headed(work, case_id, language), reading=True)
    details = [(label, found.details.get(name)) for name, label in COMPLAINANT]
    shown = [(label, str(value)) for label, value in details if value]
    return render(door, "staff/complainant.html", answers=shown, typed={}, **page)


def _headed(work: Work, case_id: str, language: Language) -> dict[str, Any]:
    case = cases.case(work, case_id)
    return {"case": case, "number": case.number if language == "ko" else case.number_en}
