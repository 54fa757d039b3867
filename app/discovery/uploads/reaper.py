"""Clearing what uploads left behind: unused room, parts of what ended, objects that no row names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.world import World
from app.discovery.evidence import actions, queries
from app.discovery.evidence.rules import PENDING_LASTS
from app.discovery.uploads import actions as in_parts
from app.kernel.clock import Clock
from app.storage.base import Leftover, Store

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Reaped:
    """How many uploads expired and how many objects were removed."""

    expired: int
    discarded: int


def reap(world: World, store: Store, clock: Clock) -> Reaped:
    """Clear what is older than a day; what a row names is never touched, held or not.

    `clock` is the machine's, by which objects are dated; rows are dated by the world's. Objects
    without a row are looked for first, and each is asked for again just before it goes.
    """
    expired = 0
    while found := transactions.perform(world, WORKER, actions.expire):
        expired += found
    discarded = 0
    while parts := transactions.perform(world, WORKER, in_parts.clear_ended):
        discarded += _discarded(world, store, parts)
    leftovers = store.keys_older_than(clock.now() - PENDING_LASTS)
    doomed = [key for batch in _batches(leftovers) for key in _nameless(world, batch)]
    return Reaped(expired, discarded + _discarded(world, store, doomed))


def is_registered(world: World, key: str) -> bool:
    """Tell if a row names an object of the store."""
    return transactions.perform(
        world, WORKER, lambda work: queries.names_object(work, key), reading=True
    )


def _discarded(world: World, store: Store, keys: list[str]) -> int:
    return sum(
        store.discard_unregistered(key, is_registered=lambda one: is_registered(world, one))
        for key in keys
    )


def _batches(leftovers: Iterator[Leftover]) -> Iterator[list[Leftover]]:
    while batch := list(islice(leftovers, _BATCH)):
        yield batch


def _nameless(world: World, batch: list[Leftover]) -> list[str]:
    keys = [leftover.key for leftover in batch]
    named = transactions.perform(
        world, WORKER, lambda work: queries.named_objects(work, keys), reading=True
    )
    # A half-written file may stand beside its whole object; the store knows which one may go.
    return [found.key for found in batch if found.key not in named or not found.complete]
