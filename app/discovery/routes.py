"""REST over evidence: sending it in, reading about it, taking it out."""

import asyncio
import contextlib
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery import actions, queries
from app.discovery.delivery import deliver
from app.discovery.intake import Upload, key_of
from app.discovery.rules import Place
from app.discovery.schemas import CustodyChain, EvidenceOut, IntakeOut, Withdrawn
from app.kernel.problems import Problem
from app.storage.base import Disposal, Store
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = APIRouter(prefix="/api/v1", tags=["evidence"], responses=PROBLEMS)

UPLOAD_PATHS = ("/evidence",)
"""How the paths end whose bodies the edge does not limit; uploads are limited as they flow."""

Code = Annotated[
    str, Header(alias="X-Resume-Code", description="Resume code of the draft · 이어쓰기 코드")
]
PurposeCode = Annotated[
    str,
    Query(pattern=r"^[a-z_]{0,40}$", description="Why it is read, as a code · 열람 목적 코드"),
]

_DRAFT = needs(None, public="a draft opens to its account or its resume code only")
_UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "additionalProperties": False,
                    "properties": {
                        "files": {
                            "type": "array", "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        },
                        "title": {
                            "type": "string", "maxLength": 200,
                            "description": "자료 이름 · Name; once for all or once a file",
                        },
                        "purpose": {
                            "type": "string", "maxLength": 1000,
                            "description": "입증 취지 · What it is to prove",
                        },
                        "level": {
                            "type": "integer", "enum": [2, 3, 4], "default": 3,
                            "description": "비밀 등급 · 4: trade secret (영업비밀)",
                        },
                        "sha256": {
                            "type": "string", "pattern": "^[0-9a-f]{64}$",
                            "description": "SHA-256 of each file, in their order · 파일마다 하나",
                        },
                    },
                }
            }
        },
    }
}  # fmt: skip
_HEADERS: dict[str, Any] = {
    "parameters": [
        {
            "name": name, "in": "header", "required": required,
            "schema": {"type": "string", "maxLength": length}, "description": words,
        }
        for name, required, length, words in (
            ("Idempotency-Key", True, 120, "Same key, same answer · 같은 키에는 같은 응답"),
            ("Content-Digest", False, 200, "SHA-256 of the whole body (RFC 9530)"),
        )
    ]
}  # fmt: skip
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file as it was received · 받은 그대로의 파일",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/cases/{case_id}/evidence", response_model=IntakeOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_UPLOAD, level=2) | _UPLOAD_BODY | _HEADERS,
             operation_id="upload_evidence",
             summary="증거 제출 · Submit evidence to a case")  # fmt: skip
async def upload_evidence(case_id: str, door: At) -> Response:
    """Send one file or several; those that can be taken are kept, each other one is named."""
    place = Place(case_id=case_id)
    return await Upload(door, place, key=key_of(door.request)).respond()


@router.post("/drafts/{draft_id}/evidence", response_model=IntakeOut, status_code=201,
             openapi_extra=_DRAFT | _UPLOAD_BODY | _HEADERS, operation_id="upload_draft_evidence",
             summary="신고서에 자료 첨부 · Attach evidence to a draft")  # fmt: skip
async def upload_draft_evidence(draft_id: str, door: At, code: Code = "") -> Response:
    """Send one file or several with a complaint that is being written."""
    place = Place(draft_id=draft_id, code=code)
    return await Upload(door, place, key=key_of(door.request)).respond()


@router.delete("/drafts/{draft_id}/evidence/{item_id}", response_model=Withdrawn,
               openapi_extra=_DRAFT, operation_id="withdraw_draft_evidence",
               summary="첨부 자료 삭제 · Take evidence out of a draft")  # fmt: skip
async def withdraw_draft_evidence(
    draft_id: str, item_id: str, door: At, code: Code = ""
) -> Response:
    """Remove a file while the complaint is still being written; its bytes go as well."""
    place, version = Place(draft_id=draft_id, code=code), door.version
    freed: list[Disposal] = []

    def withdrawn(work: Work) -> Withdrawn:
        item, disposal = actions.withdraw(work, place=place, item_id=item_id, version=version)
        freed[:] = [disposal]
        work.session.flush()
        return Withdrawn(id=item.id, version=item.version, sha256=item.sha256)

    answer = await door.act(withdrawn)
    store: Store = door.request.app.state.evidence_store
    for disposal in freed:
        # The row names the object no more; what is not removed now, the reaper removes.
        with contextlib.suppress(Problem):
            await asyncio.to_thread(store.remove, disposal.key, disposal)
    return answer


@router.get("/evidence/{item_id}", response_model=EvidenceOut,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="get_evidence",
            summary="증거 자료 정보 · Facts of a piece of evidence")  # fmt: skip
async def get_evidence(item_id: str, door: At, code: Code = "") -> Response:
    """Name, hashes, level and place of a piece of evidence, without its contents."""
    return await door.read(lambda work: queries.evidence(work, item_id, code=code))


@router.get("/evidence/{item_id}/content", response_class=Response,
            openapi_extra=needs(May.EVIDENCE_DOWNLOAD, level=3), operation_id="download_evidence",
            summary="증거 자료 내려받기 · Download a piece of evidence",
            responses={**PROBLEMS, **_BYTES})  # fmt: skip
async def download_evidence(
    item_id: str, door: At, code: Code = "", purpose: PurposeCode = ""
) -> Response:
    """The file, hashed again before it leaves; the download is noted before the first byte."""
    return await deliver(door, item_id, code=code, purpose_code=purpose)


@router.get("/evidence/{item_id}/custody", response_model=CustodyChain,
            openapi_extra=needs(May.CUSTODY_READ, level=1), operation_id="get_custody",
            summary="증거 보관 이력 · Chain of custody")  # fmt: skip
async def get_custody(item_id: str, door: At, code: Code = "") -> Response:
    """Everything that was done with a piece of evidence, oldest first."""
    return await door.read(lambda work: queries.custody(work, item_id, code=code))
