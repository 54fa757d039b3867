"""REST over claims; a handler is one call."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import (
    charging,
    collecting,
    opening,
    receiving,
    setting_off,
    write_offs,
)
from app.remedy_fund.recoveries.facts import LEVEL
from app.remedy_fund.recoveries.lifecycle import RecoveryState
from app.remedy_fund.recoveries.schemas.inputs import (
    CancelIn,
    ChargeIn,
    ClawbackIn,
    DemandIn,
    InstalmentsIn,
    MarkIn,
    ReceiptIn,
    SetOffIn,
    StepIn,
    WriteOffIn,
)
from app.remedy_fund.recoveries.schemas.outputs import (
    ApprovalAskedOut,
    ReceiptList,
    ReceiptOut,
    RecoveryOut,
    RecoveryRow,
    StepList,
)
from app.remedy_fund.recoveries.tables import Recovery
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · recoveries"], responses=PROBLEMS)

_RECORD = needs(May.RECOVERY_RECORD, level=LEVEL)
_READ = needs(May.FUND_READ, level=LEVEL)
Kind = Annotated[Literal["", "subrogated", "clawback"], Query(description="Kind · 종류")]
State = Annotated[RecoveryState | Literal[""], Query(description="State · 상태")]
About = Annotated[str, Query(max_length=48)]


async def _answer(door: Door, act: Callable[[Work], Recovery]) -> Response:
    return await door.act(lambda work: queries.told(work, act(work)), status=201)


@router.get("/recoveries", response_model=Page[RecoveryRow], openapi_extra=_READ,
            operation_id="list_recoveries", summary="회수 채권 목록 · Claims of the fund")  # fmt: skip
async def list_recoveries(  # noqa: PLR0913 - one parameter for each column asked for
    door: At, *, kind: Kind = "", state: State = "", application_id: About = "",
    case_id: About = "", disbursement_id: About = "", limit: Limit = 50, cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Return claims in the order in which they were opened."""
    filters = {
        "kind": kind, "state": str(state), "application_id": application_id, "case_id": case_id,
        "disbursement_id": disbursement_id,
    }  # fmt: skip
    return await door.read(
        lambda work: queries.recoveries(work, limit=limit, cursor=cursor, filters=filters)
    )


@router.post("/applications/{application_id}/clawbacks", response_model=RecoveryOut,
             status_code=201, openapi_extra=_RECORD, operation_id="open_clawback",
             summary="환수 결정 · Ask money back of the firm")  # fmt: skip
async def open_clawback(application_id: str, form: ClawbackIn, door: At) -> Response:
    """Open a claim against the firm for principal of one payment, with written reasons."""
    return await _answer(
        door,
        lambda work: opening.open_clawback(work, application_id=application_id, form=form),
    )


@router.get("/recoveries/{recovery_id}", response_model=RecoveryOut, openapi_extra=_READ,
            operation_id="get_recovery", summary="회수 채권 조회 · One claim")  # fmt: skip
async def get_recovery(recovery_id: str, door: At) -> Response:
    """Return a claim with its parts, limitation clock, plan and journal."""
    return await door.read(lambda work: queries.recovery(work, recovery_id))


@router.get("/recoveries/{recovery_id}/transitions", response_model=StepList,
            openapi_extra=_READ, operation_id="list_recovery_transitions",
            summary="회수 채권에서 할 수 있는 일 · What may be done with a claim")  # fmt: skip
async def list_recovery_transitions(recovery_id: str, door: At) -> Response:
    """Return the steps from the present state, allowed and blocked."""
    return await door.read(lambda work: queries.transitions(work, recovery_id))


@router.post("/recoveries/{recovery_id}/charges", response_model=RecoveryOut, status_code=201,
             openapi_extra=_RECORD, operation_id="charge_recovery",
             summary="비용·이자·가산금·제재부가금 청구 · Charge a part of a claim")  # fmt: skip
async def charge_recovery(recovery_id: str, form: ChargeIn, door: At) -> Response:
    """Enter costs, interest, a late addition or a penalty, as an amount or a rate with reasons."""
    version = door.version
    return await _answer(
        door,
        lambda work: charging.charge(work, recovery_id=recovery_id, form=form, version=version),
    )


@router.post("/recoveries/{recovery_id}/charges/{charge_id}/cancellation",
             response_model=RecoveryOut, status_code=201, openapi_extra=_RECORD,
             operation_id="cancel_recovery_charge",
             summary="청구 항목 취소 · Take back a charge")  # fmt: skip
async def cancel_recovery_charge(
    recovery_id: str, charge_id: str, form: CancelIn, door: At
) -> Response:
    """Take back a part of a claim on which so much is still owed; the books reverse it."""
    version = door.version
    return await _answer(
        door,
        lambda work: charging.cancel_charge(
            work, recovery_id=recovery_id, charge_id=charge_id, reason=form.reason,
            version=version,
        ),
    )  # fmt: skip


