"""Carrying out an approved disposal: piece by piece, never under a hold, safe against a crash."""

import contextlib
from dataclasses import dataclass
from functools import partial

import structlog

from app.access.actor import OPEN, WORKER
from app.access.policy import May
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.evidence import store as evidence
from app.discovery.evidence.lifecycle import State
from app.discovery.orders import actions, store
from app.discovery.orders.lifecycle import DisposalState
from app.discovery.orders.reconcile import reconcile
from app.discovery.orders.tables import EvidenceDisposal
from app.storage.base import KeyUnknown, ObjectDamaged, ObjectMissing, Store, SuiteUnknown
from app.storage.two_copies import every_copy

log = structlog.get_logger("orders")
_UNREADABLE = (ObjectDamaged, KeyUnknown, SuiteUnknown)


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """How many pieces of a plan are gone and how many an order kept."""

    disposed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a plan; `begun_key` where an earlier run has said that it is gone."""

    item_id: str
    begun_key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Plan:
    case_id: str
    pieces: tuple[_Piece, ...]


def dispose(world: World, store_of: Store, *, disposal_id: str) -> CarriedOut:
    """Carry out an approved plan; taken up again wherever a crash stopped it.

    Each piece: the row says that it is gone, then its bytes go, then the row says that they are.
    While the bytes are there an order that comes in still saves the piece; the store then raises
    ObjectHeld, and the next run keeps it.
    """
    plan = transactions.perform(
        world, WORKER, partial(_plan, disposal_id=disposal_id), reading=True
    )
    if plan is None:
        return CarriedOut()
    # Marks that ended orders have left behind would keep the store from letting go.
    reconcile(world, store_of, case_id=plan.case_id)
    gone = [_dispose_one(world, store_of, disposal_id, piece) for piece in plan.pieces]
    transactions.perform(world, WORKER, partial(actions.finish_disposal, disposal_id=disposal_id))
    return CarriedOut(sum(gone), len(gone) - sum(gone))


def _plan(work: Work, *, disposal_id: str) -> _Plan | None:
    work.require(May.JOB_RUN, OPEN)
    disposal = work.one(EvidenceDisposal, disposal_id)
    if disposal.state != DisposalState.APPROVED:
        return None
    rows = store.disposal_items(work, disposal_id)
    return _Plan(disposal.case_id, tuple(_piece(work, row.item_id) for row in rows))


def _piece(work: Work, item_id: str) -> _Piece:
    item = evidence.recorded_item(work, item_id)
    begun = item is not None and item.state == State.DISPOSED
    key = (item.store_key or "") if item is not None and begun else ""
    return _Piece(item_id, key, item.sha256 if item is not None else "")


def _dispose_one(world: World, store_of: Store, disposal_id: str, piece: _Piece) -> bool:
    erased = partial(actions.note_erased, item_id=piece.item_id)
    if piece.begun_key and _is_gone(store_of, piece):
        # A crash came after the bytes went; there is nothing left that an order could save.
        transactions.perform(world, WORKER, partial(erased, seen_gone=True))
        return True
    act = partial(actions.carry_out, disposal_id=disposal_id, item_id=piece.item_id)
    doomed = transactions.perform(world, WORKER, act)
    if doomed.given is None:
        return doomed.gone
    store_of.remove(doomed.given.key, doomed.given)
    transactions.perform(world, WORKER, erased)
    return True


def _is_gone(store_of: Store, piece: _Piece) -> bool:
    """Tell if no store has a copy; what is there and can not be read may still be put right."""
    gone = all(_lacks(one, piece) for one in every_copy(store_of))
    if gone:
        log.info("bytes of disposed evidence were gone", item=piece.item_id)
    return gone


def _lacks(store_of: Store, piece: _Piece) -> bool:
    try:
        with contextlib.suppress(*_UNREADABLE):
            store_of.verify(piece.begun_key, sha256=piece.sha256)
    except ObjectMissing:
        return True
    return False
