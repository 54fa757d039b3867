"""An order taken in hand: found, permitted, locked, and still of the version that was read."""

from datetime import date

from app.access.actor import Target
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.orders import store
from app.discovery.orders.lifecycle import LIVE
from app.discovery.orders.problems import OrderOver, OrderWrong
from app.discovery.orders.tables import DiscoveryOrder
from app.discovery.orders.terms import binds_today
from app.kernel.problems import FieldError
from app.kernel.text import Text

_DAY = Text("명령일과 오늘 사이의 날짜를 적어 주세요", "Write a day from the order's to today")

LEVEL = 2
"""How secret an order is to those who enter and change it."""


def permitted(work: Work, order_id: str, may: May, *, level: int = LEVEL) -> DiscoveryOrder:
    """Return an order over which the actor has a permission, locked until this Work ends."""
    order = work.one(DiscoveryOrder, order_id)
    work.require(may, target_of(work, order, level=level))
    return locked(work, order)


def target_of(
    work: Work, order: DiscoveryOrder, *, level: int = LEVEL, own: bool = False
) -> Target:
    """Return what the policy table is told of an order."""
    return cases.target_of(work, order.case_id, level=level, own=own)


def locked(work: Work, order: DiscoveryOrder) -> DiscoveryOrder:
    """Return the order as it is now, after every other act on orders of its case has ended."""
    store.queue_for(work, order.case_id)
    return store.locked(work, DiscoveryOrder, order.id)


def binding(work: Work, order: DiscoveryOrder) -> DiscoveryOrder:
    """Return the order, or raise OrderOver where it does not bind any more."""
    if order.state not in LIVE or not binds_today(order, work.today):
        raise OrderOver(state=order.state)
    return order


def reconcile_later(work: Work, case_id: str) -> None:
    """Queue the job that lays or lifts the store's own holds in a case after this act."""
    work.later("reconcile_holds", {"case_id": case_id}, key=f"reconcile_holds:{work.new_id('job')}")


def day_of(work: Work, order: DiscoveryOrder, given: date | None, pointer: str) -> date:
    """Return the day of a step, today where none is given; it lies between the order and today."""
    on = given or work.today
    if not order.issued_on <= on <= work.today:
        raise OrderWrong(errors=(FieldError(pointer, "order_of_days", _DAY),))
    return on
