"""Further files of one's own side in a case."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.discovery.evidence.rules import IntakeLimits, Place
from app.kernel.problems import FieldError, Invalid, Problem
from app.portal.case_forms import Inside, form_page
from app.portal.complaint_evidence import at_field, take_files
from app.portal.evidence_files import LEVELS, refused_files
from app.portal.pages import go
from app.portal.visit import shown
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_MEBIBYTE = 1024 * 1024


def _files(door: Door) -> Inside:
    limits: IntakeLimits = door.request.app.state.intake_limits
    levels = shown(LEVELS, door.language)

    def inside(_work: Work, _case: CaseOut) -> dict[str, Any]:
        file_limit = limits.file_bytes // _MEBIBYTE
        return {"levels": levels, "file_limit": file_limit, "count_limit": limits.case_files}

    return inside


@router.get("/my-cases/{case_id}/evidence", openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2))
async def evidence_page(case_id: str, door: At) -> Response:
    """Ask for further files of one's own side."""
    return await form_page(door, case_id, "my_case_evidence.html", inside=_files(door))


@router.post("/my-cases/{case_id}/evidence", openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2))
async def upload(case_id: str, door: At) -> Response:
    """Take files in; each one that cannot be taken is named with its reason."""
    errors: list[FieldError] = []
    try:
        intake = await take_files(door, Place(case_id=case_id))
        errors = refused_files(intake)
    except Problem as problem:
        errors = [at_field(error) for error in problem.errors]
        errors = errors or [FieldError("/files", problem.slug, problem.detail)]
    if errors:
        refusal = Invalid(errors=tuple(errors))
        page = "my_case_evidence.html"
        return await form_page(door, case_id, page, inside=_files(door), problem=refusal)
    return go(f"/my-cases/{case_id}?done=evidence")
