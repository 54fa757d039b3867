"""How a production is given out: hashed whole, noted and committed, and only then its first byte."""

import asyncio
import base64
import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO

from starlette.responses import StreamingResponse

from app.discovery.files.file_names import content_disposition
from app.discovery.productions import actions, queries
from app.discovery.productions.court_bundle import Filed, write_bundle
from app.discovery.productions.court_files import CourtLimits, limits_on
from app.kernel.clock import SEOUL
from app.storage.base import CHUNK_BYTES, Store
from app.web.deps import Door


async def deliver(door: Door, production_id: str) -> StreamingResponse:
    """Answer with the ZIP of a production as an attachment."""
    store: Store = door.request.app.state.evidence_store
    parcel = await door.do(lambda work: queries.parcel(work, production_id), reading=True)
    chunks = await asyncio.to_thread(store.open, parcel.store_key, sha256=parcel.sha256)
    await door.do(lambda work: actions.take_out(work, production_id=production_id).id)
    digest = base64.b64encode(bytes.fromhex(parcel.sha256)).decode()
    headers = {
        **_headers(parcel.file_name, parcel.size_bytes),
        "Content-Digest": f"sha-256=:{digest}:",
        "ETag": f'"{parcel.sha256}"',
    }
    return StreamingResponse(chunks, headers=headers, media_type="application/zip")


async def deliver_court_files(door: Door, production_id: str) -> StreamingResponse:
    """Answer with the exhibits of a production as the e-court takes them today."""
    state = door.request.app.state
    parcel = await door.do(lambda work: queries.parcel(work, production_id), reading=True)
    filed = await door.do(lambda work: queries.filed(work, production_id), reading=True)
    today = state.desk.world.clock.now().astimezone(SEOUL).date()
    limits = limits_on(today, getattr(state, "court_limits", None))
    source = await asyncio.to_thread(
        state.evidence_store.reader, parcel.store_key, sha256=parcel.sha256
    )
    made, size_bytes = await asyncio.to_thread(_bundle, source, filed, limits)
    await door.do(lambda work: actions.take_out(work, production_id=production_id).id)
    headers = _headers(f"court-{parcel.file_name}", size_bytes)
    return StreamingResponse(_chunks(made), headers=headers, media_type="application/zip")


def _bundle(source: BinaryIO, filed: Sequence[Filed], limits: CourtLimits) -> tuple[IO[bytes], int]:
    with contextlib.ExitStack() as open_until_given_out:
        made = open_until_given_out.enter_context(tempfile.TemporaryFile())
        with source:
            write_bundle(source, filed, limits, made)
        size_bytes = made.seek(0, 2)
        made.seek(0)
        open_until_given_out.pop_all()
        return made, size_bytes


def _chunks(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while chunk := made.read(CHUNK_BYTES):
            yield chunk


def _headers(file_name: str, size_bytes: int) -> dict[str, str]:
    return {
        "Content-Disposition": content_disposition(file_name),
        "Content-Length": str(size_bytes),
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
