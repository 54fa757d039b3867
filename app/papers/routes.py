"""REST over papers; a handler is one call."""

import base64
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language
from app.papers import queries
from app.papers.queries import PaperContent, TargetOf
from app.papers.schemas import PaperList, PaperOut, VerifiedPaper
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["papers"])

_PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "PDF/A-2a, PDF/UA-1",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def _target_of(request: Request) -> TargetOf:
    target_of: TargetOf = request.app.state.case_target
    return target_of


@router.get(
    "/papers/verification/{code}",
    response_model=VerifiedPaper,
    openapi_extra=needs(None, public="Whoever holds a paper may check it; no names are told"),
    operation_id="verify_paper",
    summary="문서 진위 확인 · Check that a paper is genuine",
    responses=PROBLEMS,
)
async def verify(code: str, door: At, number: str = "") -> Response:
    """Upper or lower case, with or without hyphens; with `number` both must belong together."""
    return await door.read(lambda work: queries.verify_code(work, code, number=number))


@router.get(
    "/cases/{case_id}/papers",
    response_model=PaperList,
    openapi_extra=needs(May.PAPER_READ, level=queries.PAPER_LEVEL),
    operation_id="list_papers",
    summary="사건의 발급 문서 목록 · Papers issued in a case",
    responses=PROBLEMS,
)
async def list_papers(case_id: str, request: Request, door: At) -> Response:
    """The papers that the caller may read, oldest first."""
    target_of = _target_of(request)

    def listed(work: Work) -> PaperList:
        return PaperList(items=queries.papers_of(work, case_id, target=target_of(work, case_id)))

    return await door.read(listed)


@router.get(
    "/papers/{paper_id}",
    response_model=PaperOut,
    openapi_extra=needs(May.PAPER_READ, level=queries.PAPER_LEVEL),
    operation_id="read_paper",
    summary="발급 문서 정보 · Facts of an issued paper",
    responses=PROBLEMS,
)
async def read_paper(paper_id: str, request: Request, door: At) -> Response:
    """Title, number, digest, status and verification code."""
    target_of = _target_of(request)
    return await door.read(lambda work: queries.paper(work, paper_id, target_of=target_of))


@router.get(
    "/papers/{paper_id}/content",
    openapi_extra=needs(May.PAPER_READ, level=queries.PAPER_LEVEL),
    operation_id="download_paper",
    summary="발급 문서 내려받기 · Download an issued paper",
    response_class=Response,
    responses={**PROBLEMS, **_PDF},
)
async def download_paper(
    paper_id: str, request: Request, door: At, language: Language | None = None
) -> Response:
    """The PDF, hashed again before it leaves; `Content-Digest` carries the hash.

    Without `language` it is the paper as issued; with the other language, its translation.
    """
    target_of = _target_of(request)
    found = await door.do(
        lambda work: queries.content(work, paper_id, target_of=target_of, language=language),
        reading=True,
    )
    return _attachment(found)


def _attachment(found: PaperContent) -> Response:
    digest = base64.b64encode(bytes.fromhex(found.sha256)).decode()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.file_name, safe='')}",
        "Content-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "no-store",
        "ETag": f'"{found.sha256}"',
    }
    return Response(found.content, media_type="application/pdf", headers=headers)
