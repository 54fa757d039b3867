"""What one may do with evidence; one function per act; none commits, none touches the bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.access.actor import OPEN
from app.access.policy import May
from app.cases.actions.drafts import own_draft
from app.cases.actions.exhibits import Piece, attach, detach, exhibit_ids
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.evidence import rules, standing, store
from app.discovery.evidence.events import (
    EvidenceDamaged,
    EvidenceDownloaded,
    EvidenceExpired,
    EvidenceRefused,
    EvidenceReserved,
    EvidenceStored,
    EvidenceWithdrawn,
)
from app.discovery.evidence.holds import NO_HOLDS, may_dispose
from app.discovery.evidence.lifecycle import EVIDENCE, Command, ItemFacts
from app.discovery.evidence.problems import PlaceFull, UploadSpent
from app.discovery.evidence.rules import IntakeLimits, Offer, Place, Room, Usage
from app.discovery.evidence.standing import Found
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem
from app.kernel.problems import FieldError, NotFound
from app.storage.base import Disposal

CONFIDENTIAL_FROM_LEVEL = 3

# Acts that ask for no permission of their own, each with the reason why.
OPEN_ACTS: dict[str, str] = {
    "give_up": "an upload gives back the room that it was itself given",
    "note_damage": "a read that was permitted found the object damaged",
    "link": "the act that is put on the chain has asked",
    "note_taken_out": "the act that gives the file out has asked",
}


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of an upload: what is on file now, and what was refused and why."""

    upload_id: str
    found: tuple[Found, ...]
    errors: tuple[FieldError, ...]


def reserve(work: Work, *, place: Place, limits: IntakeLimits, announced_bytes: int | None) -> Room:
    """Set room aside for an upload before its first byte; raise PlaceFull where there is none.

    `announced_bytes` is the length that the request says it has.
    """
    standing.uploads_to(work, place)
    store.queue_for(work, place)
    used = _usage(work, place)
    room = Room(work.new_id("upload"), limits.case_bytes - used.size_bytes)
    if room.free_bytes <= 0 or used.files >= limits.case_files:
        raise PlaceFull(limit_bytes=limits.case_bytes, limit_files=limits.case_files)
    if (announced_bytes or 0) > room.request_bytes(limits):
        raise PlaceFull(limit_bytes=limits.case_bytes, free_bytes=room.free_bytes)
    reserved = min(announced_bytes or limits.file_bytes, room.free_bytes)
    row = work.add(_pending(work, place, room.upload_id, reserved))
    work.record(
        EvidenceReserved(
            subject=row.id, upload_id=room.upload_id, place_id=place.id, reserved_bytes=reserved
        )
    )
    return room


def register(
    work: Work, *, place: Place, upload_id: str, offers: Sequence[Offer], limits: IntakeLimits
) -> Intake:
    """Put on file what an upload brought, within the limits; what does not fit is refused."""
    side = standing.uploads_to(work, place, lock=True)
    store.queue_for(work, place)
    first = _own_pending(work, place, upload_id)
    used = _usage(work, place, besides=upload_id)
    found: list[Found] = []
    errors: list[FieldError] = []
    # The offers end first: asking for one row more would leave it pending.
    for offered, row in zip(offers, _rows(work, place, first), strict=False):
        offer = rules.within(offered, used, limits)
        if offer.error:
            _refuse(work, row, offer.error.code, offer)
            errors.append(offer.error)
        else:
            found.append(_store(work, row, offer, side))
            used = used.plus(offer.size_bytes)
    return Intake(upload_id, tuple(found), tuple(errors))


def give_up(work: Work, *, upload_id: str, code: str) -> None:
    """Give back the room of an upload from which nothing is taken; `code` says why."""
    row = store.pending(work, upload_id)
    if row is not None:
        _refuse(work, row, code)


def take_out(work: Work, *, item_id: str, code: str = "", purpose_code: str = "") -> Found:
    """Note that a file is about to be given out; its first byte leaves after this is kept."""
    found = standing.readable(work, item_id, code)
    note_taken_out(work, found, purpose_code=purpose_code)
    return found


def note_taken_out(work: Work, found: Found, *, purpose_code: str) -> None:
    """Put on the chain that a file is about to be given out; the act that gives it out has asked."""
    item = store.locked_item(work, found.item.id)
    link(work, item, "downloaded", purpose=purpose_code)
    work.record(
        EvidenceDownloaded(
            subject=item.id, case_id=found.placed.case_id or "", level=item.level,
            sha256=item.sha256, purpose_code=purpose_code,
        )
    )  # fmt: skip
    if item.level >= CONFIDENTIAL_FROM_LEVEL:
        work.record(
            ConfidentialRead(
                subject=item.id, level=item.level, what="evidence", purpose_code=purpose_code
            )
        )


def note_damage(work: Work, *, item_id: str, problem: str) -> None:
    """Record the incident that the store does not hold what was stored."""
    item = store.locked_item(work, item_id)
    link(work, item, "found_damaged")
    work.record(EvidenceDamaged(subject=item.id, sha256=item.sha256, problem=problem))


def withdraw(
    work: Work, *, place: Place, item_id: str, version: int | None
) -> tuple[EvidenceItem, Disposal]:
    """Take a file out of a draft; returns the permission to remove its bytes afterwards."""
    draft = own_draft(work, place.draft_id, place.code)
    work.session.refresh(draft, with_for_update=True)
    seen = store.item(work, item_id)
    if seen is None or seen.draft_id != place.draft_id:
        raise NotFound
    item = store.locked_item(work, item_id)
    work.expect_version(item, version)
    row = EVIDENCE.take(item.state, Command.WITHDRAW, ItemFacts(filed=bool(draft.case_id)))
    return item, _let_go(work, item, row.target)


