"""The doors of closings over REST: fiscal years, accounts, reports, publication, check, charts."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AwareDatetime
from starlette.responses import Response

from app.access.policy import May
from app.remedy_fund.closing import actions, checking, exporting, queries
from app.remedy_fund.closing.exporting import Format
from app.remedy_fund.closing.schemas import (
    CashLineOut,
    ChartOut,
    CheckOut,
    ClosingOut,
    EquationOut,
    FlowsOut,
    LastCheckOut,
    ReportIn,
    ReportOut,
    ReviewIn,
    ReviewOut,
    YearDetailOut,
    YearOut,
    YearsOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1/fund", tags=["remedy fund · closing"], responses=PROBLEMS)

_TOTALS = needs(May.FUND_TOTALS_READ)
_CLOSE = needs(May.PERIOD_CLOSE)
_CHECK = needs(May.FUND_CHECK)
_PUBLIC = needs(None, public="What is published of a closed year is for everybody")
_Day = Annotated[date | None, Query(examples=["2026-12-31"], description="Today if left out")]
_Instant = Annotated[AwareDatetime | None, Query(description="With its zone; now if left out")]
_Spoken = Annotated[Literal["ko", "en"] | None, Query(description="Of CSV and paper")]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Canonical JSON, CSV (UTF-8 with a mark) or PDF/A-2a",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.get("/years", response_model=YearsOut, openapi_extra=_TOTALS,
            operation_id="list_fiscal_years",
            summary="회계연도 목록 · Fiscal years")  # fmt: skip
async def list_fiscal_years(door: At) -> Response:
    """Every year that the books know, newest first, and how far each is closed."""
    return await door.read(queries.all_years)


@router.get("/years/{fiscal_year}", response_model=YearDetailOut, openapi_extra=_TOTALS,
            operation_id="get_fiscal_year",
            summary="회계연도 조회 · A fiscal year")  # fmt: skip
async def get_fiscal_year(fiscal_year: int, door: At) -> Response:
    """Its steps and what stands in their way, the council's reviews, later corrections."""
    return await door.read(lambda work: queries.year(work, fiscal_year))


@router.post("/years/{fiscal_year}/soft-closing", response_model=YearOut, openapi_extra=_CLOSE,
             operation_id="soft_close_fiscal_year",
             summary="회계연도 가마감 · Soft-close a fiscal year")  # fmt: skip
async def soft_close_fiscal_year(fiscal_year: int, door: At) -> Response:
    """From then on only corrections may be dated inside it."""
    return await door.act(
        lambda work: YearOut.of(actions.soft_close(work, fiscal_year=fiscal_year))
    )


@router.post("/years/{fiscal_year}/reviews", response_model=ReviewOut, status_code=201,
             openapi_extra=needs(May.PERIOD_REVIEW), operation_id="record_council_review",
             summary="기금운용심의회 심의 기록 · Record the council's review")  # fmt: skip
async def record_council_review(fiscal_year: int, form: ReviewIn, door: At) -> Response:
    """Half of the members are outsiders and more than half were present (국가재정법 제74조)."""
    return await door.act(
        lambda work: ReviewOut.of(
            actions.record_review(work, fiscal_year=fiscal_year, form=form)
        ), status=201,
    )  # fmt: skip


@router.post("/years/{fiscal_year}/closing", response_model=ClosingOut, status_code=201,
             openapi_extra=_CLOSE, operation_id="close_fiscal_year",
             summary="회계연도 마감 · Close a fiscal year")  # fmt: skip
async def close_fiscal_year(fiscal_year: int, door: At) -> Response:
    """For ever. Refused with every reason; a year that is closed answers with its statement."""
    door.key()
    await door.do(actions.may_close, reading=True)
    checked = await door.desk.hop(lambda: checking.check(door.desk.world))
    return await door.act(
        lambda work: queries.closed(
            work, actions.close(work, fiscal_year=fiscal_year, checked=checked)
        ), status=201,
    )  # fmt: skip


@router.get("/years/{fiscal_year}/closing", response_model=ClosingOut, openapi_extra=_TOTALS,
            operation_id="get_closing",
            summary="결산 조회 · The statement of a closing")  # fmt: skip
async def get_closing(fiscal_year: int, door: At) -> Response:
    """As it was stored, beside the digest that it has when it is made again now."""
    return await door.read(lambda work: queries.closing(work, fiscal_year))


@router.get("/years/{fiscal_year}/closing/{file_format}", response_class=Response,
            openapi_extra=_TOTALS, operation_id="download_closing",
            summary="결산서 받기 · Download the statement of a closing",
            responses={**PROBLEMS, **_FILES})  # fmt: skip
async def download_closing(
    fiscal_year: int, file_format: Format, door: At, language: _Spoken = None
) -> Response:
    """As canonical JSON, CSV or paper."""
    return await exporting.give(
        door, lambda work: queries.closing_file(work, fiscal_year), file_format, language
    )


@router.get("/years/{fiscal_year}/flows", response_model=FlowsOut, openapi_extra=_TOTALS,
            operation_id="get_flows", summary="월별 수입·지출 · Cash by month")  # fmt: skip
