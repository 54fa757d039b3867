"""REST over productions; a handler is one call."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.productions import actions, queries
from app.discovery.productions.delivery import deliver, deliver_court_files
from app.discovery.productions.schemas import (
    DifferenceOut,
    DocumentOut,
    GapReport,
    MarksIn,
    PrepareIn,
    ProductionList,
    ProductionOut,
    ProgressOut,
    WithdrawalIn,
)
from app.discovery.productions.tables import Production
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["productions"], responses=PROBLEMS)

_PREPARE = needs(May.PRODUCTION_PREPARE, level=2)
_ISSUE = needs(May.PRODUCTION_ISSUE, level=2)
_READ = needs(May.PRODUCTION_READ, level=2)
_ZIP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The production as one ZIP file · ZIP 파일 하나로 된 제출 자료",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def _answer(door: Door, act: Callable[[Work], Production]) -> Response:
    return await door.act(lambda work: queries.told(work, act(work)), status=201)


@router.post("/cases/{case_id}/productions", response_model=ProductionOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="prepare_production",
             summary="제출 자료 구성 시작 · Begin a production")  # fmt: skip
async def prepare_production(case_id: str, form: PrepareIn, door: At) -> Response:
    """Begin a set from everything on the file of a case; each document is marked afterwards."""
    return await _answer(door, lambda work: actions.prepare(work, case_id=case_id, form=form))


@router.get("/cases/{case_id}/productions", response_model=ProductionList, openapi_extra=_READ,
            operation_id="list_productions", summary="제출 자료 목록 · Productions of a case")  # fmt: skip
async def list_productions(case_id: str, door: At) -> Response:
    """Return the productions of a case, oldest first."""
    return await door.read(lambda work: queries.productions(work, case_id))


@router.get("/productions/{production_id}", response_model=ProductionOut, openapi_extra=_READ,
            operation_id="get_production", summary="제출 자료 조회 · One production")  # fmt: skip
async def get_production(production_id: str, door: At) -> Response:
    """Return a production: its state, findings, hashes and figures."""
    return await door.read(lambda work: queries.production(work, production_id))


@router.get("/productions/{production_id}/progress", response_model=ProgressOut,
            openapi_extra=_READ, operation_id="get_production_progress",
            summary="제출 자료 제작 진행 · Progress of a build")  # fmt: skip
async def get_production_progress(production_id: str, door: At) -> Response:
    """Return how many documents of how many are done."""
    return await door.read(lambda work: queries.progress(work, production_id))


@router.get("/productions/{production_id}/documents", response_model=Page[DocumentOut],
            openapi_extra=_READ, operation_id="list_production_documents",
            summary="제출 자료의 문서 목록 · Documents of a production")  # fmt: skip
async def list_production_documents(
    production_id: str, door: At, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return what becomes of each document, with its numbers once it is built."""
    return await door.read(
        lambda work: queries.documents(work, production_id, limit=limit, cursor=cursor)
    )


@router.post("/productions/{production_id}/marks", response_model=ProductionOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="mark_production_documents",
             summary="문서별 처리 구분 · Decide what becomes of documents")  # fmt: skip
async def mark_production_documents(production_id: str, form: MarksIn, door: At) -> Response:
    """Mark documents as produced, withheld, not responsive or duplicate, with the reason."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.mark(work, production_id=production_id, form=form, version=version),
    )


@router.post("/productions/{production_id}/check", response_model=ProductionOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="check_production",
             summary="제출 전 점검 · Check before building")  # fmt: skip
async def check_production(production_id: str, door: At) -> Response:
    """Run every rule; only a set without findings can be built."""
    version = door.version
    return await _answer(
        door, lambda work: actions.check(work, production_id=production_id, version=version)
    )


@router.post("/productions/{production_id}/reopening", response_model=ProductionOut,
             status_code=201, openapi_extra=_PREPARE, operation_id="reopen_production",
             summary="다시 구성 · Put together anew")  # fmt: skip
async def reopen_production(production_id: str, door: At) -> Response:
    """Take back a set that was checked or built but not issued."""
    version = door.version
    return await _answer(
        door, lambda work: actions.reopen(work, production_id=production_id, version=version)
    )


@router.post("/productions/{production_id}/build", response_model=ProductionOut, status_code=202,
             openapi_extra=_PREPARE, operation_id="build_production",
             summary="제출 자료 만들기 · Build a production")  # fmt: skip
async def build_production(production_id: str, door: At) -> Response:
    """Give a checked set to the worker; its progress tells how far it has come."""
    version = door.version

    def ordered(work: Work) -> ProductionOut:
        row = actions.order_build(work, production_id=production_id, version=version)
        return queries.told(work, row)

    return await door.act(ordered, status=202)


@router.post("/productions/{production_id}/issue", response_model=ProductionOut, status_code=201,
             openapi_extra=_ISSUE, operation_id="issue_production",
             summary="제출 자료 교부 · Issue a production")  # fmt: skip
async def issue_production(production_id: str, door: At) -> Response:
    """Issue a built production; whoever had a hand in preparing it may not."""
    version = door.version
    return await _answer(
        door, lambda work: actions.issue(work, production_id=production_id, version=version)
    )


@router.post("/productions/{production_id}/withdrawal", response_model=ProductionOut,
             status_code=201, openapi_extra=_ISSUE, operation_id="withdraw_production",
             summary="제출 자료 회수 · Call a production back")  # fmt: skip
async def withdraw_production(production_id: str, form: WithdrawalIn, door: At) -> Response:
    """Call an issued production back; from then on nobody can download it."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.withdraw(
            work, production_id=production_id, form=form, version=version
        ),
    )


@router.get("/productions/{production_id}/gap", response_model=GapReport, openapi_extra=_READ,
            operation_id="get_production_gap",
            summary="수집과 처리의 합 · Gap equation of a production")  # fmt: skip
async def get_production_gap(production_id: str, door: At) -> Response:
    """Return what was collected and what became of it, by custodian."""
    return await door.read(lambda work: queries.gap(work, production_id))


@router.get("/productions/{production_id}/differences/{other_production_id}",
            response_model=DifferenceOut,
            openapi_extra=needs(May.PRODUCTION_READ, level=3),
            operation_id="compare_productions",
            summary="두 제출 자료의 차이 · Compare two productions")  # fmt: skip
async def compare_productions(production_id: str, other_production_id: str, door: At) -> Response:
    """Return which documents, pages, fields and redactions changed from the first to the second."""
    return await door.read(lambda work: queries.compare(work, production_id, other_production_id))


@router.get("/productions/{production_id}/content", response_class=Response,
            openapi_extra=needs(May.PRODUCTION_READ, level=3),
            operation_id="download_production",
            summary="제출 자료 내려받기 · Download a production",
            responses={**PROBLEMS, **_ZIP})  # fmt: skip
async def download_production(production_id: str, door: At) -> Response:
    """The ZIP file, hashed again before it leaves; the download is noted before the first byte."""
    return await deliver(door, production_id)


@router.get("/productions/{production_id}/court-files", response_class=Response,
            openapi_extra=needs(May.PRODUCTION_READ, level=3),
            operation_id="download_court_files",
            summary="전자소송 제출용 파일 내려받기 · Download the exhibits for the e-court",
            responses={**PROBLEMS, **_ZIP})  # fmt: skip
async def download_court_files(production_id: str, door: At) -> Response:
    """The exhibits cut to the court's limits of today, with their list; noted like a download.

    Refused while the operator has not entered the court's present sizes.
    """
    return await deliver_court_files(door, production_id)
