"""Dual approval: what would be approved and what it does to the fund, before the button."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.portal.forms import Sent, parse, read
from app.portal.fund_content import in_words
from app.portal.fund_frame import MOST, fund_page, said
from app.portal.pages import go
from app.portal.staff_answers import refused, typed
from app.remedy_fund.approvals import actions, queries
from app.remedy_fund.approvals.lifecycle import State
from app.remedy_fund.approvals.schemas import ApprovalOut, ApproveIn, VetoIn
from app.remedy_fund.closing.charts import Standing, solvency_chart
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = APIRouter(include_in_schema=False)
_STEP_UP = "step_up"
_SEES_BUTTONS = {"allowed", _STEP_UP}
_ONE = "/fund/approvals/{approval_id}"
SHAPES = {State.ASKED: "waiting", State.USED: "done", State.VETOED: "problem",
          State.VOID: "neutral"}  # fmt: skip
# The page of the thing that a request is about, by how its id begins.
_ABOUT = {
    "prun": "/fund/runs/{id}", "cchange": "/fund/contribution-changes/{id}",
    "bchange": "/fund/budget-changes/{id}", "plan": "/fund/plans/{id}",
    "aplan": "/fund/plans/{id}", "recovery": "/fund/recoveries/{id}", "rec": "/fund/recoveries/{id}",
    "loan": "/fund/loans/{id}",
}  # fmt: skip


@router.get("/fund/approvals", openapi_extra=needs(May.APPROVAL_READ))
async def listed(door: At, cursor: str | None = None) -> Response:
    """List requests for approval, those that wait first."""

    def query(work: Work) -> dict[str, Any]:
        waiting = queries.approvals(
            work, limit=MOST, cursor=None, filters={"state": State.ASKED}
        ).items
        return {
            "waiting": waiting,
            "page": queries.approvals(work, limit=50, cursor=cursor, filters={}),
            "delegations": queries.delegations(work).items,
            "shapes": SHAPES,
        }

    return await fund_page(door, "approvals.html", query, tab="approvals")


@router.get(_ONE, openapi_extra=needs(May.APPROVAL_READ))
async def one(approval_id: str, door: At, done: str = "") -> Response:
    """Show the content in words, its digest, who approved, who is needed, and the effect."""
    return await _page(door, approval_id, done=done)


@router.post(f"{_ONE}/approval", openapi_extra=needs(May.APPROVAL_GIVE))
async def approve(approval_id: str, door: At) -> Response:
    """Approve exactly what the page showed."""
    sent = await read(door)

    def act(work: Work) -> ApprovalOut:
        form = parse(ApproveIn, {"digest": sent.first("digest")})
        actions.give(work, approval_id, form.digest)
        work.session.flush()
        return queries.approval(work, approval_id)

    return await _acted(door, approval_id, sent, act)


@router.post(f"{_ONE}/veto", openapi_extra=needs(May.APPROVAL_GIVE))
async def veto(approval_id: str, door: At) -> Response:
    """Stop the request, with the reason."""
    sent = await read(door)

    def act(work: Work) -> ApprovalOut:
        form = parse(VetoIn, {"reason": sent.first("reason")})
        actions.veto(work, approval_id, form.reason)
        work.session.flush()
        return queries.approval(work, approval_id)

    return await _acted(door, approval_id, sent, act)


async def _acted(door: Door, approval_id: str, sent: Sent, act: Any) -> Response:
    try:
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        if problem.facts.get("because") == _STEP_UP:
            return go(f"/step-up?next=/fund/approvals/{approval_id}")
        return await _page(door, approval_id, sent=sent, problem=problem)
    return go(f"/fund/approvals/{approval_id}?done=yes")


async def _page(
    door: Door, approval_id: str, *, sent: Sent | None = None, problem: Problem | None = None,
    done: str = "",
) -> Response:  # fmt: skip
    language = door.language
    errors = refused(problem, language) if problem else []

    def query(work: Work) -> dict[str, Any]:
        found = queries.approval(work, approval_id)
        steps = {step.command: _step(step, language) for step in found.steps}
        # Whoever may approve confirms who it is before the button, not afterwards.
        ask_factor = any(reason.code == _STEP_UP for step in found.steps for reason in step.reasons)
        return {
            "found": found, "content": in_words(found.content, language),
            "shape": SHAPES[State(found.state.code)], "steps": steps, "ask_factor": ask_factor,
            "chart": stress_chart(found, language), "about_url": about_url(found.about_id),
            "may_give": work.decide(May.APPROVAL_GIVE, OPEN).code in _SEES_BUTTONS,
        }  # fmt: skip

    return await fund_page(
        door, "approval.html", query, tab="approvals", done=done, errors=errors,
        status=status_of(problem) if problem else 200, typed=typed(sent),
        keys=(new_secret(12), new_secret(12)),
    )  # fmt: skip


def about_url(about_id: str) -> str:
    """Return the page of the thing that a request is about, where it has one."""
    page = _ABOUT.get(about_id.partition("_")[0], "")
    return page.format(id=about_id)


def stress_chart(found: ApprovalOut, language: Any) -> Any:
    """Draw what is available after the request and after each of twelve bad months."""
    year, month = found.asked_at.year, found.asked_at.month
    standings = [Standing(f"{year}-{month:02}", found.effect.after_won, expected=False)]
    for place, won in enumerate(found.effect.stress_won, start=1):
        months = year * 12 + month - 1 + place
        standings.append(Standing(f"{months // 12}-{months % 12 + 1:02}", won, expected=True))
    return solvency_chart(standings, language)


def _step(step: Any, language: Any) -> dict[str, Any]:
    return {
        "label": step.label_ko if language == "ko" else step.label_en,
        "reasons": [
            {"reason": said(one, language)} for one in step.reasons if one.code != _STEP_UP
        ],
    }  # fmt: skip
