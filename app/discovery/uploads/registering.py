"""How what lies in the store is put on file, once, whichever door it came through.

Whatever goes wrong, what an upload brought and no row names is taken away again.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.cases.problems import CaseClosed, DraftFiled
from app.db import answered
from app.db import work as transactions
from app.db.faults import AlreadyThere
from app.db.work import Work
from app.discovery.evidence import actions, standing
from app.discovery.evidence.actions import Intake
from app.discovery.evidence.problems import FilesRefused, FilesTooLarge
from app.discovery.evidence.rules import IntakeLimits, Offer, Place, only_too_large
from app.discovery.evidence.schemas import IntakeOut
from app.discovery.fingerprints import actions as fingerprints
from app.discovery.uploads import reaper
from app.kernel.problems import FieldError, Problem
from app.storage.base import Store
from app.web.deps import Door

_CREATED = 201


@dataclass(frozen=True, slots=True)
class Answer:
    """What an upload is answered; without a body nothing was taken and `errors` say why."""

    body: str
    status: int
    replayed: bool = False
    kept: frozenset[str] = frozenset()
    errors: tuple[FieldError, ...] = ()

    @property
    def refusal(self) -> Problem | None:
        """The problem that says why nothing was taken, or nothing."""
        if self.body or not self.errors:
            return None
        kind = FilesTooLarge if only_too_large(self.errors) else FilesRefused
        return kind(errors=self.errors)


@dataclass(frozen=True, slots=True)
class Brought:
    """The files of one upload, the fingerprint that each one names, and what makes it the same."""

    offers: Sequence[Offer]
    fingerprint_ids: Sequence[str]
    same: str


class Registrar:
    """Puts the files of one request on file; the same key gets the same answer."""

    def __init__(self, door: Door, place: Place, *, key: str, limits: IntakeLimits) -> None:
        """Take where the files go, the key under which the answer is kept, and the limits."""
        self._door, self._place, self._key, self._limits = door, place, key, limits

    def admit(self, work: Work) -> None:
        """Refuse who may not bring files here; what was answered before is repeated anyway."""
        try:
            standing.uploads_to(work, self._place)
        except (DraftFiled, CaseClosed):
            # A place that has closed since takes nothing more, but repeats what it answered.
            if not self.is_answered(work):
                raise

    def is_answered(self, work: Work) -> bool:
        """Tell if the key is known already."""
        try:
            # No upload has this fingerprint, so a key that is known refuses it.
            self.earlier(work, "")
        except answered.KeyReused:
            return True
        return False

    def earlier(self, work: Work, same: str) -> Answer | None:
        """Return what was answered under the key before; raise KeyReused for another upload."""
        before = answered.earlier(work, self._scope(work), self._key, same)
        return Answer(before.body, before.status, replayed=True) if before else None

    async def register(self, brought: Brought, act: Callable[[Work], Answer]) -> Answer:
        """Run what puts files on file; a request that lost a race gets the other's answer."""

        def inside(work: Work) -> Answer:
            self.admit(work)
            return self.earlier(work, brought.same) or act(work)

        try:
            return await self._door.do(inside)
        except AlreadyThere:
            # Two requests under one key raced; the other has committed and is replayed.
            return await self._door.do(inside)

    def put_on_file(self, work: Work, upload_id: str, brought: Brought) -> Answer:
        """Put files on file in this Work and keep the answer under the key."""
        intake = actions.register(
            work, place=self._place, upload_id=upload_id, offers=brought.offers,
            limits=self._limits,
        )  # fmt: skip
        if not intake.found:
            return Answer("", 0, errors=intake.errors)
        _match(work, intake, brought)
        work.session.flush()
        body = IntakeOut.of(intake).model_dump_json()
        answer = {"status": _CREATED, "headers": {}, "body": body}
        answered.keep(work, self._scope(work), self._key, brought.same, answer)
        keys = frozenset(found.item.store_key or "" for found in intake.found)
        return Answer(body, _CREATED, kept=keys, errors=intake.errors)

    async def give_up(self, upload_id: str, code: str) -> None:
        """Give the room of an upload back; `code` says why nothing is taken from it."""
        desk = self._door.desk

        def given_up(work: Work) -> None:
            actions.give_up(work, upload_id=upload_id, code=code)

        # What can not be undone now, because database or store fail, is left to the reaper.
        with contextlib.suppress(Problem):
            await desk.hop(lambda: transactions.perform(desk.world, self._door.actor, given_up))

    def response(self, answer: Answer) -> Response:
        """Return the answer as it is sent."""
        headers = {"Cache-Control": "no-store", "Content-Language": self._door.language}
        if answer.replayed:
            headers["Idempotent-Replayed"] = "true"
        return Response(
            answer.body, answer.status, headers | {"Vary": "Accept-Language"}, "application/json"
        )

    def _scope(self, work: Work) -> str:
        request = self._door.request
        return answered.scope_of(work.actor.account_id, request.method, request.url.path)


async def cleared(door: Door, keys: Iterable[str]) -> None:
    """Take objects away that no row names; what can not go now is left to the reaper."""
    store: Store = door.request.app.state.evidence_store
    for key in keys:
        with contextlib.suppress(Problem):
            await asyncio.to_thread(
                store.discard_unregistered,
                key,
                is_registered=lambda one: reaper.is_registered(door.desk.world, one),
            )


def code_of(fault: BaseException) -> str:
    """Return the code under which a fault is noted as the reason of a refusal."""
    return fault.slug[:40] if isinstance(fault, Problem) else "internal-error"


def _match(work: Work, intake: Intake, brought: Brought) -> None:
    """Hold each file that was taken to the fingerprint that it names."""
    refused = {error.pointer for error in intake.errors}
    named = zip(brought.offers, brought.fingerprint_ids, strict=True)
    taken = [fingerprint_id for offer, fingerprint_id in named if offer.pointer not in refused]
    for found, fingerprint_id in zip(intake.found, taken, strict=True):
        if fingerprint_id:
            fingerprints.match(
                work, fingerprint_id=fingerprint_id, item=found.item, sha256=found.item.sha256
            )
