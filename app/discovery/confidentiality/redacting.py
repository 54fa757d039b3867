"""The worker's way through a redaction: read, draw, burn, read again, and only then put on file."""

import hashlib
from dataclasses import replace
from functools import partial
from typing import Any

from app.access.actor import WORKER
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.confidentiality.actions import redactions
from app.discovery.confidentiality.actions.redactions import Material
from app.discovery.confidentiality.leaks import Leak, Reading, read_again
from app.discovery.confidentiality.problems import NothingToRedact, PdfTooHeavy
from app.discovery.confidentiality.queries import MOST_BYTES
from app.discovery.confidentiality.redaction.burning import Redacted, find, redact
from app.discovery.confidentiality.rules import KIND_LABELS
from app.discovery.evidence.rules import IntakeLimits
from app.kernel.problems import Kind, Problem
from app.people.queries import actor_of
from app.storage.base import Store, Stored

_LABELS = {kind: text.ko for kind, text in KIND_LABELS.items()}
_LIMITS = IntakeLimits()


def redact_evidence(
    world: World, store: Store, payload: dict[str, Any], limits: IntakeLimits = _LIMITS
) -> None:
    """Make the redacted version that was asked for; `payload` names it as `redaction_id`.

    It may be run again after an interruption: the same boxes give the same bytes.
    """
    redaction_id = str(payload["redaction_id"])
    asked = partial(redactions.material, redaction_id=redaction_id)
    try:
        material = transactions.perform(world, WORKER, asked, reading=True)
        if material is None:
            return
        redacted, reading = _made(world, store, material)
        if not reading.clean:
            leaked = partial(redactions.leaked, redaction_id=redaction_id, reading=reading)
            transactions.perform(world, WORKER, leaked)
            return
        _on_file(world, store, material, (redacted, reading), limits)
    except Problem as problem:
        if problem.kind is Kind.UNAVAILABLE:
            raise  # the store or the database: tried again later
        failed = partial(redactions.failed, redaction_id=redaction_id, problem=problem)
        transactions.perform(world, WORKER, failed)


def compute(content: bytes, material: Material) -> Redacted:
    """Return the redacted version; raise NothingToRedact where there is nothing to black out."""
    found = find(content, material.words, material.words_reason) if material.words else []
    boxes = [*material.boxes, *found]
    if not boxes:
        raise NothingToRedact
    return redact(content, boxes, labels=_LABELS, dpi=material.dpi)


def _made(world: World, store: Store, material: Material) -> tuple[Redacted, Reading]:
    if material.size_bytes > MOST_BYTES:
        raise PdfTooHeavy(limit_bytes=MOST_BYTES)
    content = b"".join(store.open(material.store_key, sha256=material.sha256))
    redacted = compute(content, material)
    digest = hashlib.sha256(redacted.content).hexdigest()
    noted = partial(
        redactions.made, redaction_id=material.redaction_id, redacted=redacted, sha256=digest
    )
    transactions.perform(world, WORKER, noted)
    shown = dict(redacted.shown)
    # What stands uncovered elsewhere is seen by every reader: it is told to who issues instead.
    secret = [*material.words, *(text for text in redacted.removed if text not in shown)]
    reading = read_again(redacted.content, secret)
    notes = tuple(Leak("still_shown", page=page) for page in sorted(set(shown.values())))
    return redacted, replace(reading, notes=notes)


def _on_file(
    world: World, store: Store, material: Material, result: tuple[Redacted, Reading],
    limits: IntakeLimits,
) -> None:  # fmt: skip
    redacted, reading = result
    asker = partial(actor_of, account_id=material.account_id)
    actor = transactions.perform(world, WORKER, asker, reading=True)
    stored = store.put([redacted.content], limit_bytes=len(redacted.content))
    verified = partial(_verified, material=material, reading=reading, stored=stored, limits=limits)
    # Where this is refused no row names the object, and the reaper takes it away.
    transactions.perform(world, actor, verified)


def _verified(
    work: Work, *, material: Material, reading: Reading, stored: Stored, limits: IntakeLimits
) -> None:
    redactions.verified(
        work, redaction_id=material.redaction_id, reading=reading, stored=stored, limits=limits
    )
