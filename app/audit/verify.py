"""Reads the whole log and every audited row, and names what was changed behind its back.

Needs the database, the public key and, for the strongest answer, the witness's file and the seal
key; writes nothing.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, exists, select
from sqlmodel import Session, col

from app.audit import comparison
from app.audit.checkpoint import PublicKey
from app.audit.findings import Report, place
from app.audit.tables import AuditCheckpoint, AuditNode
from app.audit.witness import read_lines
from app.db.engine import is_sqlite
from app.db.leaf import leaf_hash, row_digest, seal
from app.db.rows import Row
from app.db.tables import AuditLeaf, OutboxEntry
from app.db.work import row_values
from app.kernel.event import plain
from app.kernel.text import Text

_CHUNK = 5_000
_ROWS_CHUNK = 1_000
# Columns that repeat what the payload says, so that lists can be searched.
_COPIED = {
    "event_id": "id",
    "event": "event",
    "subject": "subject",
    "actor_id": "actor",
    "at": "at",
}
_LEAF = (
    AuditLeaf.id, AuditLeaf.position, AuditLeaf.payload, AuditLeaf.salt, AuditLeaf.leaf_hash,
    AuditLeaf.seal, AuditLeaf.event_id, AuditLeaf.event, AuditLeaf.subject, AuditLeaf.actor_id,
    AuditLeaf.at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What the newest leaf that names a row says of it; the digest is empty where it went."""

    digest: str
    salt: bytes


@dataclass(slots=True)
class Log:
    """The log as read: leaf hashes by position, positions without seal, rows as last named."""

    found: dict[int, bytes] = field(default_factory=dict)
    unsealed: list[int] = field(default_factory=list)
    rows: dict[tuple[str, str], Named] = field(default_factory=dict)


def verify(
    engine: Engine,
    *,
    public_key: PublicKey,
    audited_tables: Mapping[str, type[Row]],
    witness_path: Path | None = None,
    seal_key: bytes | None = None,
) -> Report:
    """Return a report on the log, its signatures, the witness's copy and every audited row.

    All is read in one snapshot, so a running service is not disturbed and not misjudged. Without
    a witness a rewritten history signed with the service's own key can not be told; without the
    seal key a foreign leaf can not be told before it is signed.
    """
    report = Report()
    with _snapshot(engine) as session:
        log = _read_leaves(report, session, seal_key)
        known, remembered = _read_witness(report, witness_path, public_key)
        notes = _read_notes(session)
        comparison.judge_positions(report, log.found, known)
        comparison.judge_copies(report, notes, remembered)
        tree = comparison.unbroken(log.found)
        newest = comparison.judge_checkpoints(
            report, notes, tree, key=public_key, witnessed=len(known)
        )
        comparison.judge_end(report, log.found, len(tree[0]), newest)
        comparison.judge_seals(report, log.unsealed, newest)
        comparison.judge_nodes(report, _read_nodes(session), tree)
        _judge_outbox(report, session)
        _judge_rows(report, session, log.rows, audited_tables)
    report.counts |= {
        "checkpoints": len(notes), "sequenced": len(log.found), "witnessed": len(known),
    }  # fmt: skip
    return report


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Session]:
    with _connected(engine) as connection, Session(connection) as session:
        yield session
        session.rollback()


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    if is_sqlite(engine):
        with engine.execution_options(reading=True).connect() as connection:
            yield connection
        return
    with engine.connect() as connection:
        yield connection.execution_options(isolation_level="REPEATABLE READ")


def _read_leaves(report: Report, session: Session, seal_key: bytes | None) -> Log:
    log = Log()
    leaves = 0
    for leaf in _leaves(session):
        leaves += 1
        digest = leaf_hash(leaf.payload.encode())
        payload = _payload(leaf.payload)
        where = f"event {leaf.event_id}" if leaf.position is None else place(leaf.position)
        false = _false_columns(leaf, payload, digest)
        if false:
            words = Text(f"(맞지 않는 열: {false})", f"(columns that do not fit: {false})")
            report.add("edited", where, words)
        sealed = seal_key is None or seal(seal_key, digest) == leaf.seal
        if leaf.position is not None:
            log.found[leaf.position] = digest
            if not sealed:
                log.unsealed.append(leaf.position)
        elif not sealed and not false:
            report.add("inserted", where)
        _note_rows(log, leaf, payload)
    report.counts |= {"leaves": leaves, "seals_checked": leaves if seal_key else 0}
    return log


