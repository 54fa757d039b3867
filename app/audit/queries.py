"""What may be asked of the log: proofs by anybody, leaves by auditors, one's own acts by oneself."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from app.access.actor import MINE, OPEN
from app.access.policy import May
from app.audit import merkle, store
from app.audit.checkpoint import PublicKey
from app.audit.merkle import Range
from app.audit.problems import NoCheckpointYet, NotInLog
from app.audit.schemas import CheckpointOut, ConsistencyOut, LeafOut, ProofOut
from app.audit.tables import AuditCheckpoint
from app.db.tables import AuditLeaf
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, Unauthenticated
from app.kernel.text import Text
from app.web.paging import Page, decode, encode

_EVENT_ID = re.compile(r"evt_[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which leaves are asked for; an empty word asks for all.

    `thing` is the id of anything that an entry is about or names; `events` are names of events;
    the instants bound the time, the first one included.
    """

    subject: str = ""
    actor_id: str = ""
    event: str = ""
    thing: str = ""
    events: tuple[str, ...] = ()
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry of the log, byte for byte as it was sealed; `position` once it has one."""

    event_id: str
    payload: str
    position: int | None


def checkpoint(work: Work, key: PublicKey) -> CheckpointOut:
    """Return the newest signed checkpoint. Public: it is what outsiders hold the service to."""
    newest = _newest(work)
    return CheckpointOut(
        size=newest.size, root=newest.root, note=newest.note, public_key=key.text, at=newest.at
    )


def sealed_entry(work: Work, *, event: str, subject: str) -> SealedEntry | None:
    """Return the first entry of an event about a thing, for receipts; who asks has been asked."""
    columns = (col(AuditLeaf.event_id), col(AuditLeaf.payload), col(AuditLeaf.position))
    chosen = select(*columns).where(
        col(AuditLeaf.subject) == subject, col(AuditLeaf.event) == event
    )
    found = work.session.execute(chosen.order_by(col(AuditLeaf.id)).limit(1)).one_or_none()
    return SealedEntry(*found) if found else None


def covering(work: Work, position: int) -> int | None:
    """Return the size of the first signed checkpoint that covers a position, if there is one."""
    found = store.checkpoints_after(work.session, position, 1)
    return found[0].size if found else None


def proof_of(work: Work, event_id: str, *, tree_size: int | None = None) -> ProofOut:
    """Return the proof that an event is in the log, under the newest checkpoint or a given one.

    `tree_size` names the checkpoint by its number of leaves; one that does not cover the event
    leaves it waiting. Public: it carries hashes only, and nobody can guess an event's id. Raises
    NotInLog.
    """
    chosen = select(col(AuditLeaf.position), col(AuditLeaf.leaf_hash))
    # Not every database takes every character; an id has few.
    if not _EVENT_ID.fullmatch(event_id):
        raise NotInLog
    found = work.session.execute(chosen.where(col(AuditLeaf.event_id) == event_id)).one_or_none()
    if found is None:
        raise NotInLog
    position, leaf_hash = found
    signed = (
        store.newest_checkpoint(work.session)
        if tree_size is None
        else store.checkpoint_of(work.session, tree_size)
    )
    if position is None or signed is None or position >= signed.size:
        return ProofOut(event_id=event_id, leaf_hash=leaf_hash, state="waiting")
    return ProofOut(
        event_id=event_id,
        leaf_hash=leaf_hash,
        state="included",
        position=position,
        tree_size=signed.size,
        root=signed.root,
        proof=_proof(work, merkle.inclusion_plan(position, signed.size)),
        checkpoint=signed.note,
    )


def consistency(work: Work, first: int, second: int) -> ConsistencyOut:
    """Return the proof that the log of `first` leaves begins the log of `second`. Public."""
    newest = _newest(work)
    if not 0 < first <= second <= newest.size:
        words = Text(
            f"1 이상이고 second 이하이며 {newest.size} 이하인 수를 적어 주세요",
            f"Give 1 ≤ first ≤ second ≤ {newest.size}",
        )
        raise Invalid(words, errors=(FieldError("/first", "range", words),), size=newest.size)
    roots = _hashes(work, [(0, first), (0, second)])
    return ConsistencyOut(
        first=first,
        second=second,
        first_root=roots[0],
        second_root=roots[1],
        proof=_proof(work, merkle.consistency_plan(first, second)),
    )


def leaves(
    work: Work, chosen: Filter, *, cursor: str | None = None, limit: int = 50
) -> Page[LeafOut]:
    """Return entries of the log, newest first; for auditors."""
    work.require(May.AUDIT_READ, OPEN)
    return _page(work, chosen, cursor, limit)


def own_leaves(work: Work, *, cursor: str | None = None, limit: int = 50) -> Page[LeafOut]:
    """Return what the log holds of the acts and reads of the one who asks, newest first."""
    work.require(May.ACCOUNT_READ, MINE)
    if not work.actor.account_id:
        raise Unauthenticated(permission=str(May.ACCOUNT_READ))
    return _page(work, Filter(actor_id=work.actor.account_id), cursor, limit)


def _newest(work: Work) -> AuditCheckpoint:
    newest = store.newest_checkpoint(work.session)
    if newest is None:
        raise NoCheckpointYet
    return newest


def _proof(work: Work, plan: Sequence[Range]) -> list[str]:
    return _hashes(work, plan)


def _hashes(work: Work, spans: Sequence[Range]) -> list[str]:
    nodes = store.nodes(work.session, merkle.addresses(spans))
    return [value.hex() for value in merkle.proof(spans, nodes)]


def _page(work: Work, chosen: Filter, cursor: str | None, limit: int) -> Page[LeafOut]:
    query = _filtered(chosen).order_by(col(AuditLeaf.id).desc()).limit(limit + 1)
    after = decode(cursor, 1, kind=int)
    if after is not None:
        query = query.where(col(AuditLeaf.id) < after[0])
    rows = work.session.execute(query).all()
    shown = rows[:limit]
    more = len(rows) > limit
    return Page[LeafOut](
        items=[_leaf(row) for row in shown],
        has_more=more,
        next_cursor=encode(shown[-1].id) if more else None,
    )


def _filtered(chosen: Filter) -> Select[Any]:
    query: Select[Any] = select(AuditLeaf.__table__)  # type: ignore[attr-defined]
    asked = {
        AuditLeaf.subject: chosen.subject,
        AuditLeaf.actor_id: chosen.actor_id,
        AuditLeaf.event: chosen.event,
    }
    for column, value in asked.items():
        if value:
            query = query.where(col(column) == value)
    if chosen.thing:
        # An entry names further things by their ids, each in quotation marks of its own.
        query = query.where(col(AuditLeaf.payload).contains(f'"{chosen.thing}"', autoescape=True))
    if chosen.events:
        query = query.where(col(AuditLeaf.event).in_(chosen.events))
    if chosen.from_at is not None:
        query = query.where(col(AuditLeaf.at) >= chosen.from_at)
    if chosen.until_at is not None:
        query = query.where(col(AuditLeaf.at) < chosen.until_at)
    return query


def _leaf(row: Any) -> LeafOut:
    return LeafOut(
        event_id=row.event_id,
        event=row.event,
        subject=row.subject,
        actor_id=row.actor_id,
        at=row.at,
        position=row.position,
        leaf_hash=row.leaf_hash,
        payload=json.loads(row.payload),
    )
