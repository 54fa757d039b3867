"""REST for the agenda: items, notices, answers of the parties, closed parts, one's own seats."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.committee.agenda import actions, queries
from app.committee.agenda.schemas import (
    AnswerIn,
    ItemList,
    ItemOut,
    OpinionHearingIn,
    OwnSeatList,
    PostponeIn,
    SecrecyDecisionIn,
    SecrecyIn,
    SecrecyOut,
    TableIn,
)
from app.committee.agenda.tables import AgendaItem
from app.committee.fields import NothingIn
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["committee"], responses=PROBLEMS)
_READ = needs(May.CASE_READ, level=2)
_DOCKET = needs(May.CASE_DOCKET, level=2)
_PARTY = needs(May.HEARING_ANSWER, level=2)


async def _on(door: Door, act: Callable[[Work], AgendaItem]) -> Response:
    def done(work: Work) -> ItemOut:
        row = act(work)
        return queries.shown(work, row, queries.target_of(work, row.case_id))

    return await door.act(done, status=201)


@router.get("/committee/agenda", response_model=ItemList, openapi_extra=needs(May.CASE_DOCKET),
            operation_id="list_agenda", summary="심의 안건 목록 · The agenda")  # fmt: skip
async def agenda(door: At) -> Response:
    """Return what waits for a hearing or a resolution."""
    return await door.read(queries.upcoming)


@router.get("/committee/seats", response_model=OwnSeatList,
            openapi_extra=needs(May.WALL_DECLARE), operation_id="list_own_seats",
            summary="내 심의 배정 · My seats")  # fmt: skip
async def own_seats(door: At) -> Response:
    """Return one's seats, with as much as a declaration needs."""
    return await door.read(queries.own_seats)


@router.get("/cases/{case_id}/agenda", response_model=ItemList, openapi_extra=_READ,
            operation_id="list_agenda_of_case",
            summary="사건의 심의 안건 · A case before panels")  # fmt: skip
async def items_of(case_id: str, door: At) -> Response:
    """Return how a case came before panels."""
    return await door.read(lambda work: queries.items_of(work, case_id))


@router.post("/cases/{case_id}/agenda", response_model=ItemOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="table_case",
             summary="심의 상정 · Table a case")  # fmt: skip
async def table(case_id: str, form: TableIn, door: At) -> Response:
    """Put a case on the agenda of a panel; If-Match names the case's version."""
    version = door.version
    return await _on(
        door, lambda work: actions.table(work, case_id=case_id, form=form, version=version)
    )


@router.get("/agenda/{agenda_item_id}", response_model=ItemOut, openapi_extra=_READ,
            operation_id="get_agenda_item", summary="심의 안건 · An item of the agenda")  # fmt: skip
async def item(agenda_item_id: str, door: At) -> Response:
    """Return an item of the agenda."""
    return await door.read(lambda work: queries.item(work, agenda_item_id))


@router.post("/agenda/{agenda_item_id}/notice", response_model=ItemOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="notify_hearing",
             summary="심의 기일 통지 · Give notice of the hearing")  # fmt: skip
async def notify(agenda_item_id: str, form: NothingIn, door: At) -> Response:
    """Tell both parties of the hearing and offer them to be heard."""
    del form
    version = door.version
    return await _on(
        door, lambda work: actions.notify(work, item_id=agenda_item_id, version=version)
    )


@router.post("/agenda/{agenda_item_id}/postponement", response_model=ItemOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="postpone_hearing",
             summary="심의 기일 변경 · Set another day")  # fmt: skip
async def postpone(agenda_item_id: str, form: PostponeIn, door: At) -> Response:
    """Set another day; notice is then given anew."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.postpone(work, item_id=agenda_item_id, form=form, version=version),
    )


@router.post("/agenda/{agenda_item_id}/opinion-hearing", response_model=ItemOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="set_opinion_hearing",
             summary="의견청취절차 지정 · Set an opinion hearing")  # fmt: skip
async def opinion_hearing(agenda_item_id: str, form: OpinionHearingIn, door: At) -> Response:
    """Set the day of an opinion hearing, five days ahead at least."""
    version = door.version
    return await _on(
        door,
        lambda work: actions.set_opinion_hearing(
            work, item_id=agenda_item_id, form=form, version=version
        ),
    )


@router.post("/agenda/{agenda_item_id}/answer", response_model=ItemOut, status_code=201,
             openapi_extra=_PARTY, operation_id="answer_hearing",
             summary="심의 출석 여부 회신 · Say whether one attends")  # fmt: skip
async def answer(agenda_item_id: str, form: AnswerIn, door: At) -> Response:
    """Say for one's own side whether it attends the hearing."""
    version = door.version
    return await _on(
        door, lambda work: actions.answer(work, item_id=agenda_item_id, form=form, version=version)
    )


@router.post("/agenda/{agenda_item_id}/secrecy-requests", response_model=SecrecyOut, status_code=201,
             openapi_extra=_PARTY, operation_id="ask_secrecy",
             summary="심의 비공개 신청 · Ask for closed parts")  # fmt: skip
async def ask_secrecy(agenda_item_id: str, form: SecrecyIn, door: At) -> Response:
    """Ask that parts of the hearing be closed, five days before it at the latest."""
    return await door.act(
        lambda work: SecrecyOut.model_validate(
            actions.ask_secrecy(work, item_id=agenda_item_id, form=form)
        ),
        status=201,
    )


@router.post("/secrecy-requests/{secrecy_id}/decision", response_model=SecrecyOut,
             status_code=201, openapi_extra=needs(May.CASE_DECIDE, level=2),
             operation_id="decide_secrecy",
             summary="비공개 신청 결정 · Decide on closed parts")  # fmt: skip
async def decide_secrecy(secrecy_id: str, form: SecrecyDecisionIn, door: At) -> Response:
    """Decide, as one who sits, whether the parts are closed."""
    version = door.version
    return await door.act(
        lambda work: SecrecyOut.model_validate(
            actions.decide_secrecy(work, secrecy_id=secrecy_id, form=form, version=version)
        ),
        status=201,
    )
