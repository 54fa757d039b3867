"""The only SQL of this room."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlmodel import col

from app.db.work import Work
from app.discovery.confidentiality.tables import ItemSecrecy
from app.discovery.evidence.lifecycle import VISIBLE
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions.tables import (
    PageNumberAllotment,
    PageNumberSeries,
    Production,
    ProductionDocument,
    ProductionProgress,
)
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation


def production(work: Work, production_id: str) -> Production:
    """Return a production, or raise NotFound."""
    return work.one(Production, production_id)


def locked(work: Work, production_id: str) -> Production:
    """Return a production that nobody else changes until this Work ends."""
    production(work, production_id)
    chosen = select(Production).where(col(Production.id) == production_id).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    found: Production = work.session.execute(fresh).scalar_one()
    return found


def productions_of(work: Work, case_id: str) -> list[Production]:
    """Return the productions of a case, oldest first."""
    chosen = select(Production).where(col(Production.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(Production.sequence))).scalars())


def documents_of(
    work: Work, production_id: str, *, after: int = 0, limit: int | None = None
) -> list[ProductionDocument]:
    """Return a production's documents in their order, all of them or those after a position."""
    chosen = select(ProductionDocument).where(
        col(ProductionDocument.production_id) == production_id,
        col(ProductionDocument.position) > after,
    )
    ordered = chosen.order_by(col(ProductionDocument.position)).limit(limit)
    return list(work.session.execute(ordered).scalars())


def items_with(work: Work, exhibit_ids: Sequence[str]) -> list[EvidenceItem]:
    """Return the pieces of evidence behind some exhibits, in the order in which they came."""
    chosen = select(EvidenceItem).where(
        col(EvidenceItem.exhibit_id).in_(exhibit_ids), col(EvidenceItem.state).in_(VISIBLE)
    )
    return list(work.session.execute(chosen.order_by(col(EvidenceItem.id))).scalars())


def findings_of(work: Work, item_ids: Collection[str]) -> list[EvidenceFinding]:
    """Return what the bytes of some pieces showed."""
    chosen = select(EvidenceFinding).where(col(EvidenceFinding.item_id).in_(item_ids))
    return list(work.session.execute(chosen).scalars())


def relations_of(work: Work, item_ids: Collection[str]) -> list[EvidenceRelation]:
    """Return what lies inside some pieces, in its order."""
    chosen = select(EvidenceRelation).where(col(EvidenceRelation.item_id).in_(item_ids))
    ordered = chosen.order_by(col(EvidenceRelation.item_id), col(EvidenceRelation.position))
    return list(work.session.execute(ordered).scalars())


def secrecies_of(work: Work, item_ids: Collection[str]) -> list[ItemSecrecy]:
    """Return the levels with which some pieces came, where they were ever marked."""
    chosen = select(ItemSecrecy).where(col(ItemSecrecy.item_id).in_(item_ids))
    return list(work.session.execute(chosen).scalars())


def series_of(work: Work, case_id: str) -> PageNumberSeries | None:
    """Return the page numbers of a matter, locked until this Work ends; none before the first."""
    chosen = select(PageNumberSeries).where(col(PageNumberSeries.case_id) == case_id)
    fresh = chosen.with_for_update().execution_options(populate_existing=True)
    return work.session.execute(fresh).scalar_one_or_none()


def allotment_of(work: Work, production_id: str) -> PageNumberAllotment | None:
    """Return the numbers that a production has and has not given up."""
    chosen = select(PageNumberAllotment).where(
        col(PageNumberAllotment.production_id) == production_id,
        col(PageNumberAllotment.void).is_(False),
    )
    return work.session.execute(chosen).scalar_one_or_none()


def progress_of(work: Work, production_id: str) -> ProductionProgress:
    """Return how far the building of a production has come."""
    chosen = select(ProductionProgress).where(
        col(ProductionProgress.production_id) == production_id
    )
    fresh = chosen.execution_options(populate_existing=True)
    found: ProductionProgress = work.session.execute(fresh).scalar_one()
    return found


def tell_progress(work: Work, production_id: str, stage: str, done: int, total: int) -> None:
    """Write down how far the building has come."""
    told = {"stage": stage, "done": done, "total": total, "updated_at": work.now}
    chosen = col(ProductionProgress.production_id) == production_id
    work.execute(update(ProductionProgress).where(chosen).values(**told))


def exhibit_numbers_of(work: Work, case_id: str) -> list[str]:
    """Return the exhibit numbers of a case's productions that were ever issued."""
    chosen = (
        select(ProductionDocument.exhibit_number)  # type: ignore[call-overload]
        .join(Production, col(Production.id) == col(ProductionDocument.production_id))
        .where(col(Production.case_id) == case_id, col(Production.issued_at).is_not(None))
    )
    return list(work.session.execute(chosen).scalars())
