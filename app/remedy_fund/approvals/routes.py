"""The doors of approvals over REST."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.approvals import actions, delegations, queries
from app.remedy_fund.approvals.lifecycle import State
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.approvals.schemas import (
    ApprovalOut,
    ApprovalPage,
    ApproveIn,
    DelegateIn,
    DelegationList,
    DelegationOut,
    VetoIn,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/fund", tags=["fund approvals"], responses=PROBLEMS)


@router.get("/approvals", response_model=ApprovalPage, openapi_extra=needs(May.APPROVAL_READ),
            operation_id="list_approvals", summary="승인 요청 목록 · Requests for approval")  # fmt: skip
async def list_approvals(
    door: At,
    limit: Limit = 50,
    cursor: Cursor = None,
    kind: ApprovalKind | None = None,
    state: State | None = None,
    about_id: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Return requests, newest first, all of them or those of a kind, state or thing."""
    filters = {"kind": kind or "", "state": state or "", "about_id": about_id}
    return await door.read(
        lambda work: queries.approvals(work, limit=limit, cursor=cursor, filters=filters)
    )


@router.get("/approvals/{approval_id}", response_model=ApprovalOut,
            openapi_extra=needs(May.APPROVAL_READ), operation_id="get_approval",
            summary="승인 요청 조회 · One request")  # fmt: skip
async def get_approval(approval_id: str, door: At) -> Response:
    """Return what would be approved, what it does to the fund, and who has approved."""
    return await door.read(lambda work: queries.approval(work, approval_id))


@router.post("/approvals/{approval_id}/approval", response_model=ApprovalOut, status_code=201,
             openapi_extra=needs(May.APPROVAL_GIVE), operation_id="give_approval",
             summary="승인 · Approve")  # fmt: skip
async def give_approval(approval_id: str, form: ApproveIn, door: At) -> Response:
    """Approve exactly what was seen; the digest says what that was."""
    return await door.act(
        lambda work: queries.approval(
            work,
            actions.give(work, approval_id, form.digest, on_behalf_of=form.on_behalf_of).id,
        ),
        status=201,
    )


@router.post("/approvals/{approval_id}/veto", response_model=ApprovalOut, status_code=201,
             openapi_extra=needs(May.APPROVAL_GIVE), operation_id="veto_approval",
             summary="거부 · Veto")  # fmt: skip
async def veto_approval(approval_id: str, form: VetoIn, door: At) -> Response:
    """Stop the request; one veto is enough."""
    return await door.act(
        lambda work: queries.approval(work, actions.veto(work, approval_id, form.reason).id),
        status=201,
    )


@router.get("/approval-delegations", response_model=DelegationList,
            openapi_extra=needs(May.APPROVAL_READ), operation_id="list_approval_delegations",
            summary="승인 위임 목록 · Delegations of approval")  # fmt: skip
async def list_approval_delegations(door: At) -> Response:
    """Return the delegations that stand."""
    return await door.read(queries.delegations)


@router.post("/approval-delegations", response_model=DelegationOut, status_code=201,
             openapi_extra=needs(May.APPROVAL_GIVE), operation_id="delegate_approval",
             summary="승인 위임 · Delegate approval")  # fmt: skip
async def delegate_approval(form: DelegateIn, door: At) -> Response:
    """Let another approver speak in one's place; it never counts as a further person."""
    return await door.act(
        lambda work: queries.delegation(
            work,
            delegations.delegate(
                work, to_person_id=form.to_person_id, from_on=form.from_on,
                until_on=form.until_on,
            ),
        ),
        status=201,
    )  # fmt: skip


@router.post("/approval-delegations/{delegation_id}/ending", response_model=DelegationOut,
             status_code=201, openapi_extra=needs(May.APPROVAL_GIVE),
             operation_id="end_approval_delegation",
             summary="승인 위임 종료 · End a delegation")  # fmt: skip
async def end_approval_delegation(delegation_id: str, door: At) -> Response:
    """Take one's own delegation back."""
    return await door.act(
        lambda work: queries.delegation(work, delegations.end_delegation(work, delegation_id)),
        status=201,
    )
