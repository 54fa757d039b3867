"""Sealing evidence for the court, data rooms for one viewer, and what the viewer may take along."""

import hashlib
from typing import Any

import rfc8785

from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.confidentiality import looking, rules, standing, store
from app.discovery.confidentiality.actions.marks import end, lay
from app.discovery.confidentiality.events import (
    DataRoomMoved,
    DataRoomPageViewed,
    EvidenceSealed,
    NoteCompared,
    NoteReleased,
    SealOpened,
)
from app.discovery.confidentiality.lifecycle import DATA_ROOM, MARK, NOTE, Command, State
from app.discovery.confidentiality.problems import NoteTooClose
from app.discovery.confidentiality.rules import Overlap
from app.discovery.confidentiality.schemas.viewing import DataRoomIn, NoteIn, OpenSealIn, SealIn
from app.discovery.confidentiality.sealed_words import closed
from app.discovery.confidentiality.tables import (
    ConfidentialityMark,
    DataRoom,
    DataRoomNote,
    SealedSet,
)
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import link
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import Conflict

SEALED, OPENED = "sealed", "opened"


def seal(work: Work, *, case_id: str, form: SealIn) -> SealedSet:
    """Seal evidence for the court: nobody else reads it until the court has decided."""
    standing.on_case(work, case_id, May.EVIDENCE_MARK)
    items = [standing.of_case(work, case_id, item_id) for item_id in dict.fromkeys(form.item_ids)]
    manifest = [_line(item) for item in items]
    row = work.add(
        SealedSet(
            id=work.new_id("seal"), case_id=case_id, state=SEALED, court=form.court,
            court_case_number=form.court_case_number, reason=form.reason, manifest=manifest,
            manifest_sha256=hashlib.sha256(rfc8785.dumps(manifest)).hexdigest(),
            sealed_by=work.actor.person_id, sealed_at=work.now,
        )
    )  # fmt: skip
    for item in items:
        lay(work, item, _camera_mark(work, row, item))
    work.record(
        EvidenceSealed(
            subject=row.id, case_id=case_id, manifest_sha256=row.manifest_sha256, items=len(items)
        )
    )
    return row


def _line(item: EvidenceItem) -> dict[str, Any]:
    return {
        "item_id": item.id, "label": item.file_name, "sha256": item.sha256,
        "size_bytes": item.size_bytes,
    }  # fmt: skip


def _camera_mark(work: Work, row: SealedSet, item: EvidenceItem) -> ConfidentialityMark:
    return ConfidentialityMark(
        id=work.new_id("mark"), item_id=item.id, case_id=row.case_id, kind=rules.Kind.IN_CAMERA,
        level=rules.COURT_ONLY_LEVEL, reason=row.reason, state=MARK.initial,
        account_id=work.actor.account_id, person_id=work.actor.person_id, marked_at=work.now,
        sealed_set_id=row.id, court=row.court, court_case_number=row.court_case_number,
    )  # fmt: skip


def open_seal(
    work: Work, *, sealed_set_id: str, form: OpenSealIn, version: int | None
) -> SealedSet:
    """Open a sealed set on the court's decision; not by the one who sealed it."""
    seen = store.get(work, SealedSet, sealed_set_id)
    standing.may_confirm(work, seen.case_id, asked_by=seen.sealed_by)
    row = store.locked(work, SealedSet, sealed_set_id)
    work.expect_version(row, version)
    if row.state != SEALED:
        raise Conflict
    row.state, row.opened_at, row.opened_by = OPENED, work.now, work.actor.person_id
    row.decided_on = form.decided_on
    for mark in store.marks_of_set(work, row.id):
        mark.decided_on, mark.decided_by = form.decided_on, work.actor.person_id
        end(work, evidence.locked_item(work, mark.item_id), mark, Command.OVERRULE)
    work.record(SealOpened(subject=row.id, case_id=row.case_id))
    return row


# --------------------------------------------------------------------------- data rooms


