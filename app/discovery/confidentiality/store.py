"""The only SQL of this room."""

import re
from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.db.rows import Row
from app.db.work import Work
from app.discovery.confidentiality.lifecycle import State
from app.discovery.confidentiality.rules import Marked
from app.discovery.confidentiality.tables import (
    ConfidentialityMark,
    DataRoom,
    DataRoomNote,
    ItemSecrecy,
    LevelLowering,
    PublicVersion,
    Redaction,
)
from app.kernel.problems import FieldError, Invalid, NotFound
from app.kernel.text import Text

_NOBODY = Text("없는 사람입니다", "There is no such person")
_ID = re.compile(r"[a-z]+_[0-9a-f]{32}")
AnyRow = TypeVar("AnyRow", bound=Row)
_STANDING = (State.IN_FORCE, State.UPHELD)


def get(work: Work, kind: type[AnyRow], row_id: str) -> AnyRow:
    """Return a row; raise NotFound where there is none."""
    # What can not be an id is never asked of the database.
    found = work.session.get(kind, row_id) if _ID.fullmatch(row_id) else None
    if found is None:
        raise NotFound
    return found


def locked(work: Work, kind: type[AnyRow], row_id: str) -> AnyRow:
    """Return a row that nobody else changes until this Work ends."""
    return _refreshed(work, get(work, kind, row_id))


def _refreshed(work: Work, row: AnyRow) -> AnyRow:
    work.session.refresh(row, with_for_update=True)
    return row


def add_room(work: Work, row: DataRoom) -> DataRoom:
    """Add a data room; raise Invalid where its viewer is nobody."""
    work.add(row)
    try:
        work.session.flush()
    except IntegrityError as fault:
        raise Invalid(errors=(FieldError("/viewer_person_id", "unknown", _NOBODY),)) from fault
    return row


def secrecy(work: Work, item_id: str) -> ItemSecrecy | None:
    """Return the level that evidence came with, where it was ever marked."""
    chosen = select(ItemSecrecy).where(col(ItemSecrecy.item_id) == item_id)
    return work.session.execute(chosen).scalar_one_or_none()


def marks(work: Work, item_id: str, *, standing: bool = True) -> list[ConfidentialityMark]:
    """Return the marks of a piece of evidence, oldest first, with ended ones if wanted."""
    chosen = select(ConfidentialityMark).where(col(ConfidentialityMark.item_id) == item_id)
    if standing:
        chosen = chosen.where(col(ConfidentialityMark.state).in_(_STANDING))
    ordered = chosen.order_by(col(ConfidentialityMark.id))
    return list(work.session.execute(ordered).scalars())


def as_marked(row: ConfidentialityMark) -> Marked:
    """Return a mark as the rules know it."""
    # What the court has upheld stands without an end.
    until_on = None if row.state == State.UPHELD else row.until_on
    return Marked(
        level=row.level, first_page=row.first_page, last_page=row.last_page, until_on=until_on
    )


def marks_of_case(work: Work, case_id: str) -> list[ConfidentialityMark]:
    """Return the marks that stand in a case, by evidence and age."""
    chosen = select(ConfidentialityMark).where(
        col(ConfidentialityMark.case_id) == case_id, col(ConfidentialityMark.state).in_(_STANDING)
    )
    ordered = chosen.order_by(col(ConfidentialityMark.item_id), col(ConfidentialityMark.id))
    return list(work.session.execute(ordered).scalars())


def marks_of_set(work: Work, sealed_set_id: str) -> list[ConfidentialityMark]:
    """Return the marks that a sealed set laid and that still stand."""
    chosen = select(ConfidentialityMark).where(
        col(ConfidentialityMark.sealed_set_id) == sealed_set_id,
        col(ConfidentialityMark.state).in_(_STANDING),
    )
    return list(work.session.execute(chosen.order_by(col(ConfidentialityMark.id))).scalars())


def lapsed_marks(work: Work, limit: int) -> list[ConfidentialityMark]:
    """Return marks whose last day is over, locked."""
    chosen = (
        select(ConfidentialityMark)
        .where(
            col(ConfidentialityMark.state) == State.IN_FORCE,
            col(ConfidentialityMark.until_on) < work.today,
        )
        .order_by(col(ConfidentialityMark.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(work.session.execute(chosen).scalars())


def open_lowering(work: Work, mark_id: str) -> LevelLowering | None:
    """Return the lowering of a mark that is still waiting."""
    chosen = select(LevelLowering).where(
        col(LevelLowering.mark_id) == mark_id, col(LevelLowering.state) == State.ASKED
    )
    return work.session.execute(chosen).scalars().first()


def lowerings(work: Work, item_id: str) -> list[LevelLowering]:
    """Return every lowering that was ever asked for on a piece of evidence."""
    chosen = select(LevelLowering).where(col(LevelLowering.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(LevelLowering.id))).scalars())


def redactions(work: Work, item_id: str) -> list[Redaction]:
    """Return the redactions of a piece of evidence, oldest first."""
    chosen = select(Redaction).where(col(Redaction.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(Redaction.id))).scalars())


def redactions_of_case(work: Work, case_id: str) -> list[Redaction]:
    """Return the redactions of a case that passed, oldest first."""
    chosen = select(Redaction).where(
        col(Redaction.case_id) == case_id, col(Redaction.state) == State.VERIFIED
    )
    return list(work.session.execute(chosen.order_by(col(Redaction.id))).scalars())


def public_versions(
    work: Work, case_id: str, *, item_ids: Collection[str] | None = None
) -> list[PublicVersion]:
    """Return the pairs of a case, oldest first, of some evidence or all."""
    chosen = select(PublicVersion).where(col(PublicVersion.case_id) == case_id)
    if item_ids is not None:
        chosen = chosen.where(col(PublicVersion.item_id).in_(item_ids))
    return list(work.session.execute(chosen.order_by(col(PublicVersion.id))).scalars())


def secrets_of(work: Work, case_id: str, item_ids: Collection[str]) -> list[str]:
    """Return the words, sealed, that some evidence of a case is known to keep secret."""
    pairs = public_versions(work, case_id, item_ids=item_ids)
    made = [row for item_id in item_ids for row in redactions(work, item_id)]
    return [box for row in pairs for box in row.secrets] + [
        box for row in made for box in row.words
    ]


def data_rooms(work: Work, case_id: str) -> list[DataRoom]:
    """Return the data rooms of a case, oldest first."""
    chosen = select(DataRoom).where(col(DataRoom.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(DataRoom.id))).scalars())


def notes(work: Work, data_room_id: str) -> list[DataRoomNote]:
    """Return the notes written in a data room, oldest first."""
    chosen = select(DataRoomNote).where(col(DataRoomNote.data_room_id) == data_room_id)
    return list(work.session.execute(chosen.order_by(col(DataRoomNote.id))).scalars())


def version_item_ids(work: Work, case_id: str) -> frozenset[str]:
    """Return the evidence of a case that is another piece's version, and so no item of its own."""
    redacted = [made.version_item_id for made in redactions_of_case(work, case_id)]
    public = [made.version_item_id for made in public_versions(work, case_id)]
    return frozenset(item_id for item_id in (*redacted, *public) if item_id)
