"""REST over contributions, earmarks, programmes and shares; a handler is one call."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language
from app.remedy_fund.contributions import actions, queries, receipts
from app.remedy_fund.contributions.rules.sums import Source
from app.remedy_fund.contributions.schemas import (
    EarmarkIn,
    PaymentIn,
    PledgeIn,
    ProgrammeIn,
    RedesignationIn,
    ReturnIn,
    TreasuryRepaymentIn,
)
from app.remedy_fund.contributions.tables import Contribution, ContributionChange
from app.remedy_fund.contributions.views import (
    ContributionChangeOut,
    ContributionFull,
    ContributionOut,
    CooperationAccountOut,
    EarmarkOut,
    PartOut,
    ProgrammeOut,
    ReceiptOut,
    ShareOut,
)
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · contributions"], responses=PROBLEMS)

_READ = needs(May.FUND_READ, level=1)
_RECORD = needs(May.CONTRIBUTION_RECORD, level=1)
_MOVE = needs(May.CONTRIBUTION_REDESIGNATE, level=1)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "PDF/A-2a, PDF/UA-1",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
From = Annotated[Source | None, Query(description="Where it comes from · 재원")]
For = Annotated[str, Query(max_length=48, description="Purpose · 용도")]
In = Annotated[Language, Query(description="Language of the paper · 문서의 언어")]


async def _answer(door: Door, act: Callable[[Work], Contribution]) -> Response:
    return await door.act(lambda work: queries.told(work, act(work)), status=201)


async def _changed(door: Door, act: Callable[[Work], ContributionChange]) -> Response:
    return await door.act(lambda work: ContributionChangeOut.of(act(work)), status=201)


@router.post("/programmes", response_model=ProgrammeOut, status_code=201,
             openapi_extra=needs(May.BUDGET_SET, level=1), operation_id="set_programme",
             summary="지원 사업 등록 · Set up a programme")  # fmt: skip
async def set_programme(form: ProgrammeIn, door: At) -> Response:
    """Set up a programme with the purposes of the scheme that it serves."""
    return await door.act(
        lambda work: ProgrammeOut.of(actions.set_programme(work, form=form)), status=201
    )


@router.get("/programmes", response_model=Page[ProgrammeOut], openapi_extra=_READ,
            operation_id="list_programmes", summary="지원 사업 목록 · Programmes")  # fmt: skip
async def list_programmes(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return the programmes, oldest first."""
    return await door.read(lambda work: queries.programmes(work, limit=limit, cursor=cursor))


@router.post("/contributions", response_model=ContributionOut, status_code=201,
             openapi_extra=_RECORD, operation_id="pledge_contribution",
             summary="출연 약정 기록 · Record a pledge")  # fmt: skip
async def pledge_contribution(form: PledgeIn, door: At) -> Response:
    """Record a promise of money, with the purpose and programme that its contributor fixes."""
    return await _answer(door, lambda work: actions.pledge(work, form=form))


@router.get("/contributions", response_model=Page[ContributionOut], openapi_extra=_READ,
            operation_id="list_contributions", summary="출연 목록 · Contributions")  # fmt: skip
async def list_contributions(
    door: At, source: From = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return the contributions with what has become of each, oldest first."""
    return await door.read(
        lambda work: queries.contributions(work, source=source or "", limit=limit, cursor=cursor)
    )


@router.get("/contributions/{contribution_id}", response_model=ContributionFull,
            openapi_extra=_READ, operation_id="get_contribution",
            summary="출연 조회 · One contribution")  # fmt: skip
async def get_contribution(contribution_id: str, door: At) -> Response:
    """Return a contribution, its earmarks, and the steps that are possible now."""
    return await door.read(lambda work: queries.contribution(work, contribution_id))


@router.post("/contributions/{contribution_id}/payment", response_model=ContributionOut,
             status_code=201, openapi_extra=_RECORD, operation_id="receive_contribution",
             summary="출연금 납입 기록 · Record that the money came in")  # fmt: skip
async def receive_contribution(contribution_id: str, form: PaymentIn, door: At) -> Response:
    """Book money that came in; what its contributor fixed is set aside at once."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.receive(
            work, contribution_id=contribution_id, form=form, version=version
        ),
    )


