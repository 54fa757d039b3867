"""How contents leave this room: a text by stretches, a quarantined original as it is.

Each is noted and committed first; only then its first byte leaves.
"""

import asyncio
import base64
from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse

from app.db.work import Work
from app.discovery.evidence import queries as evidence
from app.discovery.evidence.queries import Content
from app.discovery.files.file_names import content_disposition
from app.discovery.texts import actions, queries
from app.discovery.texts.problems import NotQuarantined, Quarantined
from app.discovery.texts.rules import PAGE_CHARACTERS, Method
from app.discovery.texts.schemas import text_out
from app.storage.base import Store
from app.web.deps import Door

QUARANTINED_SUFFIX = ".quarantined"


async def give_text(
    door: Door, item_id: str, *, method: Method | None, offset: int, code: str = ""
) -> Response:
    """Answer with a stretch of an item's text, or with the state that stands in its place."""
    kept = await door.do(lambda work: queries.kept_text(work, item_id, method, code), reading=True)
    text = ""
    if kept.row.store_key:
        text = await asyncio.to_thread(
            read_kept, _store(door), kept.row.store_key, kept.row.text_sha256
        )
        used = Method(kept.row.method)
        await door.do(lambda work: actions.give_text(work, item_id=item_id, method=used, code=code))
    end = offset + PAGE_CHARACTERS
    following = end if end < len(text) else None
    answer = text_out(kept.row, text[offset:end], offset=offset, next_offset=following)
    return Response(
        answer.model_dump_json(), headers=said_in(door.language), media_type="application/json"
    )


async def give_quarantined(door: Door, item_id: str, *, purpose_code: str) -> StreamingResponse:
    """Answer with a quarantined original under a name that no program opens by itself."""
    content = await door.do(lambda work: _quarantined(work, item_id), reading=True)
    chunks = await asyncio.to_thread(_store(door).open, content.store_key, sha256=content.sha256)
    await door.do(
        lambda work: actions.open_quarantined(work, item_id=item_id, purpose_code=purpose_code)
    )
    return StreamingResponse(
        chunks, headers=_headers(content), media_type="application/octet-stream"
    )


def read_kept(store: Store, key: str, sha256: str) -> str:
    """Return a text from the store."""
    return b"".join(_all(store.open(key, sha256=sha256))).decode("utf-8", "replace")


def said_in(language: str) -> dict[str, str]:
    """Return the headers of an answer that is not kept by anybody on the way."""
    return {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }


def _all(chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield from chunks


def _store(door: Door) -> Store:
    store: Store = door.request.app.state.evidence_store
    return store


def _quarantined(work: Work, item_id: str) -> Content:
    content = evidence.content(work, item_id)
    try:
        queries.refuse_quarantined(work, item_id)
    except Quarantined:
        return content
    raise NotQuarantined


def _headers(content: Content) -> dict[str, str]:
    digest = base64.b64encode(bytes.fromhex(content.sha256)).decode()
    return {
        "Content-Disposition": content_disposition(content.file_name + QUARANTINED_SUFFIX),
        "Content-Length": str(content.size_bytes),
        "Content-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
