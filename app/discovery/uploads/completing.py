"""How the parts of an upload become one file, which is checked and put on file like any other.

The parts are read while the file is written, so no more than a chunk of it is in memory. They go
only after the file is on file; until then a fault leaves them, and the upload can be completed
again.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

from starlette.responses import Response

from app.db import work as transactions
from app.db.work import Work
from app.discovery.evidence.rules import IntakeLimits, Offer, fingerprint
from app.discovery.fingerprints.problems import (
    FingerprintDiffers,
    FingerprintMatchedBefore,
    FingerprintUnknown,
)
from app.discovery.uploads import actions, rules, standing
from app.discovery.uploads.actions import Claim
from app.discovery.uploads.descriptions import examined_file
from app.discovery.uploads.registering import Answer, Brought, Registrar, cleared, code_of
from app.discovery.uploads.upload_parts import ReceivedFile
from app.kernel.problems import Problem
from app.storage.base import Store, Stored
from app.web.deps import Door

# Minutes of work for a large file: two at once, and never the threads on which requests wait.
_AT_ONCE = 2
_JOINERS = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="join-parts")
_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

# What is wrong with the file itself, and will be the next time; other faults leave the parts.
_REFUSALS = (FingerprintUnknown, FingerprintDiffers, FingerprintMatchedBefore)


class Completion:
    """One request to complete an upload in parts; `sha256` is what the sender says of it now."""

    def __init__(self, door: Door, upload_id: str, *, code: str, key: str, sha256: str) -> None:
        """Take which upload it is and the key under which the answer is kept."""
        self._door, self._upload_id, self._code, self._key = door, upload_id, code, key
        self._sha256 = sha256
        self._same = fingerprint([("upload", upload_id), ("sha256", sha256)], [], [])
        self._store: Store = door.request.app.state.evidence_store
        limits: IntakeLimits = door.request.app.state.intake_limits
        self._limits = rules.limits_in_parts(limits)

    async def respond(self) -> Response:
        """Put the file together and on file; the same key gets the same answer."""
        registrar, answered = await self._door.do(self._earlier)
        if answered is not None:
            return registrar.response(answered)
        # The claim on the upload begins with the work: whoever waits keeps nobody out.
        async with _turn():
            registrar, begun = await self._door.do(self._begin)
            if isinstance(begun, Answer):
                return registrar.response(begun)
            return await self._completed(registrar, begun)

    async def _completed(self, registrar: Registrar, begun: Claim) -> Response:
        brought: list[str] = []
        try:
            offer = await self._joined(begun, brought)
            answer, parts = await self._registered(registrar, begun, offer)
        except BaseException as fault:
            await self._undone(registrar, fault)
            await cleared(self._door, brought)
            raise
        await cleared(self._door, [*parts, *(key for key in brought if key not in answer.kept)])
        if answer.refusal is not None:
            raise answer.refusal
        return registrar.response(answer)

    def _begin(self, work: Work) -> tuple[Registrar, Answer | Claim]:
        registrar, before = self._earlier(work)
        return registrar, before or actions.claim(work, upload_id=self._upload_id, code=self._code)

    def _earlier(self, work: Work) -> tuple[Registrar, Answer | None]:
        """Return what was answered before; raise at once where there is nothing to complete."""
        upload = standing.known(work, self._upload_id, self._code)
        place = standing.place_of(upload, self._code)
        registrar = Registrar(self._door, place, key=self._key, limits=self._limits)
        before = registrar.earlier(work, self._same)
        if before is None:
            actions.check_whole(work, upload_id=self._upload_id, code=self._code)
        return registrar, before

    async def _joined(self, claim: Claim, brought: list[str]) -> Offer:
        run = asyncio.get_running_loop().run_in_executor
        stored = await run(_JOINERS, joined, self._store, claim.parts)
        brought.append(stored.key)
        upload = claim.upload
        offer = Offer(
            pointer="/files/0", title=upload.title, purpose=upload.purpose, level=upload.level
        )
        file = ReceivedFile("files", upload.file_name, "", stored)
        announced = {said for said in (upload.sha256, self._sha256) if said}
        # Two that differ can not both be right; the one that is wrong refuses the file.
        wrong = next((said for said in announced if said != stored.sha256), "")
        return await run(_JOINERS, examined_file, offer, file, wrong, self._store, self._limits)

    async def _registered(
        self, registrar: Registrar, claim: Claim, offer: Offer
    ) -> tuple[Answer, list[str]]:
        brought = Brought([offer], [claim.upload.fingerprint_id], self._same)
        parts: list[str] = []

        def register(work: Work) -> Answer:
            answer = registrar.put_on_file(work, self._upload_id, brought)
            parts[:] = actions.forget_parts(work, upload_id=self._upload_id)
            return answer

        return await registrar.register(brought, register), parts

    async def _undone(self, registrar: Registrar, fault: BaseException) -> None:
        """End an upload whose file is refused; keep any other one, to be completed again."""
        refused = isinstance(fault, _REFUSALS)
        if refused:
            await registrar.give_up(self._upload_id, code_of(fault))
        desk = self._door.desk

        def settled(work: Work) -> list[str]:
            if refused:
                return actions.forget_parts(work, upload_id=self._upload_id)
            actions.unclaim(work, upload_id=self._upload_id)
            return []

        # Where the database fails too, the claim runs out by itself.
        with contextlib.suppress(Problem):
            parts = await desk.hop(
                lambda: transactions.perform(desk.world, self._door.actor, settled)
            )
            await cleared(self._door, parts)


def _turn() -> asyncio.Semaphore:
    """Return the queue of this event loop; a semaphore can not be shared between loops."""
    return _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE))


def joined(store: Store, parts: Sequence[Stored]) -> Stored:
    """Write the parts, one after the other, as one object; each is checked before it is used."""
    return store.put(_chunks(store, parts), limit_bytes=sum(part.size_bytes for part in parts))


def _chunks(store: Store, parts: Sequence[Stored]) -> Iterator[bytes]:
    for part in parts:
        yield from store.open(part.key, sha256=part.sha256)
