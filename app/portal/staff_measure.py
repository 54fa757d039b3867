"""One measure under review: its content, its sum, its money, its history, and the steps from here."""

from typing import Any

from starlette.responses import Response

from app.access.actor import ROLE_LABELS
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.text import Language
from app.law.figures import STATUS_LABELS, Status
from app.papers import queries as papers
from app.people import queries as people
from app.portal.my_measures import NEVER
from app.portal.pages import go, render
from app.portal.staff_clocks import badge
from app.portal.staff_companies import company_url
from app.portal.staff_measures import reasons_shown
from app.portal.staff_suits import suits_shown
from app.portal.staff_surcharge import computation_shown
from app.sanctions import queries as sanctions
from app.sanctions.schemas.measure import CommandOut, MeasureOut, MeasureTransitions
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_NOT_THEIRS = {"role", "tie"}
_REDRAFT = "redraft"


@router.get("/measures/{measure_id}", openapi_extra=needs(May.MEASURE_READ, level=2))
async def measure(measure_id: str, door: At, done: str = "") -> Response:
    """Show a measure with everything that may be done to it now."""
    language = door.language
    page = await door.do(lambda work: _page(work, measure_id, language), reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{page['case'].id}")
    return render(door, "staff/measure.html", done=done, **page)


def _page(work: Work, measure_id: str, language: Language) -> dict[str, Any]:
    found = sanctions.measure(work, measure_id)
    case = cases.case(work, found.case_id)
    target = cases.target_of(work, case.id)
    clocks = deadlines.clocks_of(work, case.id)
    issued = work.decide(May.PAPER_READ, target).allowed
    return {
        "measure": found,
        "case": case,
        "number": case.number if language == "ko" else case.number_en,
        "names": _names(work, found),
        "roles": {str(role): label.get(language) for role, label in ROLE_LABELS.items()},
        "computation": computation_shown(found.computation, language),
        "points_status": _status(found.points_status, language),
        "clocks": [badge(c, work.today, language) for c in clocks if c.subject_id == measure_id],
        "papers": [
            paper
            for paper in (papers.papers_of(work, case.id, target=target) if issued else [])
            if paper.subject_id == measure_id
        ],
        "company_url": company_url(work, found.company_id),
        "steps": buttons(
            still_possible(sanctions.transitions(work, measure_id), found),
            f"/measures/{measure_id}",
            language,
        ),
        "suits": suits_shown(work, measure_id, language),
        "objections": [_objection(work, one.id, language) for one in found.objections],
    }


def _names(work: Work, found: MeasureOut) -> dict[str, str]:
    ids = {one for one in (found.drafted_by, found.countersigned_by) if one}
    return people.person_names(work, ids)


def _status(status: str, language: Language) -> dict[str, Any] | None:
    if not status:
        return None
    known = Status(status)
    return {
        "label": STATUS_LABELS[known].get(language),
        "demonstration": known is Status.DEMONSTRATION,
    }


def _objection(work: Work, objection_id: str, language: Language) -> dict[str, Any]:
    return {
        "objection": sanctions.objection(work, objection_id),
        "steps": buttons(
            sanctions.objection_transitions(work, objection_id),
            f"/objections/{objection_id}",
            language,
        ),
    }


def still_possible(steps: MeasureTransitions, found: MeasureOut) -> MeasureTransitions:
    """Return the steps without those that this kind of measure never knows."""
    never = set(NEVER)
    if found.balance is None:
        never.add("no_refund_due")
    if any(reason.code == "not_answerable" for step in steps.blocked for reason in step.reasons):
        # Where no acceptance is asked for, a duty that is not there now will not arise later.
        never.add("no_duty")
    blocked = [one for one in steps.blocked if not never & {reason.code for reason in one.reasons}]
    return steps.model_copy(update={"blocked": blocked})


def buttons(found: MeasureTransitions, url: str, language: Language) -> dict[str, Any]:
    """Return steps as buttons: allowed, blocked by facts, and those of other people."""
    blocked = [
        (step, not any(reason.code in _NOT_THEIRS for reason in step.reasons))
        for step in found.blocked
    ]
    return {
        "allowed": [
            {
                "label": _label(step, language),
                "url": f"{url}/redraft"
                if step.command == _REDRAFT
                else f"{url}/steps/{step.command}",
                "hint": step.basis,
            }
            for step in found.allowed
        ],
        "blocked": [
            {"label": _label(step, language), "reasons": reasons_shown(step.reasons, language)}
            for step, by_facts in blocked
            if by_facts
        ],
        "others": [_label(step, language) for step, by_facts in blocked if not by_facts],
    }


def _label(step: CommandOut, language: Language) -> str:
    return step.label_ko if language == "ko" else step.label_en
