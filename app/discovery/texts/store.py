"""The only SQL of this room."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from app.cases.actions.exhibits import exhibit_ids
from app.db.work import Work
from app.discovery.evidence.lifecycle import VISIBLE
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation, EvidenceText


def text_of(work: Work, item_id: str, method: str, *, lock: bool = False) -> EvidenceText | None:
    """Return what became of reading an item by a method, or nothing if it was never read."""
    chosen = select(EvidenceText).where(
        col(EvidenceText.item_id) == item_id, col(EvidenceText.method) == method
    )
    found = work.session.execute(chosen.with_for_update() if lock else chosen)
    return found.scalar_one_or_none()


def texts_of(work: Work, item_ids: Collection[str]) -> list[EvidenceText]:
    """Return all texts of some items, by item and method."""
    chosen = select(EvidenceText).where(col(EvidenceText.item_id).in_(item_ids))
    ordered = chosen.order_by(col(EvidenceText.item_id), col(EvidenceText.method))
    return list(work.session.execute(ordered).scalars())


def finding_of(work: Work, item_id: str, *, lock: bool = False) -> EvidenceFinding | None:
    """Return what the bytes of an item showed, or nothing if they were not examined."""
    chosen = select(EvidenceFinding).where(col(EvidenceFinding.item_id) == item_id)
    found = work.session.execute(chosen.with_for_update() if lock else chosen)
    return found.scalar_one_or_none()


def members_of(work: Work, item_id: str) -> list[EvidenceRelation]:
    """Return what lies in a container, in its order."""
    chosen = select(EvidenceRelation).where(col(EvidenceRelation.item_id) == item_id)
    ordered = chosen.order_by(col(EvidenceRelation.position))
    return list(work.session.execute(ordered).scalars())


def member(
    work: Work, item_id: str, position: int, *, lock: bool = False
) -> EvidenceRelation | None:
    """Return one file in a container by its position."""
    chosen = select(EvidenceRelation).where(
        col(EvidenceRelation.item_id) == item_id, col(EvidenceRelation.position) == position
    )
    found = work.session.execute(chosen.with_for_update() if lock else chosen)
    return found.scalar_one_or_none()


def container_of(work: Work, child_item_id: str) -> EvidenceRelation | None:
    """Return where an item was taken out of, or nothing if it came by itself."""
    chosen = select(EvidenceRelation).where(col(EvidenceRelation.child_item_id) == child_item_id)
    return work.session.execute(chosen).scalar_one_or_none()


def items_of_case(work: Work, case_id: str) -> list[EvidenceItem]:
    """Return the evidence on the file of a case, what came with its complaint too."""
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.exhibit_id).in_(exhibit_ids(work, case_id)),
        col(EvidenceItem.state).in_(VISIBLE),
    )
    return list(work.session.execute(chosen.order_by(col(EvidenceItem.id))).scalars())


def items_of_draft(work: Work, draft_id: str) -> list[EvidenceItem]:
    """Return the evidence that lies in a draft."""
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.draft_id) == draft_id, col(EvidenceItem.state).in_(VISIBLE)
    )
    return list(work.session.execute(chosen.order_by(col(EvidenceItem.id))).scalars())


def same_message(work: Work, message_hash: str, item_ids: Collection[str]) -> set[str]:
    """Return which of some items are the mail with this hash."""
    chosen = select(EvidenceFinding).where(
        col(EvidenceFinding.message_hash) == message_hash,
        col(EvidenceFinding.item_id).in_(item_ids),
    )
    return {found.item_id for found in work.session.execute(chosen).scalars()}


def not_scanned(work: Work, limit: int) -> list[str]:
    """Return items that no scanner has looked at yet, those least lately tried first."""
    chosen = (
        select(EvidenceFinding)
        .join(EvidenceItem, col(EvidenceItem.id) == col(EvidenceFinding.item_id))
        .where(
            col(EvidenceFinding.malware_state) == "not_scanned",
            col(EvidenceItem.state).in_(VISIBLE),
        )
        .order_by(col(EvidenceFinding.scanned_at), col(EvidenceFinding.id))
        .limit(limit)
    )
    return [found.item_id for found in work.session.execute(chosen).scalars()]


def text_named(work: Work, key: str) -> bool:
    """Tell if a row names an object of the store as its text."""
    chosen = select(EvidenceText).where(col(EvidenceText.store_key) == key)
    return work.session.execute(chosen).first() is not None