async def get_flows(fiscal_year: int, door: At) -> Response:
    """Cash that came in and went out of a year, month by month."""
    return await door.read(lambda work: queries.flows(work, fiscal_year))


@router.get("/years/{fiscal_year}/flow-chart", response_model=ChartOut, openapi_extra=_TOTALS,
            operation_id="get_flow_chart",
            summary="월별 수입·지출 그림 · Chart of cash by month")  # fmt: skip
async def get_flow_chart(fiscal_year: int, door: At) -> Response:
    """The drawing as SVG, its description, and the table that belongs beside it."""
    return await door.read(
        lambda work: ChartOut.of(queries.flow_drawing(work, fiscal_year, door.language))
    )


@router.get("/solvency-chart", response_model=ChartOut, openapi_extra=_TOTALS,
            operation_id="get_solvency_chart",
            summary="지급 여력 그림 · Chart of what can be given")  # fmt: skip
async def get_solvency_chart(door: At) -> Response:
    """Twelve months so far, and twelve to come if they are bad ones."""
    return await door.read(lambda work: ChartOut.of(queries.solvency_drawing(work, door.language)))


@router.get("/equation", response_model=EquationOut, openapi_extra=_TOTALS,
            operation_id="get_fund_equation",
            summary="기금 등식 · The fund equation")  # fmt: skip
async def get_fund_equation(
    door: At, effective_on: _Day = None, known_at: _Instant = None
) -> Response:
    """What there is, against what it is for, as of a day as known at an instant."""
    return await door.read(
        lambda work: queries.equation(work, effective_on=effective_on, known_at=known_at)
    )


@router.get("/cash-book", response_model=Page[CashLineOut], openapi_extra=needs(May.FUND_READ),
            operation_id="list_cash_book", summary="현금출납부 · Cash book")  # fmt: skip
async def list_cash_book(
    door: At, from_on: date, to_on: date, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Entries of cash in the order of their days, each with the balance after it."""
    return await door.read(
        lambda work: queries.cash_book(
            work, from_on=from_on, to_on=to_on, limit=limit, cursor=cursor
        )
    )


@router.get("/reports", response_model=Page[ReportOut], openapi_extra=_TOTALS,
            operation_id="list_fund_reports",
            summary="기금 보고서 목록 · Reports of the fund")  # fmt: skip
async def list_fund_reports(door: At, cursor: Cursor = None, limit: Limit = 20) -> Response:
    """Issued reports, newest first."""
    return await door.read(lambda work: queries.reports(work, limit=limit, cursor=cursor))


@router.post("/reports", response_model=ReportOut, status_code=201, openapi_extra=_CLOSE,
             operation_id="issue_fund_report",
             summary="분기 보고·연간 공시 발행 · Issue a report")  # fmt: skip
async def issue_fund_report(form: ReportIn, door: At) -> Response:
    """A quarter's report (국가재정법 제70조), or the publication of a closed year; once each."""
    return await door.act(
        lambda work: ReportOut.of(actions.issue_report(work, form=form)), status=201
    )


@router.get("/reports/{fund_report_id}", response_model=ReportOut, openapi_extra=_TOTALS,
            operation_id="get_fund_report", summary="기금 보고서 조회 · A report")  # fmt: skip
async def get_fund_report(fund_report_id: str, door: At) -> Response:
    """The report as it was issued."""
    return await door.read(lambda work: queries.report(work, fund_report_id))


@router.get("/reports/{fund_report_id}/{file_format}", response_class=Response,
            openapi_extra=_TOTALS, operation_id="download_fund_report",
            summary="기금 보고서 받기 · Download a report",
            responses={**PROBLEMS, **_FILES})  # fmt: skip
async def download_fund_report(
    fund_report_id: str, file_format: Format, door: At, language: _Spoken = None
) -> Response:
    """As canonical JSON, CSV or paper."""
    return await exporting.give(
        door, lambda work: queries.report_file(work, fund_report_id), file_format, language
    )


@router.get("/publications/{fiscal_year}/{file_format}", response_class=Response,
            openapi_extra=_PUBLIC, operation_id="download_publication",
            summary="연간 공시 · The publication of a year",
            responses={**PROBLEMS, **_FILES})  # fmt: skip
async def download_publication(
    fiscal_year: int, file_format: Format, door: At, language: _Spoken = None
) -> Response:
    """What everybody may know of a closed year; it adds up to the books and names nobody."""
    return await exporting.give(
        door, lambda work: queries.publication_file(work, fiscal_year), file_format, language
    )


@router.get("/check", response_model=LastCheckOut, openapi_extra=_CHECK,
            operation_id="get_last_fund_check",
            summary="최근 점검 결과 · The last check")  # fmt: skip
async def get_last_fund_check(door: At) -> Response:
    """What the service itself found when it checked last."""
    return await door.read(queries.last_check)


@router.post("/checks", response_model=CheckOut, openapi_extra=_CHECK,
             operation_id="check_fund", summary="기금 점검 · Check the fund")  # fmt: skip
async def check_fund(door: At) -> Response:
    """Counts everything again and reports; it repairs nothing."""
    door.key()
    await door.do(queries.may_check, reading=True)
    checked = await door.desk.hop(lambda: checking.check(door.desk.world))
    return await door.act(lambda work: queries.told(work, checked))
