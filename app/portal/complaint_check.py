"""Checking everything once more, handing the complaint in, and the receipt."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.audit import queries as audit
from app.audit.problems import NotInLog
from app.cases import actions, queries
from app.cases import rules as case_rules
from app.cases.schemas import ComplaintIn, DraftIn, Filing
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.problems import FieldError, Invalid, Problem
from app.papers import queries as papers
from app.portal.complaint import ANYBODY
from app.portal.complaint_answers import answers_shown
from app.portal.complaint_state import GROUPS, cleaned, complete, section_errors, tasks
from app.portal.drafting import OpenDraft, at_draft, code_of, known_codes, opened
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, problem_errors, render
from app.portal.visit import fresh_key
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_FILE = needs(May.CASE_FILE)


@router.get("/complaints/{draft_id}/check", openapi_extra=ANYBODY)
async def page(draft_id: str, door: At) -> Response:
    """Show every answer with the way to change it, and the statement to sign."""
    return await _page(door, draft_id, Sent({}))


async def _page(
    door: Door, draft_id: str, sent: Sent, *, errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    code = code_of(door)
    found = await at_draft(door, lambda work: _checked(work, draft_id, code), reading=True)
    opened_draft: OpenDraft = found["opened"]
    context: dict[str, Any] = {
        "draft": opened_draft.draft,
        "sections": answers_shown(opened_draft, found["names"], door.language),
        "files": opened_draft.files,
        "told": found["told"],
        "names": {code: text.get(door.language) for code, text in found["names"].items()},
        "limit": found["limit"],
        "tasks": [t for t in tasks(opened_draft, door.language) if t["state"] != "completed"],
        "ready": complete(opened_draft),
        "signed_in": door.actor.role is Role.PARTY,
        "typed": sent,
        "key": sent.key or fresh_key(),
    }
    return render(door, "complaint_check.html", status=status, errors=errors or [], **context)


def _checked(work: Work, draft_id: str, code: str) -> dict[str, Any]:
    found = opened(work, draft_id, code)
    codes = known_codes(work.law, found.sections)
    identity = found.sections.get("consents", {}).get("identity", "")
    return {
        "opened": found,
        "names": {code: work.law.violation(code).name for code in codes},
        "told": case_rules.respondent_view(found.sections, named=identity == "public"),
        "limit": _limit(work, codes, found) if codes else None,
    }


def _limit(work: Work, codes: list[str], found: OpenDraft) -> Any:
    written = str(found.sections.get("violation", {}).get("trade_ended_on", "")).strip()
    try:
        ended_on = parse_day(written) if written else None
    except ValueError:
        ended_on = None
    return case_rules.earliest_limitation(work.law, codes, ended_on, work.today)


@router.post("/complaints/{draft_id}/check", openapi_extra=_FILE)
async def submit(draft_id: str, door: At) -> Response:
    """Hand the complaint in, once; what is wrong is named and nothing typed is lost."""
    sent = await read(door)
    code = code_of(door)
    try:
        answer = await door.once(
            sent.key, sent.content(), lambda work: _filed(work, draft_id, code, sent)
        )
    except Problem as problem:
        errors = problem_errors(problem, door.language)
        here = {"statement.true", "statement.signature"}
        shown = [e if e["field"] in here else {**e, "field": ""} for e in errors]
        return await _page(door, draft_id, sent, errors=shown, status=status_of(problem))
    filing = Filing.model_validate_json(answer.body)
    return go(f"/my-cases/{filing.case_id}/receipt?event={filing.event_id}")


def _filed(work: Work, draft_id: str, code: str, sent: Sent) -> Filing:
    work.require(May.CASE_FILE, OPEN)
    if code and not queries.draft(work, draft_id, code).case_id:
        actions.resume_draft(work, code=code)
    statement = {
        "true": sent.first("statement.true"),
        "signature": sent.first("statement.signature"),
    }
    form = DraftIn(sections={"statement": statement})
    actions.save_draft(work, draft_id=draft_id, form=form, version=None, code=code)
    work.session.flush()
    found = opened(work, draft_id, code)
    errors = _all_errors(found)
    if errors:
        raise Invalid(errors=tuple(errors))
    parts = {
        section: cleaned(section, found.sections.get(section, {}), technical=found.technical)
        for section in GROUPS
    }
    return actions.file_complaint(work, form=parse(ComplaintIn, {**parts, "draft_id": draft_id}))


def _all_errors(found: OpenDraft) -> list[FieldError]:
    return [error for section in GROUPS for error in section_errors(section, found)]


@router.get("/my-cases/{case_id}/receipt", openapi_extra=needs(May.CASE_READ, level=2))
async def receipt(case_id: str, door: At, event: str = "") -> Response:
    """Show the number, what comes next, and what proves that the complaint came in."""
    found = await door.do(lambda work: _receipt(work, case_id, event), reading=True)
    case: CaseOut = found["case"]
    number = case.number if door.language == "ko" else case.number_en
    return render(door, "complaint_receipt.html", number=number, event=event, **found)


def _receipt(work: Work, case_id: str, event: str) -> dict[str, Any]:
    case = queries.case(work, case_id)
    target = queries.target_of(work, case_id)
    issued = papers.papers_of(work, case_id, target=target)
    try:
        proof = audit.proof_of(work, event) if event else None
    except NotInLog:
        proof = None
    return {
        "case": case,
        "paper": next((paper for paper in issued if paper.template == "receipt"), None),
        "proof": proof,
    }
