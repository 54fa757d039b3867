"""What a reader may learn of texts, findings and families; contents need leave to download.

Copies and likeness are looked for inside one case and among what the reader may know of, never
across cases: an answer must not tell that somebody else holds the same file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.evidence import standing
from app.discovery.evidence import store as evidence
from app.discovery.evidence.standing import LISTED_LEVEL, Found
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts import store
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.likeness import ALIKE_FROM_PERCENT, overlap_percent
from app.discovery.texts.problems import (
    MemberClosed,
    MemberMissing,
    MemberTaken,
    Quarantined,
)
from app.discovery.texts.rules import Method, TextState
from app.discovery.texts.schemas import (
    CopiesOut,
    FamilyOut,
    FindingsOut,
    LikeOut,
    MemberOut,
    TextStanding,
)
from app.discovery.texts.tables import EvidenceText
from app.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class Original:
    """Where an original lies and what it must be; told to the worker only."""

    item_id: str
    store_key: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text and where it lies; the row says what became of reading."""

    row: EvidenceText
    level: int
    case_id: str | None


@dataclass(frozen=True, slots=True)
class Searchable:
    """The texts of a case that a reader may search, and how much is left out and why."""

    texts: tuple[KeptText, ...]
    names: dict[str, str]
    labels: dict[str, str | None]
    without_text: tuple[str, ...]
    not_readable: int


@dataclass(frozen=True, slots=True)
class OpenMember:
    """A member that may be taken out, with what is needed of its container."""

    kind: str
    position: int
    path: str
    size_bytes: int
    container: Original
    level: int
    origin: str
    case_id: str | None
    draft_id: str


def original(work: Work, *, item_id: str) -> Original | None:
    """Return where an original lies, for the worker; nothing if it is on file no more."""
    work.require(May.JOB_RUN, OPEN)
    item = evidence.item(work, item_id)
    if item is None or item.store_key is None:
        return None
    return Original(item.id, item.store_key, item.file_name, item.sha256)


def waiting_for_scan(work: Work, *, limit: int) -> list[str]:
    """Return items that no scanner has looked at, for the worker."""
    work.require(May.JOB_RUN, OPEN)
    return store.not_scanned(work, limit)


def names_text(work: Work, *, key: str) -> bool:
    """Tell if a row names an object of the store as its text; asked by the worker."""
    work.require(May.JOB_RUN, OPEN)
    return store.text_named(work, key)


def refuse_quarantined(work: Work, item_id: str) -> None:
    """Raise Quarantined where malware was found in an original; asked wherever bytes go out."""
    finding = store.finding_of(work, item_id)
    if finding is not None and finding.malware_state == ScanState.QUARANTINED:
        raise Quarantined(item_id=item_id, signature=finding.signature)


def kept_text(work: Work, item_id: str, method: Method | None = None, code: str = "") -> KeptText:
    """Return where an item's text lies, for a reader who may have its contents.

    Without a method it is what was read from the file, or what was recognised where that is empty.
    """
    found = standing.readable(work, item_id, code)
    rows = {row.method: row for row in store.texts_of(work, [item_id])}
    row = rows.get(method) if method else _better(rows)
    row = row or EvidenceText(
        id="", item_id=item_id, method=method or Method.EXTRACTION, state=TextState.WAITING,
        asked_at=work.now,
    )  # fmt: skip
    return KeptText(row, found.item.level, found.placed.case_id)


def findings(work: Work, item_id: str, *, code: str = "") -> FindingsOut:
    """Return what the bytes of an item showed, whether it was read, and its copies."""
    found = standing.known(work, item_id, code)
    finding = store.finding_of(work, item_id)
    texts = [TextStanding.of(row) for row in store.texts_of(work, [item_id])]
    container = store.container_of(work, item_id)
    shown = container if container and _may_read(work, container.item_id) else None
    copies = _copies(work, found, finding.message_hash if finding else "", code)
    return FindingsOut.of(found.item, finding, texts=texts, container=shown, copies=copies)


def family(work: Work, item_id: str, *, code: str = "") -> FamilyOut:
    """Return what lies in a mail or archive; names in there are contents, so leave is asked."""
    item = standing.readable(work, item_id, code).item
    finding = store.finding_of(work, item_id)
    members = store.members_of(work, item_id)
    return FamilyOut(
        item_id=item.id,
        examined=finding is not None,
        member_count=finding.member_count if finding else 0,
        family_refusal=finding.family_refusal if finding else "",
        members=[MemberOut.of(one) for one in members],
    )


