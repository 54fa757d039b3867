"""Which orders bind a piece of evidence now: every hold is computed here, none is ever typed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.cases import queries as cases
from app.cases.actions.exhibits import placed
from app.db.work import Work
from app.discovery.evidence import store as evidence
from app.discovery.evidence.holds import Hold
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import store
from app.discovery.orders.rules import Binds, binding_until
from app.discovery.orders.tables import DiscoveryOrder


@dataclass(frozen=True, slots=True)
class Reach:
    """What some orders list by themselves: pieces of evidence and persons, by order."""

    items: dict[str, frozenset[str]]
    persons: dict[str, frozenset[str]]

    @classmethod
    def of(cls, work: Work, orders: Sequence[DiscoveryOrder]) -> "Reach":
        """Return the lists of some orders."""
        items: dict[str, set[str]] = defaultdict(set)
        persons: dict[str, set[str]] = defaultdict(set)
        by_list = [order.id for order in orders if order.binds == Binds.ITEMS]
        by_person = [order.id for order in orders if order.binds == Binds.CUSTODIANS]
        for row in store.items_of(work, by_list) if by_list else ():
            items[row.order_id].add(row.item_id)
        for custodian in store.custodians_of(work, by_person) if by_person else ():
            if custodian.person_id:
                persons[custodian.order_id].add(custodian.person_id)
        return cls(_frozen(items), _frozen(persons))

    def binds(self, order: DiscoveryOrder, item: EvidenceItem, brought_by: frozenset[str]) -> bool:
        """Tell if an order of the same case reaches a piece of evidence."""
        if order.binds == Binds.CASE:
            return True
        if order.binds == Binds.ITEMS:
            return item.id in self.items.get(order.id, frozenset())
        return bool(brought_by & self.persons.get(order.id, frozenset()))


def case_of(work: Work, item: EvidenceItem) -> str:
    """Return the case in which a piece of evidence lies, or nothing while it is in a draft."""
    if item.case_id:
        return item.case_id
    return (placed(work, item.exhibit_id).case_id or "") if item.exhibit_id else ""


def foreign_items(work: Work, case_id: str, item_ids: Sequence[str]) -> list[int]:
    """Return the places in a list at which it names no evidence of the case."""
    found = [evidence.item(work, item_id) for item_id in item_ids]
    return [
        number
        for number, item in enumerate(found)
        if item is None or case_of(work, item) != case_id
    ]


def brought_by(work: Work, item: EvidenceItem, case_id: str) -> frozenset[str]:
    """Return who brought a piece: the sender, and for what came with a complaint who filed it."""
    filed_by = cases.subject(work, case_id).filed_by if item.draft_id else ""
    return frozenset({item.person_id, filed_by}) - {""}


def active_holds(work: Work, item: EvidenceItem) -> tuple[Hold, ...]:
    """Return the holds on a piece of evidence at this instant, one for each order."""
    return holds_over(work, [item])[item.id]


def holds_over(work: Work, items: Sequence[EvidenceItem]) -> dict[str, tuple[Hold, ...]]:
    """Return the holds on some pieces of evidence at this instant, by piece."""
    places = {item.id: case_of(work, item) for item in items}
    orders = store.holding(work, sorted({place for place in places.values() if place}))
    reach = Reach.of(work, orders)
    found: dict[str, tuple[Hold, ...]] = {}
    for item in items:
        here = [order for order in orders if order.case_id == places[item.id]]
        who = brought_by(work, item, places[item.id]) if here else frozenset()
        found[item.id] = tuple(
            Hold(order.id, frozenset({item.id}), order.entered_at, binding_until(order.valid_until))
            for order in here
            if reach.binds(order, item, who)
        )
    return found


def secrecy_over(work: Work, case_id: str, item: EvidenceItem | None = None) -> list[str]:
    """Return the confidentiality orders in effect over a case, or over one piece of it."""
    orders = store.confidentiality(work, case_id)
    if item is None or not orders:
        return [order.id for order in orders if order.binds == Binds.CASE]
    reach = Reach.of(work, orders)
    who = brought_by(work, item, case_id)
    return [order.id for order in orders if reach.binds(order, item, who)]


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in found.items()}