@router.post("/contributions/{contribution_id}/withdrawal", response_model=ContributionOut,
             status_code=201, openapi_extra=_RECORD, operation_id="withdraw_pledge",
             summary="출연 약정 철회 · Withdraw a pledge")  # fmt: skip
async def withdraw_pledge(contribution_id: str, door: At) -> Response:
    """Note that a pledge was taken back before any money came."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.withdraw_pledge(
            work, contribution_id=contribution_id, version=version
        ),
    )


@router.post("/contributions/{contribution_id}/earmarks", response_model=ContributionOut,
             status_code=201, openapi_extra=_RECORD, operation_id="earmark_contribution",
             summary="출연금 용도 지정 · Set money aside for a purpose")  # fmt: skip
async def earmark_contribution(contribution_id: str, form: EarmarkIn, door: At) -> Response:
    """Set money aside for a purpose, never for another than its contributor has fixed."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.earmark(
            work, contribution_id=contribution_id, form=form, version=version
        ),
    )


@router.post("/contributions/{contribution_id}/redesignations",
             response_model=ContributionChangeOut, status_code=201, openapi_extra=_MOVE,
             operation_id="ask_redesignation",
             summary="출연금 용도 변경 요청 · Ask for a re-designation")  # fmt: skip
async def ask_redesignation(contribution_id: str, form: RedesignationIn, door: At) -> Response:
    """Put another purpose for what is free on an earmark up for approval, with its letter."""
    version = door.version
    return await _changed(
        door,
        lambda work: actions.ask_redesignation(
            work, contribution_id=contribution_id, form=form, version=version
        ),
    )


@router.post("/contributions/{contribution_id}/returns", response_model=ContributionChangeOut,
             status_code=201, openapi_extra=_MOVE, operation_id="ask_contribution_return",
             summary="착오 납입금 반환 요청 · Ask that mis-paid money goes back")  # fmt: skip
async def ask_contribution_return(contribution_id: str, form: ReturnIn, door: At) -> Response:
    """Put the return of money that came in by mistake up for approval."""
    version = door.version
    return await _changed(
        door,
        lambda work: actions.ask_return(
            work, contribution_id=contribution_id, form=form, version=version
        ),
    )


@router.post("/treasury-repayments", response_model=ContributionChangeOut, status_code=201,
             openapi_extra=_MOVE, operation_id="ask_treasury_repayment",
             summary="국고 반환 요청 · Ask that shares go back to the Treasury")  # fmt: skip
async def ask_treasury_repayment(form: TreasuryRepaymentIn, door: At) -> Response:
    """Put the payment of shares that were taken back up for approval."""
    return await _changed(door, lambda work: actions.ask_treasury_repayment(work, form=form))


@router.get("/contribution-changes", response_model=Page[ContributionChangeOut],
            openapi_extra=_READ, operation_id="list_contribution_changes",
            summary="출연금 변경 목록 · Changes of contributions")  # fmt: skip