def clear_draft(work: Work, *, draft_id: str) -> list[Disposal]:
    """Take every file out of a draft whose time is over; run by the worker."""
    work.require(May.JOB_RUN, OPEN)
    freed = []
    for seen in store.stored_in_draft(work, draft_id):
        item = store.locked_item(work, seen.id)
        row = EVIDENCE.take(item.state, Command.WITHDRAW, ItemFacts(filed=False))
        freed.append(_let_go(work, item, row.target))
    return freed


def _let_go(work: Work, item: EvidenceItem, state: str) -> Disposal:
    disposal = may_dispose(
        item.store_key or "", "withdrawn_from_draft", NO_HOLDS, work.now, item_id=item.id
    )
    if item.exhibit_id is not None:
        detach(work, exhibit_id=item.exhibit_id)
    item.state, item.settled_at = state, work.now
    # From now on no row names the object: what a crash leaves of it goes to the reaper.
    item.store_key = item.exhibit_id = None
    link(work, item, "withdrawn")
    work.record(EvidenceWithdrawn(subject=item.id, draft_id=item.draft_id, sha256=item.sha256))
    return disposal


def expire(work: Work, *, limit: int = 100) -> int:
    """Give back the room of uploads that nobody finished in a day; returns how many."""
    work.require(May.JOB_RUN, OPEN)
    rows = store.overdue(work, work.now - rules.PENDING_LASTS, limit)
    for item in rows:
        item.state = EVIDENCE.take(item.state, Command.EXPIRE).target
        item.settled_at = work.now
        work.record(EvidenceExpired(subject=item.id, upload_id=item.upload_id))
    return len(rows)


def _usage(work: Work, place: Place, *, besides: str = "") -> Usage:
    # A case holds what was filed with its complaint too, which was sent to the draft.
    filed = exhibit_ids(work, place.case_id) if place.case_id else []
    return store.usage(work, place, exhibit_ids=filed, besides=besides)


def _pending(work: Work, place: Place, upload_id: str, reserved_bytes: int) -> EvidenceItem:
    return EvidenceItem(
        id=work.new_id("evi"), upload_id=upload_id, account_id=work.actor.account_id,
        person_id=work.actor.person_id, case_id=place.case_id or None, draft_id=place.draft_id,
        state=EVIDENCE.initial, reserved_bytes=reserved_bytes, reserved_at=work.now,
    )  # fmt: skip


def _own_pending(work: Work, place: Place, upload_id: str) -> EvidenceItem:
    row = store.pending(work, upload_id)
    if row is None or work.now - row.reserved_at > rules.PENDING_LASTS:
        raise UploadSpent
    bound = (row.account_id, row.case_id or "", row.draft_id)
    if bound != (work.actor.account_id, place.case_id, place.draft_id):
        raise UploadSpent
    return row


def _rows(work: Work, place: Place, first: EvidenceItem) -> Iterator[EvidenceItem]:
    yield first
    while True:
        yield work.add(_pending(work, place, first.upload_id, 0))


def _refuse(work: Work, row: EvidenceItem, code: str, offer: Offer | None = None) -> None:
    row.state = EVIDENCE.take(row.state, Command.REFUSE).target
    row.settled_at, row.refusal = work.now, code
    if offer is not None:
        row.file_name, row.sha256, row.size_bytes = offer.name, offer.sha256, offer.size_bytes
    work.record(EvidenceRefused(subject=row.id, upload_id=row.upload_id, code=code))


def _store(work: Work, row: EvidenceItem, offer: Offer, side: str) -> Found:
    row.state = EVIDENCE.take(row.state, Command.STORE).target
    row.settled_at, row.side, row.level = work.now, side, offer.level
    row.file_name, row.media_type = offer.name, offer.media_type
    row.store_key, row.sha256, row.size_bytes = offer.store_key, offer.sha256, offer.size_bytes
    piece = Piece(
        evidence_item_id=row.id, title=offer.title or offer.name, purpose=offer.purpose, side=side,
        level=offer.level, sha256=offer.sha256, size_bytes=offer.size_bytes,
        media_type=offer.media_type,
    )  # fmt: skip
    placed = attach(work, piece=piece, case_id=row.case_id, draft_id=row.draft_id)
    row.exhibit_id = placed.exhibit_id
    # The chain's first link points at the row, which must be there before it.
    work.session.flush()
    link(work, row, "received")
    work.record(
        EvidenceStored(
            subject=row.id, upload_id=row.upload_id, case_id=row.case_id or "",
            draft_id=row.draft_id, exhibit_id=placed.exhibit_id, side=side, level=row.level,
            sha256=row.sha256, size_bytes=row.size_bytes, media_type=row.media_type,
        )
    )  # fmt: skip
    return Found(row, placed)


def link(
    work: Work,
    item: EvidenceItem,
    act: str,
    *,
    purpose: str = "",
    legal_basis: str = "",
    sha256: str = "",
) -> CustodyEvent:
    """Add a link to the chain of a piece of evidence that this Work has locked.

    `sha256` is of what the act was about, where that was not the piece itself but its version.
    """
    return work.add(
        CustodyEvent(
            id=work.new_id("cust"), item_id=item.id, sequence=store.next_sequence(work, item.id),
            act=act, account_id=work.actor.account_id, person_id=work.actor.person_id,
            role=work.actor.role, at=work.now, purpose=purpose, legal_basis=legal_basis[:200],
            sha256=sha256 or item.sha256,
        )
    )  # fmt: skip
