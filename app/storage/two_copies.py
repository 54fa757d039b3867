"""A store with a second copy of everything in another store.

The first store is the one that is written and read. The second one holds the same payloads under
the same keys, brought there by and by; whatever removes an object removes both, and the marks of
the second copy (hold and seal) follow those of the first.
"""

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

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
        """Remove both copies; raise ObjectHeld, and remove neither, while one is held fast."""
        check_disposal(key, disposal)
        if self.first.is_held(key):
            raise ObjectHeld
        self.follow(key)
        # The copy goes first: were the object gone already, nothing would name what is left.
        with contextlib.suppress(ObjectMissing):
            self.second.remove(key, disposal)
        self.first.remove(key, disposal)

    def hold(self, key: str) -> None:
        """Lay a hold on both copies; a copy that is not there yet gets it when it comes."""
        self.first.hold(key)
        with contextlib.suppress(ObjectMissing):
            self.second.hold(key)

    def release(self, key: str) -> None:
        """Take the hold off both copies."""
        self.first.release(key)
        self.second.release(key)

    def is_held(self, key: str) -> bool:
        """Tell whether the first store holds an object fast; the copy follows it."""
        return self.first.is_held(key)

    def seal_until(self, key: str, until: datetime) -> None:
        """Seal both copies; a copy that is not there yet is sealed when it comes."""
        self.first.seal_until(key, until)
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
        """Make the marks of the second copy those of the first."""
        if _marked(self.first, self.second, key):
            return
        if self.second.is_held(key):
            self.second.release(key)

    def give_back(self, key: str) -> None:
        """Lay the marks of the second copy on an object that was restored from it."""
        _marked(self.second, self.first, key)

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


def _marked(giver: Store, taker: Store, key: str) -> bool:
    """Lay the mark of one copy on the other; tell if there is one."""
    if not giver.is_held(key):
        return False
    sealed = giver.sealed_until(key)
    with contextlib.suppress(ObjectMissing):
        if sealed is None:
            taker.hold(key)
        elif (there := taker.sealed_until(key)) is None or there < sealed:
            taker.seal_until(key, sealed)
    return True
