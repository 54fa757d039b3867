"""How a measure is performed, item by item; what a draft would do to the score; what is posted."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, problem_errors, render
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.schemas.compliance import ItemFindingIn, ItemProofIn, PlanIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_ITEMS = frozenset(str(number) for number in range(1, 31))
_POSTED = needs(None, public="the Acts have these measures posted for everybody")


@router.get("/measures/{measure_id}/performance", openapi_extra=needs(May.MEASURE_READ, level=2))
async def performance(measure_id: str, door: At) -> Response:
    """Show each item with its proofs, the demands and the monitors."""
    return await _performance(door, measure_id)


async def _performance(
    door: Door, measure_id: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        measure = sanctions.measure(work, measure_id)
        case = cases.case(work, measure.case_id)
        steps = {step.command: step for step in sanctions.transitions(work, measure_id).allowed}
        staff = case.viewer == "staff"
        target = cases.target_of(work, case.id)
        return {
            "measure": measure,
            "case": case,
            "staff": staff,
            "number": case.number if language == "ko" else case.number_en,
            "back": f"/measures/{measure_id}" if staff else f"/my-cases/{case.id}",
            "found": sanctions.performance(work, measure_id),
            "steps": steps,
            "judges": work.decide(May.MEASURE_FIND, target).allowed,
        }

    shown = await door.do(page, reading=True)
    errors = problem_errors(problem, language) if problem else []
    return render(
        door, "measure_performance.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=sent or Sent({}), **shown,
    )  # fmt: skip


@router.post(
    "/measures/{measure_id}/performance/{act}", openapi_extra=needs(May.MEASURE_REPORT, level=2)
)
async def report(measure_id: str, act: str, door: At) -> Response:
    """Hand in a plan, or the proof of an item."""
    sent = await read(door)
    try:
        if act == "plan":
            plan = parse(PlanIn, {"plan": sent.first("plan")})
            await door.do(
                lambda work: actions.file_plan(
                    work, measure_id=measure_id, form=plan, version=sent.version
                )
            )
        elif act == "proof":
            proof = parse(ItemProofIn, _proof(sent))
            await door.do(
                lambda work: actions.prove_item(
                    work, measure_id=measure_id, form=proof, version=sent.version
                )
            )
        else:
            raise NotFound
    except Problem as problem:
        return await _performance(door, measure_id, sent, problem)
    return go(f"/measures/{measure_id}/performance")


def _proof(sent: Sent) -> dict[str, Any]:
    item = sent.first("item")
    return {
        "item": int(item) if item in _ITEMS else 0,
        "exhibit": sent.first("exhibit"),
        "note": sent.first("note"),
    }


@router.post(
    "/measures/{measure_id}/proofs/{proof_id}", openapi_extra=needs(May.MEASURE_FIND, level=2)
)
async def judge(measure_id: str, proof_id: str, door: At) -> Response:
    """Accept or reject the proof of an item."""
    sent = await read(door)
    try:
        data = {"command": sent.first("command"), "finding": sent.first("finding")}
        form = parse(ItemFindingIn, data)
        await door.do(
            lambda work: actions.judge_item(
                work, proof_id=proof_id, form=form, version=sent.version
            )
        )
    except Problem as problem:
        return await _performance(door, measure_id, sent, problem)
    return go(f"/measures/{measure_id}/performance")


@router.get("/measures/{measure_id}/points-effect", openapi_extra=needs(May.MEASURE_READ, level=2))
async def points_effect(measure_id: str, door: At) -> Response:
    """Show what a draft would do to the score, line by line and limit by limit."""
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        measure = sanctions.measure(work, measure_id)
        case = cases.case(work, measure.case_id)
        return {
            "measure": measure,
            "case": case,
            "number": case.number if language == "ko" else case.number_en,
            "effect": sanctions.points_effect(work, measure_id),
        }

    return render(door, "staff/points_effect.html", **await door.do(page, reading=True))


@router.get("/postings", openapi_extra=_POSTED)
async def postings(door: At) -> Response:
    """Show the publications and the list of habitual violators to everybody."""
    found = await door.do(sanctions.postings, reading=True)
    return render(door, "postings.html", found=found)


@router.get("/standstills", openapi_extra=needs(May.JOB_READ))
async def standstills(door: At) -> Response:
    """Show administrators what can never move again."""
    found = await door.do(sanctions.standstills, reading=True)
    return render(door, "standstills.html", found=found)
