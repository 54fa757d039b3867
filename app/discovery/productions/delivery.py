"""How a production is given out: hashed whole, noted and committed, and only then its first byte."""

import asyncio
import base64

from starlette.responses import StreamingResponse

from app.discovery.files.file_names import content_disposition
from app.discovery.productions import actions, queries
from app.storage.base import Store
from app.web.deps import Door


async def deliver(door: Door, production_id: str) -> StreamingResponse:
    """Answer with the ZIP of a production as an attachment."""
    store: Store = door.request.app.state.evidence_store
    parcel = await door.do(lambda work: queries.parcel(work, production_id), reading=True)
    chunks = await asyncio.to_thread(store.open, parcel.store_key, sha256=parcel.sha256)
    await door.do(lambda work: actions.take_out(work, production_id=production_id).id)
    digest = base64.b64encode(bytes.fromhex(parcel.sha256)).decode()
    headers = {
        "Content-Disposition": content_disposition(parcel.file_name),
        "Content-Length": str(parcel.size_bytes),
        "Content-Digest": f"sha-256=:{digest}:",
        "ETag": f'"{parcel.sha256}"',
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return StreamingResponse(chunks, headers=headers, media_type="application/zip")
