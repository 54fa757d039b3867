"""How a file is given out: hashed whole, noted and committed, and only then its first byte."""

import asyncio
import base64
from collections.abc import Callable, Iterator
from functools import partial

from starlette.responses import StreamingResponse

from app.db import work as transactions
from app.db.work import Work
from app.discovery.evidence import actions, queries
from app.discovery.evidence.queries import Content
from app.discovery.files.file_names import content_disposition
from app.kernel.problems import Problem
from app.storage.base import (
    KeyRefused,
    KeyUnknown,
    ObjectDamaged,
    ObjectMissing,
    Store,
    SuiteUnknown,
)
from app.web.deps import Door

_INCIDENTS = (ObjectDamaged, ObjectMissing, KeyRefused, KeyUnknown, SuiteUnknown)


async def deliver(
    door: Door, item_id: str, *, code: str = "", purpose_code: str = ""
) -> StreamingResponse:
    """Answer with the contents of a file as an attachment."""
    gate: Callable[[Work, str], None] = door.request.app.state.evidence_gate

    def permitted(work: Work) -> Content:
        content = queries.content(work, item_id, code=code)
        gate(work, item_id)
        return content

    def noted(work: Work) -> None:
        actions.take_out(work, item_id=item_id, code=code, purpose_code=purpose_code)

    return await give_out(door, await door.do(permitted, reading=True), noted)


async def give_out(
    door: Door, content: Content, noted: Callable[[Work], None]
) -> StreamingResponse:
    """Answer with contents that were permitted; `noted` is run and kept before the first byte.

    A file that is not what was stored is an incident: it is recorded and nothing is given out.
    """
    store: Store = door.request.app.state.evidence_store
    try:
        chunks = await asyncio.to_thread(store.open, content.store_key, sha256=content.sha256)
    except _INCIDENTS as damage:
        await door.desk.hop(partial(_note, door, content.item_id, damage))
        raise
    await door.do(noted)
    watched = _watched(door, content.item_id, chunks)
    return StreamingResponse(watched, headers=_headers(content), media_type=content.media_type)


def _watched(door: Door, item_id: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    # The store reads twice: what changes between is not completed, and is an incident as well.
    try:
        yield from chunks
    except _INCIDENTS as damage:
        _note(door, item_id, damage)
        raise


def _note(door: Door, item_id: str, damage: Problem) -> None:
    def noted(work: Work) -> None:
        actions.note_damage(work, item_id=item_id, problem=damage.slug)

    transactions.perform(door.desk.world, door.actor, noted)


def _headers(content: Content) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(content.sha256)).decode()
    return {
        "Content-Disposition": content_disposition(content.file_name),
        "Content-Length": str(content.size_bytes),
        "Content-Digest": f"sha-256=:{digest}:",
        "ETag": f'"{content.sha256}"',
        "Cache-Control": "no-store",
        # Whatever is inside, it is not shown on this site and runs nothing here.
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
