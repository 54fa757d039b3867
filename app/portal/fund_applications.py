"""The review of one application by the fund's office: facts, loss, other money, headroom, decisions."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.portal.fund_application_asks import OBJECTION_ASKS, STAFF_ASKS, STRIKE_ASKS
from app.portal.fund_asking import STEP_UP, Head, Thing, ask_page, take_step
from app.portal.fund_facts import pieces_of, told_checks
from app.portal.fund_frame import MOST, fund_page, said
from app.portal.fund_review_forms import LONG_STEPS
from app.portal.pages import go
from app.remedy_fund.applications import evidence, queries
from app.remedy_fund.applications.objection_lifecycle import OBJECTION
from app.remedy_fund.applications.schemas.answers import ApplicationOut
from app.remedy_fund.plans import queries as plans
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.APPLICATION_READ, level=2)
_REVIEW = needs(May.APPLICATION_REVIEW, level=2)
_ANSWER = needs(May.FUND_OBJECTION_ANSWER, level=2)
_PIECE = needs(May.APPLICATION_EVIDENCE_READ, level=3)
_ONE = "/fund/applications/{application_id}"
_IDLE = "not_suspended"  # there is nothing to lift, which is no reason that anybody waits for


@router.get(_ONE, openapi_extra=_READ)
async def one(application_id: str, door: At, done: str = "") -> Response:
    """Show an application with everything that its review rests on."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.application(work, application_id)
        return {
            "one": found, **seen(work, found, language),
            "steps": _steps(work, found, language),
            "further": _further(work, found),
            "openable": [piece.item_id for piece in found.evidence
                         if evidence.may_open(work, found.id, piece.item_id)],
            "answerable": [
                row.id for row in found.objections if _may_answer(work, found, row.state.code)
            ],
        }  # fmt: skip

    return await fund_page(door, "application.html", query, tab="queue", done=done)


@router.get(f"{_ONE}/evidence/{{evidence_item_id}}", openapi_extra=_PIECE)
async def piece(application_id: str, evidence_item_id: str, door: At) -> Response:
    """Lead to a piece of evidence, past the second factor where it is asked for."""
    gate = door.request.app.state.evidence_gate

    def known(work: Work) -> None:
        evidence.content(work, application_id, evidence_item_id, gate)

    try:
        await door.do(known, reading=True)
    except Problem as problem:
        if problem.facts.get("because") == STEP_UP:
            return go(f"/step-up?next={door.request.url.path}")
        raise
    base = f"/api/v1/fund/applications/{application_id}"
    return go(f"{base}/evidence/{evidence_item_id}/content")


def seen(work: Work, found: ApplicationOut, language: Language) -> dict[str, Any]:
    """Return the conditions of each line today, awards, and what happened; for both sides."""
    checks = told_checks(found, queries.eligibility(work, found.id).today, language)
    history = [
        {
            "at": step.at, "title": said(step.command, language),
            "text": " · ".join(part for part in (step.reason, step.basis) if part),
        }
        for step in reversed(queries.steps(work, found.id).items)
    ]  # fmt: skip
    awards = plans.awards(work, plan_id="", application_id=found.id, limit=MOST, cursor=None).items
    return {
        "checks": checks, "history": history, "pieces": pieces_of(found), "awards": awards,
    }  # fmt: skip


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_REVIEW)
async def step(application_id: str, step: str, door: At) -> Response:
    """Ask for what a decision needs."""
    if step in LONG_STEPS:
        return await LONG_STEPS[step].show(door, application_id)
    return await ask_page(door, APPLICATION, application_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_REVIEW)
async def take(application_id: str, step: str, door: At) -> Response:
    """Take the step."""
    if step in LONG_STEPS:
        return await LONG_STEPS[step].take(door, application_id)
    return await take_step(door, APPLICATION, application_id, step)


@router.get(f"{_ONE}/compensations/{{compensation_id}}/{{step}}", openapi_extra=_REVIEW)
async def strike_page(application_id: str, compensation_id: str, step: str, door: At) -> Response:
    """Ask why a declaration of other money counts no longer."""
    return await ask_page(door, _declared(application_id), compensation_id, step)


@router.post(f"{_ONE}/compensations/{{compensation_id}}/{{step}}", openapi_extra=_REVIEW)
async def strike(application_id: str, compensation_id: str, step: str, door: At) -> Response:
    """Strike the declaration."""
    return await take_step(door, _declared(application_id), compensation_id, step)


