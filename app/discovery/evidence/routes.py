"""REST over evidence: reading about it, taking it out."""

import asyncio
import contextlib
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import actions, queries
from app.discovery.evidence.delivery import deliver
from app.discovery.evidence.rules import Place
from app.discovery.evidence.schemas import Code, EvidenceOut, Withdrawn
from app.kernel.problems import Problem
from app.storage.base import Disposal, Store
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["evidence"], responses=PROBLEMS)

PurposeCode = Annotated[
    str,
    Query(pattern=r"^[a-z_]{0,40}$", description="Why it is read, as a code · 열람 목적 코드"),
]

_DRAFT = needs(None, public="a draft opens to its account or its resume code only")
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file as it was received · 받은 그대로의 파일",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


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
