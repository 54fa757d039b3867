"""The job queue: one worker holds a job at a time, and a dead worker's job is taken up again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from app.access.actor import WORKER
from app.db import queue
from app.db.tables import Job
from app.db.work import begin, perform
from app.db.world import World
from app.kernel.clock import FrozenClock


def put(world: World, *keys: str) -> None:
    """Queue a job under each key."""
    with begin(world, WORKER) as work:
        for key in keys:
            work.later("job", {"key": key}, key=key)


def claim(world: World, worker: str) -> dict[str, Any] | None:
    """Let a worker ask for a job."""
    return perform(world, WORKER, lambda work: queue.claim(work, worker))


def finish(world: World, job: dict[str, Any], worker: str) -> bool:
    """Let a worker close a job."""
    held = (job["id"], worker, job["attempts"])
    return perform(world, WORKER, lambda work: queue.finish(work, *held))


def state(world: World, job: dict[str, Any]) -> tuple[str, str]:
    """Return a job's state and who held it last."""
    with begin(world, WORKER, reading=True) as work:
        row = work.session.get_one(Job, job["id"])
        return row.state, row.worker


def test_a_job_is_held_by_one_worker_and_closed_once(world: World) -> None:
    put(world, "a")
    job = claim(world, "one")
    assert job is not None
    assert claim(world, "two") is None
    assert finish(world, job, "one")
    assert not finish(world, job, "one")
    assert claim(world, "two") is None


def test_a_job_waits_for_its_hour(world: World, clock: FrozenClock) -> None:
    with begin(world, WORKER) as work:
        work.later("job", {}, key="a", run_at=work.now + timedelta(hours=1))
    assert claim(world, "one") is None
    clock.advance(hours=1)
    assert claim(world, "one") is not None


def test_a_lease_that_ran_out_passes_to_the_next_and_fences_the_first(
    world: World, clock: FrozenClock
) -> None:
    put(world, "a")
    first = claim(world, "one")
    clock.advance(seconds=queue.LEASE.total_seconds())
    assert claim(world, "two") is None
    clock.advance(seconds=1)
    second = claim(world, "two")
    assert first is not None
    assert second is not None
    assert (second["id"], second["attempts"]) == (first["id"], first["attempts"] + 1)
    assert not finish(world, first, "one")
    assert state(world, first) == ("running", "two")
    assert finish(world, second, "two")
    assert state(world, first) == ("done", "two")


def test_the_same_worker_cannot_close_an_attempt_that_it_lost(
    world: World, clock: FrozenClock
) -> None:
    put(world, "a")
    first = claim(world, "one")
    clock.advance(seconds=queue.LEASE.total_seconds() + 1)
    second = claim(world, "one")
    assert first is not None
    assert second is not None
    assert not finish(world, first, "one")
    assert finish(world, second, "one")


def test_a_failing_job_waits_longer_each_time_and_is_parked_at_last(
    world: World, clock: FrozenClock
) -> None:
    put(world, "a")
    pauses = []
    for _ in range(queue.TRIES_BEFORE_PARKING):
        job = claim(world, "one")
        assert job is not None
        held = (job["id"], "one", job["attempts"])
        perform(world, WORKER, lambda work, held=held: queue.fail(work, *held, "no"))
        with begin(world, WORKER, reading=True) as work:
            pauses.append(work.session.get_one(Job, job["id"]).run_at - work.now)
        clock.advance(days=1)
    assert pauses == sorted(set(pauses))
    assert state(world, job)[0] == "parked"
    assert claim(world, "one") is None


def test_racing_workers_take_each_job_once(world: World) -> None:
    put(world, *(f"k{number}" for number in range(20)))

    def drain(worker: str) -> list[str]:
        done = []
        while job := claim(world, worker):
            assert finish(world, job, worker)
            done.append(job["payload"]["key"])
        return done

    with ThreadPoolExecutor(6) as threads:
        taken = [key for part in threads.map(drain, "abcdef") for key in part]
    assert sorted(taken) == sorted(f"k{number}" for number in range(20))
