"""How an upload runs: room first, then the bytes outside any transaction, then the register."""

import asyncio
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.db import answered
from app.db.work import Work
from app.discovery.evidence import actions
from app.discovery.evidence.rules import IntakeLimits, Place, Room, fingerprint
from app.discovery.evidence.schemas import IntakeOut
from app.discovery.uploads.content_digest import parse_content_digest
from app.discovery.uploads.descriptions import described, examined
from app.discovery.uploads.registering import Answer, Brought, Registrar, cleared, code_of
from app.discovery.uploads.streaming import CUT_OFF, Limits, Received, receive
from app.kernel.problems import Malformed
from app.kernel.text import Text
from app.storage.base import Store
from app.web.deps import Door

_LONG_KEY = Text("Idempotency-Key가 너무 깁니다", "The Idempotency-Key is too long")


class Upload:
    """One upload on its way through the door; `form_fields` are fields of the page it came from."""

    def __init__(
        self, door: Door, place: Place, *, key: str, form_fields: frozenset[str] = frozenset()
    ) -> None:
        """Take where the files go and the key under which the answer is kept."""
        self._door, self._place = door, place
        self._form_fields = form_fields
        self._request: Request = door.request
        self._store: Store = door.request.app.state.evidence_store
        self._limits: IntakeLimits = door.request.app.state.intake_limits
        self._registrar = Registrar(door, place, key=key, limits=self._limits)

    async def run(self, check: Callable[[Received], None] = lambda _: None) -> IntakeOut:
        """Take the files in and tell what became of them; used by pages.

        `check` may refuse what came, before anything is kept. Raise FilesRefused or FilesTooLarge
        where no file could be taken.
        """
        return IntakeOut.model_validate_json((await self._taken(check)).body)

    async def respond(self) -> Response:
        """Take the files in and answer with what became of them; the same key, the same answer."""
        return self._registrar.response(await self._taken(lambda _: None))

    async def _taken(self, check: Callable[[Received], None]) -> Answer:
        digest = parse_content_digest(self._request.headers.get("content-digest"))
        room = await self._door.do(self._open)
        brought: list[str] = []
        try:
            received = await self._received(room, digest)
            brought = [file.stored.key for file in received.files]
            check(received)
            answer = await self._registered(room, received)
        except Exception as fault:
            await self._registrar.give_up(room.upload_id, code_of(fault))
            await cleared(self._door, brought)
            raise
        await cleared(self._door, [key for key in brought if key not in answer.kept])
        if answer.refusal is not None:
            raise answer.refusal
        return answer

    def _open(self, work: Work) -> Room:
        self._registrar.admit(work)
        if self._registrar.is_answered(work):
            # The answer is there already; what is sent again is only compared with it.
            return Room("", self._limits.case_bytes)
        length = self._request.headers.get("content-length", "")
        return actions.reserve(
            work, place=self._place, limits=self._limits,
            announced_bytes=int(length) if length.isdecimal() else None,
        )  # fmt: skip

    async def _received(self, room: Room, digest: bytes | None) -> Received:
        limits = Limits(
            file_bytes=self._limits.file_bytes,
            files=2 * self._limits.case_files,
            fields=8 * self._limits.case_files + 8,
            request_bytes=room.request_bytes(self._limits),
        )
        try:
            return await receive(
                self._request.stream(),
                content_type=self._request.headers.get("content-type", ""),
                store=self._store, limits=limits, content_digest=digest,
            )  # fmt: skip
        except ClientDisconnect as fault:
            raise Malformed(CUT_OFF) from fault

    async def _registered(self, room: Room, received: Received) -> Answer:
        fields = described(received, known=self._form_fields)
        offers = await asyncio.to_thread(examined, received, fields, self._store, self._limits)
        same = fingerprint(
            received.fields,
            [(file.name, file.stored.sha256) for file in received.files],
            [f"{error.pointer} {error.code}" for error in received.refused],
        )
        brought = Brought(offers, [told.fingerprint_id for told in fields], same)

        def register(work: Work) -> Answer:
            opened = room if room.upload_id else self._open(work)
            return self._registrar.put_on_file(work, opened.upload_id, brought)

        answer = await self._registrar.register(brought, register)
        if answer.replayed and room.upload_id:
            await self._registrar.give_up(room.upload_id, "answered_before")
        return answer


def key_of(request: Request) -> str:
    """Return the Idempotency-Key of an upload; raise where it is missing or too long."""
    key = request.headers.get("idempotency-key", "").strip().strip('"')
    if not key:
        raise answered.KeyMissing
    if len(key) > answered.KEY_LENGTH:
        raise Malformed(_LONG_KEY)
    return key