def open_member(work: Work, item_id: str, position: int, *, code: str = "") -> OpenMember:
    """Return a member that may be taken out; raise MemberMissing, MemberTaken or MemberClosed."""
    found = standing.readable(work, item_id, code)
    refuse_quarantined(work, item_id)
    one = store.member(work, item_id, position)
    if one is None:
        raise MemberMissing
    if one.child_item_id is not None:
        raise MemberTaken(item_id=one.child_item_id)
    # Too large for the list is not too large for the file limit, which is asked on the way.
    if one.refusal not in {"", "too_large", "nested"}:
        raise MemberClosed(refusal=one.refusal)
    item, placed = found.item, found.placed
    return OpenMember(
        kind=one.kind, position=one.position, path=one.path, size_bytes=one.size_bytes,
        container=Original(item.id, item.store_key or "", item.file_name, item.sha256),
        level=item.level, origin=placed.label or item.file_name, case_id=placed.case_id,
        draft_id=placed.draft_id,
    )  # fmt: skip


def searchable(work: Work, case_id: str) -> Searchable:
    """Return the texts of a case that the reader may search."""
    work.require(May.EVIDENCE_LIST, cases.target_of(work, case_id, level=LISTED_LEVEL))
    items = store.items_of_case(work, case_id)
    readable: dict[str, Found] = {}
    not_readable = 0
    for item in items:
        found = _standing_to(work, item.id)
        if isinstance(found, Found):
            readable[item.id] = found
        else:
            not_readable += found
    texts = _best_texts(work, readable)
    with_text = {kept.row.item_id for kept in texts}
    return Searchable(
        texts=tuple(texts),
        names={item_id: found.item.file_name for item_id, found in readable.items()},
        labels={item_id: found.placed.label for item_id, found in readable.items()},
        without_text=tuple(item_id for item_id in readable if item_id not in with_text),
        not_readable=not_readable,
    )


def _best_texts(work: Work, readable: dict[str, Found]) -> list[KeptText]:
    return [
        KeptText(row, readable[row.item_id].item.level, readable[row.item_id].placed.case_id)
        for row in store.texts_of(work, list(readable))
        if row.store_key
    ]


def _standing_to(work: Work, item_id: str) -> Found | int:
    """Return an item whose contents may be read, else 1 if it may be known of and 0 if not."""
    try:
        return standing.readable(work, item_id)
    except Problem:
        pass
    try:
        standing.known(work, item_id)
    except Problem:
        return 0
    return 1


def _may_read(work: Work, item_id: str) -> bool:
    return isinstance(_standing_to(work, item_id), Found)


def _better(rows: dict[str, EvidenceText]) -> EvidenceText | None:
    extracted, recognised = rows.get(Method.EXTRACTION), rows.get(Method.OCR)
    if recognised and recognised.store_key and not (extracted and extracted.store_key):
        return recognised
    return extracted or recognised


def _copies(work: Work, found: Found, message_hash: str, code: str) -> CopiesOut:
    others = [item for item in _neighbours(work, found) if item.id != found.item.id]
    known = [item for item in others if _is_known(work, item.id, code)]
    same = [item.id for item in known if item.sha256 == found.item.sha256]
    ids = [item.id for item in known]
    mails = store.same_message(work, message_hash, ids) if message_hash else set()
    return CopiesOut(
        same_bytes=same,
        same_message=sorted(mails - set(same)),
        alike=_alike(work, found.item.id, set(ids) - set(same)),
    )


def _neighbours(work: Work, found: Found) -> list[EvidenceItem]:
    if found.placed.case_id is None:
        return store.items_of_draft(work, found.item.draft_id)
    return store.items_of_case(work, found.placed.case_id)


def _is_known(work: Work, item_id: str, code: str) -> bool:
    try:
        standing.known(work, item_id, code)
    except Problem:
        return False
    return True


def _alike(work: Work, item_id: str, others: Iterable[str]) -> list[LikeOut]:
    # That two texts say much the same is itself something about their contents.
    rows = [row for row in store.texts_of(work, [item_id, *others]) if row.likeness]
    mine = next((row.likeness for row in rows if row.item_id == item_id), "")
    if not mine or not _may_read(work, item_id):
        return []
    found = {
        row.item_id: overlap_percent(mine, row.likeness) for row in rows if row.item_id != item_id
    }
    near = [(percent, other) for other, percent in found.items() if percent >= ALIKE_FROM_PERCENT]
    return [
        LikeOut(item_id=other, overlap_percent=percent)
        for percent, other in sorted(near, reverse=True)
        if _may_read(work, other)
    ]
