"""Making the item list of a request, and saying item by item what is to become of it."""

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import ExhibitOut
from app.db.work import Work
from app.discovery.confidentiality import store as confidentiality
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.transmissions import regimes, rules, standing, store, versions
from app.discovery.transmissions.entries import entry_of, readers_named
from app.discovery.transmissions.events import (
    CourtFindingEntered,
    RecordItemMarked,
    RecordsListExtended,
    RecordsReviewBegun,
)
from app.discovery.transmissions.lifecycle import MARKED_IN, TRANSMISSION, Command
from app.discovery.transmissions.problems import ItemsUnready, NotUnderReview
from app.discovery.transmissions.rules import Choice, Finding, Regime
from app.discovery.transmissions.schemas import FindingIn, MarkIn
from app.discovery.transmissions.tables import (
    CourtFinding,
    RecordTransmission,
    TransmissionItem,
)
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text

_UNKNOWN_LABEL = Text("‘{label}’은(는) 목록에 없는 증거 번호입니다", "“{label}” is not on the list")
_NO_SUCH_VERSION = Text(
    "이 자료를 가림 처리하고 확인까지 마친 판이 아닙니다",
    "No redacted version of this item that passed its check",
)
_NOT_KNOWN_HERE = Text(
    "{basis}에는 이러한 법원의 판단이 없습니다", "{basis} knows no such finding of the court"
)


def begin_review(work: Work, *, transmission_id: str, version: int | None) -> RecordTransmission:
    """Make the item list from everything on the case file, with nothing decided."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_REVIEW, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.REVIEW, standing.facts_of(work, row))
    row.state = step.target
    added = _list(work, row, [])
    work.record(RecordsReviewBegun(subject=row.id, case_id=row.case_id or "", items=added))
    return row


def extend_list(work: Work, *, transmission_id: str, version: int | None) -> RecordTransmission:
    """Take up in the list what came on the case file after the list was made."""
    row = _under_review(work, transmission_id)
    work.expect_version(row, version)
    added = _list(work, row, store.items(work, row.id))
    work.record(RecordsListExtended(subject=row.id, items=added))
    return row


def mark_item(
    work: Work, *, transmission_id: str, entry_id: str, form: MarkIn, version: int | None
) -> TransmissionItem:
    """Say what an item is and what is to become of it; refused where the rules do not allow it."""
    row = _under_review(work, transmission_id)
    item = store.item(work, row.id, entry_id)
    work.expect_version(item, version)
    item.record_class = form.record_class or item.record_class
    item.choice, item.reason = form.choice, form.reason
    refused, redacted = form.choice == Choice.REFUSE, form.choice == Choice.SEND_REDACTED
    item.ground = (form.ground or "") if refused else ""
    item.ground_article = form.ground_article if refused else ""
    item.version_id = form.version_id if redacted else ""
    item.pages = form.pages if form.pages is not None else item.pages
    regime = regimes.regime_of(row.regime)
    readers = readers_named(work, row)
    wrong = rules.faults(entry_of(row, item, readers=item.id in readers, pointer=""), regime)
    if item.version_id and versions.version_of(work, item.item_id, item.version_id) is None:
        wrong.append(FieldError("", "version_unknown", _NO_SUCH_VERSION))
    if wrong:
        errors = tuple(
            FieldError(_POINTERS.get(f.code, "/choice"), f.code, f.detail) for f in wrong
        )
        raise ItemsUnready(wrong[0].detail, errors=errors, basis=(regime.basis,))
    work.record(
        RecordItemMarked(
            subject=item.id, transmission_id=row.id, item_id=item.item_id,
            record_class=item.record_class, choice=item.choice, ground=item.ground,
        )
    )  # fmt: skip
    return item


_POINTERS = {
    "ground_missing": "/ground",
    "ground_unknown": "/ground",
    "ground_class": "/ground",
    "article": "/ground_article",
    "reason": "/reason",
    "overridden": "/ground",
    "version_missing": "/version_id",
    "version_unknown": "/version_id",
}


def enter_finding(
    work: Work, *, transmission_id: str, form: FindingIn, version: int | None
) -> RecordTransmission:
    """Enter that the court found items indispensable, or ordered them shown to it alone.

    What was decided on these items before is open again.
    """
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_REQUEST, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.REVISE, standing.facts_of(work, row))
    items = {item.label: item for item in store.items(work, row.id)}
    _check_finding(form, items, regimes.regime_of(row.regime))
    found = work.add(_finding(work, row, form))
    for label in form.labels:
        item = items[label]
        item.finding, item.finding_id, item.choice = form.finding, found.id, Choice.UNDECIDED
        item.ground = item.ground_article = ""
    row.state = step.target
    work.record(
        CourtFindingEntered(
            subject=row.id, finding_id=found.id, finding=form.finding, items=len(form.labels)
        )
    )
    return row


def _under_review(work: Work, transmission_id: str) -> RecordTransmission:
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_REVIEW, target)
    if row.state not in MARKED_IN:
        raise NotUnderReview(state=row.state)
    return row


def _list(work: Work, row: RecordTransmission, listed: list[TransmissionItem]) -> int:
    own_versions = confidentiality.version_item_ids(work, row.case_id or "")
    known = {item.item_id for item in listed} | own_versions
    exhibits = [
        exhibit
        for exhibit in cases.exhibits(work, row.case_id or "")
        if exhibit.evidence_item_id not in known
    ]
    evidence = store.evidence(work, [exhibit.evidence_item_id for exhibit in exhibits])
    for number, exhibit in enumerate(exhibits, start=len(listed) + 1):
        work.add(_item(work, row, exhibit, evidence[exhibit.evidence_item_id], number))
    return len(exhibits)


def _item(
    work: Work, row: RecordTransmission, exhibit: ExhibitOut, found: EvidenceItem, number: int
) -> TransmissionItem:
    return TransmissionItem(
        id=work.new_id("tri"), transmission_id=row.id, item_id=exhibit.evidence_item_id,
        sequence=number, label=exhibit.label or f"{number}", title=exhibit.title,
        file_name=found.file_name, side=exhibit.side, level=found.level, sha256=exhibit.sha256,
        size_bytes=exhibit.size_bytes, media_type=exhibit.media_type,
        record_class=rules.class_of(exhibit.side), choice=Choice.UNDECIDED,
    )  # fmt: skip


def _check_finding(form: FindingIn, items: dict[str, TransmissionItem], regime: Regime) -> None:
    errors = [
        FieldError(f"/labels/{number}", "unknown", _UNKNOWN_LABEL.format(label=label))
        for number, label in enumerate(form.labels)
        if label not in items
    ]
    known = regime.court_override if form.finding == Finding.INDISPENSABLE else regime.in_camera
    if not known:
        words = _NOT_KNOWN_HERE.format(basis=regime.basis)
        errors.append(FieldError("/finding", "finding_unknown", words))
    if errors:
        raise Invalid(errors=tuple(errors), basis=(regime.basis,))


def _finding(work: Work, row: RecordTransmission, form: FindingIn) -> CourtFinding:
    return CourtFinding(
        id=work.new_id("cfi"), transmission_id=row.id, finding=form.finding,
        labels=form.labels, scope=form.scope, readers=form.readers,
        order_number=form.order_number, ordered_on=form.ordered_on,
        entered_by=work.actor.account_id, entered_at=work.now,
    )  # fmt: skip
