"""The worker's steps of a build: begin, numbers, progress, outcome; run by the worker alone."""

from dataclasses import dataclass, replace
from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence.actions import note_damage
from app.discovery.productions import assembling, rules, store
from app.discovery.productions.actions.preparing import BUILD_JOB
from app.discovery.productions.assembling import Assembled
from app.discovery.productions.bates import Range, Series
from app.discovery.productions.building import Built
from app.discovery.productions.events import (
    PageNumbersAllotted,
    ProductionBuildRefused,
    ProductionBuilt,
)
from app.discovery.productions.lifecycle import PRODUCTION, Command, State
from app.discovery.productions.opening import DAMAGED, Opener
from app.discovery.productions.problems import NotBuilt, ProductionRefused
from app.discovery.productions.tables import PageNumberAllotment, PageNumberSeries, Production
from app.storage.base import Stored

BUILDING, DONE, REFUSED, WAITING = "building", "done", "refused", "waiting"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build brought: the production itself, and where its ZIP lies."""

    built: Built
    stored: Stored


def begin_build(work: Work, *, production_id: str, opener: Opener) -> Assembled | None:
    """Return the set to build, or nothing where it is built already, or by another at the moment."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, production_id)
    progress = store.progress_of(work, production_id)
    if row.state != State.CHECKED:
        return None
    heard_of = work.now - progress.updated_at < rules.BUILDER_SILENT_AFTER
    if progress.stage == BUILDING and heard_of:
        again = work.now + rules.BUILDER_SILENT_AFTER
        key = f"{BUILD_JOB}:{row.id}:{again:%Y%m%d%H%M}"
        work.later(BUILD_JOB, {"production_id": row.id}, key=key, run_at=again)
        return None
    store.tell_progress(work, row.id, BUILDING, 0, 0)
    return assembling.assemble(work, row, _series(work, row), opener)


def allot_numbers(work: Work, *, production_id: str, count: int, assembled: Assembled) -> Assembled:
    """Give a production its page numbers; the same ones again where it needs just as many."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, production_id)
    present = store.allotment_of(work, production_id)
    if present is None or present.last - present.first + 1 != count:
        if present is not None:
            present.void = True
        present = _allot(work, row, count)
    return replace(assembled, plan=replace(assembled.plan, first_number=present.first))


def tell_progress(work: Work, *, production_id: str, done: int, total: int) -> None:
    """Write down how far a build has come, which also says that its builder is alive."""
    work.require(May.JOB_RUN, OPEN)
    store.tell_progress(work, production_id, BUILDING, done, total)


def stop_build(work: Work, *, production_id: str) -> None:
    """Write down that a builder stopped before it was done, so that another one may begin."""
    work.require(May.JOB_RUN, OPEN)
    store.tell_progress(work, production_id, WAITING, 0, 0)


def note_refused(work: Work, *, production_id: str, refusal: ProductionRefused) -> None:
    """Write down that a set cannot be built and why; it goes back to those who prepare it."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, production_id)
    row.state = PRODUCTION.take(row.state, Command.REFUSE).target
    row.findings = [
        {"code": one.code, "item_id": one.pointer.rpartition("/")[2], **one.detail.as_dict()}
        for one in refusal.errors
    ]
    for one in row.findings:
        if one["code"] == DAMAGED:
            note_damage(work, item_id=one["item_id"], problem=DAMAGED)
    codes = tuple(sorted({one.code for one in refusal.errors}))
    work.record(ProductionBuildRefused(subject=row.id, case_id=row.case_id, codes=codes))
    store.tell_progress(work, row.id, REFUSED, 0, 0)


def note_built(work: Work, *, production_id: str, outcome: Outcome) -> None:
    """Write down what was built; raise NotBuilt where the set was reopened in the meantime."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, production_id)
    if row.state != State.CHECKED:
        raise NotBuilt
    built, stored = outcome.built, outcome.stored
    row.state = PRODUCTION.take(row.state, Command.COMPLETE).target
    row.store_key, row.sha256, row.size_bytes = stored.key, stored.sha256, stored.size_bytes
    row.manifest_sha256, row.built_at = built.manifest_sha256, work.now
    row.account = [line.cells() for line in built.account]
    row.figures = _figures(work, row, built)
    rows = {one.item_id: one for one in store.documents_of(work, row.id)}
    for placed in built.placed:
        document = rows[placed.document.id]
        document.begin_number, document.end_number = placed.begin, placed.end
        document.exhibit_number = placed.document.exhibit_number
        document.record = placed.record()
    work.record(
        ProductionBuilt(
            subject=row.id, case_id=row.case_id, sha256=row.sha256, size_bytes=row.size_bytes,
            manifest_sha256=row.manifest_sha256, documents=built.figures["documents"],
            images=built.figures["images"],
        )
    )  # fmt: skip
    total = len(built.placed)
    store.tell_progress(work, row.id, DONE, total, total)


def _figures(work: Work, row: Production, built: Built) -> dict[str, Any]:
    series = _series(work, row)
    first, last = Series(series.prefix, series.width).ends(built.numbers)
    return {**built.figures, "first_number": first, "last_number": last}


def _allot(work: Work, row: Production, count: int) -> PageNumberAllotment:
    series = _series(work, row)
    numbers = Range(series.last_number + 1, series.last_number + count)
    Series(series.prefix, series.width).ends(numbers)  # raises where the width has no more
    series.last_number = numbers.last
    work.record(
        PageNumbersAllotted(
            subject=row.id, case_id=row.case_id, first=numbers.first, last=numbers.last
        )
    )
    return work.add(
        PageNumberAllotment(
            id=work.new_id("pna"), case_id=row.case_id, production_id=row.id,
            first=numbers.first, last=numbers.last,
        )
    )  # fmt: skip


def _series(work: Work, row: Production) -> PageNumberSeries:
    found = store.series_of(work, row.case_id)
    if found is None:
        raise LookupError(f"the matter {row.case_id} has no page numbers")
    return found
