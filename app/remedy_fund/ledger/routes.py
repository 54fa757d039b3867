"""The doors of the books over REST: for reading only; nothing is posted from outside."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import AwareDatetime
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.ledger import listing
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.ledger.schemas import (
    LedgerAccountOut,
    LedgerPostingOut,
    LedgerTransactionOut,
    TrialBalanceOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · ledger"], responses=PROBLEMS)

_READ = needs(May.FUND_READ, level=1)
_Day = Annotated[date | None, Query(examples=["2026-12-31"], description="Today if left out")]
_Instant = Annotated[AwareDatetime | None, Query(description="With its zone; now if left out")]


@router.get("/accounts", response_model=Page[LedgerAccountOut], openapi_extra=_READ,
            operation_id="list_ledger_accounts",
            summary="기금 계정 목록 · Accounts of the fund")  # fmt: skip
async def list_ledger_accounts(
    door: At, kind: AccountKind | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """In the order of their codes, with what each holds, what is reserved and what is free."""
    return await door.read(lambda work: listing.accounts(work, kind, cursor=cursor, limit=limit))


@router.get("/accounts/{ledger_account_id}/postings", response_model=Page[LedgerPostingOut],
            openapi_extra=_READ, operation_id="list_ledger_postings",
            summary="계정별 거래 내역 · Postings of an account")  # fmt: skip
async def list_ledger_postings(
    ledger_account_id: str, door: At, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """In the order in which they were posted."""
    return await door.read(
        lambda work: listing.postings(work, ledger_account_id, cursor=cursor, limit=limit)
    )


@router.get("/transactions/{transaction_id}", response_model=LedgerTransactionOut,
            openapi_extra=_READ, operation_id="get_ledger_transaction",
            summary="거래 조회 · A transaction of the fund")  # fmt: skip
async def get_ledger_transaction(transaction_id: str, door: At) -> Response:
    """All its legs; what it takes back, and what takes it back."""
    return await door.read(lambda work: listing.transaction(work, transaction_id))


@router.get("/trial-balance", response_model=TrialBalanceOut, openapi_extra=_READ,
            operation_id="get_trial_balance",
            summary="합계잔액시산표 · Trial balance")  # fmt: skip
async def get_trial_balance(
    door: At, effective_on: _Day = None, known_at: _Instant = None
) -> Response:
    """All accounts as of a day, as they were known at an instant."""
    return await door.read(lambda work: listing.trial_balance(work, effective_on, known_at))
