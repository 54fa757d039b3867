"""Changing the root key of the evidence store: a new key, then every object's own key under it.

No object is encrypted anew. What is cut off is taken up again: an object that is under the key in
use already is passed over.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.world import World
from app.discovery.safekeeping import actions
from app.kernel.problems import Unavailable
from app.storage.base import Store
from app.storage.keyring import Keyring, add_root_key

_EVERYTHING = datetime.max.replace(tzinfo=UTC)
_TOLD_EVERY = 100


@dataclass(slots=True)
class Rotated:
    """What a change of the root key did; `older` are the names of keys that stay in the ring."""

    root_key: str
    older: tuple[str, ...]
    objects: int = 0
    rewrapped: int = 0
    failed: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Return all of it as JSON knows it."""
        return asdict(self)


def rotate(
    world: World, store: Store, folder: Path, *, fresh: bool, tell: Callable[[int], None]
) -> Rotated:
    """Put a new root key in use (`fresh`), and every object of the store under the one in use.

    `folder` is that of the root keys, which the store's ring follows. An object whose key can not
    be put under the new one stays under its own and is named; no key is taken away here.
    """
    if fresh:
        add_root_key(folder)
    ring = Keyring.load(folder)
    done = Rotated(ring.current, tuple(sorted(ring.names - {ring.current})))
    seen: set[str] = set()
    for found in store.keys_older_than(_EVERYTHING):
        if not found.complete or found.key in seen:
            continue
        seen.add(found.key)
        _rewrap(store, found.key, done)
        if done.objects % _TOLD_EVERY == 0:
            tell(done.objects)
    noted = partial(
        actions.note_rotation, root_key=done.root_key, objects=done.objects,
        rewrapped=done.rewrapped, failed=len(done.failed),
    )  # fmt: skip
    transactions.perform(world, WORKER, noted)
    return done


def _rewrap(store: Store, key: str, done: Rotated) -> None:
    done.objects += 1
    try:
        done.rewrapped += store.rewrap(key)
    except Unavailable:
        done.failed.append(key)
