"""The measures of a case: those taken, what the law proposes, what the ladder offers and blocks."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.law.figures import Status
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.portal.staff_filter import Chosen
from app.portal.staff_frame import frame_of
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.schemas.measure import DismissalIn, OfferOut, ProposalOut, Reason
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)


@router.get("/queue/{case_id}/measures", openapi_extra=needs(May.MEASURE_READ, level=2))
async def measures(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the measures of a case and the ladder."""
    language = door.language

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        ladder = sanctions.ladder(work, case.id)
        may_draft = work.decide(May.MEASURE_DRAFT, cases.target_of(work, case.id)).allowed
        return {
            "measures": sanctions.measures(work, case.id).items,
            "proposals": [
                _proposal(one, language) for one in sanctions.proposals(work, case.id).items
            ],
            "allowed": [_offer(work, offer, language) for offer in ladder.allowed],
            "blocked": [_offer(work, offer, language) for offer in ladder.blocked],
            "may_draft": may_draft,
        }

    page = await door.do(frame_of(door, case_id, chosen, "measures", tab).read, reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{case_id}")
    return render(door, "staff/measures.html", done=done, **page)


def _offer(work: Work, offer: OfferOut, language: Language) -> dict[str, Any]:
    # A regime that is only announced keeps rungs that the law already has.
    rung = work.law.measure(offer.kind).rung(offer.regime)
    return {
        "kind": offer.kind,
        "label": offer.ko if language == "ko" else offer.en,
        "basis": offer.basis,
        "regime": offer.regime_ko if language == "ko" else offer.regime_en,
        "announced": rung is not None and rung.status is Status.ANNOUNCED,
        "obligatory": offer.obligatory,
        "reasons": reasons_shown(offer.reasons, language),
        "warnings": [warning.ko if language == "ko" else warning.en for warning in offer.warnings],
    }


def reasons_shown(reasons: list[Reason], language: Language) -> list[dict[str, str]]:
    """Return why something is blocked, with articles."""
    return [
        {"reason": one.ko if language == "ko" else one.en, "basis": ", ".join(one.basis)}
        for one in reasons
    ]


def _proposal(proposal: ProposalOut, language: Language) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "label": proposal.kind.ko if language == "ko" else proposal.kind.en,
        "state": proposal.state.ko if language == "ko" else proposal.state.en,
        "open": proposal.settled_on is None,
    }


# -- deciding not to follow a proposal

_DISMISS = "/queue/{case_id}/proposals/{proposal_id}/dismissal"


@router.get(_DISMISS, openapi_extra=needs(May.MEASURE_DRAFT, level=2))
async def dismissal(case_id: str, proposal_id: str, door: At) -> Response:
    """Ask why a proposal is not followed."""
    return await _form(door, case_id, proposal_id)


@router.post(_DISMISS, openapi_extra=needs(May.MEASURE_DRAFT, level=2))
async def dismiss(case_id: str, proposal_id: str, door: At) -> Response:
    """Note that a proposal is not followed."""
    sent = await read(door)
    try:
        form = parse(DismissalIn, sent.nested())
        await door.do(
            lambda work: actions.dismiss_proposal(
                work, proposal_id=proposal_id, form=form, version=sent.version
            )
        )
    except Problem as problem:
        return await _form(door, case_id, proposal_id, sent, problem)
    return go(f"/queue/{case_id}/measures?done=proposal")


async def _form(
    door: Door, case_id: str, proposal_id: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    errors = refused(problem, door.language) if problem else []
    language = door.language

    def page(work: Work) -> dict[str, Any]:
        work.require(May.MEASURE_DRAFT, cases.target_of(work, case_id))
        case = cases.case(work, case_id)
        found = next(
            (p for p in sanctions.proposals(work, case_id).items if p.id == proposal_id), None
        )
        if found is None:
            raise NotFound
        number = case.number if language == "ko" else case.number_en
        return {"case": case, "number": number, **_proposal(found, language)}

    shown = await door.do(page, reading=True)
    status = status_of(problem) if problem else 200
    return render(
        door, "staff/dismissal.html", status=status, errors=errors, typed=typed(sent), **shown
    )
