"""REST over bridging loans; a handler is one call."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import loans, write_offs
from app.remedy_fund.recoveries.facts import LEVEL
from app.remedy_fund.recoveries.lifecycle import LoanState
from app.remedy_fund.recoveries.schemas.inputs import ReceiptIn, ScheduleIn, WriteOffIn
from app.remedy_fund.recoveries.schemas.outputs import (
    ApprovalAskedOut,
    LoanOut,
    LoanRow,
    ReceiptList,
    ReceiptOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · recoveries"], responses=PROBLEMS)

_RECORD = needs(May.RECOVERY_RECORD, level=LEVEL)
_READ = needs(May.FUND_READ, level=LEVEL)
State = Annotated[LoanState | Literal[""], Query(description="State · 상태")]
About = Annotated[str, Query(max_length=48)]


@router.get("/loans", response_model=Page[LoanRow], openapi_extra=_READ,
            operation_id="list_fund_loans", summary="대여금 목록 · Loans of the fund")  # fmt: skip
async def list_fund_loans(
    door: At, state: State = "", application_id: About = "", limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Return loans in the order in which they were paid."""
    filters = {"state": str(state), "application_id": application_id}
    return await door.read(
        lambda work: queries.loans(work, limit=limit, cursor=cursor, filters=filters)
    )


@router.get("/overdue-loans", response_model=Page[LoanRow], openapi_extra=_READ,
            operation_id="list_overdue_loans", summary="연체 대여금 · Loans in arrears")  # fmt: skip
async def list_overdue_loans(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return loans of which a part is late today."""
    return await door.read(lambda work: queries.overdue_loans(work, limit=limit, cursor=cursor))


@router.get("/loans/{loan_id}", response_model=LoanOut, openapi_extra=_READ,
            operation_id="get_fund_loan", summary="대여금 조회 · One loan")  # fmt: skip
async def get_fund_loan(loan_id: str, door: At) -> Response:
    """Return a loan with its schedule and what is owed today."""
    return await door.read(lambda work: queries.loan(work, loan_id))


@router.post("/loans/{loan_id}/schedule", response_model=LoanOut, status_code=201,
             openapi_extra=_RECORD, operation_id="schedule_fund_loan",
             summary="상환 일정 확정 · Set the schedule of a loan")  # fmt: skip
async def schedule_fund_loan(loan_id: str, form: ScheduleIn, door: At) -> Response:
    """Set in which parts what is lent comes back; the scheme's terms where nothing is said."""
    version = door.version
    return await door.act(
        lambda work: queries.told_loan(
            work, loans.schedule_loan(work, loan_id=loan_id, form=form, version=version)
        ),
        status=201,
    )


@router.get("/loans/{loan_id}/repayments", response_model=ReceiptList, openapi_extra=_READ,
            operation_id="list_loan_repayments",
            summary="상환 내역 · Repayments of a loan")  # fmt: skip
async def list_loan_repayments(loan_id: str, door: At) -> Response:
    """Return what was repaid, with the use of every won."""
    return await door.read(lambda work: queries.receipts(work, loan_id))


@router.post("/loans/{loan_id}/repayments", response_model=ReceiptOut, status_code=201,
             openapi_extra=_RECORD, operation_id="record_loan_repayment",
             summary="상환금 입금 기록 · Record a repayment")  # fmt: skip
async def record_loan_repayment(loan_id: str, form: ReceiptIn, door: At) -> Response:
    """Record a repayment, also an early one: interest first, then principal."""
    version = door.version
    return await door.act(
        lambda work: queries.told_receipt(
            work, loans.repay(work, loan_id=loan_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/loans/{loan_id}/write-off-request", response_model=ApprovalAskedOut,
             status_code=201, openapi_extra=_RECORD, operation_id="ask_loan_write_off",
             summary="대여금 결손 처분 승인 요청 · Ask to write a loan off")  # fmt: skip
async def ask_loan_write_off(loan_id: str, form: WriteOffIn, door: At) -> Response:
    """Put up for approval that what is still lent is given up."""
    version = door.version
    return await door.act(
        lambda work: queries.told_request(
            work,
            write_offs.ask_loan_write_off(
                work, loan_id=loan_id, reason=form.reason, version=version
            ),
        ),
        status=201,
    )


@router.post("/loans/{loan_id}/write-off", response_model=LoanOut, status_code=201,
             openapi_extra=_RECORD, operation_id="write_off_loan",
             summary="대여금 결손 처분 · Write a loan off")  # fmt: skip
async def write_off_loan(loan_id: str, door: At) -> Response:
    """Give a loan up exactly as it was approved."""
    version = door.version
    return await door.act(
        lambda work: queries.told_loan(
            work, write_offs.write_off_loan(work, loan_id=loan_id, version=version)
        ),
        status=201,
    )
