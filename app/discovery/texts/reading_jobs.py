"""What the worker does with evidence once it is stored: examines, scans, reads, recognises.

The bytes are read outside any transaction; what came of it is kept in one. A text that no row
names is taken away again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.evidence.actions import note_damage
from app.discovery.files.true_types import kind_to_read, type_finding
from app.discovery.texts import actions, queries
from app.discovery.texts.examining import examine
from app.discovery.texts.extracts import Extract
from app.discovery.texts.limited import ocr_engine, recognise_text
from app.discovery.texts.queries import Original
from app.discovery.texts.rules import TEXT_BYTES, Method, TextState
from app.discovery.texts.scanning import Scanner
from app.kernel.problems import Problem
from app.storage.base import (
    KeyRefused,
    KeyUnknown,
    ObjectDamaged,
    ObjectMissing,
    Store,
    Stored,
    SuiteUnknown,
)

_INCIDENTS = (ObjectDamaged, ObjectMissing, KeyRefused, KeyUnknown, SuiteUnknown)
_CHUNK_CHARACTERS = 200_000
_SCANNED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Desk:
    """The parts that every job here needs."""

    world: World
    store: Store

    def do(self, act: Callable[[Work], Any], *, reading: bool = False) -> Any:
        return transactions.perform(self.world, WORKER, act, reading=reading)


def read_evidence(
    world: World, store: Store, payload: dict[str, Any], *, scanner: Scanner | None = None
) -> None:
    """Examine, scan and read one piece of evidence, named in the payload as `item_id`."""
    desk = _Desk(world, store)
    original = _original(desk, payload["item_id"])
    if original is None:
        return
    try:
        with store.reader(original.store_key, sha256=original.sha256) as content:
            examined = examine(content, original.file_name, scanner=scanner)
    except _INCIDENTS as damage:
        _incident(desk, original, damage)
        return

    def keep(kept: Stored | None, work: Work) -> str | None:
        actions.keep_findings(work, item_id=original.item_id, examined=examined)
        return actions.keep_text(
            work, item_id=original.item_id, method=Method.EXTRACTION, extract=examined.extract,
            kept=kept,
        )  # fmt: skip

    _kept(desk, examined.extract, keep)


def ocr_evidence(
    world: World, store: Store, payload: dict[str, Any], *, binary: str | None = None
) -> None:
    """Recognise the text in the pictures of one piece of evidence.

    `binary` is where the engine is; left out, it is looked for on this machine.
    """
    desk = _Desk(world, store)
    original = _original(desk, payload["item_id"])
    if original is None:
        return
    engine = binary or ocr_engine()
    try:
        with store.reader(original.store_key, sha256=original.sha256) as content:
            kind = kind_to_read(type_finding(content, original.file_name))
            if kind is None:
                extract = Extract(state=TextState.UNSUPPORTED, reason="no_kind")
            else:
                extract = recognise_text(content, kind, binary=engine)
    except _INCIDENTS as damage:
        _incident(desk, original, damage)
        return

    def keep(kept: Stored | None, work: Work) -> str | None:
        return actions.keep_text(
            work, item_id=original.item_id, method=Method.OCR, extract=extract, kept=kept
        )

    _kept(desk, extract, keep)


def scan_waiting(
    world: World, store: Store, _payload: dict[str, Any], *, scanner: Scanner | None = None
) -> None:
    """Scan some of the evidence that no scanner has looked at, the longest waiting first."""
    if scanner is None:
        return
    desk = _Desk(world, store)
    waiting = desk.do(partial(queries.waiting_for_scan, limit=_SCANNED_AT_ONCE), reading=True)
    for item_id in waiting:
        original = _original(desk, item_id)
        if original is None:
            continue
        try:
            chunks = store.open(original.store_key, sha256=original.sha256)
            scan = scanner.scan(chunks)
        except _INCIDENTS as damage:
            _incident(desk, original, damage)
            continue
        desk.do(partial(actions.keep_scan, item_id=item_id, scan=scan))


def forget_texts(world: World, store: Store, payload: dict[str, Any]) -> None:
    """Take away the texts of a piece of evidence that is on file no more."""
    desk = _Desk(world, store)
    for key in desk.do(partial(actions.forget_texts, item_id=payload["item_id"])):
        _cleared(desk, key)


def _original(desk: _Desk, item_id: str) -> Original | None:
    found: Original | None = desk.do(partial(queries.original, item_id=item_id), reading=True)
    return found


def _incident(desk: _Desk, original: Original, damage: Problem) -> None:
    desk.do(partial(note_damage, item_id=original.item_id, problem=damage.slug))


def _kept(desk: _Desk, extract: Extract, keep: Callable[[Stored | None, Work], str | None]) -> None:
    kept = desk.store.put(_bytes(extract.text), limit_bytes=TEXT_BYTES) if extract.text else None
    try:
        former = desk.do(partial(keep, kept))
    except BaseException:
        if kept is not None:
            _cleared(desk, kept.key)
        raise
    if former:
        _cleared(desk, former)


def _bytes(text: str) -> Iterator[bytes]:
    for at in range(0, len(text), _CHUNK_CHARACTERS):
        yield text[at : at + _CHUNK_CHARACTERS].encode()


def _cleared(desk: _Desk, key: str) -> None:
    def named(one: str) -> bool:
        return bool(desk.do(partial(queries.names_text, key=one), reading=True))

    desk.store.discard_unregistered(key, is_registered=named)
