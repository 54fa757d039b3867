"""The evidence page of a complaint: files go the same way as by the API, one error for each."""

import asyncio
import contextlib
from typing import Any

from starlette.responses import Response

from app.db.work import Work
from app.discovery.evidence import actions
from app.discovery.evidence import queries as evidence
from app.discovery.evidence.rules import IntakeLimits, Place
from app.discovery.evidence.schemas import EvidenceOut, IntakeOut
from app.discovery.uploads.intake import Upload
from app.discovery.uploads.streaming import Received
from app.kernel.problems import FieldError, Problem
from app.portal.complaint import ANYBODY
from app.portal.drafting import OpenDraft, at_draft, code_of, opened
from app.portal.evidence_files import FORM_FIELDS, LEVELS, file_rows, refused_files
from app.portal.forms import read
from app.portal.pages import go, render, summary
from app.portal.visit import fresh_key, shown
from app.storage.base import Disposal, Store
from app.web import csrf
from app.web.area import Area
from app.web.deps import At, Door
from app.web.problems import status_of

router = Area(include_in_schema=False)
_MEBIBYTE = 1024 * 1024


@router.get("/complaints/{draft_id}/evidence", openapi_extra=ANYBODY)
async def page(draft_id: str, door: At) -> Response:
    """Show the files that are on file, and ask for more."""
    return await _page(door, draft_id, [])


@router.post("/complaints/{draft_id}/evidence", openapi_extra=ANYBODY)
async def upload(draft_id: str, door: At) -> Response:
    """Take files in; each one that cannot be taken is named with its reason."""
    place = Place(draft_id=draft_id, code=code_of(door))
    try:
        intake = await take_files(door, place)
    except Problem as problem:
        errors = [at_field(error) for error in problem.errors]
        errors = errors or [FieldError("/files", problem.slug, problem.detail)]
        return await _page(door, draft_id, errors, status=status_of(problem))
    if intake.refused:
        return await _page(door, draft_id, refused_files(intake), status=422)
    return go(f"/complaints/{draft_id}/evidence")


@router.post("/complaints/{draft_id}/evidence/{item_id}/removal", openapi_extra=ANYBODY)
async def remove(draft_id: str, item_id: str, door: At) -> Response:
    """Take a file out of the complaint that is being written; its bytes go as well."""
    sent = await read(door)
    place = Place(draft_id=draft_id, code=code_of(door))

    def taken_out(work: Work) -> Disposal:
        _, disposal = actions.withdraw(work, place=place, item_id=item_id, version=sent.version)
        return disposal

    freed = await at_draft(door, taken_out)
    store: Store = door.request.app.state.evidence_store
    # No row names the object any more; what is not removed now, the reaper removes.
    with contextlib.suppress(Problem):
        await asyncio.to_thread(store.remove, freed.key, freed)
    return go(f"/complaints/{draft_id}/evidence")


async def take_files(door: Door, place: Place) -> IntakeOut:
    """Run an upload that a page of ours sent; raises ForgedForm where it did not."""
    key = door.desk.world.seal_key

    def own_form(received: Received) -> None:
        csrf.check(key, door.request, received.first(csrf.FIELD) or "")

    upload_ = Upload(door, place, key=fresh_key(), form_fields=FORM_FIELDS)
    return await upload_.run(own_form)


def at_field(error: FieldError) -> FieldError:
    """Return an error of an upload at the field of the form, whichever file it was."""
    name = error.pointer.strip("/").split("/", maxsplit=1)[0]
    return FieldError(f"/{name}", error.code, error.detail)


async def _page(
    door: Door, draft_id: str, errors: list[FieldError], *, status: int = 200
) -> Response:
    code = code_of(door)
    found, items = await at_draft(door, lambda work: _files(work, draft_id, code), reading=True)
    limits: IntakeLimits = door.request.app.state.intake_limits
    context: dict[str, Any] = {
        "draft": found.draft,
        "proof_needed": found.proof_needed,
        "files": file_rows(items, door.language),
        "levels": shown(LEVELS, door.language),
        "file_limit": limits.file_bytes // _MEBIBYTE,
        "count_limit": limits.case_files,
    }
    listed = summary(errors, door.language)
    return render(door, "complaint_evidence.html", status=status, errors=listed, **context)


def _files(work: Work, draft_id: str, code: str) -> tuple[OpenDraft, list[EvidenceOut]]:
    found = opened(work, draft_id, code)
    items = [evidence.evidence(work, f.evidence_item_id, code=code) for f in found.files]
    return found, items
