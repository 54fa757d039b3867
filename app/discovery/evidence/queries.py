"""What a reader may learn of evidence; every question is put to the policy table."""

from dataclasses import dataclass

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import standing, store
from app.discovery.evidence.schemas import EvidenceOut
from app.discovery.evidence.tables import EvidenceItem


@dataclass(frozen=True, slots=True)
class Content:
    """Where the bytes lie and what they must be."""

    item_id: str
    store_key: str
    file_name: str
    sha256: str
    size_bytes: int
    media_type: str


def evidence(work: Work, item_id: str, *, code: str = "") -> EvidenceOut:
    """Return what is told of a piece of evidence; raise NotFound where it may not be known."""
    return EvidenceOut.of(standing.known(work, item_id, code))


def content(work: Work, item_id: str, *, code: str = "") -> Content:
    """Return where the bytes lie, for a reader who may have them."""
    return _content(standing.readable(work, item_id, code).item)


def content_of(work: Work, item_id: str) -> Content:
    """Return where the bytes lie, for a room above that has asked whether they may be had."""
    return _content(standing.found(work, item_id).item)


def names_object(work: Work, key: str) -> bool:
    """Tell if a row names an object of the store; asked by the reaper."""
    work.require(May.JOB_RUN, OPEN)
    return bool(store.registered(work, [key]))


def named_objects(work: Work, keys: list[str]) -> set[str]:
    """Return which of some objects of the store a row names; asked by the reaper."""
    work.require(May.JOB_RUN, OPEN)
    return store.registered(work, keys)


def _content(item: EvidenceItem) -> Content:
    return Content(
        item_id=item.id, store_key=item.store_key or "", file_name=item.file_name,
        sha256=item.sha256, size_bytes=item.size_bytes, media_type=item.media_type,
    )  # fmt: skip
