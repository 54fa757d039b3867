"""REST over custody: the chain of a piece of evidence, and the papers made of it."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.discovery.custody import queries
from app.discovery.custody.exporting import LINKED_DATA, REPORT, export
from app.discovery.custody.linked_data import MEDIA_TYPE
from app.discovery.custody.schemas import CustodyChain
from app.discovery.evidence.schemas import Code
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["custody"], responses=PROBLEMS)

_CHAIN = needs(May.CUSTODY_READ, level=1)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "PDF/A-2a, PDF/UA-1",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_LINKED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "CASE/UCO JSON-LD",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
    }
}


@router.get("/evidence/{item_id}/custody", response_model=CustodyChain, openapi_extra=_CHAIN,
            operation_id="get_custody", summary="증거 보관 이력 · Chain of custody")  # fmt: skip
async def get_custody(item_id: str, door: At, code: Code = "") -> Response:
    """Everything that was done with a piece of evidence, who could have, and what was refused."""
    return await door.read(lambda work: queries.chain(work, item_id, code=code))


@router.get("/evidence/{item_id}/custody-report", response_class=Response, openapi_extra=_CHAIN,
            operation_id="download_custody_report",
            summary="증거 보관 이력 보고서 · Custody report",
            responses={**PROBLEMS, **_PDF})  # fmt: skip
async def download_custody_report(item_id: str, door: At, code: Code = "") -> Response:
    """The chain as a paper in Korean and English; giving it out is noted on the chain first."""
    return await export(door, item_id, REPORT, code=code)


@router.get("/evidence/{item_id}/custody.jsonld", response_class=Response, openapi_extra=_CHAIN,
            operation_id="download_custody_data",
            summary="증거 보관 이력 데이터 · Custody data for forensic tools",
            responses={**PROBLEMS, **_LINKED})  # fmt: skip
async def download_custody_data(item_id: str, door: At, code: Code = "") -> Response:
    """The chain as CASE/UCO linked data; giving it out is noted on the chain first."""
    return await export(door, item_id, LINKED_DATA, code=code)
