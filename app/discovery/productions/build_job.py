"""The jobs of this room: building a production into the store, and closing an issued one up."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from app.access.actor import WORKER
from app.audit.checkpoint import Signer
from app.db import work as transactions
from app.db.world import World
from app.discovery.productions import actions, queries
from app.discovery.productions.actions.building import Outcome
from app.discovery.productions.archive import write_zip
from app.discovery.productions.assembling import Assembled
from app.discovery.productions.bates import NumbersUsedUp
from app.discovery.productions.building import build, count_pages, numbers_needed
from app.discovery.productions.mail_fields import MAIL_ENGINE, mail_fields
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.signing import sign_bag
from app.discovery.productions.values import DocumentValue, Finding
from app.storage.base import CHUNK_BYTES, ObjectHeld, Store, Stored

LARGEST_BYTES = 256 * 1024**3
_TOLD_EVERY = 10


def build_production(
    world: World, store: Store, payload: dict[str, Any], signer: Signer | None = None
) -> None:
    """Build the production that a payload names, sign it, and put its ZIP into the store.

    A set that breaks a rule goes back with its findings; a fault of the store is raised, and the
    job is tried again with the same page numbers.
    """
    production_id = str(payload["production_id"])

    def opener(key: str, sha256: str) -> BinaryIO:
        return store.reader(key, sha256=sha256)

    begun = partial(actions.begin_build, production_id=production_id, opener=opener)
    assembled = transactions.perform(world, WORKER, begun)
    if assembled is None:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="production-") as place:
            outcome = _build(world, store, production_id, assembled, Path(place), signer)
    except (ProductionRefused, NumbersUsedUp) as refusal:
        told = refusal if isinstance(refusal, ProductionRefused) else _as_refused(refusal)
        noted = partial(actions.note_refused, production_id=production_id, refusal=told)
        transactions.perform(world, WORKER, noted)
        return
    except BaseException:
        # Whoever takes the job up again need not wait until this builder counts as silent.
        stopped = partial(actions.stop_build, production_id=production_id)
        transactions.perform(world, WORKER, stopped)
        raise
    built = partial(actions.note_built, production_id=production_id, outcome=outcome)
    transactions.perform(world, WORKER, built)


def hold_production(
    world: World, store: Store, payload: dict[str, Any], *, seal_days: int = 0
) -> None:
    """Lay a hold on an issued production in the store, and seal it there for so many days.

    The days count from its issue and are the operator's choice; with 0 there is no seal. Nobody
    can shorten a seal, so that the store itself keeps what was issued as it was.
    """
    found = partial(queries.issued, production_id=str(payload["production_id"]))
    issued = transactions.perform(world, WORKER, found, reading=True)
    if issued is None:
        return
    until = issued.issued_at + timedelta(days=seal_days)
    if until > world.clock.now():
        # What is sealed for longer already needs no more; this job may run twice.
        with contextlib.suppress(ObjectHeld):
            store.seal_until(issued.store_key, until)
    # A store may not seal what a hold has brought a weaker retention.
    store.hold(issued.store_key)


def _build(
    world: World, store: Store, production_id: str, assembled: Assembled, place: Path,
    signer: Signer | None,
) -> Outcome:  # fmt: skip
    documents = tuple(_with_mail_fields(one) for one in assembled.documents)
    assembled = replace(assembled, documents=documents)
    counted = count_pages(documents)
    needed = numbers_needed(documents, counted, assembled.plan)
    numbered = partial(
        actions.allot_numbers, production_id=production_id, assembled=assembled,
        count=sum(count for _, count in needed),
    )  # fmt: skip
    numbers = transactions.perform(world, WORKER, numbered)
    folder = place / "bag"
    folder.mkdir()

    def progress(done: int, total: int) -> None:
        if done % _TOLD_EVERY == 0 or done == total:
            told = partial(
                actions.tell_progress, production_id=production_id, done=done, total=total
            )
            transactions.perform(world, WORKER, told)

    built = build(
        numbers.documents, numbers.plan, numbers.collected, folder, counted=counted,
        progress=progress,
    )  # fmt: skip
    if signer is not None:
        sign_bag(folder, signer)
    return Outcome(built, _stored(store, folder, place / "production.zip"))


def _with_mail_fields(one: DocumentValue) -> DocumentValue:
    if one.text is None or one.text.engine != MAIL_ENGINE:
        return one
    return replace(one, metadata={**one.metadata, **mail_fields(one.text.read())})


def _stored(store: Store, folder: Path, archive: Path) -> Stored:
    with archive.open("wb") as out:
        write_zip(folder, "production", out)
    with archive.open("rb") as whole:
        return store.put(_chunks(whole), limit_bytes=LARGEST_BYTES)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _as_refused(refusal: NumbersUsedUp) -> ProductionRefused:
    return ProductionRefused.over([Finding("numbers_used_up", "", refusal.title)])
