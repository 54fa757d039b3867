"""What one may do with an upload in parts; one function per act; none touches the bytes."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import actions as evidence
from app.discovery.evidence import standing as places
from app.discovery.evidence import store as items
from app.discovery.evidence.problems import FilesRefused, FilesTooLarge, PlaceFull, UploadSpent
from app.discovery.evidence.rules import PENDING_LASTS, IntakeLimits, Place
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.files.file_names import normalise_file_name
from app.discovery.files.file_types import FileError, claimed_type, file_error
from app.discovery.fingerprints import store as fingerprints
from app.discovery.fingerprints.problems import FingerprintDiffers, FingerprintUnknown
from app.discovery.uploads import rules, standing, store
from app.discovery.uploads.events import EvidenceCompletionBegun, EvidencePartStored
from app.discovery.uploads.problems import (
    BeingCompleted,
    PartBeingReceived,
    PartDiffers,
    UploadIncomplete,
)
from app.discovery.uploads.rules import Progress
from app.discovery.uploads.schemas import PartOut, UploadIn
from app.discovery.uploads.tables import UploadPart, UploadSession
from app.storage.base import Stored

# Acts that ask for no permission of their own, each with the reason why.
OPEN_ACTS: dict[str, str] = {
    "unclaim": "it ends what the same request has begun",
    "renew_lease": "a part that was awaited is still arriving",
    "end_lease": "it ends what the same request has begun",
    "forget_parts": "the act that ends the upload has asked",
}

_KEPT_AFTER = 2 * PENDING_LASTS
_BATCH = 100
_ASK_AGAIN_S = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """An upload that this request alone puts together: what was said of it, and its parts."""

    upload: UploadSession
    place: Place
    parts: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of a part: how far the upload has come, and until when no other part is taken."""

    progress: Progress
    until: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a part that arrived: what is told of it, and whether its object is used."""

    told: PartOut
    taken: bool


def begin(work: Work, *, place: Place, form: UploadIn, limits: IntakeLimits) -> UploadSession:
    """Begin an upload in parts; the size that is announced is set aside from now on."""
    limits = rules.limits_in_parts(limits)
    name = normalise_file_name(form.name)
    room = evidence.reserve(work, place=place, limits=limits, announced_bytes=form.size_bytes)
    _check_file(name, form.size_bytes, limits)
    if form.size_bytes > room.free_bytes:
        raise PlaceFull(limit_bytes=limits.case_bytes, free_bytes=room.free_bytes)
    _check_fingerprint(work, form)
    work.session.flush()
    held = items.pending(work, room.upload_id)
    upload = UploadSession(
        id=room.upload_id, item_id=held.id if held else "", file_name=name,
        account_id=work.actor.account_id, case_id=place.case_id, draft_id=place.draft_id,
        begun_at=work.now, **form.model_dump(exclude={"name"}),
    )  # fmt: skip
    return work.add(upload)


def await_part(
    work: Work, *, upload_id: str, code: str, number: int, sha256: str, part_bytes: int | None
) -> Turn | None:
    """Return the turn of a part that is awaited, or nothing where it is there already.

    `part_bytes` is what the request says that it brings. Raise what is wrong with the part before
    its first byte is read, and PartBeingReceived while another one is on its way: what flows in at
    once is then never more than the room that was set aside.
    """
    upload, _ = _open(work, upload_id, code)
    rules.check_number(number)
    if _repeated(store.part(work, upload_id, number), sha256):
        return None
    progress = store.progress(work, upload)
    rules.check_turn(number, progress)
    if part_bytes is not None:
        rules.check_size(part_bytes, progress)
    held, until = upload.receiving_until, work.now + rules.PART_LEASE
    if held is not None and work.now < held:
        _refuse_turn(held)
    if not store.lease(work, upload_id, held=held, until=until):
        _refuse_turn(until)
    return Turn(progress, until)


def renew_lease(work: Work, *, upload_id: str, until: datetime) -> datetime:
    """Keep others out for longer while a part arrives; returns until when.

    Raise UploadSpent where the upload is over, PartBeingReceived where another part came between.
    """
    if items.pending(work, upload_id) is None:
        raise UploadSpent
    later = work.now + rules.PART_LEASE
    if not store.lease(work, upload_id, held=until, until=later):
        _refuse_turn(later)
    return later


def end_lease(work: Work, *, upload_id: str, until: datetime) -> None:
    """Let the next part come."""
    store.lease(work, upload_id, held=until, until=None)


def keep_part(work: Work, *, upload_id: str, code: str, number: int, stored: Stored) -> Kept:
    """Note that a part lies in the store; a quicker request may have brought the same one."""
    upload, held = _open(work, upload_id, code)
    there = store.part(work, upload_id, number)
    if there is not None and _repeated(there, stored.sha256):
        return Kept(PartOut.of(there, store.progress(work, upload)), taken=False)
    progress = store.progress(work, upload)
    rules.check_turn(number, progress)
    rules.check_size(stored.size_bytes, progress)
    part = UploadPart(
        id=work.new_id("part"), upload_id=upload_id, number=number, store_key=stored.key,
        size_bytes=stored.size_bytes, sha256=stored.sha256, received_at=work.now,
    )  # fmt: skip
    work.add(part)
    held.reserved_at = rules.renewed(upload.begun_at, work.now)
    work.record(
        EvidencePartStored(
            subject=held.id, upload_id=upload_id, number=number, size_bytes=part.size_bytes,
            sha256=part.sha256,
        )
    )  # fmt: skip
    return Kept(PartOut.of(part, progress.plus(part.size_bytes)), taken=True)


def told_again(work: Work, *, upload_id: str, code: str, number: int) -> PartOut:
    """Return what is told of a part that was sent once more."""
    upload, _ = _open(work, upload_id, code)
    there = store.part(work, upload_id, number)
    if there is None:
        raise UploadSpent
    return PartOut.of(there, store.progress(work, upload))


def check_whole(work: Work, *, upload_id: str, code: str) -> EvidenceItem:
    """Raise unless all parts are there and nobody puts them together; returns the row, locked."""
    upload, held = _open(work, upload_id, code)
    progress = store.progress(work, upload)
    if not progress.is_whole:
        raise UploadIncomplete(
            next_part=progress.next_part, offset_bytes=progress.offset_bytes,
            size_bytes=upload.size_bytes,
        )  # fmt: skip
    if _is_claimed(upload, work.now):
        raise BeingCompleted(until=str(upload.completing_until))
    return held


def claim(work: Work, *, upload_id: str, code: str) -> Claim:
    """Take on an upload whose parts are all there, so that nobody else puts it together.

    Its room and its parts are kept for as long, though its time may be over before.
    """
    held = check_whole(work, upload_id=upload_id, code=code)
    upload = standing.known(work, upload_id, code)
    until = rules.completing_until(work.now, upload.size_bytes)
    store.claim(work, upload_id, until)
    held.reserved_at = rules.kept_until(held.reserved_at, until)
    work.record(EvidenceCompletionBegun(subject=held.id, upload_id=upload_id, until=until))
    parts = tuple(
        Stored(part.store_key, part.size_bytes, part.sha256)
        for part in store.parts(work, upload_id)
    )
    return Claim(upload, standing.place_of(upload, code), parts)


def unclaim(work: Work, *, upload_id: str) -> None:
    """Let an upload be completed again that could not be put together now."""
    store.claim(work, upload_id, None)


def forget_parts(work: Work, *, upload_id: str) -> list[str]:
    """Forget the parts of an upload that is over; returns the keys of their objects."""
    return store.forget_parts(work, [upload_id])


def abandon(work: Work, *, upload_id: str, code: str) -> list[str]:
    """Give an upload up; its room is free at once. Returns the keys of its parts."""
    upload = standing.known(work, upload_id, code)
    if items.pending(work, upload_id) is None:
        raise UploadSpent
    if _is_claimed(upload, work.now):
        raise BeingCompleted(until=str(upload.completing_until))
    evidence.give_up(work, upload_id=upload_id, code="abandoned")
    return store.forget_parts(work, [upload_id])


def clear_ended(work: Work) -> list[str]:
    """Forget parts of uploads that are over, and uploads that ended long ago; run by the worker.

    Returns the keys of objects that no row names from now on.
    """
    work.require(May.JOB_RUN, OPEN)
    store.forget_sessions(work, work.now - _KEPT_AFTER)
    return store.forget_parts(work, store.ended_with_parts(work, _BATCH))


def _open(work: Work, upload_id: str, code: str) -> tuple[UploadSession, EvidenceItem]:
    """Return an upload that goes on and the row that holds its room, locked."""
    upload = standing.known(work, upload_id, code)
    places.uploads_to(work, standing.place_of(upload, code))
    held = items.pending(work, upload_id)
    if held is None or work.now - held.reserved_at > PENDING_LASTS:
        raise UploadSpent
    if rules.is_over(upload.begun_at, work.now):
        raise UploadSpent
    work.session.refresh(upload)
    return upload, held


def _refuse_turn(until: datetime) -> NoReturn:
    raise PartBeingReceived(until=until.isoformat(), retry_after_s=_ASK_AGAIN_S)


def _repeated(there: UploadPart | None, sha256: str) -> bool:
    if there is not None and there.sha256 != sha256:
        raise PartDiffers(part=there.number, sha256=there.sha256)
    return there is not None


def _is_claimed(upload: UploadSession, now: datetime) -> bool:
    return upload.completing_until is not None and now < upload.completing_until


def _check_file(name: str, size_bytes: int, limits: IntakeLimits) -> None:
    """Raise what the name and the size alone show, before gigabytes are on their way."""
    if size_bytes > limits.file_bytes:
        error = file_error(
            FileError.SIZE, pointer="/size_bytes", name=name, limit_bytes=limits.file_bytes
        )
        raise FilesTooLarge(errors=(error,), limit_bytes=limits.file_bytes)
    wrong = []
    if not size_bytes:
        wrong.append(file_error(FileError.EMPTY, pointer="/size_bytes", name=name))
    if claimed_type(name) is None:
        wrong.append(file_error(FileError.TYPE, pointer="/name", name=name))
    if wrong:
        raise FilesRefused(errors=tuple(wrong))


def _check_fingerprint(work: Work, form: UploadIn) -> None:
    """Refuse at once what could never match; whose the fingerprint is, is asked at the end."""
    if not form.fingerprint_id:
        return
    found = fingerprints.fingerprint(work, form.fingerprint_id)
    if found is None:
        raise FingerprintUnknown
    own = found.account_id == work.actor.account_id
    if own and (found.size_bytes, form.sha256 or found.sha256) != (form.size_bytes, found.sha256):
        raise FingerprintDiffers
