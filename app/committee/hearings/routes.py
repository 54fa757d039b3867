"""REST for hearings and their minutes."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.committee.agenda import queries as agenda
from app.committee.fields import NothingIn
from app.committee.hearings import actions, queries
from app.committee.hearings.schemas import HearingOut, OpenIn, StatementIn
from app.committee.hearings.tables import Hearing
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["committee"], responses=PROBLEMS)
_READ = needs(May.CASE_READ, level=2)
_DOCKET = needs(May.CASE_DOCKET, level=2)


async def _on(door: Door, act: Callable[[Work], Hearing]) -> Response:
    def done(work: Work) -> HearingOut:
        row = act(work)
        return queries.shown(work, row, agenda.target_of(work, row.case_id))

    return await door.act(done, status=201)


@router.post("/agenda/{agenda_item_id}/hearing", response_model=HearingOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="open_hearing",
             summary="심의 개시 · Open the hearing")  # fmt: skip
async def open_hearing(agenda_item_id: str, form: OpenIn, door: At) -> Response:
    """Open the hearing; If-Match names the item's version."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.open_hearing(work, item_id=agenda_item_id, form=form, version=version),
    )


@router.get("/agenda/{agenda_item_id}/hearing", response_model=HearingOut, openapi_extra=_READ,
            operation_id="get_hearing_of_item",
            summary="안건의 심의 회의록 · Minutes of an item")  # fmt: skip
async def hearing_of(agenda_item_id: str, door: At) -> Response:
    """Return the minutes of an item."""
    return await door.read(lambda work: queries.hearing_of(work, agenda_item_id))


@router.get("/hearings/{hearing_id}", response_model=HearingOut, openapi_extra=_READ,
            operation_id="get_hearing", summary="심의 회의록 · Minutes")  # fmt: skip
async def hearing(hearing_id: str, door: At) -> Response:
    """Return the minutes; closed parts only to their own side and to officials."""
    return await door.read(lambda work: queries.hearing(work, hearing_id))


@router.post("/hearings/{hearing_id}/statements", response_model=HearingOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="take_statement",
             summary="진술 기록 · Take a statement into the minutes")  # fmt: skip
async def statement(hearing_id: str, form: StatementIn, door: At) -> Response:
    """Take a statement into the minutes."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.take_statement(
            work, hearing_id=hearing_id, form=form, version=version
        ),
    )


@router.post("/hearings/{hearing_id}/closing", response_model=HearingOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="close_hearing",
             summary="심의 종결 · Close the hearing")  # fmt: skip
async def closing(hearing_id: str, form: NothingIn, door: At) -> Response:
    """Close hearing and minutes; the case is deliberated."""
    del form
    version = door.version
    return await _on(
        door, lambda work: actions.close_hearing(work, hearing_id=hearing_id, version=version)
    )
