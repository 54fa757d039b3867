"""The pages of the complaint form: shown as typed, saved as typed, then told what to mend."""

from typing import Any

from starlette.responses import JSONResponse, Response

from app.cases import actions
from app.cases.problems import TrackNotServed
from app.cases.rules import respondent_view, route
from app.cases.schemas import DraftIn
from app.db.work import Work
from app.kernel.clock import SEOUL
from app.kernel.problems import FieldError, NotFound, Problem, Stale
from app.portal.complaint import ANYBODY
from app.portal.complaint_choices import choices_of
from app.portal.complaint_pages import CONSENTS, PAGES, STORY, TECHNOLOGY, VIOLATION, FormPage
from app.portal.complaint_state import page_errors
from app.portal.complaint_words import CHANGED_ELSEWHERE
from app.portal.drafting import (
    OpenDraft,
    Saved,
    at_draft,
    code_of,
    known_codes,
    open_draft,
    opened,
    value_at,
    with_typed,
)
from app.portal.forms import Sent, read
from app.portal.pages import go, render, summary
from app.portal.visit import first_messages
from app.web.area import Area
from app.web.deps import At, Door
from app.web.problems import answer, status_of

router = Area(include_in_schema=False)
_AFTER = {VIOLATION.slug: STORY.slug}


@router.get("/complaints/{draft_id}/{slug}", openapi_extra=ANYBODY)
async def page(draft_id: str, slug: str, door: At, check: str = "") -> Response:
    """Show a page as it was typed; `check` also says what is still wrong with it."""
    form = _page_of(slug)
    found = await open_draft(door, draft_id)
    errors = await _errors(door, form, found) if check else []
    return await _shown(door, form, found, errors=errors)


@router.post("/complaints/{draft_id}/{slug}", openapi_extra=ANYBODY)
async def save(draft_id: str, slug: str, door: At) -> Response:
    """Keep what was typed, right or wrong; go on, or say what has to be mended."""
    form = _page_of(slug)
    sent = await read(door)
    try:
        found = await at_draft(door, lambda work: _saved(work, draft_id, form, sent, code_of(door)))
    except Stale as stale:
        return await _changed_elsewhere(door, draft_id, form, sent, stale)
    base = f"/complaints/{draft_id}"
    if sent.first("then") == "leave":
        return go(base)
    errors = await _errors(door, form, found)
    if errors:
        return await _shown(door, form, found, errors=errors, status=422)
    return go(_onward(base, form, found))


@router.post("/complaints/{draft_id}/{slug}/autosave", openapi_extra=ANYBODY)
async def autosave(draft_id: str, slug: str, door: At) -> Response:
    """Keep what was typed without leaving the page; the page's script asks for this."""
    form = _page_of(slug)
    try:
        sent = await read(door)
        found = await at_draft(door, lambda work: _saved(work, draft_id, form, sent, code_of(door)))
    except Problem as problem:
        return answer(problem, door.request)
    at = found.draft.saved_at.astimezone(SEOUL)
    told = Saved(version=found.draft.version, saved_at=f"{at:%H:%M}")
    return JSONResponse(told.model_dump(), headers={"Cache-Control": "no-store"})


def _page_of(slug: str) -> FormPage:
    if slug not in PAGES:
        raise NotFound
    return PAGES[slug]


def _saved(work: Work, draft_id: str, form: FormPage, sent: Sent, code: str) -> OpenDraft:
    before = opened(work, draft_id, code).sections.get(form.section, {})
    section = with_typed(before, form, sent.values)
    changed = DraftIn(sections={form.section: section})
    actions.save_draft(work, draft_id=draft_id, form=changed, version=sent.version, code=code)
    work.session.flush()
    return opened(work, draft_id, code)


async def _errors(door: Door, form: FormPage, found: OpenDraft) -> list[FieldError]:
    errors = page_errors(form, found)
    if form is VIOLATION and not errors:
        errors = await at_draft(door, lambda work: _untaken(work, found), reading=True)
    return errors


def _untaken(work: Work, found: OpenDraft) -> list[FieldError]:
    """Return why no procedure takes the codes together, if so."""
    try:
        route(work.law, known_codes(work.law, found.sections))
    except TrackNotServed as refusal:
        return [FieldError("/violation/codes", e.code, e.detail) for e in refusal.errors]
    return []


def _onward(base: str, form: FormPage, found: OpenDraft) -> str:
    """Return the next page of what happened, or the list of tasks."""
    if form is STORY and found.technical:
        return f"{base}/{TECHNOLOGY.slug}"
    further = _AFTER.get(form.slug)
    return f"{base}/{further}" if further else base


async def _changed_elsewhere(
    door: Door, draft_id: str, form: FormPage, sent: Sent, stale: Stale
) -> Response:
    found = await open_draft(door, draft_id)
    before = found.sections.get(form.section, {})
    found.draft.sections[form.section] = with_typed(before, form, sent.values)
    errors = [FieldError("", "changed_elsewhere", CHANGED_ELSEWHERE)]
    return await _shown(door, form, found, errors=errors, status=status_of(stale))


async def _shown(
    door: Door, form: FormPage, found: OpenDraft, *, errors: list[FieldError], status: int = 200
) -> Response:
    section = found.sections.get(form.section, {})
    offered = await at_draft(door, lambda work: choices_of(work, form, door.language), reading=True)
    context: dict[str, Any] = {
        "draft": found.draft,
        "page": form,
        "title": form.title.get(door.language),
        "caption": form.caption.get(door.language) if form.caption else "",
        "typed": {name: value_at(section, name) for name in form.fields},
        "saved_at": found.draft.saved_at.astimezone(SEOUL).strftime("%H:%M"),
        **offered,
    }
    if form is CONSENTS:
        context["views"] = respondent_views(found)
    listed = first_messages(summary(errors, door.language))
    template = f"complaint_{form.slug}.html"
    return render(door, template, status=status, errors=listed, **context)


def respondent_views(found: OpenDraft) -> list[dict[str, Any]]:
    """Return what the respondent would be told, for an open and for a closed identity."""
    return [
        {"identity": identity, "told": respondent_view(found.sections, named=named)}
        for identity, named in (("public", True), ("private", False))
    ]
