"""The worker: one round after another until it is told to stop; any number may run."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from app.access.actor import WORKER
from app.db import queue
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.kernel import ids

log = structlog.get_logger("worker")
PAUSE_S = 0.5

Task = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Regular:
    """Upkeep that is queued once in every stretch of time."""

    name: str
    every: timedelta


@dataclass(slots=True)
class Worker:
    """Does rounds of work. `always` runs in every round and tells how much it found to do."""

    world: World
    tasks: Mapping[str, Task]
    always: Sequence[Callable[[], int]]
    regular: Sequence[Regular] = ()
    name: str = field(default_factory=lambda: ids.new_secret(9))
    _woken: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _queued: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Work until `stop` is called."""
        while not self._stopped.is_set():
            self._woken.clear()
            if not self._safely():
                self._woken.wait(PAUSE_S)

    def wake(self) -> None:
        """Begin the next round now."""
        self._woken.set()

    def stop(self) -> None:
        """End after the present round."""
        self._stopped.set()
        self._woken.set()

    def drain(self) -> None:
        """Work until nothing is left to do; for tests and seeding."""
        while self.round():
            pass

    def round(self) -> int:
        """Do what is due and return how much that was."""
        self._queue_regular()
        done = sum(step() for step in self.always)
        while self._one_job():
            done += 1
        return done

    def _safely(self) -> int:
        try:
            return self.round()
        except Exception:  # a worker outlives what it could not do
            log.exception("round failed")
            return 0

    def _queue_regular(self) -> None:
        now = self.world.clock.now()
        for regular in self.regular:
            slot = int(now.timestamp() // regular.every.total_seconds())
            if self._queued.get(regular.name) == slot:
                continue
            key = f"{regular.name}:{slot}"
            queued = partial(Work.later, name=regular.name, payload={}, key=key)
            transactions.perform(self.world, WORKER, queued)
            self._queued[regular.name] = slot

    def _one_job(self) -> bool:
        job = transactions.perform(self.world, WORKER, lambda work: queue.claim(work, self.name))
        if job is None:
            return False
        held = (job["id"], self.name, job["attempts"])
        try:
            self.tasks[job["name"]](job["payload"])
        except Exception as fault:  # noqa: BLE001 - whatever fails is put off, then parked in sight
            log.warning("job failed", job=job["name"], error=repr(fault))
            words = f"{type(fault).__name__}: {fault}"
            transactions.perform(self.world, WORKER, lambda work: queue.fail(work, *held, words))
        else:
            transactions.perform(self.world, WORKER, lambda work: queue.finish(work, *held))
        return True
