"""What is done about texts, findings and families; none commits, none touches the bytes."""

from collections.abc import Sequence

from app.access.actor import OPEN
from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.evidence import standing
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import CONFIDENTIAL_FROM_LEVEL, link
from app.discovery.evidence.standing import Found
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts import store
from app.discovery.texts.events import (
    EvidenceExamined,
    EvidenceQuarantined,
    EvidenceRead,
    EvidenceSearched,
    EvidenceTextForgotten,
    EvidenceTextGiven,
    QuarantineOpened,
    RecognitionAsked,
    RescanAsked,
)
from app.discovery.texts.examining import Examined
from app.discovery.texts.extracts import Extract
from app.discovery.texts.lifecycle import SCAN, ScanCommand, ScanState
from app.discovery.texts.likeness import sketch
from app.discovery.texts.problems import NotQuarantined
from app.discovery.texts.rules import Method, TextState, language_of
from app.discovery.texts.scanning import Scan
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation, EvidenceText
from app.storage.base import Stored

_COMMANDS = {
    ScanState.CLEAN: ScanCommand.PASS,
    ScanState.QUARANTINED: ScanCommand.QUARANTINE,
    ScanState.NOT_SCANNED: ScanCommand.FORGET,
}


def keep_text(
    work: Work, *, item_id: str, method: Method, extract: Extract, kept: Stored | None
) -> str | None:
    """Note what reading an item gave; returns the key of the text that this one replaces.

    `kept` is where the text lies in the store, nothing where there is no text.
    """
    work.require(May.JOB_RUN, OPEN)
    row = store.text_of(work, item_id, method, lock=True)
    if row is None:
        row = work.add(_waiting(work, item_id, method))
    former, row.store_key = row.store_key, kept.key if kept else None
    row.text_sha256 = kept.sha256 if kept else ""
    row.state, row.reason, row.read_at = extract.state, extract.reason[:40], work.now
    row.engine, row.engine_version = extract.engine[:24], extract.engine_version[:40]
    row.language, row.character_count = language_of(extract.text), len(extract.text)
    row.page_count, row.confidence_percent = extract.pages, extract.confidence_percent
    row.likeness = sketch(extract.text, work.world.seal_key)
    work.record(
        EvidenceRead(
            subject=item_id, method=method, state=row.state, reason=row.reason, engine=row.engine,
            engine_version=row.engine_version, character_count=row.character_count,
            text_sha256=row.text_sha256,
        )
    )  # fmt: skip
    return former


def keep_findings(work: Work, *, item_id: str, examined: Examined) -> None:
    """Note what the bytes of an item showed, its members and what the scanner said."""
    work.require(May.JOB_RUN, OPEN)
    item = evidence.locked_item(work, item_id)
    types, family = examined.types, examined.family
    row = store.finding_of(work, item_id, lock=True)
    if row is None:
        row = work.add(
            EvidenceFinding(
                id=work.new_id("find"), item_id=item_id, malware_state=SCAN.initial,
                examined_at=work.now,
            )
        )  # fmt: skip
    row.examined_at, row.verdict = work.now, types.verdict
    row.claimed_type, row.true_types = types.claimed, ",".join(types.shown)[:60]
    row.is_distribution_copy = types.is_distribution_copy
    row.message_hash = examined.extract.message_hash[:32]
    row.member_count, row.family_refusal = family.total, family.refusal
    _scanned(work, item, row, examined.scan)
    _listed(work, item, examined)
    work.record(
        EvidenceExamined(
            subject=item_id, verdict=row.verdict, malware_state=row.malware_state,
            malware_reason=row.malware_reason, members=family.total, family_refusal=family.refusal,
        )
    )  # fmt: skip


def keep_scan(work: Work, *, item_id: str, scan: Scan) -> None:
    """Note what the scanner said of an item that was examined before."""
    work.require(May.JOB_RUN, OPEN)
    item = evidence.locked_item(work, item_id)
    row = store.finding_of(work, item_id, lock=True)
    if row is None:
        return
    _scanned(work, item, row, scan)
    work.record(
        EvidenceExamined(
            subject=item_id, verdict=row.verdict, malware_state=row.malware_state,
            malware_reason=row.malware_reason, members=row.member_count,
            family_refusal=row.family_refusal,
        )
    )  # fmt: skip


def ask_recognition(work: Work, *, item_id: str, code: str = "") -> EvidenceText:
    """Ask that the text in an item's pictures be recognised; the worker does it."""
    item = standing.readable(work, item_id, code).item
    row = store.text_of(work, item.id, Method.OCR, lock=True)
    if row is None:
        row = work.add(_waiting(work, item.id, Method.OCR))
    # An earlier text stays readable until the new one is there.
    row.asked_at = work.now
    row.state = row.state if row.store_key else TextState.WAITING
    work.later("ocr_evidence", {"item_id": item.id}, key=_minute(work, "ocr_evidence", item.id))
    work.record(RecognitionAsked(subject=item.id))
    return row


