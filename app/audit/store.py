"""The SQL of the log: newest checkpoint, nodes by address, leaves waiting for a position."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, text, tuple_, update
from sqlmodel import Session, col

from app.audit.merkle import Address
from app.audit.tables import AuditCheckpoint, AuditNode
from app.db.engine import is_sqlite
from app.db.tables import AuditLeaf
from app.db.work import Work

# Any number will do as long as nobody else in the database locks the same one.
_LOCK = 7_416_230_962_026


@dataclass(frozen=True, slots=True)
class Waiting:
    """A leaf without a position, as it stands in the database."""

    id: int
    payload: str
    leaf_hash: str
    seal: str


def lock(work: Work) -> None:
    """Wait until no other process gives positions; held until this Work ends."""
    if not is_sqlite(work.world.engine):
        work.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def newest_checkpoint(session: Session) -> AuditCheckpoint | None:
    """Return the checkpoint with most leaves, or None before the first."""
    chosen = select(AuditCheckpoint).order_by(col(AuditCheckpoint.size).desc()).limit(1)
    return session.execute(chosen).scalar_one_or_none()


def checkpoint_of(session: Session, size: int) -> AuditCheckpoint | None:
    """Return the checkpoint that was signed over just so many leaves, if there is one."""
    return session.get(AuditCheckpoint, size)


def checkpoints_after(session: Session, size: int, limit: int) -> Sequence[AuditCheckpoint]:
    """Return the next checkpoints above a size, smallest first."""
    chosen = select(AuditCheckpoint).where(col(AuditCheckpoint.size) > size)
    return session.execute(chosen.order_by(col(AuditCheckpoint.size)).limit(limit)).scalars().all()


def nodes(session: Session, wanted: Iterable[Address]) -> dict[Address, bytes]:
    """Return the hashes stored at the addresses; an address that is not stored is left out."""
    asked = set(wanted)
    inner = [address for address in asked if address[0]]
    positions = [index for level, index in asked if not level]
    found: dict[Address, bytes] = {}
    if inner:
        key = tuple_(col(AuditNode.level), col(AuditNode.index))
        columns = (AuditNode.level, AuditNode.index, AuditNode.hash)
        for level, index, value in session.execute(select(*columns).where(key.in_(inner))):  # type: ignore[call-overload]
            found[level, index] = bytes.fromhex(value)
    if positions:
        for position, value in session.execute(
            select(col(AuditLeaf.position), col(AuditLeaf.leaf_hash)).where(
                col(AuditLeaf.position).in_(positions)
            )
        ):
            found[0, position] = bytes.fromhex(value)
    return found


def leaf_hashes(session: Session, low: int, high: int) -> list[str]:
    """Return the hashes of the leaves from position `low` up to, but without, `high`."""
    chosen = select(col(AuditLeaf.leaf_hash)).where(
        col(AuditLeaf.position) >= low, col(AuditLeaf.position) < high
    )
    return list(session.execute(chosen.order_by(col(AuditLeaf.position))).scalars())


def waiting(session: Session, page: int) -> Iterator[Waiting]:
    """Yield leaves without a position in the order in which they were written."""
    last = 0
    while True:
        chosen = (
            select(AuditLeaf.id, AuditLeaf.payload, AuditLeaf.leaf_hash, AuditLeaf.seal)  # type: ignore[call-overload]
            .where(col(AuditLeaf.position).is_(None), col(AuditLeaf.id) > last)
            .order_by(col(AuditLeaf.id))
            .limit(page)
        )
        rows = session.execute(chosen).all()
        for row in rows:
            yield Waiting(*row)
        if len(rows) < page:
            return
        last = rows[-1].id


def place(work: Work, positions: Mapping[int, int]) -> None:
    """Write the positions of leaves, by leaf id."""
    table = AuditLeaf.__table__  # type: ignore[attr-defined]
    # One short statement run many times; one long one costs the database's lock far longer.
    statement = (
        update(table)
        .where(table.c.id == bindparam("leaf_id"))
        .values(position=bindparam("leaf_position"))
    )
    rows = [{"leaf_id": leaf, "leaf_position": at} for leaf, at in positions.items()]
    work.session.execute(statement, rows)


def add_nodes(work: Work, made: Sequence[tuple[Address, bytes]]) -> None:
    """Write the nodes that new leaves have completed."""
    if made:
        rows = [{"level": at[0], "index": at[1], "hash": value.hex()} for at, value in made]
        work.session.execute(insert(AuditNode.__table__), rows)  # type: ignore[attr-defined]


def taken(session: Session, position: int) -> bool:
    """Tell whether any leaf stands at or above a position."""
    highest = session.execute(select(func.max(col(AuditLeaf.position)))).scalar_one()
    return highest is not None and highest >= position
