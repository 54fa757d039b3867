"""How one part is received: encrypted while it flows, and nothing of it kept if it is wrong."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterable

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from app.discovery.uploads import actions, rules
from app.discovery.uploads.actions import Kept
from app.discovery.uploads.content_digest import check_digest, parse_content_digest
from app.discovery.uploads.part_lease import PartLease
from app.discovery.uploads.problems import DigestMissing
from app.discovery.uploads.registering import cleared
from app.discovery.uploads.rules import Progress
from app.discovery.uploads.streaming import CUT_OFF, batches
from app.kernel.problems import Malformed
from app.storage.base import CHUNK_BYTES, ObjectTooLarge, Store, Stored, Writer
from app.web.deps import Door

_STORED, _THERE_ALREADY = 201, 200


class PartUpload:
    """One part on its way through the door."""

    def __init__(self, door: Door, upload_id: str, number: int, *, code: str) -> None:
        """Take which part of which upload the request says that it brings."""
        self._door, self._number = door, number
        self._which = {"upload_id": upload_id, "code": code}
        self._store: Store = door.request.app.state.evidence_store

    async def respond(self) -> Response:
        """Keep the part and tell which one is awaited next; the same part again changes nothing."""
        request = self._door.request
        announced = parse_content_digest(request.headers.get("content-digest"))
        length = request.headers.get("content-length", "")
        part_bytes = int(length) if length.isdecimal() else None
        turn = await self._door.do(
            lambda work: actions.await_part(
                work, **self._which, number=self._number, part_bytes=part_bytes,
                sha256=announced.hex() if announced else "",
            )
        )  # fmt: skip
        lease = PartLease(self._door, self._which["upload_id"], turn) if turn else None
        try:
            if announced is None:
                raise DigestMissing
            kept = await (self._kept(announced, lease) if lease else self._repeated(announced))
        except ClientDisconnect as fault:
            raise Malformed(CUT_OFF) from fault
        finally:
            if lease is not None:
                await lease.end()
        status = _STORED if kept.taken else _THERE_ALREADY
        return JSONResponse(
            kept.told.model_dump(mode="json"), status, headers={"Cache-Control": "no-store"}
        )

    async def _repeated(self, announced: bytes) -> Kept:
        await _passed(self._door.request.stream(), announced)
        told = await self._door.do(
            lambda work: actions.told_again(work, **self._which, number=self._number)
        )
        return Kept(told, taken=False)

    async def _kept(self, announced: bytes, lease: PartLease) -> Kept:
        stream = lease.pieces(self._door.request.stream())
        stored = await received(stream, announced, store=self._store, progress=lease.progress)
        taken = False
        try:
            kept = await self._door.do(
                lambda work: actions.keep_part(
                    work, **self._which, number=self._number, stored=stored
                )
            )
            taken = kept.taken
        finally:
            if not taken:
                await cleared(self._door, [stored.key])
        return kept


async def received(
    stream: AsyncIterable[bytes], announced: bytes, *, store: Store, progress: Progress
) -> Stored:
    """Read a part into the store; raise, and keep nothing, if it is not as it should be.

    Raise DigestMismatch, PartTooLarge, PartTooSmall or a refusal of the store.
    """
    writer = await asyncio.to_thread(store.writer, limit_bytes=progress.most_bytes)
    reception = _Reception(writer)
    try:
        async for batch in batches(stream, CHUNK_BYTES):
            await asyncio.to_thread(reception.feed, batch)
        return await asyncio.to_thread(reception.close, announced, progress)
    except ObjectTooLarge as fault:
        raise rules.too_large(progress) from fault
    except BaseException:
        reception.withdraw()
        raise


class _Reception:
    """The writer of a part; a request that is cancelled withdraws it while a batch may wait."""

    def __init__(self, writer: Writer) -> None:
        self._lock = threading.Lock()
        self._writer = writer
        self._is_withdrawn = False

    def feed(self, batch: bytes) -> None:
        with self._lock:
            if not self._is_withdrawn:
                self._writer.write(batch)

    def close(self, announced: bytes, progress: Progress) -> Stored:
        with self._lock:
            stored = self._writer.finish()
            check_digest(bytes.fromhex(stored.sha256), announced)
            rules.check_size(stored.size_bytes, progress)
            return stored

    def withdraw(self) -> None:
        with self._lock:
            self._is_withdrawn = True
            self._writer.abort()


async def _passed(stream: AsyncIterable[bytes], announced: bytes) -> None:
    """Let a part that is there already pass, so that its sender can hear the answer."""
    found, size_bytes = hashlib.sha256(), 0
    async for piece in stream:
        size_bytes += len(piece)
        if size_bytes > rules.MOST_PART_BYTES:
            break
        found.update(piece)
    check_digest(found.digest(), announced)