def ask_rescan(work: Work, *, item_id: str, code: str = "") -> Found:
    """Ask that an item be examined, scanned and read anew; the worker does it."""
    found = standing.readable(work, item_id, code)
    work.later("read_evidence", {"item_id": item_id}, key=_minute(work, "read_evidence", item_id))
    work.record(RescanAsked(subject=item_id))
    return found


def give_text(work: Work, *, item_id: str, method: Method, code: str = "") -> Found:
    """Note that an item's text is about to be given out; its first letter leaves after this."""
    found = standing.readable(work, item_id, code)
    item = evidence.locked_item(work, item_id)
    link(work, item, "text_read")
    work.record(
        EvidenceTextGiven(
            subject=item.id, case_id=found.placed.case_id or "", level=item.level, method=method
        )
    )
    _confidential(work, item, "evidence_text")
    return found


def note_search(work: Work, *, case_id: str, searched: int, item_ids: Sequence[str]) -> None:
    """Note a search and every item of which it shows words, before it is answered."""
    for item_id in item_ids:
        standing.readable(work, item_id)
        item = evidence.locked_item(work, item_id)
        link(work, item, "found_by_search")
        _confidential(work, item, "evidence_text")
    work.record(EvidenceSearched(subject=case_id, searched=searched, item_ids=tuple(item_ids)))


def open_quarantined(work: Work, *, item_id: str, purpose_code: str) -> Found:
    """Note that a quarantined original is about to be given out, and why."""
    found = standing.readable(work, item_id)
    finding = store.finding_of(work, item_id)
    if finding is None or finding.malware_state != ScanState.QUARANTINED:
        raise NotQuarantined
    item = evidence.locked_item(work, item_id)
    link(work, item, "quarantine_opened", purpose=purpose_code)
    work.record(
        QuarantineOpened(
            subject=item.id, case_id=found.placed.case_id or "", level=item.level,
            sha256=item.sha256, purpose_code=purpose_code,
        )
    )  # fmt: skip
    _confidential(work, item, "quarantined_evidence")
    return found


def forget_texts(work: Work, *, item_id: str) -> list[str]:
    """Let go of the texts of an item that is on file no more; returns the keys to be cleared.

    The rows stay and say what was read; a text is a copy and does not outlive its original.
    """
    work.require(May.JOB_RUN, OPEN)
    if evidence.item(work, item_id) is not None:
        return []
    rows = store.texts_of(work, [item_id])
    keys = [row.store_key for row in rows if row.store_key]
    for row in rows:
        row.store_key, row.likeness = None, ""
    if keys:
        work.record(EvidenceTextForgotten(subject=item_id, texts=len(keys)))
    return keys


def _waiting(work: Work, item_id: str, method: Method) -> EvidenceText:
    return EvidenceText(
        id=work.new_id("text"), item_id=item_id, method=method, state=TextState.WAITING,
        asked_at=work.now,
    )  # fmt: skip


def _scanned(work: Work, item: EvidenceItem, row: EvidenceFinding, scan: Scan) -> None:
    before = row.malware_state
    row.malware_state = SCAN.take(before, _COMMANDS[scan.state]).target
    row.scanned_at = work.now
    if scan.state is ScanState.NOT_SCANNED and before != ScanState.NOT_SCANNED:
        return
    row.malware_reason, row.signature, row.scanner = scan.reason, scan.signature, scan.scanner
    if row.malware_state == before:
        return
    if scan.state is ScanState.QUARANTINED:
        link(work, item, "quarantined")
        signature = scan.signature.encode("ascii", "replace").decode()
        work.record(EvidenceQuarantined(subject=item.id, signature=signature, sha256=item.sha256))
    elif before == ScanState.QUARANTINED:
        link(work, item, "quarantine_lifted")


def _listed(work: Work, item: EvidenceItem, examined: Examined) -> None:
    # The bytes never change, so a second reading finds the same members at the same places.
    if store.members_of(work, item.id):
        return
    kind = "attachment" if "eml" in examined.types.shown else "member"
    for one in examined.family.members:
        work.add(
            EvidenceRelation(
                id=work.new_id("rel"), item_id=item.id, kind=kind, position=one.position,
                path=one.path, claimed_type=one.types.claimed,
                true_types=",".join(one.types.shown)[:60], verdict=one.types.verdict,
                size_bytes=one.size_bytes, sha256=one.sha256, refusal=one.refusal,
            )
        )  # fmt: skip


def _confidential(work: Work, item: EvidenceItem, what: str) -> None:
    if item.level >= CONFIDENTIAL_FROM_LEVEL:
        work.record(ConfidentialRead(subject=item.id, level=item.level, what=what))


def _minute(work: Work, name: str, item_id: str) -> str:
    # Asked for twice within a minute, it is done once.
    return f"{name}:{item_id}:{work.now:%Y%m%d%H%M}"
