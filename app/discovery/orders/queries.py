"""What a reader may learn of orders, holds and disposals; every question is put to the table."""

from collections.abc import Sequence

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.evidence import store as evidence
from app.discovery.evidence.holds import Hold
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import binding, store, views
from app.discovery.orders.kinds import KINDS, OrderKind
from app.discovery.orders.lifecycle import ORDER
from app.discovery.orders.schemas.outputs import (
    DisposalItemOut,
    DisposalList,
    DisposalOut,
    HoldList,
    HoldOut,
    KindList,
    OrderList,
    OrderOut,
    OrderTransitions,
    StepOut,
    Words,
)
from app.discovery.orders.tables import (
    DiscoveryOrder,
    EvidenceDisposal,
    OrderCustodian,
    OrderReader,
)
from app.discovery.orders.terms import facts_of
from app.kernel.problems import NotFound

_LEVEL = 1
_PARTIES = frozenset({Tie.COMPLAINANT, Tie.RESPONDENT})


def kinds(work: Work) -> KindList:  # noqa: ARG001 - every query takes it
    """Return every kind of order; the law is open to everybody."""
    return KindList(items=[views.kind(one) for one in KINDS.values()])


def orders(work: Work, case_id: str) -> OrderList:
    """Return the orders of a case; a party is shown those that were served, or that name them."""
    target = cases.target_of(work, case_id, level=_LEVEL)
    work.require(May.ORDER_READ, target)
    rows = [row for row in store.orders_of(work, case_id) if _shown(work, row, target)]
    return OrderList(items=[views.order(row, work.today) for row in rows])


def order(work: Work, order_id: str) -> OrderOut:
    """Return an order; staff see whom it names and its journal, a party only its own part."""
    row = work.one(DiscoveryOrder, order_id)
    target = cases.target_of(work, row.case_id, level=_LEVEL)
    work.require(May.ORDER_READ, target)
    if not _shown(work, row, target):
        raise NotFound
    custodians = store.custodians_of(work, [row.id])
    if not _is_staff(target):
        own = [views.custodian(one, work.today) for one in custodians if _is_own(work, one)]
        return views.order(row, work.today, custodians=own)
    items = store.items_of(work, [row.id])
    return views.order(
        row, work.today, item_ids=[item.item_id for item in items],
        custodians=[views.custodian(one, work.today) for one in custodians],
        readers=[views.reader(one) for one in store.readers_of(work, [row.id])],
        notes=[views.note(one) for one in store.notes_of(work, row.id)],
        deletions=[views.deletion(one) for one in store.deletions_of(work, row.id)],
        releases=[views.release(one) for one in store.releases_of(work, row.id)],
    )  # fmt: skip


def transitions(work: Work, order_id: str) -> OrderTransitions:
    """Return the steps from an order's present state, allowed and blocked, for its buttons."""
    row = work.one(DiscoveryOrder, order_id)
    target = cases.target_of(work, row.case_id, level=_LEVEL)
    work.require(May.ORDER_READ, target)
    if not _shown(work, row, target):
        raise NotFound
    facts = facts_of(row, work.today)
    allowed: list[StepOut] = []
    blocked: list[StepOut] = []
    for step in ORDER.steps(row.state):
        if step.automatic:
            continue
        reasons = [Words(code=b.code, ko=b.reason.ko, en=b.reason.en) for b in step.blocked(facts)]
        answer = work.decide(May(step.by), cases.target_of(work, row.case_id))
        if not answer.allowed:
            reasons.append(views.words(answer.code, answer.reason))
        choice = StepOut(
            command=step.command, label_ko=step.label.ko, label_en=step.label.en,
            basis=step.basis, needs_reason=step.needs_reason, reasons=reasons,
        )  # fmt: skip
        (blocked if reasons else allowed).append(choice)
    return OrderTransitions(order_id=row.id, version=row.version, allowed=allowed, blocked=blocked)


def holds(work: Work, item_id: str) -> HoldList:
    """Return which orders hold a piece of evidence now, and whether the store was told."""
    item = evidence.recorded_item(work, item_id)
    if item is None:
        raise NotFound
    case_id = binding.case_of(work, item)
    target = cases.target_of(work, case_id, level=_LEVEL) if case_id else Target()
    work.require(May.ORDER_READ, target)
    if not _is_staff(target):
        raise NotFound
    mark = store.store_holds(work, [item.id]).get(item.id)
    return HoldList(
        item_id=item.id,
        held_in_store=mark is not None and mark.laid,
        items=[_hold_out(work, hold) for hold in binding.active_holds(work, item)],
    )


