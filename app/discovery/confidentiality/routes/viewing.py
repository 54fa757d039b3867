"""REST over sealed sets, data rooms, and the pages and notes in them."""

import asyncio
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.discovery.confidentiality import looking
from app.discovery.confidentiality.actions import viewing
from app.discovery.confidentiality.comparing import texts
from app.discovery.confidentiality.redaction.watermarks import watermarked
from app.discovery.confidentiality.routes.redactions import contents
from app.discovery.confidentiality.rules import overlap
from app.discovery.confidentiality.schemas.marks import Decided
from app.discovery.confidentiality.schemas.viewing import (
    DataRoomIn,
    DataRoomList,
    DataRoomOut,
    NoteIn,
    NoteList,
    NoteOut,
    OpenSealIn,
    SealedSetOut,
    SealIn,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["confidentiality"], responses=PROBLEMS)
_CONFIRM = needs(May.RELEASE_CONFIRM, level=1)
_SEE = needs(May.EVIDENCE_REDACT, level=2)
_VIEW = needs(May.EVIDENCE_DOWNLOAD, level=2)
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "A page · 한 쪽", "content": {"image/png": {}}}
}
_LOOKED_AT = {
    "Cache-Control": "no-store", "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


@router.post("/cases/{case_id}/sealed-sets", response_model=SealedSetOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_MARK, level=2), operation_id="seal_evidence",
             summary="비공개 심리 봉인 · Seal evidence for the court")  # fmt: skip
async def seal_evidence(case_id: str, form: SealIn, door: At) -> Response:
    """From now on only the court reads it, until a decision is entered."""
    return await door.act(
        lambda work: SealedSetOut.of(viewing.seal(work, case_id=case_id, form=form)), status=201
    )


@router.get("/sealed-sets/{sealed_set_id}", response_model=SealedSetOut,
            openapi_extra=needs(May.EVIDENCE_MARK, level=2), operation_id="get_sealed_set",
            summary="봉인 목록 · A sealed set")  # fmt: skip
async def get_sealed_set(sealed_set_id: str, door: At) -> Response:
    """What was sealed, with each hash and that of the list."""
    return await door.read(lambda work: looking.sealed_set(work, sealed_set_id))


@router.post("/sealed-sets/{sealed_set_id}/opening", response_model=SealedSetOut,
             openapi_extra=_CONFIRM, operation_id="open_sealed_set",
             summary="봉인 해제 · Open a sealed set")  # fmt: skip
async def open_sealed_set(sealed_set_id: str, form: OpenSealIn, door: At) -> Response:
    """On the court's decision, by another person than the one who sealed."""
    version = door.version
    return await door.act(
        lambda work: SealedSetOut.of(
            viewing.open_seal(work, sealed_set_id=sealed_set_id, form=form, version=version)
        )
    )


@router.post("/cases/{case_id}/data-rooms", response_model=DataRoomOut, status_code=201,
             openapi_extra=_SEE, operation_id="propose_data_room",
             summary="제한 열람 제안 · Propose a data room")  # fmt: skip
async def propose_data_room(case_id: str, form: DataRoomIn, door: At) -> Response:
    """One person, some evidence, a stretch of time, a purpose; opened by another official."""
    return await door.act(
        lambda work: DataRoomOut.of(viewing.propose_room(work, case_id=case_id, form=form)),
        status=201,
    )


@router.get("/cases/{case_id}/data-rooms", response_model=DataRoomList, openapi_extra=_SEE,
            operation_id="list_data_rooms", summary="제한 열람 목록 · Data rooms of a case")  # fmt: skip
async def list_data_rooms(case_id: str, door: At) -> Response:
    """All data rooms of a case."""
    return await door.read(lambda work: looking.rooms(work, case_id))


@router.get("/data-rooms/{data_room_id}", response_model=DataRoomOut, openapi_extra=_VIEW,
            operation_id="get_data_room", summary="제한 열람실 · A data room")  # fmt: skip
async def get_data_room(data_room_id: str, door: At) -> Response:
    """What its viewer may look at, and until when."""
    return await door.read(lambda work: looking.room(work, data_room_id))


@router.post("/data-rooms/{data_room_id}/opening", response_model=DataRoomOut,
             openapi_extra=_CONFIRM, operation_id="open_data_room",
             summary="제한 열람 승인 · Open a data room")  # fmt: skip
