"""REST for filing a complaint."""

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.schemas import ComplaintIn, Filing
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/complaints", tags=["complaints"], responses=PROBLEMS)


@router.post("", response_model=Filing, status_code=201, openapi_extra=needs(May.CASE_FILE),
             operation_id="file_complaint", summary="신고 접수 · File a complaint")  # fmt: skip
async def file_complaint(form: ComplaintIn, door: At) -> Response:
    """Receive a complaint. It is numbered at once; a late one is flagged, never refused."""
    return await door.act(lambda work: actions.file_complaint(work, form=form), status=201)
