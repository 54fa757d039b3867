"""The store's own holds made to agree with the orders: laid, lifted, and repaired where lost.

Every hold lives twice: as a rule computed from orders, asked wherever evidence might go, and as a
mark in the store itself. The mark follows the rule; where the two disagree the mark is put right
and the disagreement is on the chain of the piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import structlog

from app.access.actor import OPEN, WORKER
from app.access.policy import May
from app.cases.actions.exhibits import exhibit_ids
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.evidence import store as evidence
from app.discovery.orders import actions, store
from app.discovery.orders.binding import holds_over
from app.kernel.problems import Problem
from app.storage.base import Store
from app.storage.two_copies import every_copy

log = structlog.get_logger("orders")
_PAGE = 200
_TRIES = 3


@dataclass(slots=True)
class Reconciled:
    """What a round found and did; `unread` counts objects that the store did not answer for."""

    checked: int = 0
    laid: int = 0
    lifted: int = 0
    repaired: int = 0
    strays: int = 0
    unread: int = 0
    repaired_items: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of evidence: where it lies, whether an order holds it, what is on record."""

    item_id: str
    store_key: str
    wanted: bool
    laid: bool


def reconcile(world: World, store_of: Store, *, case_id: str = "") -> Reconciled:
    """Lay and lift the store's holds until they are what the orders say; safe to repeat.

    Without a case every piece is looked at. A mark that was laid and is gone is laid again and
    counted as repaired; one that no order explains is lifted.
    """
    done = Reconciled()
    for mark in _marks(world, case_id):
        done.checked += 1
        try:
            _settle(world, store_of, mark, done)
        except Problem as fault:
            # One object that cannot be reached must not keep the others from being held.
            done.unread += 1
            log.warning("store hold not settled", item=mark.item_id, problem=fault.slug)
    if done.repaired or done.strays:
        log.error("store holds repaired", lost=done.repaired, strays=done.strays,
                  items=done.repaired_items)  # fmt: skip
    return done


def _marks(world: World, case_id: str) -> Iterator[Mark]:
    after = ""
    while page := transactions.perform(
        world, WORKER, partial(_page, case_id=case_id, after=after), reading=True
    ):
        yield from page
        after = page[-1].item_id


def _page(work: Work, *, case_id: str, after: str) -> list[Mark]:
    work.require(May.JOB_RUN, OPEN)
    here = exhibit_ids(work, case_id) if case_id else None
    items = evidence.in_store(work, exhibit_ids=here, after=after, limit=_PAGE)
    holds = holds_over(work, items)
    on_record = store.store_holds(work, [item.id for item in items])
    return [
        Mark(
            item.id, item.store_key or "",
            wanted=bool(holds[item.id]),
            laid=item.id in on_record and on_record[item.id].laid,
        )
        for item in items
    ]  # fmt: skip


def _settle(world: World, store_of: Store, mark: Mark, done: Reconciled) -> None:
    wanted, laid = mark.wanted, mark.laid
    for _ in range(_TRIES):
        # A wanted hold has to lie on the first copy, a lifted one may be left on neither.
        held = (every_copy(store_of)[0] if wanted else store_of).is_held(mark.store_key)
        if held == wanted == laid:
            return
        act = _act(store_of, mark, wanted=wanted, laid=laid, held=held)
        _count(done, act, mark.item_id)
        note = partial(actions.note_mark, item_id=mark.item_id, laid=wanted, mark=act)
        still = transactions.perform(world, WORKER, note)
        wanted, laid = (wanted if still else not wanted), wanted


def _act(store_of: Store, mark: Mark, *, wanted: bool, laid: bool, held: bool) -> str:
    if wanted and not held:
        store_of.hold(mark.store_key)
        return "hold_repaired" if laid else "held"
    if held and not wanted:
        store_of.release(mark.store_key)
        return "hold_lifted" if laid else "stray_hold_lifted"
    # The store does what is wanted already; only the record of it was cut short.
    return "held" if wanted else "hold_lifted"


def _count(done: Reconciled, act: str, item_id: str) -> None:
    if act == "held":
        done.laid += 1
    elif act == "hold_lifted":
        done.lifted += 1
    else:
        done.repaired += act == "hold_repaired"
        done.strays += act == "stray_hold_lifted"
        done.repaired_items.append(item_id)
