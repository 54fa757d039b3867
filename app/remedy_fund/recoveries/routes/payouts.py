"""REST over other people's money in the fund's account; a handler is one call."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import paying_out
from app.remedy_fund.recoveries.facts import LEVEL
from app.remedy_fund.recoveries.lifecycle import PayoutState
from app.remedy_fund.recoveries.schemas.inputs import CancelIn, PayoutIn, TransferIn
from app.remedy_fund.recoveries.schemas.outputs import PayoutOut, ResidualOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · recoveries"], responses=PROBLEMS)

_RECORD = needs(May.RECOVERY_RECORD, level=LEVEL)
_READ = needs(May.FUND_READ, level=LEVEL)
State = Annotated[PayoutState | Literal[""], Query(description="State · 상태")]
About = Annotated[str, Query(max_length=48)]


@router.get("/applications/{application_id}/residual", response_model=ResidualOut,
            openapi_extra=_READ, operation_id="get_application_residual",
            summary="회수금의 권리자와 잔액 · Whose recovered money is")  # fmt: skip
async def get_application_residual(application_id: str, door: At) -> Response:
    """Return whose the money is that came in, and what of others' is still here."""
    return await door.read(lambda work: queries.residual_out(work, application_id))


@router.post("/applications/{application_id}/payouts", response_model=PayoutOut,
             status_code=201, openapi_extra=_RECORD, operation_id="prepare_payout",
             summary="권리자 반환 준비 · Prepare a pay-out to its owner")  # fmt: skip
async def prepare_payout(application_id: str, form: PayoutIn, door: At) -> Response:
    """Prepare that an owner is paid what is his, and no more."""
    return await door.act(
        lambda work: queries.told_payout(
            work, paying_out.prepare_payout(work, application_id=application_id, form=form)
        ),
        status=201,
    )


@router.get("/payouts", response_model=Page[PayoutOut], openapi_extra=_READ,
            operation_id="list_payouts", summary="권리자 반환 목록 · Pay-outs to owners")  # fmt: skip
async def list_payouts(
    door: At, state: State = "", application_id: About = "", limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Return pay-outs in the order in which they were prepared."""
    filters = {"state": str(state), "application_id": application_id}
    return await door.read(
        lambda work: queries.payouts(work, limit=limit, cursor=cursor, filters=filters)
    )


@router.get("/payouts/{payout_id}", response_model=PayoutOut, openapi_extra=_READ,
            operation_id="get_payout", summary="권리자 반환 조회 · One pay-out")  # fmt: skip
async def get_payout(payout_id: str, door: At) -> Response:
    """Return a pay-out."""
    return await door.read(lambda work: queries.payout(work, payout_id))


@router.post("/payouts/{payout_id}/transfer", response_model=PayoutOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_CONFIRM, level=LEVEL),
             operation_id="confirm_payout",
             summary="이체 확인 · Record the bank's transfer")  # fmt: skip
async def confirm_payout(payout_id: str, form: TransferIn, door: At) -> Response:
    """Record the transfer that the bank made; another person than the one who prepared it."""
    version = door.version
    return await door.act(
        lambda work: queries.told_payout(
            work,
            paying_out.confirm_payout(work, payout_id=payout_id, form=form, version=version),
        ),
        status=201,
    )


@router.post("/payouts/{payout_id}/cancellation", response_model=PayoutOut, status_code=201,
             openapi_extra=_RECORD, operation_id="cancel_payout",
             summary="반환 취소 · Cancel a pay-out")  # fmt: skip
async def cancel_payout(payout_id: str, form: CancelIn, door: At) -> Response:
    """Take back a pay-out that was not made."""
    version = door.version
    return await door.act(
        lambda work: queries.told_payout(
            work,
            paying_out.cancel_payout(
                work, payout_id=payout_id, reason=form.reason, version=version
            ),
        ),
        status=201,
    )
