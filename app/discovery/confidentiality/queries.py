"""What a reader may learn of secrecy; every question but the level itself is put to the table."""

from dataclasses import dataclass
from typing import Literal

from app.access.policy import May
from app.cases import queries as cases
from app.cases.actions.exhibits import placed
from app.db.work import Work
from app.discovery.confidentiality import rules, standing, store
from app.discovery.confidentiality.families import marks_on
from app.discovery.confidentiality.lifecycle import State
from app.discovery.confidentiality.problems import PdfTooHeavy
from app.discovery.confidentiality.schemas.marks import (
    LoweringOut,
    MarkOut,
    PrivilegeLog,
    PrivilegeRow,
    SecrecyOut,
    kind_words,
)
from app.discovery.confidentiality.schemas.redactions import (
    PairList,
    PairNeeded,
    PairOut,
    RedactionList,
    RedactionOut,
)
from app.discovery.confidentiality.sealed_words import opened_all
from app.discovery.confidentiality.tables import (
    ConfidentialityMark,
    PublicVersion,
    Redaction,
)
from app.discovery.evidence import store as evidence
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts.queries import refuse_quarantined
from app.kernel.problems import NotFound

LOG_LEVEL = 1
MOST_BYTES = 256 * 1024 * 1024
"""The largest PDF that is taken into memory to be drawn or read again."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """Where the bytes of a piece of evidence lie, and what they must be."""

    item_id: str
    store_key: str
    sha256: str
    media_type: str
    level: int


def level_of(work: Work, item: EvidenceItem, page: int | None = None) -> int:
    """Return how secret a piece of evidence is today, or one of its pages, counted from 1.

    It is the higher of its own level and of its marks'. Other rooms ask for their own permission
    with it; a claim of privilege and a sealed set give level 5.
    """
    kept = store.secrecy(work, item.id)
    base = kept.base_level if kept is not None else item.level
    marks = [store.as_marked(row) for row in marks_on(work, item.id)]
    return rules.effective_level(base, marks, work.today, page=page)


def secrecy(work: Work, item_id: str) -> SecrecyOut:
    """Return how secret evidence is and every mark that it ever had."""
    item = standing.listed(work, item_id).item
    kept = store.secrecy(work, item_id)
    return SecrecyOut(
        item_id=item_id, base_level=kept.base_level if kept else item.level,
        effective_level=level_of(work, item),
        marks=[MarkOut.of(row) for row in store.marks(work, item_id, standing=False)],
        lowerings=[LoweringOut.of(row) for row in store.lowerings(work, item_id)],
    )  # fmt: skip


def privilege_log(work: Work, case_id: str) -> PrivilegeLog:
    """Return one line for each mark that stands in a case, without what is secret in it."""
    standing.on_case(work, case_id, May.PRODUCTION_READ, level=LOG_LEVEL)
    redacted = {row.item_id for row in store.redactions_of_case(work, case_id)}
    rows = [
        _log_row(work, row, number, redacted=row.item_id in redacted)
        for number, row in enumerate(store.marks_of_case(work, case_id), start=1)
    ]
    return PrivilegeLog(case_id=case_id, items=[row for row in rows if row is not None])


def _log_row(
    work: Work, row: ConfidentialityMark, number: int, *, redacted: bool
) -> PrivilegeRow | None:
    item = evidence.item(work, row.item_id)
    if item is None or item.exhibit_id is None:
        return None
    treatment: Literal["withheld", "redacted"] = (
        "redacted" if redacted and row.kind not in rules.DECIDED_BY_COURT else "withheld"
    )
    return PrivilegeRow(
        log_id=f"PL-{number:04}", item_id=item.id, label=placed(work, item.exhibit_id).label or "",
        file_name=item.file_name, kind=kind_words(row.kind), first_page=row.first_page,
        last_page=row.last_page, document_kind=row.document_kind, document_on=row.document_on,
        author=row.author, recipients=row.recipients, description=row.description,
        treatment=treatment, decided=row.state == State.UPHELD,
        court_case_number=row.court_case_number,
    )  # fmt: skip


# --------------------------------------------------------------------------- redactions, pairs


def readable_pdf(work: Work, item_id: str) -> Bytes:
    """Return where the bytes of a PDF lie, for one who may black it out."""
    item = standing.may_redact(work, item_id).item
    standing.refuse_other_than_pdf(item)
    return bytes_of(work, item)


def bytes_of(work: Work, item: EvidenceItem) -> Bytes:
    """Return where the bytes of evidence lie; raise Quarantined or PdfTooHeavy."""
    refuse_quarantined(work, item.id)
    if item.size_bytes > MOST_BYTES:
        raise PdfTooHeavy(limit_bytes=MOST_BYTES)
    return Bytes(item.id, item.store_key or "", item.sha256, item.media_type, item.level)


def redaction(work: Work, redaction_id: str) -> RedactionOut:
    """Return one redaction to those who may black the evidence out."""
    row = store.get(work, Redaction, redaction_id)
    _may_see_redactions(work, row.item_id)
    return RedactionOut.of(row)


def redactions(work: Work, item_id: str) -> RedactionList:
    """Return the redactions of a piece of evidence."""
    _may_see_redactions(work, item_id)
    rows = store.redactions(work, item_id)
    return RedactionList(items=[RedactionOut.of(row) for row in rows])


def _may_see_redactions(work: Work, item_id: str) -> None:
    found = standing.listed(work, item_id)
    standing.on_case(work, found.case_id, May.EVIDENCE_REDACT)


def pair(work: Work, public_version_id: str) -> PairOut:
    """Return a pair to those who may know of its original."""
    row = store.get(work, PublicVersion, public_version_id)
    standing.listed(work, row.item_id)
    return PairOut.of(row)


def pairs(work: Work, case_id: str) -> PairList:
    """Return the pairs of a case, and the evidence that still needs a public version."""
    standing.on_case(work, case_id, May.EVIDENCE_REDACT)
    rows = store.public_versions(work, case_id)
    issued = {row.item_id for row in rows if row.state == State.ISSUED}
    kinds: dict[str, set[str]] = {}
    for mark in store.marks_of_case(work, case_id):
        kinds.setdefault(mark.item_id, set()).add(mark.kind)
    track = cases.subject(work, case_id).track
    needed = [
        PairNeeded(
            item_id=item_id, rule=rule.code, reason_ko=rule.reason.ko, reason_en=rule.reason.en,
            basis=str(rule.basis),
        )
        for item_id, found in sorted(kinds.items())
        if item_id not in issued and (rule := rules.pair_rule(track, found)) is not None
    ]  # fmt: skip
    return PairList(case_id=case_id, items=[PairOut.of(row) for row in rows], needed=needed)


def issued_version(work: Work, item_id: str) -> str:
    """Return the id of the newest public version of evidence that was issued; empty for none."""
    item = evidence.item(work, item_id)
    if item is None or item.exhibit_id is None:
        return ""
    case_id = placed(work, item.exhibit_id).case_id or ""
    rows = store.public_versions(work, case_id, item_ids=[item_id])
    issued = [row.version_item_id or "" for row in rows if row.state == State.ISSUED]
    return issued[-1] if issued else ""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A submitted public version and the words that it must not give away."""

    content: Bytes
    secrets: tuple[str, ...]


def to_check(work: Work, public_version_id: str) -> ToCheck:
    """Return what is needed to read a submitted version again."""
    row = store.get(work, PublicVersion, public_version_id)
    standing.may_redact(work, row.item_id)
    version = evidence.item(work, row.version_item_id or "")
    if version is None:
        raise NotFound
    return ToCheck(bytes_of(work, version), tuple(opened_all(work, row.secrets)))
