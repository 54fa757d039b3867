"""How a package leaves: checked whole, counted and committed, and only then its first byte."""

import asyncio
import base64
from functools import partial

from starlette.responses import StreamingResponse

from app.discovery.files.file_names import content_disposition
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.queries import SealedFile
from app.storage.base import Store
from app.web.deps import Door


async def deliver(door: Door, transmission_id: str, package_id: str) -> StreamingResponse:
    """Answer with a sealed package; a store that does not have it whole costs no download."""
    store: Store = door.request.app.state.evidence_store
    about = {"transmission_id": transmission_id, "package_id": package_id}
    found = await door.do(lambda work: queries.package_file(work, **about), reading=True)
    chunks = await asyncio.to_thread(partial(store.open, found.store_key, sha256=found.sha256))
    await door.do(lambda work: actions.take_package(work, **about))
    return StreamingResponse(chunks, headers=_headers(found), media_type="application/octet-stream")


def _headers(found: SealedFile) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(found.sha256)).decode()
    return {
        "Content-Disposition": content_disposition(found.file_name),
        "Content-Length": str(found.size_bytes),
        "Content-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
