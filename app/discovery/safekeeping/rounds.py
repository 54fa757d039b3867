"""The jobs of this room: reading the store again, share by share, and bringing second copies.

The bytes are read outside any transaction; each finding is kept at once, so that a job that is cut
off has lost nothing. A job stops after a short while and goes on in the next one, so that other
work is not kept waiting.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.safekeeping import actions, store
from app.discovery.safekeeping.rules import Copy
from app.discovery.safekeeping.store import Owned
from app.kernel.problems import Problem, Unavailable
from app.storage.base import Store
from app.storage.scrub import Checked, Expected, Finding, Scrubber
from app.storage.two_copies import TwoCopies

log = structlog.get_logger("safekeeping")
AT_ONCE_S = 20.0
"""How long one job reads or copies before it lets others have their turn."""

_PAUSE = timedelta(seconds=5)
_SILENT = 3
"""After so many objects in a row that the store did not answer for, it counts as down."""

_COPIES = 200
_AT_MOST = 2000
"""How many objects one job has in mind; the rest of a share goes into the next one."""


@dataclass(frozen=True, slots=True)
class Harm:
    """One object that was not what it was, in one of the stores."""

    seen: Owned
    checked: Checked
    copy: Copy

    def as_dict(self) -> dict[str, object]:
        """Return what was found as JSON knows it."""
        return {
            "object_key": self.seen.key, "kind": self.seen.kind, "owner_id": self.seen.owner_id,
            "item_id": self.seen.item_id, "copy": str(self.copy),
            "finding": str(self.checked.finding), "restored": self.checked.restored,
        }  # fmt: skip


@dataclass(slots=True)
class Round:
    """What a round did: objects read, findings, and how many of its share are left.

    `unread` counts what the store did not answer for, `copies_unread` what the second one did not.
    """

    read: int = 0
    unread: int = 0
    copies_unread: int = 0
    left: int = 0
    harmed: list[Harm] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Tell if every object of the share was read in the store itself."""
        return not self.unread and not self.left

    @property
    def sound(self) -> bool:
        """Tell if every object was read in both stores and is whole now."""
        return self.ended and not self.copies_unread and not self.broken

    def as_dict(self) -> dict[str, object]:
        """Return figures and findings as JSON knows them."""
        return {
            "sound": self.sound, "read": self.read, "unread": self.unread,
            "copies_unread": self.copies_unread, "left": self.left,
            "harmed": [harm.as_dict() for harm in self.harmed],
        }  # fmt: skip

    @property
    def broken(self) -> list[Harm]:
        """What was found lost or altered and could not be restored."""
        return [harm for harm in self.harmed if not harm.checked.whole]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Reads a store within the promised days, and its second copies where there are any."""

    world: World
    store: Store
    within_days: int

    # ------------------------------------------------------------------------------ the jobs

    def scrub_share(self, payload: dict[str, Any]) -> None:
        """Read what has its turn in this hour; the rest of it goes into a job of its own."""
        turn = partial(self._turn, left=payload.get("left"))
        share, later = transactions.perform(self.world, WORKER, turn, reading=True)
        done = self._read(share, until=time.monotonic() + AT_ONCE_S)
        done.left += later
        transactions.perform(self.world, WORKER, partial(self._end, done=done))

    def _turn(self, work: Work, *, left: int | None) -> tuple[list[Owned], int]:
        """Return what this job reads, and how many of the share are left to the next one."""
        scrubber = self._scrubber()
        size = scrubber.share(*store.count_due(work, scrubber.due_at))
        size = size if left is None else min(size, left)
        share = {row.key: row for row in store.oldest_first(work, limit=min(size, _AT_MOST))}
        if left is None:
            # What is lost or altered is tried again in every pass.
            broken = store.oldest_first(work, limit=_AT_MOST, broken=True)
            share |= {row.key: row for row in broken}
        return list(share.values()), max(0, size - _AT_MOST)

    def scrub_item(self, payload: dict[str, Any]) -> None:
        """Read one piece of evidence again, because somebody found it damaged."""
        self._read(self._owned(owner_id=str(payload["item_id"])).values())

    def scrub_all(self) -> Round:
        """Read every object now, however long that takes."""
        done = self._read(self._owned().values())
        transactions.perform(self.world, WORKER, partial(self._end, done=done))
        return done

    def bring_copies(self, _payload: dict[str, Any]) -> None:
        """Notice new objects, and bring the second copies that are lacking."""
        while transactions.perform(self.world, WORKER, actions.note_new):
            pass
        transactions.perform(self.world, WORKER, partial(self._tell, passed=False))
        if isinstance(self.store, TwoCopies):
            self._copy_some(self.store, time.monotonic() + AT_ONCE_S)

    # ------------------------------------------------------------------------------- reading

    def _read(self, rows: Iterable[Owned], *, until: float = float("inf")) -> Round:
        done, silent = Round(), 0
        waiting = list(rows)
        for number, seen in enumerate(waiting):
            if silent == _SILENT or time.monotonic() > until:
                done.left = len(waiting) - number
                break
            silent = 0 if self._read_one(seen, done) else silent + 1
        if done.unread:
            log.error("the store did not answer", unread=done.unread, left=done.left)
        return done

    def _read_one(self, seen: Owned, done: Round) -> bool:
        """Read one object in both stores; tell if the store itself answered."""
        first = self._scrubber().check(_expected(seen))
        if isinstance(self.store, TwoCopies) and first.whole:
            first = self._marked(self.store, seen, first)
        self._note(seen, first, Copy.FIRST, done)
        done.read += first.settled
        done.unread += not first.settled
        if isinstance(self.store, TwoCopies) and first.settled:
            self._read_copy(self.store, seen, done)
        return first.settled

    def _marked(self, both: TwoCopies, seen: Owned, checked: Checked) -> Checked:
        """Lay the marks of the copy on an object; without them it does not count as restored."""
        try:
            both.give_back(seen.key)
        except Problem as fault:
            log.warning("marks of a stored object not laid", key=seen.key, problem=fault.slug)
            known = Finding(seen.finding or Finding.WHOLE)
            finding = known if checked.finding is Finding.WHOLE else checked.finding
            return replace(checked, finding=finding, restored=False)
        return checked

    def _read_copy(self, both: TwoCopies, seen: Owned, done: Round) -> None:
        scrubber = Scrubber(
            both.second, clock=self.world.clock, within_days=self.within_days, second=both.first
        )
        checked = scrubber.check(_expected(seen))
        try:
            both.follow(seen.key)
        except Problem as fault:
            log.warning("marks of a second copy not settled", key=seen.key, problem=fault.slug)
        self._note(seen, checked, Copy.SECOND, done)
        done.copies_unread += not checked.settled

    def _note(self, seen: Owned, checked: Checked, copy: Copy, done: Round) -> None:
        never = copy is Copy.SECOND and not seen.second_finding
        if checked.settled and checked.finding is not Finding.WHOLE and not never:
            done.harmed.append(Harm(seen, checked, copy))
        noted = partial(actions.note_reading, seen=seen, checked=checked, copy=copy)
        if transactions.perform(self.world, WORKER, noted):
            log.error(
                "stored object harmed", key=seen.key, owner=seen.owner_id, copy=str(copy),
                finding=str(checked.finding), restored=checked.restored,
            )  # fmt: skip

    # ------------------------------------------------------------------------------- copying

    def _copy_some(self, both: TwoCopies, until: float) -> None:
        tried: set[str] = set()
        while time.monotonic() < until:
            rows = self._owned(lacking=True, limit=_COPIES + len(tried)).values()
            fresh = [row for row in rows if row.key not in tried]
            if not fresh:
                return
            for row in fresh:
                tried.add(row.key)
                if not self._copied(both, row) or time.monotonic() > until:
                    break
            else:
                continue
            return

    def _copied(self, both: TwoCopies, row: Owned) -> bool:
        """Bring one copy; tell if the second store takes more."""
        sha256 = row.sha256
        try:
            both.copy(row.key, sha256=sha256 or both.verify(row.key).sha256)
        except Unavailable as fault:
            # What is lost or altered is the scrub's to name; a full or silent store can wait.
            log.warning("no second copy yet", key=row.key, problem=fault.slug)
            return both.second.ready()
        noted = partial(actions.note_copied, key=row.key)
        transactions.perform(self.world, WORKER, noted)
        return True

    # ------------------------------------------------------------------------------ the rest

    def _owned(
        self, *, owner_id: str = "", lacking: bool = False, limit: int = 0
    ) -> dict[str, Owned]:
        asked = partial(store.owned, owner_id=owner_id, lacking=lacking, limit=limit)
        rows = transactions.perform(self.world, WORKER, asked, reading=True)
        return {row.key: row for row in rows}

    def _scrubber(self) -> Scrubber:
        one, other = self.store, None
        if isinstance(self.store, TwoCopies):
            one, other = self.store.first, self.store.second
        return Scrubber(one, clock=self.world.clock, within_days=self.within_days, second=other)

    def _end(self, work: Work, *, done: Round) -> None:
        self._tell(work, passed=done.ended)
        # A store that did not answer is asked again in an hour.
        if done.left and not done.unread:
            run_at = work.now + _PAUSE
            key = f"scrub_store:{run_at.isoformat()}"
            work.later("scrub_store", {"left": done.left}, key=key, run_at=run_at)

    def _tell(self, work: Work, *, passed: bool) -> None:
        actions.end_pass(
            work, within_days=self.within_days,
            second_copies=isinstance(self.store, TwoCopies), passed=passed,
        )  # fmt: skip


def _expected(seen: Owned) -> Expected:
    return Expected(seen.key, seen.sha256, seen.last_read_at)
