"""REST for written decisions."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.committee.decisions import actions, queries
from app.committee.decisions.schemas import (
    CorrectionIn,
    DecisionIn,
    DecisionList,
    DecisionOut,
    ServeIn,
)
from app.committee.decisions.tables import WrittenDecision
from app.committee.fields import NothingIn
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["committee"], responses=PROBLEMS)
_READ = needs(May.CASE_READ, level=2)
_DOCKET = needs(May.CASE_DOCKET, level=2)


async def _on(door: Door, act: Callable[[Work], WrittenDecision]) -> Response:
    return await door.act(lambda work: queries.shown(work, act(work)), status=201)


@router.get("/cases/{case_id}/decisions", response_model=DecisionList, openapi_extra=_READ,
            operation_id="list_decisions", summary="의결서 목록 · Written decisions")  # fmt: skip
async def decisions(case_id: str, door: At) -> Response:
    """Return the written decisions of a case; a party sees those that are complete."""
    return await door.read(lambda work: queries.decisions_of(work, case_id))


@router.post("/cases/{case_id}/decisions", response_model=DecisionOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="draft_decision",
             summary="의결서 작성 · Draft a written decision")  # fmt: skip
async def draft(case_id: str, form: DecisionIn, door: At) -> Response:
    """Write down what was resolved; each finding names its evidence."""
    return await _on(door, lambda work: actions.draft(work, case_id=case_id, form=form))


@router.get("/decisions/{decision_id}", response_model=DecisionOut, openapi_extra=_READ,
            operation_id="get_decision", summary="의결서 · One written decision")  # fmt: skip
async def decision(decision_id: str, door: At) -> Response:
    """Return a written decision with its corrections."""
    return await door.read(lambda work: queries.decision(work, decision_id))


@router.post("/decisions/{decision_id}/draft", response_model=DecisionOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="redraft_decision",
             summary="의결서 고쳐 쓰기 · Write it anew")  # fmt: skip
async def redraft(decision_id: str, form: DecisionIn, door: At) -> Response:
    """Write a decision anew before it is completed."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.redraft(work, decision_id=decision_id, form=form, version=version),
    )


@router.post("/decisions/{decision_id}/completion", response_model=DecisionOut,
             status_code=201, openapi_extra=_DOCKET, operation_id="complete_decision",
             summary="의결서 확정 · Complete a written decision")  # fmt: skip
async def complete(decision_id: str, form: NothingIn, door: At) -> Response:
    """Complete a written decision; the case moves with it."""
    del form
    version = door.version
    return await _on(
        door, lambda work: actions.complete(work, decision_id=decision_id, version=version)
    )


@router.post("/decisions/{decision_id}/service", response_model=DecisionOut, status_code=201,
             openapi_extra=needs(May.MEASURE_SERVE, level=2), operation_id="serve_decision",
             summary="의결서 송달 · Serve a written decision")  # fmt: skip
async def serve(decision_id: str, form: ServeIn, door: At) -> Response:
    """Note when the written decision reached the respondent."""
    version = door.version
    return await _on(
        door, lambda work: actions.serve(work, decision_id=decision_id, form=form, version=version)
    )


@router.post("/decisions/{decision_id}/corrections", response_model=DecisionOut,
             status_code=201, openapi_extra=_DOCKET, operation_id="correct_decision",
             summary="의결서 경정 · Correct a clerical error")  # fmt: skip
async def correct(decision_id: str, form: CorrectionIn, door: At) -> Response:
    """Correct a clerical error by a paper of its own."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.correct(work, decision_id=decision_id, form=form, version=version),
    )
