"""How a file inside a mail or archive becomes evidence of its own: room, bytes, register.

The bytes are taken from the container as it lies in the store, within the limits of an upload.
What is taken out keeps the container's level and belongs to the side that takes it out.
"""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from starlette.responses import Response

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.work import Work
from app.discovery.evidence import actions as evidence
from app.discovery.evidence import queries as evidence_queries
from app.discovery.evidence import store as evidence_store
from app.discovery.evidence.problems import FilesRefused
from app.discovery.evidence.rules import IntakeLimits, Offer, Place, Room
from app.discovery.files.file_types import file_error
from app.discovery.files.signatures import Finding, detect
from app.discovery.files.zip_members import MemberRefused, unpacked_member
from app.discovery.texts import queries, store
from app.discovery.texts.events import MemberExtracted
from app.discovery.texts.limited import read_part
from app.discovery.texts.problems import MemberClosed, MemberTaken
from app.discovery.texts.queries import OpenMember
from app.discovery.texts.rules import TextState
from app.discovery.texts.schemas import ExtractionIn, MemberTakenOut
from app.kernel.problems import Problem
from app.storage.base import ObjectTooLarge, Store, Stored
from app.web.deps import Door


@dataclass(frozen=True, slots=True)
class Taken:
    """The bytes of a member, in the store and not yet on file, and what they were found to be."""

    stored: Stored
    name: str
    finding: Finding


class Extraction:
    """One member on its way out of its container."""

    def __init__(self, door: Door, item_id: str, position: int, *, code: str = "") -> None:
        """Take which member it is; `code` opens a draft that belongs to no account."""
        self._door, self._item_id, self._position, self._code = door, item_id, position, code
        self._store: Store = door.request.app.state.evidence_store
        self._limits: IntakeLimits = door.request.app.state.intake_limits
        self._done = False

    async def respond(self, form: ExtractionIn) -> Response:
        """Take the member out and answer with what it became."""
        try:
            opened, room = await self._door.do(self._begin)
        except MemberTaken:
            # The same request again gets the same answer; any other one is refused in there.
            return await self._door.act(self._refuse, status=201)
        taken: Taken | None = None
        try:
            taken = await asyncio.to_thread(take, self._store, opened, self._limits)
            register = partial(self._register, opened=opened, room=room, taken=taken, form=form)
            answer = await self._door.act(register, status=201)
        finally:
            if not self._done:
                await self._undo(room, taken)
        return answer

    def _begin(self, work: Work) -> tuple[OpenMember, Room]:
        opened = queries.open_member(work, self._item_id, self._position, code=self._code)
        room = evidence.reserve(
            work, place=self._place(opened), limits=self._limits,
            announced_bytes=opened.size_bytes,
        )  # fmt: skip
        return opened, room

    def _refuse(self, work: Work) -> MemberTakenOut:
        queries.open_member(work, self._item_id, self._position, code=self._code)
        raise MemberTaken

    def _register(
        self, work: Work, *, opened: OpenMember, room: Room, taken: Taken, form: ExtractionIn
    ) -> MemberTakenOut:
        # Asked again: another request may have been quicker, or the leave may have ended.
        queries.open_member(work, self._item_id, self._position, code=self._code)
        container = evidence_store.locked_item(work, self._item_id)
        offer = _offer(opened, taken, form, self._limits)
        intake = evidence.register(
            work, place=self._place(opened), upload_id=room.upload_id, offers=[offer],
            limits=self._limits,
        )  # fmt: skip
        if not intake.found:
            raise FilesRefused(errors=intake.errors)
        child = intake.found[0]
        member = store.member(work, self._item_id, self._position, lock=True)
        if member is None or member.child_item_id is not None:
            raise MemberTaken
        member.child_item_id = child.item.id
        evidence.link(work, container, "member_extracted")
        work.record(
            MemberExtracted(
                subject=container.id, position=self._position, child_item_id=child.item.id,
                sha256=child.item.sha256,
            )
        )  # fmt: skip
        work.session.flush()
        self._done = True
        return MemberTakenOut(
            item_id=child.item.id, version=child.item.version, container_item_id=container.id,
            position=self._position, sha256=child.item.sha256, level=child.item.level,
            label=child.placed.label,
        )  # fmt: skip

    def _place(self, opened: OpenMember) -> Place:
        if opened.case_id is not None:
            return Place(case_id=opened.case_id)
        return Place(draft_id=opened.draft_id, code=self._code)

    async def _undo(self, room: Room, taken: Taken | None) -> None:
        desk = self._door.desk

        def give_up(work: Work) -> None:
            evidence.give_up(work, upload_id=room.upload_id, code="not_extracted")

        def named(key: str) -> bool:
            return transactions.perform(
                desk.world, WORKER, lambda work: evidence_queries.names_object(work, key),
                reading=True,
            )  # fmt: skip

        # What can not be undone now, because database or store fail, is left to the reaper.
        with contextlib.suppress(Problem):
            await desk.hop(lambda: transactions.perform(desk.world, self._door.actor, give_up))
        if taken is not None:
            with contextlib.suppress(Problem):
                await asyncio.to_thread(
                    self._store.discard_unregistered, taken.stored.key, is_registered=named
                )


def take(store: Store, opened: OpenMember, limits: IntakeLimits) -> Taken:
    """Copy a member's bytes from its container into the store; raise MemberClosed."""
    container = opened.container
    with store.reader(container.store_key, sha256=container.sha256) as content:
        try:
            chunks = _bytes_of(content, opened, limits.file_bytes)
            stored = store.put(chunks, limit_bytes=limits.file_bytes)
        except MemberRefused as refused:
            raise MemberClosed(refusal=refused.code) from refused
        except ObjectTooLarge as refused:
            raise MemberClosed(refusal="too_large") from refused
    name = opened.path.rpartition("/")[2]
    with store.reader(stored.key, sha256=stored.sha256) as bytes_of:
        return Taken(stored, name, detect(bytes_of, name))


def _bytes_of(content: BinaryIO, member: OpenMember, limit_bytes: int) -> Iterable[bytes]:
    if member.kind != "attachment":
        return unpacked_member(content, member.position, limit_bytes=limit_bytes)[1]
    extract, data = read_part(content, member.position)
    if extract.state != TextState.TEXT:
        raise MemberRefused("damaged")
    return [data]


def _offer(opened: OpenMember, taken: Taken, form: ExtractionIn, limits: IntakeLimits) -> Offer:
    error = taken.finding.error
    words = None
    if error is not None:
        words = file_error(
            error, pointer="/files/0", name=taken.name, limit_bytes=limits.file_bytes
        )
    return Offer(
        pointer="/files/0", name=taken.name, title=form.title,
        purpose=f"{opened.origin}에서 꺼낸 파일: {opened.path}", level=opened.level,
        store_key=taken.stored.key, sha256=taken.stored.sha256,
        size_bytes=taken.stored.size_bytes, media_type=taken.finding.media_type, error=words,
    )  # fmt: skip
