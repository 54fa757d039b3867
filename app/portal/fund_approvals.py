"""Dual approval: what would be approved and what it does to the fund, before the button."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal.forms import Sent, parse, read
from app.portal.fund_charts import stress_chart
from app.portal.fund_content import in_words
from app.portal.fund_fields import Option
from app.portal.fund_frame import MOST, fund_page, said
from app.portal.fund_names import name_of
from app.portal.pages import go
from app.portal.staff_answers import refused, typed
from app.remedy_fund.approvals import actions, queries
from app.remedy_fund.approvals.lifecycle import State
from app.remedy_fund.approvals.schemas import ApprovalOut, ApproveIn, VetoIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_STEP_UP = "step_up"
_SEES_BUTTONS = {"allowed", _STEP_UP}
_ONE = "/fund/approvals/{approval_id}"
_MYSELF = Text("본인 명의로 승인", "In my own name")
_FOR = Text("{name}의 위임을 받아 승인", "For {name}, who delegated it")
SHAPES = {State.ASKED: "waiting", State.USED: "done", State.VETOED: "problem",
          State.VOID: "neutral"}  # fmt: skip


@router.get("/fund/approvals", openapi_extra=needs(May.APPROVAL_READ))
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """List requests for approval, those that wait first, and the delegations in force."""

    def query(work: Work) -> dict[str, Any]:
        waiting = queries.approvals(
            work, limit=MOST, cursor=None, filters={"state": State.ASKED}
        ).items
        return {
            "waiting": waiting,
            "page": queries.approvals(work, limit=50, cursor=cursor, filters={}),
            "delegations": queries.delegations(work).items,
            "own_person": work.actor.person_id,
            "may_give": may_give(work),
            "shapes": SHAPES,
        }

    return await fund_page(door, "approvals.html", query, tab="approvals", done=done)


@router.get(_ONE, openapi_extra=needs(May.APPROVAL_READ))
async def one(approval_id: str, door: At, done: str = "") -> Response:
    """Show the content in words, its digest, who approved, who is needed, and the effect."""
    return await _page(door, approval_id, done=done)


@router.post(f"{_ONE}/approval", openapi_extra=needs(May.APPROVAL_GIVE))
async def approve(approval_id: str, door: At) -> Response:
    """Approve exactly what the page showed."""
    sent = await read(door)

    def act(work: Work) -> ApprovalOut:
        sender = {name: sent.first(name) for name in ("digest", "on_behalf_of")}
        form = parse(ApproveIn, sender)
        actions.give(work, approval_id, form.digest, on_behalf_of=form.on_behalf_of)
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
            "found": found, "content": in_words(work, found.content, language),
            "shape": SHAPES[State(found.state.code)], "steps": steps, "ask_factor": ask_factor,
            "chart": stress_chart(found.effect, found.asked_at.date(), language),
            "about": name_of(work, found.about_id, language),
            "may_give": may_give(work), "represented": represented(work, language),
        }  # fmt: skip

    return await fund_page(
        door, "approval.html", query, tab="approvals", done=done, errors=errors,
        status=status_of(problem) if problem else 200, typed=typed(sent),
        keys=(new_secret(12), new_secret(12)),
    )  # fmt: skip


def may_give(work: Work) -> bool:
    """Tell whether the reader is one of those who approve, confirmed or not."""
    return work.decide(May.APPROVAL_GIVE, OPEN).code in _SEES_BUTTONS


def represented(work: Work, language: Language) -> list[Option]:
    """Return in whose name the reader may approve: the own one, or one who delegated it."""
    standing = [
        one for one in queries.delegations(work).items
        if one.to_person_id == work.actor.person_id and one.from_on <= work.today <= one.until_on
    ]  # fmt: skip
    for_them = [
        {"value": one.from_person_id, "label": _FOR.get(language).format(name=one.from_name)}
        for one in standing
    ]
    return [{"value": "", "label": _MYSELF.get(language)}, *for_them] if for_them else []


def _step(step: Any, language: Any) -> dict[str, Any]:
    return {
        "label": step.label_ko if language == "ko" else step.label_en,
        "reasons": [
            {"reason": said(one, language)} for one in step.reasons if one.code != _STEP_UP
        ],
    }  # fmt: skip