async def open_data_room(data_room_id: str, form: Decided, door: At) -> Response:
    """By another person than the one who proposed it."""
    del form
    version = door.version
    return await door.act(
        lambda work: DataRoomOut.of(
            viewing.open_room(work, data_room_id=data_room_id, version=version)
        )
    )


@router.post("/data-rooms/{data_room_id}/closing", response_model=DataRoomOut,
             openapi_extra=_CONFIRM, operation_id="close_data_room",
             summary="제한 열람 종료 · Close a data room")  # fmt: skip
async def close_data_room(data_room_id: str, form: Decided, door: At) -> Response:
    """At once; what was proposed only is refused by it."""
    del form
    version = door.version
    return await door.act(
        lambda work: DataRoomOut.of(
            viewing.close_room(work, data_room_id=data_room_id, version=version)
        )
    )


@router.get("/data-rooms/{data_room_id}/items/{item_id}/pages/{page_number}",
            response_class=Response, openapi_extra=_VIEW, operation_id="view_page",
            summary="한 쪽 열람 · Look at a page", responses={**PROBLEMS, **_PICTURE})  # fmt: skip
async def view_page(data_room_id: str, item_id: str, page_number: int, door: At) -> Response:
    """A picture with the viewer's name across; noted before it leaves."""
    view = await door.do(
        lambda work: looking.page_to_view(work, data_room_id, item_id, page_number), reading=True
    )
    content = await contents(door, view.content)
    picture = await asyncio.to_thread(watermarked, content, page_number, view.words)
    await door.do(
        lambda work: viewing.note_view(
            work, data_room_id=data_room_id, item_id=item_id, page=page_number
        )
    )
    return Response(picture, headers=_LOOKED_AT, media_type="image/png")


@router.post("/data-rooms/{data_room_id}/notes", response_model=NoteOut, status_code=201,
             openapi_extra=_VIEW, operation_id="write_viewing_note",
             summary="열람 메모 작성 · Write a note to take along")  # fmt: skip
async def write_viewing_note(data_room_id: str, form: NoteIn, door: At) -> Response:
    """Compared with the text of the evidence; it leaves only when an official releases it."""
    door.key()  # a request that would be refused at the end is refused before the comparison
    wanted = await door.do(lambda work: looking.to_compare(work, data_room_id), reading=True)
    files = [(one.item_id, one.media_type, await contents(door, one)) for one in wanted.contents]
    secrets, unread = await asyncio.to_thread(texts, files)
    found = await asyncio.to_thread(overlap, form.text, secrets, words=wanted.secrets)
    return await door.act(
        lambda work: NoteOut.of(
            viewing.write_note(
                work, data_room_id=data_room_id, form=form, found=found, unread=unread
            ),
            text=form.text,
        ),
        status=201,
    )


@router.get("/data-rooms/{data_room_id}/notes", response_model=NoteList, openapi_extra=_VIEW,
            operation_id="list_viewing_notes",
            summary="열람 메모 목록 · Notes of a data room")  # fmt: skip
async def list_viewing_notes(data_room_id: str, door: At) -> Response:
    """The viewer's own notes."""
    return await door.read(lambda work: looking.notes(work, data_room_id))


@router.get("/viewing-notes/{note_id}", response_model=NoteOut,
            openapi_extra=needs(May.EVIDENCE_REDACT, level=3), operation_id="get_viewing_note",
            summary="열람 메모 확인 · Read a note before it leaves")  # fmt: skip
async def get_viewing_note(note_id: str, door: At) -> Response:
    """For an official who may read the evidence; the read is noted."""
    return await door.read_noted(lambda work: looking.note(work, note_id))


@router.post("/viewing-notes/{note_id}/release", response_model=NoteOut,
             openapi_extra=_CONFIRM, operation_id="release_viewing_note",
             summary="열람 메모 반출 · Release a note")  # fmt: skip
async def release_viewing_note(note_id: str, form: Decided, door: At) -> Response:
    """By an official; a note that repeats the secret is refused."""
    del form
    version = door.version
    return await door.act(
        lambda work: NoteOut.of(viewing.release_note(work, note_id=note_id, version=version))
    )