def propose_room(work: Work, *, case_id: str, form: DataRoomIn) -> DataRoom:
    """Propose that one person look at some evidence for a while; another person has to open it."""
    standing.on_case(work, case_id, May.EVIDENCE_REDACT)
    items = [standing.of_case(work, case_id, item_id) for item_id in dict.fromkeys(form.item_ids)]
    row = store.add_room(
        work,
        DataRoom(
            id=work.new_id("room"), case_id=case_id, state=DATA_ROOM.initial,
            viewer_person_id=form.viewer_person_id, item_ids=[item.id for item in items],
            purpose=form.purpose, level=form.level, from_at=form.from_at, until_at=form.until_at,
            proposed_by=work.actor.person_id, proposed_at=work.now,
        ),
    )  # fmt: skip
    work.record(DataRoomMoved(subject=row.id, case_id=case_id, state=row.state))
    return row


def open_room(work: Work, *, data_room_id: str, version: int | None) -> DataRoom:
    """Open a data room that another person proposed."""
    row = _confirmable(work, data_room_id, version, own=False)
    row.state = DATA_ROOM.take(row.state, Command.OPEN).target
    row.opened_at, row.opened_by = work.now, work.actor.person_id
    for item_id in row.item_ids:
        link(work, evidence.locked_item(work, item_id), "data_room_opened", purpose=row.id)
    work.record(DataRoomMoved(subject=row.id, case_id=row.case_id, state=row.state))
    return row


def close_room(work: Work, *, data_room_id: str, version: int | None) -> DataRoom:
    """Close a data room at once, or refuse one that was proposed."""
    row = _confirmable(work, data_room_id, version, own=True)
    row.state = DATA_ROOM.take(row.state, Command.CLOSE).target
    row.closed_at, row.closed_by = work.now, work.actor.person_id
    for item_id in row.item_ids:
        link(work, evidence.locked_item(work, item_id), "data_room_closed", purpose=row.id)
    work.record(DataRoomMoved(subject=row.id, case_id=row.case_id, state=row.state))
    return row


def _confirmable(work: Work, data_room_id: str, version: int | None, *, own: bool) -> DataRoom:
    seen = store.get(work, DataRoom, data_room_id)
    standing.may_confirm(work, seen.case_id, asked_by="" if own else seen.proposed_by)
    row = store.locked(work, DataRoom, data_room_id)
    work.expect_version(row, version)
    return row


def note_view(work: Work, *, data_room_id: str, item_id: str, page: int) -> None:
    """Note that a page is about to be shown; asked again, for the room may have closed since."""
    view = looking.page_to_view(work, data_room_id, item_id, page)
    item = evidence.locked_item(work, item_id)
    link(work, item, "page_viewed", purpose=f"p{page}", legal_basis=data_room_id)
    work.record(ConfidentialRead(subject=item_id, level=view.level, what="data_room_page"))
    work.record(
        DataRoomPageViewed(subject=data_room_id, item_id=item_id, page=page, level=view.level)
    )


def write_note(
    work: Work, *, data_room_id: str, form: NoteIn, found: Overlap, unread: list[str]
) -> DataRoomNote:
    """Keep a viewer's note with what comparing it found; it does not leave by itself."""
    room = looking.room_to_write_in(work, data_room_id)
    compared = Command.FAIL if unread else Command.PASS
    command = Command.LEAK if found.too_close else compared
    row = work.add(
        DataRoomNote(
            id=work.new_id("note"), data_room_id=room.id, text=closed(work, form.text),
            state=NOTE.take(NOTE.initial, command).target, share_percent=found.share_percent,
            longest_letters=found.longest_letters, unread_item_ids=unread,
            written_by=work.actor.person_id, written_at=work.now,
        )
    )  # fmt: skip
    work.record(
        NoteCompared(
            subject=row.id, data_room_id=room.id, result=row.state,
            share_percent=found.share_percent, longest_letters=found.longest_letters,
        )
    )  # fmt: skip
    return row


def release_note(work: Work, *, note_id: str, version: int | None) -> DataRoomNote:
    """Let a note leave; one that repeats the secret never does."""
    seen = store.get(work, DataRoomNote, note_id)
    room = store.get(work, DataRoom, seen.data_room_id)
    standing.may_confirm(work, room.case_id, asked_by=seen.written_by)
    row = store.locked(work, DataRoomNote, note_id)
    work.expect_version(row, version)
    if row.state == State.TOO_CLOSE:
        raise NoteTooClose(share_percent=row.share_percent, longest_letters=row.longest_letters)
    row.state = NOTE.take(row.state, Command.RELEASE).target
    row.released_at, row.released_by = work.now, work.actor.person_id
    work.record(NoteReleased(subject=row.id, data_room_id=room.id))
    return row
