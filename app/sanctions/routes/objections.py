"""REST for objections and their rulings, proposals, and money from consent decisions."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.sanctions import actions, queries, views
from app.sanctions.schemas.measure import (
    ContributionIn,
    ContributionOut,
    DismissalIn,
    MeasureTransitions,
    ObjectionIn,
    ObjectionOut,
    ProposalList,
    ProposalOut,
    RulingIn,
)
from app.sanctions.tables import Objection
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["objections"], responses=PROBLEMS)


async def _answer(door: Door, act: Callable[[Work], Objection]) -> Response:
    return await door.act(lambda work: queries.objection(work, act(work).id), status=201)


@router.post("/measures/{measure_id}/objections", response_model=ObjectionOut, status_code=201,
             openapi_extra=needs(May.OBJECTION_FILE, level=2), operation_id="file_objection",
             summary="이의신청 · File an objection")  # fmt: skip
async def file_objection(measure_id: str, form: ObjectionIn, door: At) -> Response:
    """Object to a measure; one filed late is kept and marked."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.file_objection(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.get("/objections/{objection_id}", response_model=ObjectionOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_objection",
            summary="이의신청 조회 · One objection")  # fmt: skip
async def get_objection(objection_id: str, door: At) -> Response:
    """Return an objection and what its ruling changed."""
    return await door.read(lambda work: queries.objection(work, objection_id))


@router.get("/objections/{objection_id}/transitions", response_model=MeasureTransitions,
            openapi_extra=needs(May.MEASURE_READ, level=2),
            operation_id="list_objection_transitions",
            summary="재결의 가능한 단계와 막힌 단계 · Rulings allowed and blocked")  # fmt: skip
async def list_objection_transitions(objection_id: str, door: At) -> Response:
    """Return what may be done to an objection now, and what may not."""
    return await door.read(lambda work: queries.objection_transitions(work, objection_id))


@router.post("/objections/{objection_id}/ruling", response_model=ObjectionOut, status_code=201,
             openapi_extra=needs(May.OBJECTION_RULE, level=2), operation_id="rule_objection",
             summary="재결 · Rule on an objection")  # fmt: skip
async def rule_objection(objection_id: str, form: RulingIn, door: At) -> Response:
    """Dismiss, uphold, uphold in part, or put the ruling off."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.rule_objection(
            work, objection_id=objection_id, form=form, version=version
        ),
    )


@router.post("/objections/{objection_id}/withdrawal", response_model=ObjectionOut, status_code=201,
             openapi_extra=needs(May.OBJECTION_FILE, level=2), operation_id="withdraw_objection",
             summary="이의신청 취하 · Withdraw an objection")  # fmt: skip
async def withdraw_objection(objection_id: str, door: At) -> Response:
    """Withdraw an objection that was not ruled on."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.withdraw_objection(work, objection_id=objection_id, version=version),
    )


@router.get("/cases/{case_id}/proposals", response_model=ProposalList,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="list_proposals",
            summary="다음 단계 제안 · Proposed next measures")  # fmt: skip
async def list_proposals(case_id: str, door: At) -> Response:
    """Return the proposals of a case."""
    return await door.read(lambda work: queries.proposals(work, case_id))


@router.post("/proposals/{proposal_id}/dismissal", response_model=ProposalOut, status_code=201,
             openapi_extra=needs(May.MEASURE_DRAFT, level=2), operation_id="dismiss_proposal",
             summary="제안을 따르지 않음 · Do not follow a proposal")  # fmt: skip
async def dismiss_proposal(proposal_id: str, form: DismissalIn, door: At) -> Response:
    """Decide, with a reason, not to take a proposed measure."""
    version = door.version
    return await door.act(
        lambda work: views.proposal(
            work.law,
            actions.dismiss_proposal(work, proposal_id=proposal_id, form=form, version=version),
        ),
        status=201,
    )


@router.post("/cases/{case_id}/consent-contributions", response_model=ContributionOut,
             status_code=201, openapi_extra=needs(May.PAYMENT_RECORD, level=2),
             operation_id="record_contribution",
             summary="동의의결 출연금 기록 · Record money from a consent decision")  # fmt: skip
async def record_contribution(case_id: str, form: ContributionIn, door: At) -> Response:
    """Record money that came in under a consent decision."""
    return await door.act(
        lambda work: ContributionOut.model_validate(
            actions.record_contribution(work, case_id=case_id, form=form), from_attributes=True
        ),
        status=201,
    )
