"""A store with a second copy of everything in another store.

The first store is the one that is written and read. The second one holds the same payloads under
the same keys, brought there by and by; whatever removes an object removes both, and a mark (hold
or seal) on one copy is laid on the other as well. Only `release` takes a hold off.
"""

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

from app.kernel.problems import Problem
from app.storage.base import (
    Disposal,
    Leftover,
    ObjectHeld,
    ObjectMissing,
    Store,
    Stored,
    Writer,
    check_disposal,
)


class TwoCopies:
    """Two stores as one; may be shared by threads."""

    def __init__(self, first: Store, second: Store) -> None:
        """Take the store that is read and written, and the one that holds its copies."""
        self.first = first
        self.second = second

    # ------------------------------------------------------------------------- in and out

    def writer(self, *, limit_bytes: int) -> Writer:
        """Begin an object of at most `limit_bytes`."""
        return self.first.writer(limit_bytes=limit_bytes)

    def put(self, chunks: Iterable[bytes], *, limit_bytes: int) -> Stored:
        """Store all chunks as one object."""
        return self.first.put(chunks, limit_bytes=limit_bytes)

    def reader(self, key: str, *, sha256: str | None = None) -> io.BufferedReader:
        """Check the whole object, then give its payload as a seekable file."""
        return self.first.reader(key, sha256=sha256)

    def open(self, key: str, *, sha256: str | None = None) -> Iterator[bytes]:
        """Check the whole object now, then yield its payload in chunks."""
        return self.first.open(key, sha256=sha256)

    def verify(self, key: str, *, sha256: str | None = None) -> Stored:
        """Read the whole object again and tell what it holds."""
        return self.first.verify(key, sha256=sha256)

    # ------------------------------------------------------------------- holds and removal

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove both copies; raise ObjectHeld, and remove neither, while one is held fast.

        A hold that comes in between saves the first copy, and the second is brought again from it.
        """
        check_disposal(key, disposal)
        # The first is asked last: a hold is laid there first.
        if self.second.is_held(key) or self.first.is_held(key):
            raise ObjectHeld
        copied = True
        # The copy goes first: were the object gone already, nothing would name what is left.
        try:
            self.second.remove(key, disposal)
        except ObjectMissing:
            copied = False
        try:
            self.first.remove(key, disposal)
        except ObjectMissing:
            if not copied:
                raise
        except ObjectHeld:
            # What can not be copied now is found to be lacking at its next reading.
            with contextlib.suppress(Problem):
                self.copy(key, sha256=self.first.verify(key).sha256)
            raise

    def hold(self, key: str) -> None:
        """Lay a hold on both copies; a copy that is not there yet gets it when it comes.

        What the first store refuses is raised after the second copy has got its hold.
        """
        try:
            self.first.hold(key)
        finally:
            with contextlib.suppress(ObjectMissing):
                self.second.hold(key)

    def release(self, key: str) -> None:
        """Take the hold off both copies."""
        self.first.release(key)
        self.second.release(key)

    def is_held(self, key: str) -> bool:
        """Tell whether one of the stores holds an object fast; neither copy is removed then."""
        return self.first.is_held(key) or self.second.is_held(key)

    def seal_until(self, key: str, until: datetime) -> None:
        """Seal both copies, as `hold` does; a copy that is not there yet is sealed when it comes."""
        try:
            self.first.seal_until(key, until)
        finally:
            with contextlib.suppress(ObjectMissing):
                self.second.seal_until(key, until)

    def sealed_until(self, key: str) -> datetime | None:
        """Tell until when an object is sealed; None if it is not, or no longer."""
        return self.first.sealed_until(key)

    # --------------------------------------------------------------------- keys and copies

    def rewrap(self, key: str) -> bool:
        """Put the data keys of both copies under the root key in use; tell if one was not."""
        changed = [store.rewrap(key) for store in (self.first, self.second)]
        return any(changed)

    def restore(self, key: str, chunks: Iterable[bytes], *, sha256: str) -> Stored:
        """Put a payload of this hash under this very key of the first store."""
        return self.first.restore(key, chunks, sha256=sha256)

    def copy(self, key: str, *, sha256: str) -> Stored:
        """Bring the second copy of an object, with its marks; what is whole there stays."""
        stored = self.second.restore(key, self.first.open(key, sha256=sha256), sha256=sha256)
        self.follow(key)
        return stored

    def follow(self, key: str) -> None:
        """Lay the marks of the first copy on the second; what it has besides stays."""
        _mark(self.first, self.second, key)

    def give_back(self, key: str) -> None:
        """Lay the marks of the second copy on the first, which lost them or was restored from it."""
        _mark(self.second, self.first, key)

    # -------------------------------------------------------------------------- the reaper

    def keys_older_than(self, instant: datetime) -> Iterator[Leftover]:
        """List objects and half-written ones of both stores last written before an instant."""
        stores = (self.first, self.second)
        return chain.from_iterable(store.keys_older_than(instant) for store in stores)

    def discard_unregistered(self, key: str, *, is_registered: Callable[[str], bool]) -> bool:
        """Remove what no record names from both stores; say if something was removed."""
        stores = (self.first, self.second)
        found = [store.discard_unregistered(key, is_registered=is_registered) for store in stores]
        return any(found)

    def ready(self) -> bool:
        """Tell if the first store takes new objects; a copy may come later."""
        return self.first.ready()


def every_copy(store: Store) -> tuple[Store, ...]:
    """Return the stores in which a copy of an object of some store may lie."""
    return (store.first, store.second) if isinstance(store, TwoCopies) else (store,)


def _mark(giver: Store, taker: Store, key: str) -> None:
    if not giver.is_held(key):
        return
    sealed = giver.sealed_until(key)
    with contextlib.suppress(ObjectMissing):
        # No store tells of a hold beneath a seal; what is sealed was issued, and is held as well.
        taker.hold(key)
        if sealed and ((there := taker.sealed_until(key)) is None or there < sealed):
            taker.seal_until(key, sealed)
