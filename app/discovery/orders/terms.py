"""An order's row read as the terms that the rules look at."""

from datetime import date

from app.discovery.orders.kinds import KINDS, Footing, OrderKind
from app.discovery.orders.lifecycle import LIVE, OrderFacts
from app.discovery.orders.rules import Terms, extended_until
from app.discovery.orders.tables import DiscoveryOrder


def terms_of(order: DiscoveryOrder) -> Terms:
    """Return what an order's paper says."""
    return Terms(
        kind=OrderKind(order.kind), footing=Footing(order.footing), issued_on=order.issued_on,
        valid_until=order.valid_until, first_valid_until=order.first_valid_until,
        suit_filed_on=order.suit_filed_on, proof_due_on=order.proof_due_on,
    )  # fmt: skip


def facts_of(order: DiscoveryOrder, today: date, *, new_until: date | None = None) -> OrderFacts:
    """Return what the guards of an order look at."""
    return OrderFacts(
        today=today, holds=KINDS[OrderKind(order.kind)].holds, valid_until=order.valid_until,
        extendable_until=extended_until(terms_of(order)), new_until=new_until,
    )  # fmt: skip


def binds_today(order: DiscoveryOrder, today: date) -> bool:
    """Tell if an order binds on a day; it stops by itself when its last day has passed."""
    return order.state in LIVE and (order.valid_until is None or today <= order.valid_until)
