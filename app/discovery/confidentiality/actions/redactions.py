"""Asking for a redacted version, and what the worker notes while it makes and re-reads it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.confidentiality import standing, store
from app.discovery.confidentiality.actions.pairs import begun_by_redaction
from app.discovery.confidentiality.events import (
    RedactionAsked,
    RedactionMade,
    RedactionRefused,
    RedactionVerified,
)
from app.discovery.confidentiality.leaks import Leak, Reading
from app.discovery.confidentiality.lifecycle import REDACTION, Command, State
from app.discovery.confidentiality.redaction.boxes import Area, Box
from app.discovery.confidentiality.redaction.burning import Redacted
from app.discovery.confidentiality.schemas.redactions import RedactionIn
from app.discovery.confidentiality.sealed_words import closed_all, opened_all
from app.discovery.confidentiality.tables import Redaction
from app.discovery.evidence import actions as intake
from app.discovery.evidence import store as evidence
from app.discovery.evidence.problems import PlaceFull
from app.discovery.evidence.rules import IntakeLimits, Offer, Place
from app.discovery.texts.queries import refuse_quarantined
from app.kernel.problems import Problem
from app.storage.base import Stored

JOB = "redact_evidence"
PUBLIC_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Material:
    """What the worker needs to make a redacted version."""

    redaction_id: str
    store_key: str
    sha256: str
    size_bytes: int
    boxes: tuple[Box, ...]
    words: tuple[str, ...]
    words_reason: str
    dpi: int
    account_id: str


def ask(work: Work, *, item_id: str, form: RedactionIn) -> Redaction:
    """Ask for a redacted version of a PDF; the original never changes."""
    found = standing.may_redact(work, item_id)
    standing.refuse_other_than_pdf(found.item)
    refuse_quarantined(work, item_id)
    item = evidence.locked_item(work, item_id)
    row = work.add(
        Redaction(
            id=work.new_id("red"), item_id=item_id, case_id=found.case_id,
            state=REDACTION.initial, boxes=[box.model_dump() for box in form.boxes],
            words=closed_all(work, form.words), words_reason=form.words_reason, dpi=form.dpi,
            account_id=work.actor.account_id, person_id=work.actor.person_id, asked_at=work.now,
            findings=[], readers=[], source_sha256=item.sha256,
        )
    )  # fmt: skip
    intake.link(work, item, "redaction_asked")
    work.record(
        RedactionAsked(
            subject=row.id, item_id=item_id, boxes=len(form.boxes), words=len(form.words)
        )
    )
    work.later(JOB, {"redaction_id": row.id}, key=f"{JOB}:{row.id}")
    return row


def material(work: Work, redaction_id: str) -> Material | None:
    """Return what is needed to make a redacted version; nothing where that was settled.

    Raise Quarantined where malware was found in the original meanwhile.
    """
    work.require(May.JOB_RUN, OPEN)
    row = store.get(work, Redaction, redaction_id)
    item = evidence.item(work, row.item_id)
    if row.state not in {State.ASKED, State.MADE} or item is None or not item.store_key:
        return None
    refuse_quarantined(work, item.id)
    return Material(
        row.id, item.store_key, row.source_sha256, item.size_bytes,
        tuple(_box(box) for box in row.boxes), tuple(opened_all(work, row.words)), row.words_reason, row.dpi,
        row.account_id,
    )  # fmt: skip


def _box(kept: dict[str, Any]) -> Box:
    area = Area(kept["left"], kept["top"], kept["right"], kept["bottom"])
    return Box(kept["page"], area, kept["reason"])


def made(work: Work, *, redaction_id: str, redacted: Redacted, sha256: str) -> None:
    """Note that the pages were drawn and the boxes burned in."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, Redaction, redaction_id)
    if row.state == State.MADE:  # made before, when the worker was interrupted
        return
    row.state = REDACTION.take(row.state, Command.MAKE).target
    row.pages, row.boxes_burned, row.sha256 = redacted.pages, redacted.boxes, sha256
    work.record(
        RedactionMade(
            subject=row.id, item_id=row.item_id, source_sha256=row.source_sha256, sha256=sha256,
            pages=row.pages, boxes=row.boxes_burned,
        )
    )  # fmt: skip


def leaked(work: Work, *, redaction_id: str, reading: Reading) -> None:
    """Refuse a redacted version that gives something away; its pages are named."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, Redaction, redaction_id)
    row.state = REDACTION.take(row.state, Command.LEAK).target
    row.settled_at, row.findings = work.now, _told(reading.leaks)
    row.readers = list(reading.readers)
    _refused(work, row, "leaked", reading.leaks)


def failed(work: Work, *, redaction_id: str, problem: Problem) -> None:
    """Note why no redacted version could be made."""
    work.require(May.JOB_RUN, OPEN)
    row = store.locked(work, Redaction, redaction_id)
    row.state = REDACTION.take(row.state, Command.FAIL).target
    row.settled_at, row.code = work.now, problem.slug[:40]
    _refused(work, row, row.code, ())


def verified(
    work: Work, *, redaction_id: str, reading: Reading, stored: Stored, limits: IntakeLimits
) -> Redaction:
    """Put a redacted version that gives nothing away on file, for the one who asked for it.

    It becomes evidence of its own with its own hash; the pair with its original begins here.
    """
    row = store.locked(work, Redaction, redaction_id)
    # Who asked must still be allowed to; evidence is brought under their own name.
    standing.on_case(work, row.case_id, May.EVIDENCE_REDACT)
    row.state = REDACTION.take(row.state, Command.PASS).target
    source = evidence.locked_item(work, row.item_id)
    place = Place(case_id=row.case_id)
    room = intake.reserve(work, place=place, limits=limits, announced_bytes=stored.size_bytes)
    offer = Offer(
        pointer="/files/0", name=_public_name(source.file_name), title="", purpose="",
        level=PUBLIC_LEVEL, store_key=stored.key, sha256=stored.sha256,
        size_bytes=stored.size_bytes, media_type="application/pdf",
    )  # fmt: skip
    taken = intake.register(
        work, place=place, upload_id=room.upload_id, offers=[offer], limits=limits
    )
    if not taken.found:
        raise PlaceFull(limit_bytes=limits.case_bytes, limit_files=limits.case_files)
    version = taken.found[0].item
    row.version_item_id, row.settled_at = version.id, work.now
    row.readers, row.findings = list(reading.readers), _told(reading.notes)
    intake.link(work, source, "redacted", purpose="public_version")
    intake.link(work, version, "derived", purpose="redaction")
    begun_by_redaction(work, row, version)
    work.record(
        RedactionVerified(
            subject=row.id, item_id=row.item_id, version_item_id=version.id, sha256=version.sha256
        )
    )
    return row


def _told(leaks: Sequence[Leak]) -> list[dict[str, Any]]:
    """Return findings as they are kept; never the secret itself."""
    return [asdict(leak) for leak in leaks[:200]]


def _refused(work: Work, row: Redaction, code: str, leaks: Sequence[Leak]) -> None:
    intake.link(work, evidence.locked_item(work, row.item_id), "redaction_refused", purpose=code)
    pages = tuple(sorted({leak.page for leak in leaks if leak.page}))
    work.record(
        RedactionRefused(
            subject=row.id, item_id=row.item_id, code=code, findings=len(leaks), pages=pages
        )
    )


def _public_name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:180] if dot else ending[:180]} (공개본).pdf"
