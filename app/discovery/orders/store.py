"""The only SQL of this room."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlmodel import col

from app.db.numbering import next_number
from app.db.rows import Row
from app.db.work import Work
from app.discovery.orders.kinds import HOLDING, NoteKind, OrderKind
from app.discovery.orders.lifecycle import LIVE, DisposalState, ReleaseState
from app.discovery.orders.tables import (
    DeletionRequest,
    DiscoveryOrder,
    DisposalItem,
    EvidenceDisposal,
    OrderCustodian,
    OrderItem,
    OrderNote,
    OrderReader,
    OrderRelease,
    StoreHold,
)
from app.kernel.problems import NotFound

AnyRow = TypeVar("AnyRow", bound=Row)


def locked(work: Work, kind: type[AnyRow], key: str) -> AnyRow:
    """Return a row that nobody else changes until this Work ends, or raise NotFound."""
    chosen = select(kind).where(col(kind.id) == key).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    found: AnyRow | None = work.session.execute(fresh).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def queue_for(work: Work, case_id: str) -> None:
    """Make orders and disposals of one case wait for each other, so that each sees the other."""
    next_number(work, f"orders:{case_id}")


def orders_of(work: Work, case_id: str) -> list[DiscoveryOrder]:
    """Return the orders of a case, oldest first."""
    chosen = select(DiscoveryOrder).where(col(DiscoveryOrder.case_id) == case_id)
    return _all(work, chosen.order_by(col(DiscoveryOrder.id)))


def holding(work: Work, case_ids: Collection[str]) -> list[DiscoveryOrder]:
    """Return the orders of some cases that hold evidence today."""
    return _all(work, _live(work.today).where(
        col(DiscoveryOrder.case_id).in_(case_ids), col(DiscoveryOrder.kind).in_(HOLDING)
    ))  # fmt: skip


def confidentiality(work: Work, case_id: str) -> list[DiscoveryOrder]:
    """Return the confidentiality orders of a case that were served and bind today."""
    return _all(work, _live(work.today).where(
        col(DiscoveryOrder.case_id) == case_id,
        col(DiscoveryOrder.kind) == OrderKind.CONFIDENTIALITY,
        col(DiscoveryOrder.served_on) <= work.today,
    ))  # fmt: skip


def live(work: Work) -> list[DiscoveryOrder]:
    """Return every order that binds today."""
    return _all(work, _live(work.today))


def run_out(work: Work) -> list[DiscoveryOrder]:
    """Return orders whose last day has passed but whose row does not say so yet, locked."""
    chosen = select(DiscoveryOrder).where(
        col(DiscoveryOrder.state).in_(LIVE), col(DiscoveryOrder.valid_until) < work.today
    )
    ordered = chosen.order_by(col(DiscoveryOrder.id)).with_for_update(skip_locked=True)
    return _all(work, ordered)


def _live(today: date) -> Select[Any]:
    lasting = or_(
        col(DiscoveryOrder.valid_until).is_(None), col(DiscoveryOrder.valid_until) >= today
    )
    chosen = select(DiscoveryOrder).where(col(DiscoveryOrder.state).in_(LIVE), lasting)
    return chosen.order_by(col(DiscoveryOrder.id))


def items_of(work: Work, order_ids: Collection[str]) -> list[OrderItem]:
    """Return the pieces of evidence that some orders list."""
    return _all(work, select(OrderItem).where(col(OrderItem.order_id).in_(order_ids)))


def custodians_of(work: Work, order_ids: Collection[str]) -> list[OrderCustodian]:
    """Return the custodians of some orders, oldest first."""
    chosen = select(OrderCustodian).where(col(OrderCustodian.order_id).in_(order_ids))
    return _all(work, chosen.order_by(col(OrderCustodian.id)))


def readers_of(work: Work, order_ids: Collection[str]) -> list[OrderReader]:
    """Return whom some confidentiality orders name, oldest first."""
    chosen = select(OrderReader).where(col(OrderReader.order_id).in_(order_ids))
    return _all(work, chosen.order_by(col(OrderReader.id)))


def notes_of(work: Work, order_id: str) -> list[OrderNote]:
    """Return the journal of an order, oldest line first."""
    chosen = select(OrderNote).where(col(OrderNote.order_id) == order_id)
    return _all(work, chosen.order_by(col(OrderNote.sequence)))


def reports(work: Work, item_id: str) -> list[str]:
    """Return the orders under which a piece of evidence was filed as the experts' report."""
    chosen = select(OrderNote).where(
        col(OrderNote.item_id) == item_id, col(OrderNote.kind) == NoteKind.REPORT_FILED
    )
    return sorted({row.order_id for row in _all(work, chosen)})


def deletions_of(work: Work, order_id: str) -> list[DeletionRequest]:
    """Return the requests to delete passages of an order's report, in their order."""
    chosen = select(DeletionRequest).where(col(DeletionRequest.order_id) == order_id)
    return _all(work, chosen.order_by(col(DeletionRequest.sequence)))


def next_sequence(work: Work, kind: type[OrderNote | DeletionRequest], order_id: str) -> int:
    """Return the number of the next line under an order that is locked."""
    chosen = select(func.coalesce(func.max(kind.sequence), 0)).where(col(kind.order_id) == order_id)
    return int(work.session.execute(chosen).scalar_one()) + 1


def releases_of(work: Work, order_id: str) -> list[OrderRelease]:
    """Return the requests to end an order, oldest first."""
    chosen = select(OrderRelease).where(col(OrderRelease.order_id) == order_id)
    return _all(work, chosen.order_by(col(OrderRelease.id)))


def waiting_release(work: Work, order_id: str) -> OrderRelease | None:
    """Return the request to end an order that waits for an answer."""
    waiting = [row for row in releases_of(work, order_id) if row.state == ReleaseState.ASKED]
    return waiting[0] if waiting else None


def disposals_of(work: Work, case_id: str) -> list[EvidenceDisposal]:
    """Return the plans of disposal of a case, oldest first."""
    chosen = select(EvidenceDisposal).where(col(EvidenceDisposal.case_id) == case_id)
    return _all(work, chosen.order_by(col(EvidenceDisposal.id)))


def disposal_items(work: Work, disposal_id: str) -> list[DisposalItem]:
    """Return the pieces of evidence in a plan of disposal."""
    chosen = select(DisposalItem).where(col(DisposalItem.disposal_id) == disposal_id)
    return _all(work, chosen.order_by(col(DisposalItem.item_id)))


def planned(work: Work, item_ids: Collection[str]) -> set[str]:
    """Return which of some pieces are in a plan that was not refused, withdrawn or carried out."""
    chosen = (
        select(col(DisposalItem.item_id))
        .join(EvidenceDisposal, col(EvidenceDisposal.id) == col(DisposalItem.disposal_id))
        .where(
            col(DisposalItem.item_id).in_(item_ids),
            col(EvidenceDisposal.state).in_((DisposalState.PROPOSED, DisposalState.APPROVED)),
        )
    )
    return set(work.session.execute(chosen).scalars())


def store_holds(work: Work, item_ids: Sequence[str]) -> dict[str, StoreHold]:
    """Return what is on record of the store's own holds, by piece of evidence."""
    chosen = select(StoreHold).where(col(StoreHold.item_id).in_(item_ids))
    return {row.item_id: row for row in _all(work, chosen)}


def _all(work: Work, chosen: Select[Any]) -> list[Any]:
    return list(work.session.execute(chosen).scalars())