def _leaves(session: Session) -> Iterator[Any]:
    last = 0
    while True:
        chosen = select(*_LEAF).where(col(AuditLeaf.id) > last)  # type: ignore[call-overload]
        rows = session.execute(chosen.order_by(col(AuditLeaf.id)).limit(_CHUNK)).all()
        yield from rows
        if len(rows) < _CHUNK:
            return
        last = rows[-1].id


def _payload(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _false_columns(leaf: Any, payload: Mapping[str, Any], digest: bytes) -> str:
    """Return the names of the columns that do not fit the payload, empty where all do."""
    said = leaf.event_id, leaf.event, leaf.subject, leaf.actor_id, plain(leaf.at)
    copied = zip(_COPIED.items(), said, strict=True)
    false = [column for (column, name), value in copied if payload.get(name) != value]
    if digest.hex() != leaf.leaf_hash:
        false.append("payload")
    return ", ".join(false)


def _note_rows(log: Log, leaf: Any, payload: Mapping[str, Any]) -> None:
    entries = payload.get("rows")
    for entry in entries if isinstance(entries, list) else ():
        # An edited payload may hold anything; it has been named as edited already.
        if isinstance(entry, dict):
            key = (str(entry.get("table")), str(entry.get("id")))
            log.rows[key] = Named(str(entry.get("digest", "")), _bytes(leaf.salt))


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _read_witness(
    report: Report, path: Path | None, key: PublicKey
) -> tuple[list[bytes], dict[int, str]]:
    if path is None:
        return [], {}
    if not path.exists():
        report.add("witness", path.name, Text("(파일이 없습니다)", "(the file is missing)"))
        return [], {}
    return comparison.judge_witness(report, read_lines(path), key)


def _read_notes(session: Session) -> dict[int, tuple[str, str]]:
    chosen = select(AuditCheckpoint.size, AuditCheckpoint.root, AuditCheckpoint.note)  # type: ignore[call-overload]
    return {size: (root, note) for size, root, note in session.execute(chosen)}


def _read_nodes(session: Session) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytes] = {}
    level, last = 1, -1
    while True:
        chosen = (
            select(AuditNode.index, AuditNode.hash)  # type: ignore[call-overload]
            .where(col(AuditNode.level) == level, col(AuditNode.index) > last)
            .order_by(col(AuditNode.index))
            .limit(_CHUNK)
        )
        rows = session.execute(chosen).all()
        found.update({(level, index): _bytes(value) for index, value in rows})
        if rows:
            last = rows[-1][0]
        elif last < 0:
            return found
        else:
            level, last = level + 1, -1


def _judge_outbox(report: Report, session: Session) -> None:
    """Note events that were sent on although no leaf tells of them any more."""
    leaf = exists().where(col(AuditLeaf.event_id) == col(OutboxEntry.event_id))
    for event_id in session.execute(select(col(OutboxEntry.event_id)).where(~leaf)).scalars():
        report.add("dropped", f"event {event_id}")


def _judge_rows(
    report: Report,
    session: Session,
    named: Mapping[tuple[str, str], Named],
    tables: Mapping[str, type[Row]],
) -> None:
    left = {key for key, said in named.items() if said.digest and key[0] in tables}
    rows = 0
    for table, kind in tables.items():
        for row in _rows(session, kind):
            rows += 1
            key = (table, row.id)
            left.discard(key)
            said = named.get(key)
            if said is None or not said.digest:
                report.add("row_inserted", f"{table} {row.id}")
            elif row_digest(said.salt, table, row_values(row)) != said.digest:
                report.add("row_edited", f"{table} {row.id}")
    for table, row_id in sorted(left):
        report.add("row_deleted", f"{table} {row_id}")
    strangers = sum(1 for table, _ in named if table not in tables)
    report.counts |= {"rows": rows, "rows_of_unknown_tables": strangers}


def _rows(session: Session, kind: type[Row]) -> Iterator[Row]:
    last = ""
    while True:
        chosen = select(kind).where(col(kind.id) > last).order_by(col(kind.id)).limit(_ROWS_CHUNK)
        rows = session.execute(chosen).scalars().all()
        yield from rows
        session.expunge_all()
        if len(rows) < _ROWS_CHUNK:
            return
        last = rows[-1].id
