"""REST: accounts, invitations and the outbox page."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.db.work import Work
from app.people import actions, queries
from app.people.schemas.accounts import (
    AccountOut,
    InvitationIn,
    InvitationOut,
    MessageOut,
    OwnAccountOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["accounts"])


@router.get(
    "/account",
    response_model=OwnAccountOut,
    openapi_extra=needs(May.ACCOUNT_READ),
    operation_id="read_own_account",
    summary="내 계정 · My account",
    responses=PROBLEMS,
)
async def read_own_account(door: At) -> Response:
    """Tell who is signed in, for which companies, and what the role may do."""
    return await door.read(queries.own_account)


@router.get(
    "/accounts",
    response_model=Page[AccountOut],
    openapi_extra=needs(May.ACCOUNT_MANAGE),
    operation_id="list_accounts",
    summary="계정 목록 · Accounts",
    responses=PROBLEMS,
)
async def list_accounts(
    door: At,
    role: Annotated[Role | None, Query()] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List accounts by login."""
    return await door.read(
        lambda work: queries.accounts(work, role=role, limit=limit, cursor=cursor)
    )


@router.get(
    "/accounts/{account_id}",
    response_model=AccountOut,
    openapi_extra=needs(May.ACCOUNT_READ),
    operation_id="read_account",
    summary="계정 보기 · An account",
    responses=PROBLEMS,
)
async def read_account(account_id: str, door: At) -> Response:
    """Show one account."""
    return await door.read(lambda work: queries.account(work, account_id))


@router.post(
    "/accounts/{account_id}/disabling",
    response_model=AccountOut,
    status_code=201,
    openapi_extra=needs(May.ACCOUNT_MANAGE),
    operation_id="disable_account",
    summary="계정 사용 중지 · Disable an account",
    responses=PROBLEMS,
)
async def disable_account(account_id: str, door: At) -> Response:
    """Stop the use of an account; its sessions and tokens end at once."""
    version = door.version

    def act(work: Work) -> AccountOut:
        actions.disable_account(work, account_id=account_id, version=version)
        return queries.account(work, account_id)

    return await door.act(act, status=201)


@router.post(
    "/accounts/{account_id}/enabling",
    response_model=AccountOut,
    status_code=201,
    openapi_extra=needs(May.ACCOUNT_MANAGE),
    operation_id="enable_account",
    summary="계정 사용 재개 · Enable an account",
    responses=PROBLEMS,
)
async def enable_account(account_id: str, door: At) -> Response:
    """Let an account be used again."""
    version = door.version

    def act(work: Work) -> AccountOut:
        actions.enable_account(work, account_id=account_id, version=version)
        return queries.account(work, account_id)

    return await door.act(act, status=201)


@router.get(
    "/invitations",
    response_model=Page[InvitationOut],
    openapi_extra=needs(May.INVITE),
    operation_id="list_invitations",
    summary="초대 목록 · Invitations",
    responses=PROBLEMS,
)
async def list_invitations(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List invitations, newest first."""
    return await door.read(lambda work: queries.invitations(work, limit=limit, cursor=cursor))


@router.post(
    "/invitations",
    response_model=InvitationOut,
    status_code=201,
    openapi_extra=needs(May.INVITE),
    operation_id="invite",
    summary="초대하기 · Invite somebody",
    responses=PROBLEMS,
)
async def invite(form: InvitationIn, door: At) -> Response:
    """Invite somebody to open an account of a role; the code goes by e-mail only."""
    return await door.act(
        lambda work: InvitationOut.of(
            actions.invite(
                work, role=form.role, unit=form.unit, email=form.email, person_id=form.person_id
            )
        ),
        status=201,
    )


@router.get(
    "/messages",
    response_model=Page[MessageOut],
    openapi_extra=needs(May.OUTBOX_READ),
    operation_id="list_messages",
    summary="보낸 메시지 · Outbox",
    responses=PROBLEMS,
)
async def list_messages(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List the messages that the service wrote, newest first."""
    return await door.read(lambda work: queries.messages(work, limit=limit, cursor=cursor))
