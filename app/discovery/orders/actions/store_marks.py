"""What is on record of the store's own holds, and the news after which they are looked at."""

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import keeping
from app.discovery.orders import store
from app.discovery.orders.actions.at_hand import reconcile_later
from app.discovery.orders.binding import active_holds
from app.discovery.orders.tables import StoreHold


def hold_new_evidence(work: Work, *, case_id: str) -> None:
    """Queue the store's holds for what was just put on file in a case under a live order.

    Our own rule covers it from its first instant; the store is told a moment later.
    """
    work.require(May.JOB_RUN, OPEN)
    if case_id and store.holding(work, [case_id]):
        reconcile_later(work, case_id)


def note_mark(work: Work, *, item_id: str, laid: bool, mark: str) -> bool:
    """Put on record what the store now does, and return whether orders still want it so."""
    work.require(May.JOB_RUN, OPEN)
    item = keeping.locked(work, item_id)
    orders = [hold.order for hold in active_holds(work, item)]
    row = store.store_holds(work, [item_id]).get(item_id)
    if row is None:
        row = work.add(
            StoreHold(id=work.new_id("mark"), item_id=item_id, laid=laid, changed_at=work.now)
        )
    row.laid, row.changed_at = laid, work.now
    keeping.marked(work, item, mark=mark, orders=orders)
    return bool(orders) is laid
