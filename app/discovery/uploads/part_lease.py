"""The lease of a part on its way: one part at a time, and none that stands still for long."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from app.db import work as transactions
from app.db.work import Work
from app.discovery.uploads import actions, rules
from app.discovery.uploads.actions import Turn
from app.discovery.uploads.streaming import CUT_OFF
from app.kernel.problems import Malformed, Problem, Unavailable
from app.web.deps import Door


class PartLease:
    """What keeps other parts of an upload out until this one has arrived or failed."""

    def __init__(self, door: Door, upload_id: str, turn: Turn) -> None:
        """Take the turn that the part was given."""
        self._door, self._upload_id = door, upload_id
        self._until, self.progress = turn.until, turn.progress

    async def pieces(self, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Hand a body on and renew the lease now and then; raise Malformed where it stands still.

        Raise UploadSpent or PartBeingReceived as soon as the part could not be kept any more.
        """
        clock = asyncio.get_running_loop().time
        due = clock() + rules.PART_LEASE_RENEWED_AFTER.total_seconds()
        while (piece := await _next(stream)) is not None:
            if clock() >= due:
                await self._renew()
                due = clock() + rules.PART_LEASE_RENEWED_AFTER.total_seconds()
            yield piece

    async def end(self) -> None:
        """Let the next part come; where the database fails, the lease runs out by itself."""
        desk = self._door.desk

        def ended(work: Work) -> None:
            actions.end_lease(work, upload_id=self._upload_id, until=self._until)

        with contextlib.suppress(Problem):
            await desk.hop(lambda: transactions.perform(desk.world, self._door.actor, ended))

    async def _renew(self) -> None:
        # A database that is away for a moment costs nobody a part; the next try comes in time.
        with contextlib.suppress(Unavailable):
            self._until = await self._door.do(
                lambda work: actions.renew_lease(work, upload_id=self._upload_id, until=self._until)
            )


async def _next(stream: AsyncIterator[bytes]) -> bytes | None:
    try:
        async with asyncio.timeout(rules.PART_STALLED_AFTER.total_seconds()):
            return await anext(stream, None)
    except TimeoutError as fault:
        raise Malformed(CUT_OFF) from fault
