"""REST over the law book and the agency's figures; a handler is one call."""

from starlette.responses import Response

from app.access.policy import May
from app.rulebook import actions, queries
from app.rulebook.schemas import (
    AgencyFigureOut,
    AgencyFiguresOut,
    ChoicesOut,
    FigureIn,
    FigureOut,
    MeasureKindsOut,
    ReasonIn,
    ViolationsOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["law"])

_OPEN = "the law and the agency's reading of it are public"


@router.get(
    "/law/figures",
    response_model=Page[FigureOut],
    openapi_extra=needs(None, public=_OPEN),
    operation_id="list_figures",
    summary="법정 수치 · Figures of law",
    responses=PROBLEMS,
)
async def list_figures(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Return figures with article, dates, status and source; a missing one is not configured."""
    return await door.read(lambda work: queries.figures(work, cursor=cursor, limit=limit))


@router.get(
    "/law/choices",
    response_model=ChoicesOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="list_choices",
    summary="법이 정하지 않은 점에 대한 선택 · Choices where the law is silent",
    responses=PROBLEMS,
)
async def list_choices(door: At) -> Response:
    """Return how each open question is answered, why, and which test pins it."""
    return await door.read(queries.choices)


@router.get(
    "/law/violations",
    response_model=ViolationsOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="list_violations",
    summary="위반 유형 · Kinds of violation",
    responses=PROBLEMS,
)
async def list_violations(door: At) -> Response:
    """Return what a complaint may allege."""
    return await door.read(queries.violations)


@router.get(
    "/law/measures",
    response_model=MeasureKindsOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="list_measure_kinds",
    summary="처분의 종류 · Kinds of measure",
    responses=PROBLEMS,
)
async def list_measure_kinds(door: At) -> Response:
    """Return every kind of measure with its place under each regime."""
    return await door.read(queries.measures)


@router.get(
    "/law/figures/entries",
    response_model=AgencyFiguresOut,
    openapi_extra=needs(May.FIGURE_ENTER),
    operation_id="list_figure_entries",
    summary="기관 입력 수치 목록 · Figures entered by the agency",
    responses=PROBLEMS,
)
async def list_figure_entries(door: At) -> Response:
    """Return every entry, waiting, approved, returned or withdrawn."""
    return await door.read(queries.entries)


@router.post(
    "/law/figures",
    response_model=AgencyFigureOut,
    status_code=201,
    openapi_extra=needs(May.FIGURE_ENTER),
    operation_id="enter_figure",
    summary="수치 입력 · Enter a missing figure",
    responses=PROBLEMS,
)
async def enter_figure(form: FigureIn, door: At) -> Response:
    """Enter a figure from a paper; it counts only when another person approves it."""
    return await door.act(lambda work: AgencyFigureOut.of(actions.enter(work, form)), status=201)


@router.post(
    "/law/figures/{figure_id}/approval",
    response_model=AgencyFigureOut,
    openapi_extra=needs(May.FIGURE_APPROVE),
    operation_id="approve_figure",
    summary="수치 승인 · Approve a figure",
    responses=PROBLEMS,
)
async def approve_figure(figure_id: str, door: At) -> Response:
    """Approve a figure that another person entered; names the version read in If-Match."""
    version = door.version
    return await door.act(
        lambda work: AgencyFigureOut.of(actions.approve(work, figure_id, version=version))
    )


@router.post(
    "/law/figures/{figure_id}/return",
    response_model=AgencyFigureOut,
    openapi_extra=needs(May.FIGURE_APPROVE),
    operation_id="return_figure",
    summary="수치 반려 · Return a figure",
    responses=PROBLEMS,
)
async def return_figure(figure_id: str, form: ReasonIn, door: At) -> Response:
    """Send a figure back with a reason; names the version read in If-Match."""
    version = door.version
    return await door.act(
        lambda work: AgencyFigureOut.of(actions.send_back(work, figure_id, form, version=version))
    )


@router.post(
    "/law/figures/{figure_id}/withdrawal",
    response_model=AgencyFigureOut,
    openapi_extra=needs(May.FIGURE_APPROVE),
    operation_id="withdraw_figure",
    summary="수치 승인 철회 · Withdraw an approved figure",
    responses=PROBLEMS,
)
async def withdraw_figure(figure_id: str, form: ReasonIn, door: At) -> Response:
    """Take an approved figure out of use; names the version read in If-Match."""
    version = door.version
    return await door.act(
        lambda work: AgencyFigureOut.of(actions.withdraw(work, figure_id, form, version=version))
    )
