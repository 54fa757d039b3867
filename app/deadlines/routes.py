"""REST over the working calendar; a handler is one call. The clocks stand with their cases."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from app.access.policy import May
from app.deadlines import actions, queries
from app.deadlines.schemas import CalendarOverrideIn, CalendarOverrideOut, CalendarYearOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["calendar"])

_OPEN = "the official calendar and the agency's published days hold nothing about anybody"
_Year = Annotated[int, Path(ge=1, le=9999, description="연도 · Year", examples=[2026])]


@router.get(
    "/calendar/{year}",
    response_model=CalendarYearOut,
    openapi_extra=needs(None, public=_OPEN),
    operation_id="read_calendar",
    summary="공휴일 달력 · Working calendar of a year",
    responses=PROBLEMS,
)
async def read_calendar(year: _Year, door: At) -> Response:
    """Return the public holidays of a year and the days that the agency set."""
    return await door.read(lambda work: queries.year_of(work, year))


@router.post(
    "/calendar/overrides",
    response_model=CalendarOverrideOut,
    status_code=201,
    openapi_extra=needs(May.FIGURE_ENTER),
    operation_id="set_calendar_override",
    summary="쉬는 날·일하는 날 지정 · Set a rest day or a working day",
    responses=PROBLEMS,
)
async def set_calendar_override(form: CalendarOverrideIn, door: At) -> Response:
    """Declare a temporary holiday, or a working day."""
    return await door.act(
        lambda work: CalendarOverrideOut.of(actions.set_override(work, form)), status=201
    )


@router.delete(
    "/calendar/overrides/{override_id}",
    response_model=CalendarOverrideOut,
    openapi_extra=needs(May.FIGURE_ENTER),
    operation_id="remove_calendar_override",
    summary="지정 취소 · Remove a day that was set",
    responses=PROBLEMS,
)
async def remove_calendar_override(override_id: str, door: At) -> Response:
    """Take back a day that was set; names the version read in If-Match."""
    version = door.version
    return await door.act(
        lambda work: CalendarOverrideOut.of(
            actions.remove_override(work, override_id, version=version)
        )
    )
