"""What the other rooms know of the evidence of a case, in the form in which a production needs it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.cases.actions.exhibits import exhibit_ids
from app.db.work import Work
from app.discovery.confidentiality import rules as secrecy
from app.discovery.confidentiality import store as confidentiality
from app.discovery.confidentiality.lifecycle import State as Secrecy
from app.discovery.confidentiality.tables import ConfidentialityMark, PublicVersion, Redaction
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions import relatives, store
from app.discovery.productions.relatives import Kin
from app.discovery.productions.values import Ground, Privilege
from app.discovery.texts import store as texts
from app.discovery.texts.lifecycle import TEXT_LABELS, ScanState
from app.discovery.texts.rules import Method, TextState
from app.discovery.texts.tables import EvidenceFinding, EvidenceText

NOT_READ = "본문을 추출하지 않음 / Text was not extracted"
_PDF = "application/pdf"
Rows = TypeVar("Rows", EvidenceText, ConfidentialityMark, PublicVersion)
_COUNTED = frozenset({TextState.TEXT, TextState.EMPTY})
_GROUNDS: dict[str, Ground] = {
    secrecy.Kind.TRADE_SECRET: Ground.TRADE_SECRET,
    secrecy.Kind.THIRD_PARTY_SECRET: Ground.TRADE_SECRET,
    secrecy.Kind.PERSONAL_DATA: Ground.PERSONAL_DATA,
    secrecy.Kind.PRIVILEGED: Ground.LAWYER_CLIENT,
    secrecy.Kind.IN_CAMERA: Ground.CLOSED_BY_LAW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of reading one piece: its text, or why there is none; `waiting` if not read yet."""

    row: EvidenceText | None = None
    absent: str = NOT_READ
    note: str = ""

    @property
    def waiting(self) -> bool:
        """Tell if nobody has read the piece yet."""
        return self.row is None or (
            self.row.state == TextState.WAITING and self.row.store_key is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedVersion:
    """The redacted version of a piece: a piece of its own, checked and issued or not."""

    item: EvidenceItem
    reading: Reading
    quarantined: bool
    grounds: tuple[Ground, ...]
    verified: bool
    outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Text, kin, secrecy and redacted version of one piece of evidence.

    `pages` were counted when its text was read; None for what has no pages of its own.
    """

    item: EvidenceItem
    level: int
    reading: Reading
    kin: Kin
    quarantined: bool = False
    message_hash: str = ""
    pages: int | None = None
    confidential_pages: str = ""
    privileged: bool = False
    privileges: tuple[Privilege, ...] = ()
    version: RedactedVersion | None = None


@dataclass(frozen=True, slots=True)
class OnFile:
    """The evidence of a case, by id in the order in which it came; versions are no pieces of it."""

    items: Mapping[str, EvidenceItem]
    versions: Mapping[str, EvidenceItem]
    version_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Rooms:
    """The rows of other rooms over the evidence of one case, by item."""

    texts: Mapping[str, list[EvidenceText]]
    findings: Mapping[str, EvidenceFinding]
    base_levels: Mapping[str, int]
    marks: Mapping[str, list[ConfidentialityMark]]
    pairs: Mapping[str, list[PublicVersion]]
    redactions: Mapping[str, Redaction]

    def quarantined(self, item_id: str) -> bool:
        found = self.findings.get(item_id)
        return found is not None and found.malware_state == ScanState.QUARANTINED


def on_file(work: Work, case_id: str) -> OnFile:
    """Return what is on the file of a case; redacted and public versions stand apart."""
    found = store.items_with(work, exhibit_ids(work, case_id))
    versions = confidentiality.version_item_ids(work, case_id)
    return OnFile(
        {one.id: one for one in found if one.id not in versions},
        {one.id: one for one in found if one.id in versions},
        versions,
    )


def materials_of(
    work: Work, case_id: str, file: OnFile, *, recipient_level: int
) -> dict[str, Material]:
    """Return what is known of each piece that is on file, for a recipient of a level."""
    rooms = _rooms(work, case_id, [*file.items, *file.versions])
    kin = relatives.kin_of(
        file.items, store.relations_of(work, list(file.items)),
        {one: found.message_hash for one, found in rooms.findings.items()},
    )  # fmt: skip
    return {
        one: _material(work, item, rooms, kin[one], _version(item, rooms, file, recipient_level))
        for one, item in file.items.items()
    }


def _rooms(work: Work, case_id: str, item_ids: Sequence[str]) -> _Rooms:
    return _Rooms(
        texts=_grouped(texts.texts_of(work, item_ids)),
        findings={one.item_id: one for one in store.findings_of(work, item_ids)},
        base_levels={one.item_id: one.base_level for one in store.secrecies_of(work, item_ids)},
        marks=_grouped(confidentiality.marks_of_case(work, case_id)),
        pairs=_grouped(confidentiality.public_versions(work, case_id)),
        redactions={one.id: one for one in confidentiality.redactions_of_case(work, case_id)},
    )


def _grouped(rows: Iterable[Rows]) -> dict[str, list[Rows]]:
    found: dict[str, list[Rows]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def _material(
    work: Work, item: EvidenceItem, rooms: _Rooms, kin: Kin, version: RedactedVersion | None
) -> Material:
    marks = rooms.marks.get(item.id, [])
    marked = [confidentiality.as_marked(row) for row in marks]
    base = rooms.base_levels.get(item.id, item.level)
    found = rooms.findings.get(item.id)
    reading = _reading(rooms.texts.get(item.id, []))
    claims = [row for row in marks if row.kind == secrecy.Kind.PRIVILEGED]
    return Material(
        item=item, level=secrecy.effective_level(base, marked, work.today), reading=reading,
        kin=kin, quarantined=rooms.quarantined(item.id),
        message_hash=found.message_hash if found else "", pages=_pages(item, reading),
        confidential_pages=_confidential_pages(marks), privileged=bool(claims),
        privileges=tuple(_privilege(row) for row in claims), version=version,
    )  # fmt: skip


def _reading(rows: Collection[EvidenceText]) -> Reading:
    """Return the text that was read from the file, or else the one recognised in its pictures."""
    by_method = {row.method: row for row in rows}
    extracted, recognised = by_method.get(Method.EXTRACTION), by_method.get(Method.OCR)
    kept = [row for row in (extracted, recognised) if row is not None and row.store_key]
    row = kept[0] if kept else extracted or recognised
    if row is None:
        return Reading()
    words = TEXT_LABELS[TextState(row.state)]
    told = f"{words.ko} / {words.en}"
    return Reading(row=row, absent=told, note="" if row.state == TextState.TEXT else told)


def _pages(item: EvidenceItem, reading: Reading) -> int | None:
    row = reading.row
    if item.media_type != _PDF or row is None or row.state not in _COUNTED:
        return None
    return row.page_count or None


def _confidential_pages(marks: Iterable[ConfidentialityMark]) -> str:
    ranges = sorted({(row.first_page, row.last_page or row.first_page, row.level)
                     for row in marks if row.first_page is not None})  # fmt: skip
    return "; ".join(f"{_span(first, last)}={level}" for first, last, level in ranges)


def _span(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return str(first) if last in {None, first} else f"{first}-{last}"


def _privilege(row: ConfidentialityMark) -> Privilege:
    upheld = row.state == Secrecy.UPHELD
    return Privilege(
        document_kind=row.document_kind,
        dated=row.document_on.isoformat() if row.document_on else "",
        author=row.author, recipients=row.recipients, description=row.description,
        pages=_span(row.first_page, row.last_page),
        decision=" ".join([row.court, row.court_case_number]).strip() if upheld else "",
    )  # fmt: skip


def _version(
    item: EvidenceItem, rooms: _Rooms, file: OnFile, recipient_level: int
) -> RedactedVersion | None:
    """Return the newest version that was issued, or else the newest that there is at all."""
    made = [one for one in rooms.pairs.get(item.id, []) if one.version_item_id in file.versions]
    issued = [one for one in made if one.state == Secrecy.ISSUED]
    if not made:
        return None
    pair = (issued or made)[-1]
    version = file.versions[pair.version_item_id or ""]
    hashes = (pair.item_sha256, pair.version_sha256)
    checked_at = pair.checked_at or pair.asked_at
    above = [one for one in rooms.marks.get(item.id, []) if one.level > recipient_level]
    return RedactedVersion(
        item=version,
        reading=_reading(rooms.texts.get(version.id, [])),
        quarantined=rooms.quarantined(version.id),
        grounds=_grounds(pair, rooms),
        verified=bool(issued) and hashes == (item.sha256, version.sha256),
        outdated=any(one.marked_at > checked_at for one in above),
    )


def _grounds(pair: PublicVersion, rooms: _Rooms) -> tuple[Ground, ...]:
    """Return why something is covered: what the boxes say, or else what the marks say."""
    made = rooms.redactions.get(pair.redaction_id)
    kinds = {str(box["reason"]) for box in made.boxes} if made else set()
    if made and made.words:
        kinds.add(made.words_reason)
    kinds = kinds or {row.kind for row in rooms.marks.get(pair.item_id, [])}
    found = {_GROUNDS[kind] for kind in kinds if kind in _GROUNDS}
    return tuple(one for one in Ground if one in found)
