"""REST for simplified decisions."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.settlements.simplified_decisions import actions, queries
from app.settlements.simplified_decisions.schemas import (
    SimplifiedIn,
    SimplifiedList,
    SimplifiedOut,
    SimplifiedStepIn,
)
from app.settlements.simplified_decisions.tables import SimplifiedDecision
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["simplified_decisions"], responses=PROBLEMS)


def _seen(work: Work, row: SimplifiedDecision) -> SimplifiedOut:
    work.session.flush()
    return queries.proposal(work, row.id)


@router.get("/cases/{case_id}/simplified-decisions", response_model=SimplifiedList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_simplified_decisions",
            summary="약식의결 목록 · Simplified decisions of a case")  # fmt: skip
async def list_proposals(case_id: str, door: At) -> Response:
    """Return the proposals of a case."""
    return await door.read(lambda work: queries.proposals(work, case_id))


@router.post("/cases/{case_id}/simplified-decisions", response_model=SimplifiedOut,
             status_code=201, openapi_extra=needs(May.CASE_INVESTIGATE, level=2),
             operation_id="propose_simplified_decision",
             summary="약식의결 제안 · Propose a simplified decision")  # fmt: skip
async def propose(case_id: str, form: SimplifiedIn, door: At) -> Response:
    """Propose a result without a hearing."""
    return await door.act(
        lambda work: _seen(work, actions.propose(work, case_id=case_id, form=form)), status=201
    )


@router.get("/simplified-decisions/{simplified_id}", response_model=SimplifiedOut,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="get_simplified_decision",
            summary="약식의결 · One simplified decision")  # fmt: skip
async def get_proposal(simplified_id: str, door: At) -> Response:
    """Return a proposal with the steps that may be taken."""
    return await door.read(lambda work: queries.proposal(work, simplified_id))


@router.post("/simplified-decisions/{simplified_id}/steps", response_model=SimplifiedOut,
             status_code=201, openapi_extra=needs(May.CASE_READ, level=2),
             operation_id="take_simplified_step",
             summary="약식의결 단계 진행 · Take a step of a simplified decision")  # fmt: skip
async def take_step(simplified_id: str, form: SimplifiedStepIn, door: At) -> Response:
    """Answer a proposal, take silence for what it means, drop it, or resolve upon it."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.take_step(work, simplified_id=simplified_id, form=form, version=version)
        ),
        status=201,
    )
