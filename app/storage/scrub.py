"""The rolling re-reading of everything stored: what is lost or altered is named within days.

It knows no database: the caller gives rows that say what ought to be there and when each was last
read, and keeps the answers. An object that is not what it was is taken from the second store where
there is one.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.kernel.clock import Clock
from app.kernel.problems import Problem, Unavailable
from app.kernel.text import Text
from app.storage.base import (
    KeyRefused,
    KeyUnknown,
    ObjectDamaged,
    ObjectMissing,
    Store,
    Stored,
    SuiteUnknown,
)

_TRIAL = b"does this store answer?"
_NEVER = datetime.min.replace(tzinfo=UTC)
_EARLY = 7 / 8
"""The part of the promised time after which an object is read whatever the pace."""


class Finding(StrEnum):
    """What a reading found."""

    WHOLE = "whole"
    MISSING = "missing"
    DAMAGED = "damaged"
    OTHER = "other"
    UNREADABLE = "unreadable"
    WITHHELD = "withheld"
    UNREAD = "unread"

    @property
    def text(self) -> Text:
        """The finding in words."""
        return _WORDS[self]


_WORDS = {
    Finding.WHOLE: Text("이상 없음", "As it was stored"),
    Finding.MISSING: Text("파일이 없음", "Not in the store"),
    Finding.DAMAGED: Text("파일이 손상됨", "Altered, cut short or torn"),
    Finding.OTHER: Text(
        "다른 파일로 바뀌었거나 이전 상태로 되돌려짐",
        "Another whole object in its place, swapped or rolled back",
    ),
    Finding.UNREADABLE: Text("암호 키가 없어 읽을 수 없음", "No root key to read it with"),
    Finding.WITHHELD: Text(
        "저장소가 이 파일만 내어 주지 않음", "The store answers, but does not give this one"
    ),
    Finding.UNREAD: Text("저장소가 응답하지 않음", "The store did not answer"),
}
_FINDINGS: dict[type[Problem], Finding] = {
    ObjectMissing: Finding.MISSING,
    KeyRefused: Finding.MISSING,
    ObjectDamaged: Finding.DAMAGED,
    SuiteUnknown: Finding.DAMAGED,
    KeyUnknown: Finding.UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a record says of one object; `held` is None where holds are not to be compared.

    `sha256` is empty where the record keeps no hash: the object is then held to its own seal.
    """

    key: str
    sha256: str
    last_checked_at: datetime | None
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one object, and whether it is whole now.

    `restored` says that it was taken from the second store; `second` is what was found there, if
    that was asked. `hold_differs` says that the store and the record do not agree on the hold.
    """

    key: str
    checked_at: datetime
    finding: Finding
    restored: bool = False
    second: Finding | None = None
    hold_differs: bool = False

    @property
    def whole(self) -> bool:
        """Tell if the object is there as it was stored, be it only now."""
        return self.finding is Finding.WHOLE or self.restored

    @property
    def settled(self) -> bool:
        """Tell if the object was read, so that its next turn comes after the others'."""
        return self.finding is not Finding.UNREAD


class Scrubber:
    """Re-reads a store within a promised number of days, oldest reading first."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        within_days: int,
        passes_per_day: int = 24,
        second: Store | None = None,
    ) -> None:
        """Take the store, the promise, and how often a day `run` is called."""
        self._store = store
        self._second = second
        self._clock = clock
        self._within = timedelta(days=within_days)
        self._passes = within_days * passes_per_day

    def turn(self, rows: Iterable[Expected]) -> list[Expected]:
        """Return the rows to read in this pass: the oldest readings, and all that are due.

        An even share of all rows, rounded up, so that one round takes no longer than promised;
        after a standstill also whatever has waited for most of the promised time.
        """
        oldest_first = sorted(rows, key=_last_checked)
        due = sum(_last_checked(row) <= self.due_at for row in oldest_first)
        return oldest_first[: self.share(len(oldest_first), due)]

    @property
    def due_at(self) -> datetime:
        """The instant of a last reading from which on back an object is due whatever the pace."""
        return self._clock.now() - self._within * _EARLY

    def share(self, objects: int, due: int) -> int:
        """Return how many of so many objects, some of them due, have their turn in this pass."""
        return max(-(-objects // self._passes), due)

    def overdue(self, rows: Iterable[Expected]) -> list[Expected]:
        """Return the rows whose last reading is older than promised, oldest first."""
        limit = self._clock.now() - self._within
        return sorted((row for row in rows if _last_checked(row) < limit), key=_last_checked)

    def run(self, rows: Iterable[Expected]) -> Iterator[Checked]:
        """Read what has its turn and tell what was found, one by one."""
        for row in self.turn(rows):
            yield self.check(row)

    def check(self, row: Expected) -> Checked:
        """Read one object again; take it from the second store if it is not what it was."""
        finding = self._read(row)
        restored, second = False, None
        if self._second is not None and finding not in (Finding.WHOLE, Finding.UNREAD):
            second = read_again(self._second, row)
            restored = second is Finding.WHOLE and self._was_restored(row, self._second)
        return Checked(
            key=row.key,
            checked_at=self._clock.now(),
            finding=finding,
            restored=restored,
            second=second,
            hold_differs=finding is not Finding.UNREAD and self._hold_differs(row),
        )

    def restore(self, row: Expected, from_store: Store) -> Stored:
        """Put an object back from another store, where it is whole; raise as the stores do.

        The copy is checked before its first byte is used, the object after its last was written.
        """
        sha256 = row.sha256 or from_store.verify(row.key).sha256
        chunks = from_store.open(row.key, sha256=sha256)
        return self._store.restore(row.key, chunks, sha256=sha256)

    def _read(self, row: Expected) -> Finding:
        """Read an object; one that is not given while others are, twice, is withheld."""
        finding = read_again(self._store, row)
        if finding is Finding.UNREAD and answers(self._store):
            finding = read_again(self._store, row)
            return Finding.WITHHELD if finding is Finding.UNREAD else finding
        return finding

    def _was_restored(self, row: Expected, second: Store) -> bool:
        try:
            self.restore(row, second)
        except Unavailable:
            return False
        return True

    def _hold_differs(self, row: Expected) -> bool:
        if row.held is None:
            return False
        try:
            return self._store.is_held(row.key) != row.held
        except Unavailable:
            return True


def read_again(store: Store, row: Expected) -> Finding:
    """Read one object from its first byte to its last and say what it is."""
    try:
        store.verify(row.key, sha256=row.sha256 or None)
    except Unavailable as problem:
        finding = _FINDINGS.get(type(problem), Finding.UNREAD)
        altered = finding is Finding.DAMAGED
        return Finding.OTHER if altered and _is_whole_by_itself(store, row.key) else finding
    return Finding.WHOLE


def answers(store: Store) -> bool:
    """Tell if a store takes a small object and gives it back at this moment."""
    if not store.ready():
        return False
    try:
        tried = store.put([_TRIAL], limit_bytes=len(_TRIAL))
    except Unavailable:
        return False
    try:
        store.verify(tried.key, sha256=tried.sha256)
    except Unavailable:
        return False
    finally:
        # What can not be taken away now is left to the reaper.
        with contextlib.suppress(Unavailable):
            store.discard_unregistered(tried.key, is_registered=lambda _: False)
    return True


def _is_whole_by_itself(store: Store, key: str) -> bool:
    try:
        store.verify(key)
    except Unavailable:
        return False
    return True


def _last_checked(row: Expected) -> datetime:
    return row.last_checked_at or _NEVER
