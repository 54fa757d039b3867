"""The only SQL of this package."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlmodel import SQLModel, col

from app.db.numbering import next_number
from app.db.work import Work
from app.discovery.evidence.lifecycle import RECORDED, VISIBLE, State
from app.discovery.evidence.rules import PENDING_LASTS, Place, Usage
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem


def item(work: Work, item_id: str) -> EvidenceItem | None:
    """Return a piece of evidence that can be seen, or nothing."""
    found = work.session.get(EvidenceItem, item_id)
    return found if found is not None and found.state in VISIBLE else None


def recorded_item(work: Work, item_id: str) -> EvidenceItem | None:
    """Return a piece of evidence that can be seen or was disposed of, or nothing."""
    found = work.session.get(EvidenceItem, item_id)
    return found if found is not None and found.state in RECORDED else None


def in_store(
    work: Work, *, exhibit_ids: Collection[str] | None = None, after: str = "", limit: int = 200
) -> list[EvidenceItem]:
    """Return pieces whose bytes lie in the store, in the order of their ids, a page at a time.

    `exhibit_ids` narrows the list to what lies in one case.
    """
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.store_key).is_not(None), col(EvidenceItem.id) > after
    )
    if exhibit_ids is not None:
        chosen = chosen.where(col(EvidenceItem.exhibit_id).in_(exhibit_ids))
    ordered = chosen.order_by(col(EvidenceItem.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def locked_item(work: Work, item_id: str) -> EvidenceItem:
    """Return a piece of evidence that nobody else changes until this Work ends."""
    chosen = select(EvidenceItem).where(col(EvidenceItem.id) == item_id).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    found: EvidenceItem = work.session.execute(fresh).scalar_one()
    return found


def pending(work: Work, upload_id: str) -> EvidenceItem | None:
    """Return the row of an upload that is still arriving, locked until this Work ends."""
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.upload_id) == upload_id, col(EvidenceItem.state) == State.PENDING
    )
    return work.session.execute(chosen.with_for_update()).scalar_one_or_none()


def queue_for(work: Work, place: Place) -> None:
    """Make the uploads to one case or draft wait for each other, so that room is counted once."""
    next_number(work, f"evidence:{place.id}")


def usage(
    work: Work, place: Place, *, exhibit_ids: Collection[str] = (), besides: str = ""
) -> Usage:
    """Return what a case or draft holds, and what still arrives but for one upload."""
    here = (
        or_(
            col(EvidenceItem.case_id) == place.case_id,
            col(EvidenceItem.exhibit_id).in_(exhibit_ids),
        )
        if place.case_id
        else col(EvidenceItem.draft_id) == place.draft_id
    )
    arriving = (col(EvidenceItem.state) == State.PENDING) & (
        col(EvidenceItem.reserved_at) > work.now - PENDING_LASTS
    )
    size = case((arriving, EvidenceItem.reserved_bytes), else_=EvidenceItem.size_bytes)
    chosen = select(func.coalesce(func.sum(size), 0), func.count()).where(
        here,
        or_(arriving, col(EvidenceItem.state).in_(VISIBLE)),
        or_(~arriving, col(EvidenceItem.upload_id) != besides),
    )
    size_bytes, files = work.session.execute(chosen).one()
    return Usage(int(size_bytes), int(files))


def custody(work: Work, item_id: str) -> list[CustodyEvent]:
    """Return the chain of a piece of evidence, oldest link first."""
    chosen = select(CustodyEvent).where(col(CustodyEvent.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(CustodyEvent.sequence))).scalars())


def next_sequence(work: Work, item_id: str) -> int:
    """Return the number of the chain's next link; the item must be locked."""
    chosen = select(func.coalesce(func.max(CustodyEvent.sequence), 0)).where(
        col(CustodyEvent.item_id) == item_id
    )
    return int(work.session.execute(chosen).scalar_one()) + 1


def registered(work: Work, keys: Collection[str]) -> set[str]:
    """Return which of some keys of the store a row of any room names.

    Every table with the column `store_key` is asked, so that a room that comes later is not left
    out: what no row names is removed.
    """
    tables = [table for table in SQLModel.metadata.tables.values() if "store_key" in table.c]
    chosen = (select(table.c.store_key).where(table.c.store_key.in_(keys)) for table in tables)
    return {key for asked in chosen for key in work.session.execute(asked).scalars()}


def overdue(work: Work, before: datetime, limit: int) -> list[EvidenceItem]:
    """Return uploads that were begun before an instant and never finished, locked."""
    chosen = (
        select(EvidenceItem)
        .where(col(EvidenceItem.state) == State.PENDING, col(EvidenceItem.reserved_at) < before)
        .order_by(col(EvidenceItem.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(work.session.execute(chosen).scalars())


def stored_in_draft(work: Work, draft_id: str) -> list[EvidenceItem]:
    """Return the files that lie in a draft."""
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.draft_id) == draft_id, col(EvidenceItem.state) == "stored"
    )
    return list(work.session.execute(chosen).scalars())
