"""The only SQL of this room: where the links of a chain stand in the log, and what was refused."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from app.db.events import ActRefused
from app.db.tables import AuditLeaf
from app.db.work import Work
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation
from app.kernel.event import event_name

_REFUSED = event_name(ActRefused)
_AT_ONCE = 40
_MOST_REFUSALS = 1000
_MILLISECOND_DIGITS, _REST = 12, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a link stands in the log; `position` is empty until the log has given it one."""

    event_id: str
    position: int | None


def entries(work: Work, links: Sequence[CustodyEvent]) -> dict[str, Entry]:
    """Return the entry of the log that carries each link's digest, by the link's id.

    Ids of events begin with the instant of their act, as the links' own do.
    """
    spans = sorted({link.id.partition("_")[2][:_MILLISECOND_DIGITS] for link in links})
    found: dict[str, Entry] = {}
    for start in range(0, len(spans), _AT_ONCE):
        for leaf in _leaves_at(work, spans[start : start + _AT_ONCE]):
            rows: list[dict[str, str]] = json.loads(leaf.payload)["rows"]
            entry = Entry(leaf.event_id, leaf.position)
            found |= {row["id"]: entry for row in rows if row["table"] == "custody_event"}
    return found


def _leaves_at(work: Work, spans: Iterable[str]) -> Iterable[Any]:
    # Two fixed lengths of plain digits: every database puts them in the same order.
    within = [
        col(AuditLeaf.event_id).between(f"evt_{span}{'0' * _REST}", f"evt_{span}{'f' * _REST}")
        for span in spans
    ]
    chosen = select(AuditLeaf.event_id, AuditLeaf.position, AuditLeaf.payload)  # type: ignore[call-overload]
    return work.session.execute(chosen.where(or_(*within))).all()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as the log tells it."""

    at: datetime
    account_id: str
    person_id: str
    role: str
    door: str
    problem: str
    permission: str
    because: str


def refusals(work: Work, item_id: str) -> list[Refusal]:
    """Return what was refused about a piece of evidence, oldest first, the newest thousand."""
    chosen = (
        select(AuditLeaf)
        .where(col(AuditLeaf.subject) == item_id, col(AuditLeaf.event) == _REFUSED)
        .order_by(col(AuditLeaf.id).desc())
        .limit(_MOST_REFUSALS)
    )
    return [_refusal(leaf) for leaf in reversed(work.session.execute(chosen).scalars().all())]


def _refusal(leaf: AuditLeaf) -> Refusal:
    told = json.loads(leaf.payload)
    data = told["data"]
    return Refusal(
        at=leaf.at, account_id=leaf.actor_id, person_id=told["person"], role=told["role"],
        door=data["door"], problem=data["problem"], permission=data["permission"],
        because=data["because"],
    )  # fmt: skip


def items(work: Work, item_ids: Collection[str]) -> dict[str, EvidenceItem]:
    """Return pieces of evidence by id, in whatever state they are."""
    chosen = select(EvidenceItem).where(col(EvidenceItem.id).in_(item_ids))
    return {row.id: row for row in work.session.execute(chosen).scalars()}


def findings(work: Work, item_ids: Collection[str]) -> dict[str, EvidenceFinding]:
    """Return what the bytes of some pieces showed, by piece; what was not examined is left out."""
    chosen = select(EvidenceFinding).where(col(EvidenceFinding.item_id).in_(item_ids))
    return {row.item_id: row for row in work.session.execute(chosen).scalars()}


def containers(work: Work, item_ids: Collection[str]) -> dict[str, str]:
    """Return the piece out of which some pieces were taken, by piece."""
    chosen = select(EvidenceRelation).where(col(EvidenceRelation.child_item_id).in_(item_ids))
    found = work.session.execute(chosen).scalars()
    return {row.child_item_id: row.item_id for row in found if row.child_item_id}