def active_holds(work: Work, item: EvidenceItem) -> tuple[Hold, ...]:
    """Return the holds on a piece of evidence now, for the rooms above; they have asked."""
    return binding.active_holds(work, item)


def readers_of(work: Work, case_id: str, item_id: str = "") -> list[OrderReader] | None:
    """Return who may read under the confidentiality orders over a case, or one piece of it.

    None where no such order is in effect, so that nobody is kept out by one. Otherwise those whom
    every one of the orders names and on whom it was served. For the rooms above; they have asked.
    """
    order_ids = _secrecy(work, case_id, item_id)
    if not order_ids:
        return None
    served = [row for row in store.readers_of(work, order_ids) if _is_served(work, row)]
    return [row for row in served if _named_by_all(row, served, order_ids)]


def may_be_read_by(work: Work, *, case_id: str, item_id: str = "", person_id: str) -> bool:
    """Tell if the confidentiality orders in effect leave a person free to read.

    They bind parties, counsel, experts and other recipients; the duties of the authority's own
    staff lie elsewhere and are not asked here. For the rooms above, which have asked for the rest.
    """
    readers = readers_of(work, case_id, item_id)
    return readers is None or any(person_id and row.person_id == person_id for row in readers)


def disposals(work: Work, case_id: str) -> DisposalList:
    """Return the plans of disposal of a case."""
    _may_read_disposals(work, case_id)
    rows = store.disposals_of(work, case_id)
    return DisposalList(items=[_disposal_out(work, row) for row in rows])


def disposal(work: Work, disposal_id: str) -> DisposalOut:
    """Return a plan to dispose of evidence and what became of each piece."""
    row = work.one(EvidenceDisposal, disposal_id)
    _may_read_disposals(work, row.case_id)
    return _disposal_out(work, row)


def _may_read_disposals(work: Work, case_id: str) -> None:
    target = cases.target_of(work, case_id, level=_LEVEL)
    work.require(May.ORDER_READ, target)
    if not _is_staff(target):
        raise NotFound


def _disposal_out(work: Work, row: EvidenceDisposal) -> DisposalOut:
    items = []
    for listed in store.disposal_items(work, row.id):
        piece = evidence.recorded_item(work, listed.item_id)
        items.append(
            DisposalItemOut.model_validate(
                {"item_id": listed.item_id, "sha256": piece.sha256 if piece else "",
                 "outcome": listed.outcome}
            )
        )  # fmt: skip
    return views.disposal(row, items)


def _hold_out(work: Work, hold: Hold) -> HoldOut:
    row = work.one(DiscoveryOrder, hold.order)
    return HoldOut(
        order_id=row.id, kind=views.kind_words(row.kind, row.legal_basis), from_at=hold.from_at,
        until_at=hold.until_at,
    )  # fmt: skip


def _is_staff(target: Target) -> bool:
    return not target.ties & (_PARTIES | {Tie.GRANTED})


def _is_own(work: Work, custodian: OrderCustodian) -> bool:
    return bool(work.actor.person_id) and custodian.person_id == work.actor.person_id


def _shown(work: Work, row: DiscoveryOrder, target: Target) -> bool:
    """A party does not learn of an order before it is served, nor of the authority's own holds."""
    if _is_staff(target):
        return True
    if row.served_on is not None and row.kind != OrderKind.LEGAL_HOLD:
        return True
    return any(_is_own(work, one) for one in store.custodians_of(work, [row.id]))


def _secrecy(work: Work, case_id: str, item_id: str) -> list[str]:
    if not item_id:
        return binding.secrecy_over(work, case_id)
    item = evidence.recorded_item(work, item_id)
    if item is None:
        raise NotFound
    return binding.secrecy_over(work, case_id, item)


def _is_served(work: Work, row: OrderReader) -> bool:
    return row.served_on is not None and row.served_on <= work.today


def _named_by_all(
    row: OrderReader, served: Sequence[OrderReader], order_ids: Sequence[str]
) -> bool:
    same = {one.order_id for one in served if _same_person(one, row)}
    return same >= set(order_ids)


def _same_person(one: OrderReader, other: OrderReader) -> bool:
    if one.person_id or other.person_id:
        return one.person_id == other.person_id
    return one.name == other.name
