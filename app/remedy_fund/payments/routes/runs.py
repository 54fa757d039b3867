"""Payment runs over REST."""

from typing import Annotated

from fastapi import Query, Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.payments import actions, queries
from app.remedy_fund.payments.schemas import (
    RunIn,
    RunOut,
    RunPage,
    StepsOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/fund", tags=["remedy fund · payments"], responses=PROBLEMS)
_RUN = "/payment-runs/{payment_run_id}"
_READ = needs(May.FUND_READ, level=1)
_PREPARE = needs(May.DISBURSEMENT_PREPARE, level=1)
Code = Annotated[str, Query(max_length=48, description="상태 코드 · Code of a state")]


@router.get("/payment-runs", response_model=RunPage, openapi_extra=_READ,
            operation_id="list_payment_runs", summary="지급 묶음 목록 · Payment runs")  # fmt: skip
async def list_runs(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: Code = ""
) -> Response:
    """Return payment runs, newest first."""
    return await door.read(lambda work: queries.runs(work, limit=limit, cursor=cursor, state=state))


@router.post("/payment-runs", response_model=RunOut, status_code=201, openapi_extra=_PREPARE,
             operation_id="prepare_payment_run",
             summary="지급 묶음 만들기 · Prepare a payment run")  # fmt: skip
async def prepare_run(form: RunIn, door: At) -> Response:
    """Gather approved awards to be approved and paid together."""
    return await door.act(lambda work: _run(work, actions.prepare(work, form=form).id), status=201)


@router.get(_RUN, response_model=RunOut, openapi_extra=_READ, operation_id="get_payment_run",
            summary="지급 묶음 · A payment run")  # fmt: skip
async def get_run(payment_run_id: str, door: At) -> Response:
    """Return a run with the exact content that is approved."""
    return await door.read(lambda work: queries.run(work, payment_run_id))


@router.get(f"{_RUN}/transitions", response_model=StepsOut, openapi_extra=_READ,
            operation_id="list_payment_run_transitions",
            summary="지급 묶음에서 할 수 있는 일 · Steps of a payment run")  # fmt: skip
async def run_transitions(payment_run_id: str, door: At) -> Response:
    """Return what may be done with a run now."""
    return await door.read(lambda work: queries.run_steps(work, payment_run_id))


@router.post(f"{_RUN}/approval-request", response_model=RunOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="ask_payment_run_approval",
             summary="지급 승인 요청 · Ask for approval of a run")  # fmt: skip
async def ask_approval(payment_run_id: str, door: At) -> Response:
    """Put the run's content up for approval by others."""
    version = door.version
    return await door.act(
        lambda work: _run(work, actions.ask(work, run_id=payment_run_id, version=version).id),
        status=201,
    )


@router.post(f"{_RUN}/sending", response_model=RunOut, status_code=201,
             openapi_extra=needs(May.DISBURSEMENT_SEND, level=1), operation_id="send_payment_run",
             summary="은행에 보내기 · Send a run to the bank")  # fmt: skip
async def send_run(payment_run_id: str, door: At) -> Response:
    """Release an approved run; a job hands it over in a moment."""
    version = door.version
    return await door.act(
        lambda work: _run(work, actions.send(work, run_id=payment_run_id, version=version).id),
        status=201,
    )


@router.post(f"{_RUN}/withdrawal", response_model=RunOut, status_code=201, openapi_extra=_PREPARE,
             operation_id="withdraw_payment_run",
             summary="지급 묶음 거두기 · Withdraw a run")  # fmt: skip
async def withdraw_run(payment_run_id: str, door: At) -> Response:
    """Take a run back before anything was sent."""
    version = door.version
    return await door.act(
        lambda work: _run(work, actions.withdraw(work, run_id=payment_run_id, version=version).id),
        status=201,
    )


def _run(work: Work, run_id: str) -> RunOut:
    work.session.flush()
    return queries.run(work, run_id)
