"""What is told and shown in sealed sets and data rooms, to officials and to a room's one viewer."""

from dataclasses import dataclass

from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.confidentiality import standing, store
from app.discovery.confidentiality.lifecycle import State
from app.discovery.confidentiality.problems import RoomShut
from app.discovery.confidentiality.queries import Bytes, bytes_of, level_of
from app.discovery.confidentiality.schemas.viewing import (
    DataRoomList,
    DataRoomOut,
    NoteList,
    NoteOut,
    SealedSetOut,
)
from app.discovery.confidentiality.sealed_words import opened, opened_all
from app.discovery.confidentiality.tables import DataRoom, DataRoomNote, SealedSet
from app.discovery.evidence import store as evidence
from app.kernel.clock import SEOUL
from app.kernel.problems import NotFound


def sealed_set(work: Work, sealed_set_id: str) -> SealedSetOut:
    """Return a sealed set to those who may mark evidence of the case."""
    row = store.get(work, SealedSet, sealed_set_id)
    standing.on_case(work, row.case_id, May.EVIDENCE_MARK)
    return SealedSetOut.of(row)


def rooms(work: Work, case_id: str) -> DataRoomList:
    """Return the data rooms of a case to those who propose them."""
    standing.on_case(work, case_id, May.EVIDENCE_REDACT)
    return DataRoomList(items=[DataRoomOut.of(row) for row in store.data_rooms(work, case_id)])


def room(work: Work, data_room_id: str) -> DataRoomOut:
    """Return a data room to its viewer."""
    row = store.get(work, DataRoom, data_room_id)
    standing.may_view(work, row, level=standing.LISTED_LEVEL)
    return DataRoomOut.of(row)


@dataclass(frozen=True, slots=True)
class View:
    """A page that may be shown now: its bytes, its level, and the words written across it."""

    room: DataRoom
    content: Bytes
    level: int
    words: str


def page_to_view(work: Work, data_room_id: str, item_id: str, page: int) -> View:
    """Return what is needed to show a page to the viewer of an open data room."""
    found = _open_room(work, data_room_id)
    item = evidence.item(work, item_id) if item_id in found.item_ids else None
    if item is None:
        raise NotFound(because="not_in_the_room")
    level = level_of(work, item, page)
    standing.may_view(work, found, level=level)
    work.world.reading_rule(work, item_id)
    standing.refuse_other_than_pdf(item)
    when = work.now.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
    words = f"{work.actor.display_name or work.actor.person_id} · {when} · {found.id[-8:]}"
    return View(found, bytes_of(work, item), level, words)


def room_to_write_in(work: Work, data_room_id: str) -> DataRoom:
    """Return an open data room to its viewer."""
    return _open_room(work, data_room_id)


@dataclass(frozen=True, slots=True)
class ToCompare:
    """What a viewer's note must not repeat: the evidence of the room, and words known as secret."""

    contents: tuple[Bytes, ...]
    secrets: tuple[str, ...]


def to_compare(work: Work, data_room_id: str) -> ToCompare:
    """Return what the note of an open room's viewer is compared with."""
    found = _open_room(work, data_room_id)
    items = [evidence.item(work, item_id) for item_id in found.item_ids]
    return ToCompare(
        contents=tuple(bytes_of(work, item) for item in items if item is not None),
        secrets=tuple(opened_all(work, store.secrets_of(work, found.case_id, found.item_ids))),
    )


def _open_room(work: Work, data_room_id: str) -> DataRoom:
    row = store.get(work, DataRoom, data_room_id)
    standing.may_view(work, row, level=standing.LISTED_LEVEL)
    if not _is_open(work, row):
        raise RoomShut(from_at=row.from_at.isoformat(), until_at=row.until_at.isoformat())
    return row


def _is_open(work: Work, row: DataRoom) -> bool:
    return row.state == State.OPEN and row.from_at <= work.now < row.until_at


def notes(work: Work, data_room_id: str) -> NoteList:
    """Return the notes of a data room to its viewer, who wrote them.

    Outside the room and its hours there is the text of what was released, and no other.
    """
    row = store.get(work, DataRoom, data_room_id)
    standing.may_view(work, row, level=standing.LISTED_LEVEL)
    inside = _is_open(work, row)
    return NoteList(
        items=[
            NoteOut.of(one, text=opened(work, one.text) if inside or _left(one) else "")
            for one in store.notes(work, row.id)
        ]
    )


def _left(note: DataRoomNote) -> bool:
    return note.state == State.RELEASED


def note(work: Work, note_id: str) -> NoteOut:
    """Return a note to an official who may read what it may repeat; the read is recorded."""
    row = store.get(work, DataRoomNote, note_id)
    room = store.get(work, DataRoom, row.data_room_id)
    standing.on_case(work, room.case_id, May.EVIDENCE_REDACT, level=room.level)
    work.record(ConfidentialRead(subject=row.id, level=room.level, what="viewing_note"))
    return NoteOut.of(row, text=opened(work, row.text))
