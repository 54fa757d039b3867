"""The only SQL of this room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.db.work import Work
from app.discovery.evidence.lifecycle import State
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads.rules import Progress
from app.discovery.uploads.tables import UploadPart, UploadSession


def session(work: Work, upload_id: str) -> UploadSession | None:
    """Return an upload in parts, or nothing."""
    return work.session.get(UploadSession, upload_id)


def item_of(work: Work, upload: UploadSession) -> EvidenceItem:
    """Return the row that holds the room of an upload, or the evidence that came of it."""
    found = work.session.get_one(EvidenceItem, upload.item_id)
    work.session.refresh(found)
    return found


def parts(work: Work, upload_id: str) -> list[UploadPart]:
    """Return the parts that have arrived, in their order."""
    chosen = select(UploadPart).where(col(UploadPart.upload_id) == upload_id)
    return list(work.session.execute(chosen.order_by(col(UploadPart.number))).scalars())


def part(work: Work, upload_id: str, number: int) -> UploadPart | None:
    """Return one part, or nothing."""
    chosen = select(UploadPart).where(
        col(UploadPart.upload_id) == upload_id, col(UploadPart.number) == number
    )
    return work.session.execute(chosen).scalar_one_or_none()


def progress(work: Work, upload: UploadSession) -> Progress:
    """Return how far an upload has come; parts arrive in their order, so counting is enough."""
    chosen = select(func.count(), func.coalesce(func.sum(col(UploadPart.size_bytes)), 0)).where(
        col(UploadPart.upload_id) == upload.id
    )
    count, size_bytes = work.session.execute(chosen).one()
    return Progress(int(count), int(size_bytes), upload.size_bytes)


def claim(work: Work, upload_id: str, until: datetime | None) -> None:
    """Note until when an upload is being put together, or that it is not."""
    chosen = update(UploadSession).where(col(UploadSession.id) == upload_id)
    work.execute(chosen.values(completing_until=until))


def lease(work: Work, upload_id: str, *, held: datetime | None, until: datetime | None) -> bool:
    """Note until when a part is on its way; tells if the lease was still the one that is held."""
    mine = (col(UploadSession.id) == upload_id) & (
        col(UploadSession.receiving_until).is_(None)
        if held is None
        else col(UploadSession.receiving_until) == held
    )
    changed = work.execute(update(UploadSession).where(mine).values(receiving_until=until))
    return bool(changed.rowcount)


def forget_parts(work: Work, upload_ids: Sequence[str]) -> list[str]:
    """Forget the parts of uploads that are over; returns the keys that no row names then."""
    mine = col(UploadPart.upload_id).in_(upload_ids)
    keys = list(work.session.execute(select(col(UploadPart.store_key)).where(mine)).scalars())
    work.execute(delete(UploadPart).where(mine))
    return keys


def ended_with_parts(work: Work, limit: int) -> list[str]:
    """Return uploads that are over and whose parts were left."""
    over = col(EvidenceItem.state) != State.PENDING
    chosen = (
        select(col(UploadSession.id))
        .join(EvidenceItem, col(EvidenceItem.id) == col(UploadSession.item_id))
        .join(UploadPart, col(UploadPart.upload_id) == col(UploadSession.id))
        .where(over)
        .distinct()
        .limit(limit)
    )
    return list(work.session.execute(chosen).scalars())


def forget_sessions(work: Work, before: datetime) -> None:
    """Forget uploads in parts that were over before an instant; what came of them stays."""
    over = select(col(EvidenceItem.id)).where(
        col(EvidenceItem.state) != State.PENDING, col(EvidenceItem.settled_at) < before
    )
    left = select(col(UploadPart.upload_id))
    work.execute(
        delete(UploadSession).where(
            col(UploadSession.item_id).in_(over), col(UploadSession.id).not_in(left)
        )
    )
