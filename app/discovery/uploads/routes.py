"""REST for sending evidence in, to a case or with a complaint that is being written."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.discovery.evidence.rules import Place
from app.discovery.evidence.schemas import Code, IntakeOut
from app.discovery.uploads.intake import Upload, key_of
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["evidence"], responses=PROBLEMS)

UPLOAD_PATHS = ("/evidence", r"/uploads/[^/]+/parts/[^/]+")
"""How the paths end whose bodies the edge does not limit; uploads are limited as they flow."""

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
                        "fingerprint_id": {
                            "type": "string", "pattern": "^(fpr_[0-9a-f]{32})?$",
                            "description": "Registered fingerprint of each file · 미리 등록한 지문",
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
