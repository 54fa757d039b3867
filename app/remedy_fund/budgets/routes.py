"""REST over budgets; a handler is one call."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.budgets import actions, queries
from app.remedy_fund.budgets.rules import Dimension
from app.remedy_fund.budgets.schemas import (
    BudgetLineOut,
    BudgetYearOut,
    CarriedOverOut,
    CarryOverIn,
    ChangeIn,
    ChangeOut,
    CommitmentOut,
    PlanIn,
    PlanOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · budgets"], responses=PROBLEMS)

_READ = needs(May.FUND_READ, level=1)
_SET = needs(May.BUDGET_SET, level=1)
Year = Annotated[int | None, Query(ge=2000, le=2199, description="Fiscal year · 회계연도")]
InPath = Annotated[int, Path(ge=2000, le=2199, description="Fiscal year · 회계연도")]
Kind = Annotated[Dimension | None, Query(description="What the lines limit · 한도의 종류")]


@router.post("/budget-plans", response_model=PlanOut, status_code=201, openapi_extra=_SET,
             operation_id="adopt_budget_plan",
             summary="지출계획 입력 · Enter the plan of a fiscal year")  # fmt: skip
async def adopt_budget_plan(form: PlanIn, door: At) -> Response:
    """Enter what each item of each programme gets in a year; later changes have their own rules."""
    return await door.act(
        lambda work: PlanOut(
            fiscal_year=form.fiscal_year,
            items=[BudgetLineOut.of(row) for row in actions.adopt(work, form=form)],
        ),
        status=201,
    )


@router.get("/budget-plans/{fiscal_year}", response_model=BudgetYearOut, openapi_extra=_READ,
            operation_id="get_budget_plan", summary="회계연도 지출계획 · Plan of a fiscal year")  # fmt: skip
async def get_budget_plan(fiscal_year: InPath, door: At) -> Response:
    """Return the plan by main items, with what is committed and paid."""
    return await door.read(lambda work: queries.year(work, fiscal_year))


@router.get("/budget-lines", response_model=Page[BudgetLineOut], openapi_extra=_READ,
            operation_id="list_budget_lines", summary="지출 한도 목록 · Lines of the budget")  # fmt: skip
async def list_budget_lines(
    door: At, fiscal_year: Year = None, dimension: Kind = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Return items and ceilings with what is left on each."""
    return await door.read(
        lambda work: queries.lines(
            work, fiscal_year=fiscal_year, dimension=dimension, limit=limit, cursor=cursor
        )
    )


@router.get("/budget-lines/{budget_line_id}", response_model=BudgetLineOut, openapi_extra=_READ,
            operation_id="get_budget_line", summary="지출 한도 조회 · One line of the budget")  # fmt: skip
async def get_budget_line(budget_line_id: str, door: At) -> Response:
    """Return a line: cap, committed, paid, left."""
    return await door.read(lambda work: queries.line(work, budget_line_id))


@router.get("/budget-lines/{budget_line_id}/commitments", response_model=Page[CommitmentOut],
            openapi_extra=_READ, operation_id="list_budget_commitments",
            summary="한도별 배정 내역 · What is committed on a line")  # fmt: skip
async def list_budget_commitments(
    budget_line_id: str, door: At, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return what each subject has committed and paid on a line."""
    return await door.read(
        lambda work: queries.commitments(work, budget_line_id, limit=limit, cursor=cursor)
    )


@router.post("/budget-changes", response_model=ChangeOut, status_code=201, openapi_extra=_SET,
             operation_id="change_budget", summary="지출계획 변경 · Change the budget")  # fmt: skip
async def change_budget(form: ChangeIn, door: At) -> Response:
    """Move money between items: done at once within 2/10 of a main item, else put up for approval."""
    return await door.act(lambda work: ChangeOut.of(actions.change(work, form=form)), status=201)


@router.get("/budget-changes", response_model=Page[ChangeOut], openapi_extra=_READ,
            operation_id="list_budget_changes",
            summary="지출계획 변경 목록 · Changes of the budget")  # fmt: skip
async def list_budget_changes(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return every change, oldest first."""
    return await door.read(lambda work: queries.changes(work, limit=limit, cursor=cursor))


@router.get("/budget-changes/{budget_change_id}", response_model=ChangeOut, openapi_extra=_READ,
            operation_id="get_budget_change",
            summary="지출계획 변경 조회 · One change of the budget")  # fmt: skip
async def get_budget_change(budget_change_id: str, door: At) -> Response:
    """Return a change and where it stands."""
    return await door.read(lambda work: queries.change(work, budget_change_id))


@router.post("/budget-changes/{budget_change_id}/execution", response_model=ChangeOut,
             status_code=201, openapi_extra=_SET, operation_id="execute_budget_change",
             summary="승인된 지출계획 변경 시행 · Carry out an approved change")  # fmt: skip
async def execute_budget_change(budget_change_id: str, door: At) -> Response:
    """Carry out a change after enough persons have approved exactly this one."""
    version = door.version
    return await door.act(
        lambda work: ChangeOut.of(
            actions.carry_out(work, change_id=budget_change_id, version=version)
        ),
        status=201,
    )


@router.post("/budget-changes/{budget_change_id}/withdrawal", response_model=ChangeOut,
             status_code=201, openapi_extra=_SET, operation_id="drop_budget_change",
             summary="지출계획 변경 철회 · Drop a change")  # fmt: skip
async def drop_budget_change(budget_change_id: str, door: At) -> Response:
    """Give up a change that waits for approval."""
    version = door.version
    return await door.act(
        lambda work: ChangeOut.of(actions.drop(work, change_id=budget_change_id, version=version)),
        status=201,
    )


@router.post("/budget-carry-overs", response_model=CarriedOverOut, status_code=201,
             openapi_extra=_SET, operation_id="carry_budget_over",
             summary="지출원인행위 금액 이월 · Carry commitments over")  # fmt: skip
async def carry_budget_over(form: CarryOverIn, door: At) -> Response:
    """Carry what is committed and not paid into the next year; the rest lapses."""
    return await door.act(
        lambda work: CarriedOverOut(
            fiscal_year=form.fiscal_year,
            carried_won=actions.carry_over(work, fiscal_year=form.fiscal_year),
        ),
        status=201,
    )
