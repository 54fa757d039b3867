"""REST over receipts: one package for a piece of evidence or a fingerprint, for who brought it."""

import asyncio
import hashlib
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence.schemas import Code
from app.discovery.files.file_names import content_disposition
from app.discovery.receipts import actions
from app.discovery.receipts.body import Receipt, Terms
from app.discovery.receipts.packing import packed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["receipts"], responses=PROBLEMS)

_LISTED = needs(May.EVIDENCE_LIST, level=2)
_PACKAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Receipt, checkpoint, checker and timestamp as one ZIP · 접수증 묶음",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/evidence/{item_id}/receipt", response_class=Response, openapi_extra=_LISTED,
            operation_id="download_evidence_receipt",
            summary="증거 자료 접수증 · Receipt of a piece of evidence",
            responses={**PROBLEMS, **_PACKAGE})  # fmt: skip
async def download_evidence_receipt(item_id: str, door: At, code: Code = "") -> Response:
    """What a stranger can check offline; 409 for the few seconds until the log has signed it."""
    return await _given(
        door,
        lambda work, terms: actions.give_for_item(work, item_id=item_id, code=code, terms=terms),
    )


@router.get("/fingerprints/{fingerprint_id}/receipt", response_class=Response,
            openapi_extra=_LISTED, operation_id="download_fingerprint_receipt",
            summary="자료 지문 접수증 · Receipt of a registered fingerprint",
            responses={**PROBLEMS, **_PACKAGE})  # fmt: skip
async def download_fingerprint_receipt(fingerprint_id: str, door: At, code: Code = "") -> Response:
    """As for evidence, of a file that has not been sent yet."""
    return await _given(
        door,
        lambda work, terms: actions.give_for_fingerprint(
            work, fingerprint_id=fingerprint_id, code=code, terms=terms
        ),
    )


async def _given(door: Door, give: Callable[[Work, Terms], Receipt]) -> Response:
    state = door.request.app.state
    terms = Terms(public_key=state.audit_public_key.text, timestamps=state.timestamps_configured)
    receipt = await door.do(lambda work: give(work, terms))
    package = await asyncio.to_thread(packed, receipt)
    headers = {
        "Content-Disposition": content_disposition(f"receipt-{receipt.id}.zip"),
        "ETag": f'"{hashlib.sha256(package).hexdigest()}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(package, media_type="application/zip", headers=headers)
