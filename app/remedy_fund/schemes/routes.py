"""The doors of the schemes over REST: what the fund pays for is public."""

from starlette.responses import Response

from app.remedy_fund.schemes import queries
from app.remedy_fund.schemes.schemas import SchemeOut, SchemesOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/fund", tags=["remedy fund · schemes"], responses=PROBLEMS)

_OPEN = "what the fund pays for, and that no law has set it up yet, is public"


@router.get(
    "/schemes",
    response_model=SchemesOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="list_fund_schemes",
    summary="기금 제도 목록 · Schemes of the fund",
)
async def list_fund_schemes(door: At) -> Response:
    """Return every edition of every scheme; each figure says whether it is enacted."""
    return await door.read(lambda work: SchemesOut.of(queries.shown_schemes(work)))


@router.get(
    "/schemes/current",
    response_model=SchemeOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="read_current_fund_scheme",
    summary="현재 적용되는 기금 제도 · The scheme in force today",
)
async def read_current_fund_scheme(door: At) -> Response:
    """Return today's scheme; without an enacted one only a demonstration gets an answer."""
    return await door.read(lambda work: SchemeOut.of(queries.current(work, work.today)))
