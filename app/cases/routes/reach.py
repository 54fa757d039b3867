"""REST for the jurisdiction of a case."""

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.jurisdiction import jurisdiction
from app.cases.schemas.reach import JurisdictionOut, ReachIn
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/cases", tags=["cases"], responses=PROBLEMS)
_MAY = needs(May.CASE_REVIEW, level=2)


@router.get("/{case_id}/jurisdiction", response_model=JurisdictionOut, openapi_extra=_MAY,
            operation_id="get_jurisdiction", summary="관할 판단 · Where the case belongs")  # fmt: skip
async def get_jurisdiction(case_id: str, door: At) -> Response:
    """Return the test of jurisdiction, each line with its article."""
    return await door.read(lambda work: jurisdiction(work, case_id))


@router.post("/{case_id}/jurisdiction", response_model=JurisdictionOut, status_code=201,
             openapi_extra=_MAY, operation_id="enter_jurisdiction",
             summary="관할 판단 사실 입력 · Enter the facts of jurisdiction")  # fmt: skip
async def enter_jurisdiction(case_id: str, form: ReachIn, door: At) -> Response:
    """Keep the facts of the test and judge anew."""
    version = door.version

    def entered(work: Work) -> JurisdictionOut:
        actions.enter_reach(work, case_id=case_id, form=form, version=version)
        return jurisdiction(work, case_id)

    return await door.act(entered, status=201)
