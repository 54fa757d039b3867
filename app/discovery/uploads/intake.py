"""How an upload runs: room first, then the bytes outside any transaction, then the register.

Whatever goes wrong, what the upload brought and no row names is taken away again.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.cases.problems import CaseClosed, DraftFiled
from app.db import answered
from app.db import work as transactions
from app.db.faults import AlreadyThere
from app.db.work import Work
from app.discovery.evidence import actions, standing
from app.discovery.evidence.problems import FilesRefused, FilesTooLarge
from app.discovery.evidence.rules import (
    IntakeLimits,
    Offer,
    Place,
    Room,
    fingerprint,
    only_too_large,
)
from app.discovery.evidence.schemas import IntakeOut
from app.discovery.uploads import reaper
from app.discovery.uploads.content_digest import parse_content_digest
from app.discovery.uploads.descriptions import described, examined
from app.discovery.uploads.streaming import Limits, Received, receive
from app.kernel.problems import FieldError, Malformed, Problem
from app.kernel.text import Text
from app.storage.base import Store
from app.web.deps import Door

_LONG_KEY = Text("Idempotency-Key가 너무 깁니다", "The Idempotency-Key is too long")
_CUT_OFF = Text(
    "연결이 끊겨 파일을 끝까지 받지 못했습니다. 다시 올려 주세요.",
    "The connection was cut and the files did not arrive whole. Upload them again.",
)
_CREATED = 201


@dataclass(frozen=True, slots=True)
class _Answer:
    body: str
    status: int
    replayed: bool = False
    kept: frozenset[str] = frozenset()
    errors: tuple[FieldError, ...] = ()


class Upload:
    """One upload on its way through the door; `form_fields` are fields of the page it came from."""

    def __init__(
        self, door: Door, place: Place, *, key: str, form_fields: frozenset[str] = frozenset()
    ) -> None:
        """Take where the files go and the key under which the answer is kept."""
        self._door, self._place, self._key = door, place, key
        self._form_fields = form_fields
        self._request: Request = door.request
        self._store: Store = door.request.app.state.evidence_store
        self._limits: IntakeLimits = door.request.app.state.intake_limits

    async def run(self, check: Callable[[Received], None] = lambda _: None) -> IntakeOut:
        """Take the files in and tell what became of them; used by pages.

        `check` may refuse what came, before anything is kept. Raise FilesRefused or FilesTooLarge
        where no file could be taken.
        """
        return IntakeOut.model_validate_json((await self._taken(check)).body)

    async def respond(self) -> Response:
        """Take the files in and answer with what became of them; the same key, the same answer."""
        answer = await self._taken(lambda _: None)
        headers = {"Cache-Control": "no-store", "Content-Language": self._door.language}
        if answer.replayed:
            headers["Idempotent-Replayed"] = "true"
        return Response(
            answer.body, answer.status, headers | {"Vary": "Accept-Language"}, "application/json"
        )

    async def _taken(self, check: Callable[[Received], None]) -> _Answer:
        digest = parse_content_digest(self._request.headers.get("content-digest"))
        room = await self._door.do(self._open)
        brought: list[str] = []
        try:
            received = await self._received(room, digest)
            brought = [file.stored.key for file in received.files]
            check(received)
            answer = await self._registered(room, received)
        except Exception as fault:
            await self._undone(room, brought, fault)
            raise
        await self._cleared(key for key in brought if key not in answer.kept)
        if answer.errors and not answer.body:
            refusal = FilesTooLarge if only_too_large(answer.errors) else FilesRefused
            raise refusal(errors=answer.errors)
        return answer

    def _admit(self, work: Work) -> None:
        try:
            standing.uploads_to(work, self._place)
        except (DraftFiled, CaseClosed):
            # A place that has closed since takes nothing more, but repeats what it answered.
            if not self._is_answered(work):
                raise

    def _open(self, work: Work) -> Room:
        self._admit(work)
        if self._is_answered(work):
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
            raise Malformed(_CUT_OFF) from fault

    async def _registered(self, room: Room, received: Received) -> _Answer:
        fields = described(received, known=self._form_fields)
        offers = await asyncio.to_thread(examined, received, fields, self._store, self._limits)
        same = fingerprint(
            received.fields,
            [(file.name, file.stored.sha256) for file in received.files],
            [f"{error.pointer} {error.code}" for error in received.refused],
        )

        def inside(work: Work) -> _Answer:
            return self._register(work, room, offers, same)

        try:
            return await self._door.do(inside)
        except AlreadyThere:
            # Two requests under one key raced; the other has committed and is replayed.
            return await self._door.do(inside)

    def _register(self, work: Work, room: Room, offers: list[Offer], same: str) -> _Answer:
        self._admit(work)
        scope = self._scope(work)
        before = answered.earlier(work, scope, self._key, same)
        if before is not None:
            actions.give_up(work, upload_id=room.upload_id, code="answered_before")
            return _Answer(before.body, before.status, replayed=True)
        opened = room if room.upload_id else self._open(work)
        intake = actions.register(
            work, place=self._place, upload_id=opened.upload_id, offers=offers, limits=self._limits
        )
        if not intake.found:
            return _Answer("", 0, errors=intake.errors)
        work.session.flush()
        body = IntakeOut.of(intake).model_dump_json()
        answer = {"status": _CREATED, "headers": {}, "body": body}
        answered.keep(work, scope, self._key, same, answer)
        keys = frozenset(found.item.store_key or "" for found in intake.found)
        return _Answer(body, _CREATED, kept=keys, errors=intake.errors)

    def _scope(self, work: Work) -> str:
        return answered.scope_of(
            work.actor.account_id, self._request.method, self._request.url.path
        )

    def _is_answered(self, work: Work) -> bool:
        try:
            # No upload has this fingerprint, so a key that is known refuses it.
            answered.earlier(work, self._scope(work), self._key, "")
        except answered.KeyReused:
            return True
        return False

    async def _undone(self, room: Room, brought: list[str], fault: Exception) -> None:
        code = fault.slug if isinstance(fault, Problem) else "internal-error"
        desk = self._door.desk

        def give_up(work: Work) -> None:
            actions.give_up(work, upload_id=room.upload_id, code=code[:40])

        # What can not be undone now, because database or store fail, is left to the reaper.
        with contextlib.suppress(Problem):
            await desk.hop(lambda: transactions.perform(desk.world, self._door.actor, give_up))
        await self._cleared(brought)

    async def _cleared(self, keys: Iterable[str]) -> None:
        world = self._door.desk.world
        for key in keys:
            with contextlib.suppress(Problem):
                await asyncio.to_thread(
                    self._store.discard_unregistered,
                    key,
                    is_registered=lambda one: reaper.is_registered(world, one),
                )


def key_of(request: Request) -> str:
    """Return the Idempotency-Key of an upload; raise where it is missing or too long."""
    key = request.headers.get("idempotency-key", "").strip().strip('"')
    if not key:
        raise answered.KeyMissing
    if len(key) > answered.KEY_LENGTH:
        raise Malformed(_LONG_KEY)
    return key
