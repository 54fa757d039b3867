"""REST for a large file that comes in parts: begin, send part after part, look, complete, give up."""

from typing import Annotated, Any

from fastapi import Path
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence.rules import IntakeLimits, Place
from app.discovery.evidence.schemas import Code, IntakeOut
from app.discovery.uploads import actions, queries
from app.discovery.uploads.completing import Completion
from app.discovery.uploads.receiving import PartUpload
from app.discovery.uploads.registering import cleared
from app.discovery.uploads.schemas import CompletionIn, PartOut, UploadIn, UploadOut
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["evidence"], responses=PROBLEMS)

_DRAFT = needs(None, public="a draft opens to its account or its resume code only")
_UPLOAD = needs(May.EVIDENCE_UPLOAD, level=2)
_PART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The bytes of the part as they are · 조각의 바이트 그대로",
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary", "additionalProperties": False}
            }
        },
    },
    "parameters": [
        {
            "name": "Content-Digest", "in": "header", "required": True,
            "schema": {"type": "string", "maxLength": 200},
            "description": "SHA-256 of this part (RFC 9530) · 이 조각의 SHA-256",
        }
    ],
}  # fmt: skip
Number = Annotated[
    int, Path(description="Parts are numbered from 1 on · 1부터 차례로", examples=[1])
]


@router.post("/cases/{case_id}/uploads", response_model=UploadOut, status_code=201,
             openapi_extra=_UPLOAD, operation_id="begin_upload",
             summary="대용량 증거 올리기 시작 · Begin an upload in parts to a case")  # fmt: skip
async def begin_upload(case_id: str, form: UploadIn, door: At) -> Response:
    """Announce a file that is going to come in parts; its size is set aside from now on."""
    return await _begun(door, Place(case_id=case_id), form)


@router.post("/drafts/{draft_id}/uploads", response_model=UploadOut, status_code=201,
             openapi_extra=_DRAFT, operation_id="begin_draft_upload",
             summary="신고서 대용량 첨부 시작 · Begin an upload in parts to a draft")  # fmt: skip
async def begin_draft_upload(draft_id: str, form: UploadIn, door: At, code: Code = "") -> Response:
    """Announce a large file that belongs to a complaint which is being written."""
    return await _begun(door, Place(draft_id=draft_id, code=code), form)


@router.get("/uploads/{upload_id}", response_model=UploadOut, openapi_extra=_UPLOAD,
            operation_id="get_upload",
            summary="올리기 진행 상황 · How far an upload has come")  # fmt: skip
async def get_upload(upload_id: str, door: At, code: Code = "") -> Response:
    """Tell which parts are there, which one is awaited, and what came of the upload."""
    return await door.read(lambda work: queries.upload(work, upload_id, code=code))


@router.put("/uploads/{upload_id}/parts/{number}", response_model=PartOut, status_code=201,
            openapi_extra=_UPLOAD | _PART, operation_id="put_upload_part",
            summary="조각 올리기 · Send one part",
            responses={200: {"model": PartOut, "description": "It was there · 이미 받은 조각"}})  # fmt: skip
async def put_upload_part(upload_id: str, number: Number, door: At, code: Code = "") -> Response:
    """Send the part that is awaited: 5 MiB to 1 GiB, the last one may be smaller.

    A part that is wrong is refused and nothing of it is kept; the same part again changes nothing.
    """
    return await PartUpload(door, upload_id, number, code=code).respond()


@router.post("/uploads/{upload_id}/completion", response_model=IntakeOut, status_code=201,
             openapi_extra=_UPLOAD, operation_id="complete_upload",
             summary="올리기 끝내기 · Complete an upload in parts")  # fmt: skip
async def complete_upload(
    upload_id: str, form: CompletionIn, door: At, code: Code = ""
) -> Response:
    """Put the parts together, check the file like any other, and put it on file."""
    completion = Completion(door, upload_id, code=code, key=door.key(), sha256=form.sha256)
    return await completion.respond()


@router.delete("/uploads/{upload_id}", response_model=UploadOut, openapi_extra=_UPLOAD,
               operation_id="abandon_upload",
               summary="올리기 그만두기 · Give an upload up")  # fmt: skip
async def abandon_upload(upload_id: str, door: At, code: Code = "") -> Response:
    """Take away the parts that have arrived and give the room back."""
    parts: list[str] = []

    def abandoned(work: Work) -> UploadOut:
        parts[:] = actions.abandon(work, upload_id=upload_id, code=code)
        work.session.flush()
        return queries.upload(work, upload_id, code=code)

    answer = await door.act(abandoned)
    await cleared(door, parts)
    return answer


async def _begun(door: Door, place: Place, form: UploadIn) -> Response:
    limits: IntakeLimits = door.request.app.state.intake_limits

    def begun(work: Work) -> UploadOut:
        upload = actions.begin(work, place=place, form=form, limits=limits)
        work.session.flush()
        return queries.upload(work, upload.id, code=place.code)

    return await door.act(begun, status=201)
