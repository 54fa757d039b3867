"""The job queue: each job is leased to one worker, and taken up again when a worker dies."""

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import col

from app.db.engine import is_sqlite
from app.db.tables import Job
from app.db.work import Work

LEASE = timedelta(seconds=60)
TRIES_BEFORE_PARKING = 6
_FIRST_WAIT = timedelta(seconds=5)


def claim(work: Work, worker: str) -> dict[str, Any] | None:
    """Lease the next due job to a worker and return it, or None where nothing is due."""
    due = or_(
        (col(Job.state) == "waiting") & (col(Job.run_at) <= work.now),
        (col(Job.state) == "running") & (col(Job.leased_until) < work.now),
    )
    chosen = select(Job).where(due).order_by(col(Job.run_at), col(Job.id)).limit(1)
    if not is_sqlite(work.world.engine):
        chosen = chosen.with_for_update(skip_locked=True)
    job = work.session.execute(chosen).scalar_one_or_none()
    if job is None:
        return None
    job.state, job.worker, job.leased_until = "running", worker, work.now + LEASE
    job.attempts += 1
    return {"id": job.id, "name": job.name, "payload": job.payload, "attempts": job.attempts}


def finish(work: Work, job_id: str, worker: str, attempt: int) -> bool:
    """Close a job; False where the lease has passed to another worker in the meantime."""
    done = work.execute(_held(job_id, worker, attempt).values(state="done", leased_until=None))
    return bool(done.rowcount)


def fail(work: Work, job_id: str, worker: str, attempt: int, error: str) -> None:
    """Put a job off with growing pauses, and park it after the last try."""
    parked = attempt >= TRIES_BEFORE_PARKING
    work.execute(
        _held(job_id, worker, attempt).values(
            state="parked" if parked else "waiting",
            run_at=work.now + _FIRST_WAIT * 2**attempt,
            leased_until=None,
            last_error=error[:500],
        )
    )


def _held(job_id: str, worker: str, attempt: int) -> Any:
    # The attempt number fences: a worker that lost its lease cannot close the next one's run.
    return update(Job).where(
        col(Job.id) == job_id,
        col(Job.worker) == worker,
        col(Job.attempts) == attempt,
        col(Job.state) == "running",
    )
