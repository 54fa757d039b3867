"""Evidence as the case knows it; discovery stores the bytes and calls here."""

from dataclasses import dataclass

from app.cases import store
from app.cases.events import ExhibitAttached
from app.cases.rules import exhibit_label
from app.cases.tables import Exhibit
from app.db.work import Work
from app.kernel.problems import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stored piece of evidence that goes on file; `side` is who brings it."""

    evidence_item_id: str
    title: str
    purpose: str
    side: str
    level: int
    sha256: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a piece of evidence lies on file; without a case it still lies in the draft."""

    exhibit_id: str
    case_id: str | None
    draft_id: str
    label: str | None
    title: str
    purpose: str


def attach(work: Work, *, piece: Piece, case_id: str | None = None, draft_id: str = "") -> Placed:
    """Put a piece of evidence on the file of a case, or into a draft until it is filed.

    Discovery has asked for the permission to upload before it calls.
    """
    exhibit = Exhibit(
        id=work.new_id("exh"),
        draft_id=draft_id,
        evidence_item_id=piece.evidence_item_id,
        title=piece.title,
        purpose=piece.purpose,
        side=piece.side,
        level=piece.level,
        sha256=piece.sha256,
        size_bytes=piece.size_bytes,
        media_type=piece.media_type,
        submitted_by=work.actor.account_id,
        submitted_at=work.now,
    )
    if case_id is not None:
        number = store.exhibit_count(work, case_id, piece.side) + 1
        exhibit.case_id, exhibit.label = case_id, exhibit_label(piece.side, number)
    work.add(exhibit)
    work.record(
        ExhibitAttached(
            subject=case_id or draft_id,
            evidence_item_id=exhibit.evidence_item_id,
            exhibit_id=exhibit.id,
            level=exhibit.level,
            sha256=exhibit.sha256,
        )
    )
    return _placed(exhibit)


def detach(work: Work, *, exhibit_id: str) -> None:
    """Take a piece of evidence out of a draft that is still being written."""
    exhibit = _exhibit(work, exhibit_id)
    if exhibit.case_id is not None:
        raise NotFound
    work.session.delete(exhibit)


def placed(work: Work, exhibit_id: str) -> Placed:
    """Return where a piece of evidence lies now; a draft's lies in the case once it is filed.

    Discovery asks for permission with what it learns here.
    """
    return _placed(_exhibit(work, exhibit_id))


def exhibit_ids(work: Work, case_id: str) -> list[str]:
    """Return the ids of all exhibits on the file of a case; discovery counts what they take."""
    return [exhibit.id for exhibit in store.exhibits(work, case_id)]


def filed_as(work: Work, draft_id: str) -> str:
    """Return the id of the case as which a draft was filed, empty while it is being written."""
    return store.draft(work, draft_id).case_id


def filed_drafts(work: Work, case_id: str) -> list[str]:
    """Return the ids of the drafts that were filed as a case."""
    return store.filed_drafts(work, case_id)


def _exhibit(work: Work, exhibit_id: str) -> Exhibit:
    found = work.session.get(Exhibit, exhibit_id)
    if found is None:
        raise NotFound
    return found


def _placed(exhibit: Exhibit) -> Placed:
    return Placed(
        exhibit_id=exhibit.id,
        case_id=exhibit.case_id,
        draft_id=exhibit.draft_id,
        label=exhibit.label,
        title=exhibit.title,
        purpose=exhibit.purpose,
    )