async def list_contribution_changes(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return re-designations, returns and repayments, oldest first."""
    return await door.read(lambda work: queries.changes(work, limit=limit, cursor=cursor))


@router.get("/contribution-changes/{contribution_change_id}",
            response_model=ContributionChangeOut, openapi_extra=_READ,
            operation_id="get_contribution_change",
            summary="출연금 변경 조회 · One change of a contribution")  # fmt: skip
async def get_contribution_change(contribution_change_id: str, door: At) -> Response:
    """Return a change and where it stands."""
    return await door.read(lambda work: queries.change(work, contribution_change_id))


@router.post("/contribution-changes/{contribution_change_id}/execution",
             response_model=ContributionChangeOut, status_code=201, openapi_extra=_MOVE,
             operation_id="execute_contribution_change",
             summary="승인된 출연금 변경 시행 · Carry out an approved change")  # fmt: skip
async def execute_contribution_change(contribution_change_id: str, door: At) -> Response:
    """Carry out a change after enough persons have approved exactly this one."""
    version = door.version
    return await _changed(
        door,
        lambda work: actions.carry_out(work, change_id=contribution_change_id, version=version),
    )


@router.post("/contribution-changes/{contribution_change_id}/withdrawal",
             response_model=ContributionChangeOut, status_code=201, openapi_extra=_MOVE,
             operation_id="drop_contribution_change",
             summary="출연금 변경 철회 · Drop a change")  # fmt: skip
async def drop_contribution_change(contribution_change_id: str, door: At) -> Response:
    """Give up a change that waits for approval."""
    version = door.version
    return await _changed(
        door, lambda work: actions.drop(work, change_id=contribution_change_id, version=version)
    )


@router.get("/earmarks", response_model=Page[EarmarkOut], openapi_extra=_READ,
            operation_id="list_earmarks", summary="용도별 재원 목록 · Earmarks")  # fmt: skip
async def list_earmarks(
    door: At, purpose: For = "", limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return the earmarks with what is free and what is reserved on each."""
    return await door.read(
        lambda work: queries.earmarks(work, purpose=purpose, limit=limit, cursor=cursor)
    )


@router.get("/earmarks/{earmark_id}", response_model=EarmarkOut, openapi_extra=_READ,
            operation_id="get_earmark", summary="용도별 재원 조회 · One earmark")  # fmt: skip
async def get_earmark(earmark_id: str, door: At) -> Response:
    """Return an earmark with what lies on it."""
    return await door.read(lambda work: queries.earmark(work, earmark_id))


@router.get("/earmarks/{earmark_id}/parts", response_model=Page[PartOut], openapi_extra=_READ,
            operation_id="list_earmark_parts",
            summary="재원별 지급 내역 · What was drawn from an earmark")  # fmt: skip
async def list_earmark_parts(
    earmark_id: str, door: At, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return what was ever reserved on an earmark, or paid from it."""
    return await door.read(lambda work: queries.parts(work, earmark_id, limit=limit, cursor=cursor))


@router.get("/surcharge-shares", response_model=Page[ShareOut], openapi_extra=_READ,
            operation_id="list_surcharge_shares",
            summary="과징금 전입 내역 · Shares of surcharges")  # fmt: skip
async def list_surcharge_shares(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return the share of each surcharge with every event that moved it."""
    return await door.read(lambda work: queries.shares(work, limit=limit, cursor=cursor))


@router.get("/cooperation-account", response_model=CooperationAccountOut, openapi_extra=_READ,
            operation_id="get_cooperation_account",
            summary="상생협력기금 계정 · Cooperation-fund account")  # fmt: skip
async def get_cooperation_account(door: At) -> Response:
    """Return the separate account of the Win-Win Act, with its closed list of uses."""
    return await door.read(queries.cooperation_account)


@router.post("/contributions/{contribution_id}/receipt", response_model=ReceiptOut,
             status_code=201, openapi_extra=_RECORD, operation_id="issue_contribution_receipt",
             summary="기부금 수령 확인서 발급 · Confirm receipt")  # fmt: skip
async def issue_contribution_receipt(contribution_id: str, door: At) -> Response:
    """Number the confirmation that money came in; it is no tax receipt."""
    return await door.act(
        lambda work: ReceiptOut.of(actions.issue(work, contribution_id=contribution_id)),
        status=201,
    )


@router.get("/contributions/{contribution_id}/receipt", response_model=ReceiptOut,
            openapi_extra=_READ, operation_id="get_contribution_receipt",
            summary="기부금 수령 확인서 조회 · Number of the confirmation")  # fmt: skip
async def get_contribution_receipt(contribution_id: str, door: At) -> Response:
    """Return the number under which receipt was confirmed."""
    return await door.read(lambda work: queries.receipt(work, contribution_id))


@router.get("/contributions/{contribution_id}/receipt/content", response_class=Response,
            openapi_extra=_READ, operation_id="download_contribution_receipt",
            summary="기부금 수령 확인서 내려받기 · Download the confirmation",
            responses={**PROBLEMS, **_PDF})  # fmt: skip
async def download_contribution_receipt(
    contribution_id: str, door: At, language: In = "ko"
) -> Response:
    """Return the confirmation as a PDF in either language; the same bytes each time."""
    return await receipts.give_out(door, contribution_id, language)
