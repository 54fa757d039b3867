"""REST for moving running cases to a new edition of the rules."""

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, edition_reports
from app.cases.schemas.editions import CarryOutIn, EditionReportList, EditionReportOut
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/edition-reports", tags=["editions"], responses=PROBLEMS)
_REPORT = needs(May.EDITION_REPORT, level=2)


@router.get("", response_model=EditionReportList, openapi_extra=_REPORT,
            operation_id="list_edition_reports",
            summary="법령판 이동 보고 목록 · Reports of moves to a new edition")  # fmt: skip
async def list_reports(door: At) -> Response:
    """Return the newest reports and the edition of today."""
    return await door.read(edition_reports.reports)


@router.post("", response_model=EditionReportOut, status_code=201, openapi_extra=_REPORT,
             operation_id="report_edition",
             summary="법령판 이동 점검 · Work out a move to today's edition")  # fmt: skip
async def report_edition(door: At) -> Response:
    """Work out what would change in each running case; changes none."""

    def reported(work: Work) -> EditionReportOut:
        return edition_reports.report_out(work, actions.report_edition(work))

    return await door.act(reported, status=201)


@router.get("/{report_id}", response_model=EditionReportOut, openapi_extra=_REPORT,
            operation_id="get_edition_report", summary="법령판 이동 보고 · One report")  # fmt: skip
async def get_report(report_id: str, door: At) -> Response:
    """Return a report."""
    return await door.read(lambda work: edition_reports.report(work, report_id))


@router.post("/{report_id}/move", response_model=EditionReportOut, status_code=201,
             openapi_extra=needs(May.EDITION_MOVE, level=2), operation_id="move_to_edition",
             summary="법령판 이동 시행 · Carry the move out")  # fmt: skip
async def move(report_id: str, form: CarryOutIn, door: At) -> Response:
    """Move the undecided cases; needs the digest of the report and another person."""
    version = door.version

    def moved(work: Work) -> EditionReportOut:
        row = actions.carry_out(work, report_id=report_id, form=form, version=version)
        return edition_reports.report_out(work, row)

    return await door.act(moved, status=201)
