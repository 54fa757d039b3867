"""Single payments over REST, and what the bank said of one by letter."""

from typing import Annotated

from fastapi import Query, Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.schemas import (
    DisbursementOut,
    DisbursementPage,
    ReasonIn,
    RefusalIn,
    StepsOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/fund", tags=["remedy fund · payments"], responses=PROBLEMS)
_ONE = "/disbursements/{disbursement_id}"
_READ = needs(May.FUND_READ, level=1)
_PREPARE = needs(May.DISBURSEMENT_PREPARE, level=1)
Code = Annotated[str, Query(max_length=48, description="상태 코드 · Code of a state")]
Id = Annotated[str, Query(max_length=48, description="식별자 · Id of another thing")]


@router.get("/disbursements", response_model=DisbursementPage, openapi_extra=_READ,
            operation_id="list_disbursements", summary="지급 목록 · Disbursements")  # fmt: skip
async def list_disbursements(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: Code = "", run_id: Id = "",
    application_id: Id = "",
) -> Response:  # fmt: skip
    """Return disbursements, newest first."""
    return await door.read(
        lambda work: queries.disbursements(
            work, limit=limit, cursor=cursor, state=state, run_id=run_id,
            application_id=application_id,
        )
    )  # fmt: skip


@router.get(_ONE, response_model=DisbursementOut, openapi_extra=_READ,
            operation_id="get_disbursement", summary="지급 · A disbursement")  # fmt: skip
async def get_disbursement(disbursement_id: str, door: At) -> Response:
    """Return a disbursement with every order that was made for it."""
    return await door.read(lambda work: queries.disbursement(work, disbursement_id))


@router.get(f"{_ONE}/transitions", response_model=StepsOut, openapi_extra=_READ,
            operation_id="list_disbursement_transitions",
            summary="지급에서 할 수 있는 일 · Steps of a disbursement")  # fmt: skip
async def disbursement_transitions(disbursement_id: str, door: At) -> Response:
    """Return what may be done with a disbursement now."""
    return await door.read(lambda work: queries.disbursement_steps(work, disbursement_id))


@router.post(f"{_ONE}/reopening", response_model=DisbursementOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="reopen_disbursement",
             summary="다시 지급 준비 · Prepare a payment anew")  # fmt: skip
async def reopen_disbursement(disbursement_id: str, form: ReasonIn, door: At) -> Response:
    """Let a refused or returned payment be made anew, under a new id and a new approval."""
    version = door.version
    return await door.act(
        lambda work: _disbursement(
            work,
            actions.reopen(work, disbursement_id=disbursement_id, form=form, version=version).id,
        ),
        status=201,
    )


@router.post(f"{_ONE}/cancellation", response_model=DisbursementOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="cancel_disbursement",
             summary="지급 취소 · Cancel a payment")  # fmt: skip
async def cancel_disbursement(disbursement_id: str, form: ReasonIn, door: At) -> Response:
    """Give a payment up that is not with the bank; its money is free again."""
    version = door.version
    return await door.act(
        lambda work: _disbursement(
            work,
            actions.cancel(work, disbursement_id=disbursement_id, form=form, version=version).id,
        ),
        status=201,
    )


@router.post(f"{_ONE}/refusal", response_model=DisbursementOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_MATCH, level=1),
             operation_id="note_bank_refusal",
             summary="은행의 거절 회신 적기 · Note that the bank refused it")  # fmt: skip
async def note_refusal(disbursement_id: str, form: RefusalIn, door: At) -> Response:
    """Note a refusal that the bank told by letter or telephone only; another person confirms it."""
    version = door.version
    return await door.act(
        lambda work: _disbursement(
            work,
            actions.note_refusal(
                work, disbursement_id=disbursement_id, form=form, version=version
            ).id,
        ),
        status=201,
    )


@router.post(f"{_ONE}/refusal-confirmation", response_model=DisbursementOut, status_code=201,
             openapi_extra=needs(May.STATEMENT_CONFIRM, level=1),
             operation_id="confirm_bank_refusal",
             summary="거절 회신 확인 · Confirm the bank's refusal")  # fmt: skip
async def confirm_refusal(disbursement_id: str, door: At) -> Response:
    """Confirm the refusal that another person noted; the payment can then be made anew."""
    version = door.version
    return await door.act(
        lambda work: _disbursement(
            work,
            actions.confirm_refusal(work, disbursement_id=disbursement_id, version=version).id,
        ),
        status=201,
    )


def _disbursement(work: Work, disbursement_id: str) -> DisbursementOut:
    work.session.flush()
    return queries.disbursement(work, disbursement_id)
