"""Whether evidence may be removed: the one place that gives the permission, or refuses. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.discovery.evidence.problems import HeldFast
from app.storage.base import DISPOSAL_SEAL, Disposal


@dataclass(frozen=True, slots=True)
class Hold:
    """An order that evidence be kept; without an end it lasts until it is lifted."""

    order: str
    item_ids: frozenset[str]
    from_at: datetime
    until_at: datetime | None = None

    def covers(self, item_id: str, now: datetime) -> bool:
        """Tell if the order forbids the removal of an item at an instant."""
        lasting = self.until_at is None or now < self.until_at
        return item_id in self.item_ids and self.from_at <= now and lasting


NO_HOLDS: tuple[Hold, ...] = ()
"""The holds of a service in which nobody can place one."""


def may_dispose(
    key: str, authority: str, active_holds: Iterable[Hold], now: datetime, *, item_id: str
) -> Disposal:
    """Return the permission to remove an item's object; raise HeldFast while a hold covers it.

    `authority` says on what ground it is removed, as a code.
    """
    orders = [hold.order for hold in active_holds if hold.covers(item_id, now)]
    if orders:
        raise HeldFast(orders=orders)
    return Disposal(key, authority, now, DISPOSAL_SEAL)
