"""The only SQL of this package."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import col

from app.db.tables import AuditLeaf
from app.db.work import Work
from app.discovery.receipts.events import ReceiptGiven
from app.discovery.receipts.rules import RECEIPTED_EVENTS
from app.discovery.receipts.tables import CheckpointTimestamp, TimestampTry
from app.kernel.event import event_name

_GIVEN = event_name(ReceiptGiven)


def timestamp_over(work: Work, position: int) -> CheckpointTimestamp | None:
    """Return the earliest timestamp of a checkpoint that covers a position of the log."""
    chosen = select(CheckpointTimestamp).where(col(CheckpointTimestamp.tree_size) > position)
    ordered = chosen.order_by(col(CheckpointTimestamp.tree_size)).limit(1)
    return work.session.execute(ordered).scalar_one_or_none()


def newest_timestamp(work: Work) -> CheckpointTimestamp | None:
    """Return the timestamp of the largest checkpoint that has one."""
    chosen = select(CheckpointTimestamp).order_by(col(CheckpointTimestamp.tree_size).desc())
    return work.session.execute(chosen.limit(1)).scalar_one_or_none()


def wants_timestamp(work: Work, low: int, high: int) -> bool:
    """Tell if an entry that has receipts lies between two positions of the log."""
    chosen = select(col(AuditLeaf.id)).where(
        col(AuditLeaf.position) >= low,
        col(AuditLeaf.position) < high,
        col(AuditLeaf.event).in_(RECEIPTED_EVENTS),
    )
    return work.session.execute(chosen.limit(1)).scalar_one_or_none() is not None


def was_given(work: Work, subject: str, *, since: datetime) -> bool:
    """Tell if a receipt was given out to the account that asks at or after an instant."""
    chosen = select(col(AuditLeaf.id)).where(
        col(AuditLeaf.subject) == subject,
        col(AuditLeaf.event) == _GIVEN,
        col(AuditLeaf.actor_id) == work.actor.account_id,
        col(AuditLeaf.at) >= since,
    )
    return work.session.execute(chosen.limit(1)).scalar_one_or_none() is not None


def failures(work: Work, since: datetime | None) -> tuple[int, datetime | None]:
    """Return how many rounds of asking failed after an instant, and when the last one did."""
    at = col(TimestampTry.at)
    chosen = select(func.count(at.distinct()), func.max(at))
    if since is not None:
        chosen = chosen.where(at > since)
    rounds, last_at = work.session.execute(chosen).one()
    return int(rounds), last_at


def forget_tries(work: Work, before: datetime) -> None:
    """Remove tries that are older than an instant."""
    work.execute(delete(TimestampTry).where(col(TimestampTry.at) < before))
