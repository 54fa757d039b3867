"""Beginning a complaint, coming back to it, its list of tasks, and throwing it away."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, queries
from app.cases.schemas import DraftIn
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, Problem
from app.kernel.text import Text
from app.portal.complaint_state import complete, tasks
from app.portal.drafting import at_draft, code_of, keep_code, open_draft
from app.portal.forms import Sent, read
from app.portal.pages import go, render, summary
from app.portal.visit import look
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
ANYBODY = needs(None, public="anyone may write a complaint; a draft opens to its code only")
_ELIGIBILITY = ("relation", "act", "ended_on", "secret")
_NO_CODE = Text("이어쓰기 코드를 입력하세요", "Enter the resume code")


@router.get("/complaints/new", openapi_extra=ANYBODY)
async def begin_page(door: At) -> Response:
    """Say what will be asked, and list what this account has begun already."""
    drafts = await look(door, queries.drafts)
    open_ones = [draft for draft in drafts if not draft.case_id]
    return render(door, "complaint_begin.html", drafts=open_ones)


@router.post("/complaints/new", openapi_extra=ANYBODY)
async def begin(door: At) -> Response:
    """Begin a draft; the browser keeps its code until it is closed."""
    sent = await read(door)
    draft_id, code = await at_draft(door, lambda work: _begun(work, sent))
    response = go(f"/complaints/{draft_id}/code")
    keep_code(response, door.request, code)
    return response


def _begun(work: Work, sent: Sent) -> tuple[str, str]:
    draft, code = actions.open_draft(work)
    work.session.flush()
    sections: dict[str, dict[str, Any]] = {}
    chosen = sent.first("code")
    if chosen:
        sections["eligibility"] = {name: sent.first(name) for name in _ELIGIBILITY}
        sections["violation"] = {"codes": [chosen], "trade_ended_on": sent.first("ended_on")}
        form = DraftIn(sections=sections)
        actions.save_draft(work, draft_id=draft.id, form=form, version=None, code=code)
    return draft.id, code


@router.get("/complaints/resume", openapi_extra=ANYBODY)
async def resume_page(door: At) -> Response:
    """Ask for the resume code."""
    drafts = await look(door, queries.drafts)
    open_ones = [draft for draft in drafts if not draft.case_id]
    return render(door, "complaint_resume.html", typed="", drafts=open_ones)


@router.post("/complaints/resume", openapi_extra=ANYBODY)
async def resume(door: At) -> Response:
    """Open a draft by its code, in this browser."""
    sent = await read(door)
    typed = sent.first("resume_code").strip()
    try:
        draft_id = await at_draft(door, lambda work: _resumed(work, typed))
    except Problem as problem:
        drafts = await look(door, queries.drafts)
        wrong = [FieldError("/resume_code", problem.slug, problem.detail)]
        return render(
            door, "complaint_resume.html", status=status_of(problem), typed=typed,
            errors=summary(wrong, door.language), drafts=[d for d in drafts if not d.case_id],
        )  # fmt: skip
    response = go(f"/complaints/{draft_id}")
    keep_code(response, door.request, typed)
    return response


def _resumed(work: Work, code: str) -> str:
    if not code:
        raise Invalid(_NO_CODE)
    return actions.resume_draft(work, code=code).id


@router.get("/complaints/{draft_id}", openapi_extra=ANYBODY)
async def task_list(draft_id: str, door: At) -> Response:
    """Show the six tasks, which may be done in any order."""
    opened = await open_draft(door, draft_id)
    if opened.draft.case_id:
        return render(door, "complaint_filed.html")
    listed = tasks(opened, door.language)
    done = sum(task["state"] == "completed" for task in listed)
    context: dict[str, Any] = {
        "draft": opened.draft,
        "tasks": listed,
        "done": done,
        "ready": complete(opened),
    }
    return render(door, "complaint_tasks.html", holds_code=bool(code_of(door)), **context)


@router.get("/complaints/{draft_id}/code", openapi_extra=ANYBODY)
async def show_code(draft_id: str, door: At) -> Response:
    """Show the resume code, so that it can be written down; the service itself keeps a digest."""
    opened = await open_draft(door, draft_id)
    return render(door, "complaint_code.html", draft=opened.draft, code=code_of(door))


@router.get("/complaints/{draft_id}/deletion", openapi_extra=needs(May.DRAFT_WRITE))
async def deletion_page(draft_id: str, door: At) -> Response:
    """Ask once more before a draft is thrown away."""
    draft = await door.do(lambda work: queries.draft(work, draft_id), reading=True)
    return render(door, "complaint_deletion.html", draft=draft)


@router.post("/complaints/{draft_id}/deletion", openapi_extra=needs(May.DRAFT_WRITE))
async def delete(draft_id: str, door: At) -> Response:
    """Throw a draft away."""
    await read(door)
    await _delete(door, draft_id)
    return go("/my-cases")


async def _delete(door: Door, draft_id: str) -> None:
    await door.do(lambda work: actions.delete_draft(work, draft_id=draft_id))