@router.get(f"{_ONE}/objections/{{objection_id}}/{{step}}", openapi_extra=_ANSWER)
async def objection_page(application_id: str, objection_id: str, step: str, door: At) -> Response:
    """Ask for the answer to an objection."""
    return await ask_page(door, _objected(application_id), objection_id, step)


@router.post(f"{_ONE}/objections/{{objection_id}}/{{step}}", openapi_extra=_ANSWER)
async def answer(application_id: str, objection_id: str, step: str, door: At) -> Response:
    """Answer the objection, or put the answer off."""
    return await take_step(door, _objected(application_id), objection_id, step)


def _may_review(work: Work, found: ApplicationOut) -> bool:
    row = queries.subject(work, found.id)
    return work.decide(May.APPLICATION_REVIEW, queries.target_of(work, row)).allowed


def _may_answer(work: Work, found: ApplicationOut, state: str) -> bool:
    rows = [row for row in OBJECTION.steps(state) if row.by == May.FUND_OBJECTION_ANSWER]
    return bool(rows) and queries.may_answer(work, found.id)


def _steps(work: Work, found: ApplicationOut, language: Language) -> dict[str, Any]:
    """Return the decisions of the office as buttons; what is blocked says why."""
    choices = queries.transitions(work, found.id)
    pages = {*STAFF_ASKS, *LONG_STEPS}
    base = f"/fund/applications/{found.id}/steps"
    shown: dict[str, list[dict[str, Any]]] = {"allowed": [], "blocked": []}
    for choice in (*choices.allowed, *choices.blocked):
        if choice.command not in pages or any(one.code == _IDLE for one in choice.reasons):
            continue
        label = choice.label_ko if language == "ko" else choice.label_en
        if choice.reasons:
            why = [{"reason": said(one, language)} for one in choice.reasons]
            shown["blocked"].append({"label": label, "reasons": why})
            continue
        ask = STAFF_ASKS.get(choice.command)
        kind = {"kind": "danger"} if ask and ask.danger else {}
        shown["allowed"].append({"label": label, "url": f"{base}/{choice.command}", **kind})
    return shown


def _further(work: Work, found: ApplicationOut) -> list[str]:
    """Return what may be recorded beside the table of steps."""
    if not _may_review(work, found):
        return []
    unverified = found.payee is not None and not found.payee.verified
    return ["compensation", *(["verify_payee"] if unverified else [])]


def _head(work: Work, application_id: str, language: Language) -> Head:
    found = queries.application(work, application_id)
    steps = _steps(work, found, language)["allowed"]
    names = {one["url"].rpartition("/")[2] for one in steps} | set(_further(work, found))
    return Head(f"{found.number} · {found.applicant_name}", found.version, frozenset(names))


APPLICATION = Thing(tab="queue", url="/fund/applications/{id}", asks=STAFF_ASKS, head=_head)


def _declared(application_id: str) -> Thing:
    """Return the declarations of an application, for the page that strikes one."""

    def head(work: Work, compensation_id: str, language: Language) -> Head:
        found = queries.application(work, application_id)
        rows = [one for one in found.compensations
                if one.id == compensation_id and not one.struck]  # fmt: skip
        captions = [f"{said(one.kind, language)} {one.amount_won:,}" for one in rows]
        names = frozenset(STRIKE_ASKS) if rows and _may_review(work, found) else frozenset[str]()
        return Head("".join(captions), rows[0].version if rows else "", names)

    url = f"/fund/applications/{application_id}"
    return Thing(tab="queue", url=url, asks=STRIKE_ASKS, head=head)


def _objected(application_id: str) -> Thing:
    """Return the objections of an application, for the page that answers one."""

    def head(work: Work, objection_id: str, _language: Language) -> Head:
        found = queries.application(work, application_id)
        objection = queries.objection(work, objection_id)
        open_to = _may_answer(work, found, objection.state.code)
        names = frozenset(OBJECTION_ASKS) if open_to else frozenset[str]()
        return Head(objection.grounds, objection.version, names)

    url = f"/fund/applications/{application_id}"
    return Thing(tab="queue", url=url, asks=OBJECTION_ASKS, head=head)
