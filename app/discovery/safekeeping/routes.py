"""REST over the keeping of stored bytes."""

from starlette.responses import Response

from app.access.policy import May
from app.discovery.safekeeping import queries
from app.discovery.safekeeping.schemas import IncidentOut, PromiseOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["safekeeping"], responses=PROBLEMS)


@router.get("/storage/readings", response_model=PromiseOut, openapi_extra=needs(May.AUDIT_READ),
            operation_id="read_storage_promise",
            summary="저장 파일 재확인 현황 · Whether every stored byte was read again")  # fmt: skip
async def read_promise(door: At) -> Response:
    """How many objects are kept, how long the oldest waits, and whether the promise is kept."""
    return await door.read(queries.promise)


@router.get("/storage/incidents", response_model=Page[IncidentOut],
            openapi_extra=needs(May.AUDIT_READ), operation_id="list_storage_incidents",
            summary="보관 사고 목록 · Stored objects found lost or altered")  # fmt: skip
async def list_incidents(door: At, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """What a reading found lost or altered, and what became of it; newest first."""
    return await door.read(lambda work: queries.incidents(work, cursor, limit))
