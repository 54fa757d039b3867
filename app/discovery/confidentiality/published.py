"""Issued public versions: told and given to all who may know of a case, the other side among them."""

from collections.abc import Callable

from starlette.responses import StreamingResponse

from app.access.policy import May
from app.cases.actions.exhibits import placed
from app.db.work import Work
from app.discovery.confidentiality import standing, store
from app.discovery.confidentiality.events import PublicVersionGiven
from app.discovery.confidentiality.lifecycle import State
from app.discovery.confidentiality.problems import NotIssued
from app.discovery.confidentiality.schemas.redactions import PublicFile, PublicFileList
from app.discovery.confidentiality.tables import PublicVersion
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import link
from app.discovery.evidence.delivery import give_out
from app.discovery.evidence.queries import Content
from app.discovery.evidence.tables import EvidenceItem
from app.web.deps import Door


def listed(work: Work, case_id: str) -> PublicFileList:
    """Return the issued public versions of a case; an original is told by its label alone."""
    standing.on_case(work, case_id, May.EVIDENCE_LIST)
    rows = [row for row in store.public_versions(work, case_id) if row.state == State.ISSUED]
    files = [_told(work, row) for row in rows]
    return PublicFileList(case_id=case_id, items=[one for one in files if one is not None])


def _told(work: Work, row: PublicVersion) -> PublicFile | None:
    original, public = evidence.item(work, row.item_id), _version(work, row)
    if original is None or public is None or row.issued_at is None:
        return None
    label = placed(work, original.exhibit_id).label if original.exhibit_id else ""
    return PublicFile(
        public_version_id=row.id, label=label or "", sha256=public.sha256,
        size_bytes=public.size_bytes, issued_at=row.issued_at,
    )  # fmt: skip


def _version(work: Work, row: PublicVersion) -> EvidenceItem | None:
    return evidence.item(work, row.version_item_id or "")


def content(work: Work, public_version_id: str, gate: Callable[[Work, str], None]) -> Content:
    """Return where an issued public version lies; raise NotIssued for another."""
    row, public = _issued(work, public_version_id)
    gate(work, public.id)
    return Content(
        item_id=public.id, store_key=public.store_key or "", file_name=f"{row.id[-12:]}.pdf",
        sha256=public.sha256, size_bytes=public.size_bytes, media_type=public.media_type,
    )  # fmt: skip


def note_given(work: Work, public_version_id: str) -> None:
    """Note that a public version is about to be given out; its first byte leaves after this."""
    row, public = _issued(work, public_version_id)
    link(work, evidence.locked_item(work, public.id), "public_given", purpose=row.id)
    work.record(PublicVersionGiven(subject=row.id, case_id=row.case_id, sha256=public.sha256))


def _issued(work: Work, public_version_id: str) -> tuple[PublicVersion, EvidenceItem]:
    row = store.get(work, PublicVersion, public_version_id)
    standing.on_case(work, row.case_id, May.EVIDENCE_LIST)
    public = _version(work, row) if row.state == State.ISSUED else None
    if public is None:
        raise NotIssued(state=row.state)
    # An order may keep somebody from reading this very piece.
    work.world.reading_rule(work, public.id)
    return row, public


async def deliver(door: Door, public_version_id: str) -> StreamingResponse:
    """Answer with an issued public version as an attachment."""
    gate: Callable[[Work, str], None] = door.request.app.state.evidence_gate
    found = await door.do(lambda work: content(work, public_version_id, gate), reading=True)
    return await give_out(door, found, lambda work: note_given(work, public_version_id))
