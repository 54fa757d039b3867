"""The way of an event from its transaction to those who answer it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db.tables import AuditLeaf, OutboxEntry, ReactionReceipt
from app.db.work import Work

TRIES_BEFORE_PARKING = 8
_FIRST_WAIT = timedelta(seconds=2)


def waiting(session: Session, now: datetime, limit: int = 50) -> list[dict[str, Any]]:
    """Return the oldest entries whose time has come, as plain mappings."""
    chosen = (
        select(OutboxEntry.__table__)  # type: ignore[attr-defined]
        .where(col(OutboxEntry.state) == "waiting", col(OutboxEntry.run_at) <= now)
        .order_by(col(OutboxEntry.id))
        .limit(limit)
    )
    return [dict(row) for row in session.execute(chosen).mappings()]


def receipted(work: Work, event_id: str, reaction: str) -> bool:
    """Write the receipt of a reaction; False where it has taken effect before."""
    row = {"event_id": event_id, "reaction": reaction, "at": work.now}
    try:
        with work.session.begin_nested():
            work.execute(insert(ReactionReceipt).values(**row))
    except IntegrityError:
        return False
    return True


def mark_delivered(work: Work, event_ids: list[str]) -> None:
    """Close entries that everybody has answered."""
    work.execute(
        update(OutboxEntry)
        .where(col(OutboxEntry.event_id).in_(event_ids))
        .values(state="delivered")
    )


def mark_failed(work: Work, event_id: str, attempts: int, error: str) -> None:
    """Put an entry off with growing pauses, and park it after the last try."""
    parked = attempts >= TRIES_BEFORE_PARKING
    work.execute(
        update(OutboxEntry)
        .where(col(OutboxEntry.event_id) == event_id)
        .values(
            attempts=attempts,
            state="parked" if parked else "waiting",
            run_at=work.now + _FIRST_WAIT * 2**attempts,
            last_error=error[:500],
        )
    )


def leaf_of(work: Work, event_id: str) -> str | None:
    """Return the leaf hash of an event in hexadecimal, None where there is no such event."""
    chosen = select(col(AuditLeaf.leaf_hash)).where(col(AuditLeaf.event_id) == event_id)
    return work.session.execute(chosen).scalar_one_or_none()
