"""REST over those whom orders name, over their journal, and over requests of deletion."""

from starlette.responses import Response

from app.access.policy import May
from app.discovery.orders import actions, views
from app.discovery.orders.schemas.inputs import (
    CopyIn,
    CustodianIn,
    DeletionDecisionIn,
    DeletionsIn,
    NoteIn,
    ReaderIn,
    ReaderServiceIn,
    UpdateIn,
)
from app.discovery.orders.schemas.outputs import (
    CustodianOut,
    DeletionList,
    DeletionOut,
    NoteOut,
    ReaderOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["orders"], responses=PROBLEMS)

_ENTER = needs(May.ORDER_ENTER, level=2)
_OWN = needs(May.ORDER_ACKNOWLEDGE)


@router.post("/orders/{order_id}/custodians", response_model=CustodianOut, status_code=201,
             openapi_extra=_ENTER, operation_id="add_custodian",
             summary="보관자 지정·통지 · Tell a custodian of an order")  # fmt: skip
async def add_custodian(order_id: str, form: CustodianIn, door: At) -> Response:
    """Put a custodian on an order and tell them."""
    return await door.act(
        lambda work: views.custodian(
            actions.add_custodian(work, order_id=order_id, form=form), work.today
        ),
        status=201,
    )


@router.post("/custodians/{custodian_id}/acknowledgement", response_model=CustodianOut,
             status_code=201, openapi_extra=_OWN, operation_id="acknowledge_order",
             summary="보전 통지 확인 · Acknowledge the notice of an order")  # fmt: skip
async def acknowledge_order(custodian_id: str, door: At) -> Response:
    """Confirm, as the custodian, that the notice was read."""
    version = door.version
    return await door.act(
        lambda work: views.custodian(
            actions.acknowledge(work, custodian_id=custodian_id, version=version), work.today
        ),
        status=201,
    )


@router.post("/custodians/{custodian_id}/copies", response_model=NoteOut, status_code=201,
             openapi_extra=_OWN, operation_id="file_copy",
             summary="사용 중 자료의 사본 제출 · File a copy of data in use")  # fmt: skip
async def file_copy(custodian_id: str, form: CopyIn, door: At) -> Response:
    """Note, as the custodian, that a copy of data in use is on file."""
    return await door.act(
        lambda work: views.note(actions.file_copy(work, custodian_id=custodian_id, form=form)),
        status=201,
    )


@router.post("/custodians/{custodian_id}/updates", response_model=NoteOut, status_code=201,
             openapi_extra=_OWN, operation_id="note_update",
             summary="사용 중 자료의 갱신 기록 · Note that data in use were changed")  # fmt: skip
async def note_update(custodian_id: str, form: UpdateIn, door: At) -> Response:
    """Note, as the custodian, that data in use were changed after a copy was filed."""
    return await door.act(
        lambda work: views.note(actions.note_update(work, custodian_id=custodian_id, form=form)),
        status=201,
    )


@router.post("/orders/{order_id}/readers", response_model=ReaderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="name_reader",
             summary="비밀유지명령 대상자 지정 · Name a reader")  # fmt: skip
async def name_reader(order_id: str, form: ReaderIn, door: At) -> Response:
    """Put somebody whom the court named on a confidentiality order."""
    return await door.act(
        lambda work: views.reader(actions.name_reader(work, order_id=order_id, form=form)),
        status=201,
    )


@router.post("/readers/{reader_id}/service", response_model=ReaderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="serve_reader",
             summary="비밀유지명령 송달 기록 · Record service on a reader")  # fmt: skip
async def serve_reader(reader_id: str, form: ReaderServiceIn, door: At) -> Response:
    """Record service on somebody a confidentiality order names; from then on they may read."""
    version = door.version
    return await door.act(
        lambda work: views.reader(
            actions.serve_reader(work, reader_id=reader_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/orders/{order_id}/notes", response_model=NoteOut, status_code=201,
             openapi_extra=_ENTER, operation_id="note_under_order",
             summary="명령 경과 기록 · Write in the journal of an order")  # fmt: skip
async def note_under_order(order_id: str, form: NoteIn, door: At) -> Response:
    """Note a suit, a demand of proof, a copy, a visit, a report or an obstruction."""
    return await door.act(
        lambda work: views.note(actions.note(work, order_id=order_id, form=form)), status=201
    )


@router.post("/orders/{order_id}/deletion-requests", response_model=DeletionList,
             status_code=201, openapi_extra=_ENTER, operation_id="ask_deletions",
             summary="보고서 삭제 요청 · Requests to delete passages")  # fmt: skip
async def ask_deletions(order_id: str, form: DeletionsIn, door: At) -> Response:
    """Record which passages of the report the examined party wants deleted."""
    return await door.act(
        lambda work: DeletionList(
            items=[
                views.deletion(row)
                for row in actions.ask_deletions(work, order_id=order_id, form=form)
            ]
        ),
        status=201,
    )


@router.post("/deletion-requests/{deletion_id}/decision", response_model=DeletionOut,
             status_code=201, openapi_extra=_ENTER, operation_id="decide_deletion",
             summary="삭제 요청 결정 · Decide on a request of deletion")  # fmt: skip
async def decide_deletion(deletion_id: str, form: DeletionDecisionIn, door: At) -> Response:
    """Record what was decided on one passage."""
    version = door.version
    return await door.act(
        lambda work: views.deletion(
            actions.decide_deletion(work, deletion_id=deletion_id, form=form, version=version)
        ),
        status=201,
    )
