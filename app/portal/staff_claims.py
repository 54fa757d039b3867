"""Claims that a company's points be taken off or added: making one, and deciding it."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.people import queries as people
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import ADJUSTMENT
from app.sanctions.schemas.points import AdjustmentIn, DecisionIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_LABELS = {
    "item": "Ground",
    "points": "Points claimed",
    "applies_from": "Applies from",
    "applies_to": "Applies until",
    "proof": "Proof",
    "command": "Decision",
    "reason": "Reason",
}


@router.get("/companies/{company_id}/claims/new", openapi_extra=needs(May.POINTS_CLAIM))
async def new(company_id: str, door: At) -> Response:
    """Show the form of a claim."""
    return await _claim_form(door, company_id)


@router.post("/companies/{company_id}/claims/new", openapi_extra=needs(May.POINTS_CLAIM))
async def claim(company_id: str, door: At) -> Response:
    """Claim that points be taken off or added."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        made = actions.claim_adjustment(work, company_id=company_id, form=form)
        return sanctions.adjustment(work, made.id)

    try:
        kept = {name: value for name, value in sent.nested().items() if value}
        form = parse(AdjustmentIn, kept)
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _claim_form(door, company_id, sent, problem)
    return go(f"/companies/{company_id}?done=decided")


async def _claim_form(
    door: Door, company_id: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        work.require(May.POINTS_CLAIM, people.company_target(work, company_id))
        return {"company": people.company(work, company_id), "items": items(work, language)}

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/claim.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), key=(sent.key if sent else "") or new_secret(12), **shown,
    )  # fmt: skip


def items(work: Work, language: Language) -> list[dict[str, str]]:
    """Return what the law lets points be taken off or added for."""
    return [
        {"value": one.name, "label": work.law.parameter(one.figure).label.get(language)}
        for one in work.law.point_items()
    ]


_DECISION = "/claims/{adjustment_id}/decision"


@router.get(_DECISION, openapi_extra=needs(May.POINTS_DECIDE))
async def decision(adjustment_id: str, door: At) -> Response:
    """Show a claim to the one who decides it."""
    return await _decision_form(door, adjustment_id)


@router.post(_DECISION, openapi_extra=needs(May.POINTS_DECIDE))
async def decide(adjustment_id: str, door: At) -> Response:
    """Accept or reject a claim; whoever made it may not decide it."""
    sent = await read(door)
    try:
        form = parse(DecisionIn, {name: value for name, value in sent.nested().items() if value})
        company_id = await door.do(
            lambda work: (
                actions.decide_adjustment(
                    work, adjustment_id=adjustment_id, form=form, version=sent.version
                ).company_id
            )
        )
    except Problem as problem:
        return await _decision_form(door, adjustment_id, sent, problem)
    return go(f"/companies/{company_id}?done=decided")


async def _decision_form(
    door: Door, adjustment_id: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    errors = named(refused(problem, door.language), _LABELS, door.language) if problem else []
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        found = sanctions.adjustment(work, adjustment_id)
        target = people.company_target(work, found.company_id)
        work.require(May.POINTS_DECIDE, target)
        return {
            "claim": found,
            "company": people.company(work, found.company_id),
            "choices": [
                {"value": str(row.command), "label": row.label.get(language), "hint": row.basis}
                for row in ADJUSTMENT.steps(found.state.code)
            ],
        }

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/claim_decision.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=typed(sent), **shown,
    )  # fmt: skip