@router.post("/recoveries/{recovery_id}/demand", response_model=RecoveryOut, status_code=201,
             openapi_extra=_RECORD, operation_id="demand_recovery",
             summary="납입 고지 · Demand payment")  # fmt: skip
async def demand_recovery(recovery_id: str, form: DemandIn, door: At) -> Response:
    """Demand payment by a day; the limitation clock begins anew."""
    version = door.version
    return await _answer(
        door,
        lambda work: collecting.demand(work, recovery_id=recovery_id, form=form, version=version),
    )


@router.post("/recoveries/{recovery_id}/enforcement", response_model=RecoveryOut,
             status_code=201, openapi_extra=_RECORD, operation_id="enforce_recovery",
             summary="강제 징수 · Enforce a claim")  # fmt: skip
async def enforce_recovery(recovery_id: str, form: StepIn, door: At) -> Response:
    """Note that a claim is being enforced, with the reasons."""
    version = door.version
    return await _answer(
        door,
        lambda work: collecting.enforce(work, recovery_id=recovery_id, form=form, version=version),
    )


@router.post("/recoveries/{recovery_id}/instalments", response_model=RecoveryOut,
             status_code=201, openapi_extra=_RECORD, operation_id="agree_recovery_instalments",
             summary="분할 납부 · Agree instalments")  # fmt: skip
async def agree_recovery_instalments(recovery_id: str, form: InstalmentsIn, door: At) -> Response:
    """Spread what is owed over equal parts, the first taking the fraction."""
    version = door.version
    return await _answer(
        door,
        lambda work: collecting.agree_instalments(
            work, recovery_id=recovery_id, form=form, version=version
        ),
    )


@router.post("/recoveries/{recovery_id}/clock-marks", response_model=RecoveryOut,
             status_code=201, openapi_extra=_RECORD, operation_id="mark_recovery_clock",
             summary="시효 중단·정지 사유 기록 · Tell the limitation clock")  # fmt: skip
async def mark_recovery_clock(recovery_id: str, form: MarkIn, door: At) -> Response:
    """Note an acknowledgement or a suit that stops or restarts the clock."""
    version = door.version
    return await _answer(
        door,
        lambda work: collecting.mark(work, recovery_id=recovery_id, form=form, version=version),
    )


@router.get("/recoveries/{recovery_id}/receipts", response_model=ReceiptList,
            openapi_extra=_READ, operation_id="list_recovery_receipts",
            summary="회수금과 충당 내역 · Receipts on a claim")  # fmt: skip
async def list_recovery_receipts(recovery_id: str, door: At) -> Response:
    """Return what came in, with the use of every won."""
    return await door.read(lambda work: queries.receipts(work, recovery_id))


@router.post("/recoveries/{recovery_id}/receipts", response_model=ReceiptOut, status_code=201,
             openapi_extra=_RECORD, operation_id="record_recovery_receipt",
             summary="회수금 입금 기록 · Record money on a claim")  # fmt: skip
async def record_recovery_receipt(recovery_id: str, form: ReceiptIn, door: At) -> Response:
    """Record money that came in; it is used in the order of the scheme, to the last won."""
    version = door.version
    return await door.act(
        lambda work: queries.told_receipt(
            work, receiving.receive(work, recovery_id=recovery_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/recoveries/{recovery_id}/set-off", response_model=ReceiptOut, status_code=201,
             openapi_extra=_RECORD, operation_id="set_off_recovery",
             summary="환수 채권 상계 · Set a clawback off")  # fmt: skip
async def set_off_recovery(recovery_id: str, form: SetOffIn, door: At) -> Response:
    """Set a clawback off against what the fund holds for the same firm."""
    version = door.version
    return await door.act(
        lambda work: queries.told_receipt(
            work,
            setting_off.set_off_clawback(work, recovery_id=recovery_id, form=form, version=version),
        ),
        status=201,
    )


@router.post("/recoveries/{recovery_id}/write-off-request", response_model=ApprovalAskedOut,
             status_code=201, openapi_extra=_RECORD, operation_id="ask_recovery_write_off",
             summary="결손 처분 승인 요청 · Ask to write a claim off")  # fmt: skip
async def ask_recovery_write_off(recovery_id: str, form: WriteOffIn, door: At) -> Response:
    """Put up for approval that what is owed now is given up."""
    version = door.version
    return await door.act(
        lambda work: queries.told_request(
            work,
            write_offs.ask_write_off(
                work, recovery_id=recovery_id, reason=form.reason, version=version
            ),
        ),
        status=201,
    )


@router.post("/recoveries/{recovery_id}/write-off", response_model=RecoveryOut, status_code=201,
             openapi_extra=_RECORD, operation_id="write_off_recovery",
             summary="결손 처분 · Write a claim off")  # fmt: skip
async def write_off_recovery(recovery_id: str, door: At) -> Response:
    """Give a claim up exactly as it was approved."""
    version = door.version
    return await _answer(
        door,
        lambda work: write_offs.write_off(work, recovery_id=recovery_id, version=version),
    )
