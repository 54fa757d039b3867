"""REST for cases that the office opens of its own accord."""

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.origins import origin
from app.cases.schemas.opening import OpenedOut, OpeningIn, OriginOut
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["cases"], responses=PROBLEMS)


@router.post("/ex-officio-cases", response_model=OpenedOut, status_code=201,
             openapi_extra=needs(May.CASE_OPEN), operation_id="open_ex_officio",
             summary="직권인지 사건 개시 · Open a case ex officio")  # fmt: skip
async def open_ex_officio(form: OpeningIn, door: At) -> Response:
    """Open a case without a complainant, on a survey, the press or another case."""

    def opened(work: Work) -> OpenedOut:
        case = actions.open_ex_officio(work, form=form)
        return OpenedOut.model_validate(case, from_attributes=True)

    return await door.act(opened, status=201)


@router.get("/cases/{case_id}/origin", response_model=OriginOut,
            openapi_extra=needs(May.CASE_REVIEW, level=2), operation_id="get_origin",
            summary="직권인지 경위 · Why a case was opened")  # fmt: skip
async def get_origin(case_id: str, door: At) -> Response:
    """Return why and from what a case was opened; the parties never read it."""
    return await door.read(lambda work: origin(work, case_id))
