"""REST over orders: reading, entering, serving, extending, completing, ending by two people."""

from starlette.responses import Response

from app.access.policy import May
from app.discovery.orders import actions, queries, views
from app.discovery.orders.schemas.inputs import ExtensionIn, OrderIn, ReasonIn, ReleaseIn, ServiceIn
from app.discovery.orders.schemas.outputs import (
    HoldList,
    KindList,
    OrderList,
    OrderOut,
    OrderTransitions,
    ReleaseOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["orders"], responses=PROBLEMS)

_ENTER = needs(May.ORDER_ENTER, level=2)
_READ = needs(May.ORDER_READ)


@router.get("/order-kinds", response_model=KindList,
            openapi_extra=needs(None, public="the kinds of order are law, open to everybody"),
            operation_id="list_order_kinds", summary="명령의 종류 · Kinds of order")  # fmt: skip
async def list_order_kinds(door: At) -> Response:
    """Return every kind of order, what it rests on and whether it holds evidence."""
    return await door.read(queries.kinds)


@router.get("/cases/{case_id}/orders", response_model=OrderList, openapi_extra=_READ,
            operation_id="list_orders", summary="사건의 명령 · Orders of a case")  # fmt: skip
async def list_orders(case_id: str, door: At) -> Response:
    """Return the orders of a case; parties are shown what was served or names them."""
    return await door.read(lambda work: queries.orders(work, case_id))


@router.post("/cases/{case_id}/orders", response_model=OrderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="enter_order",
             summary="명령 등록 · Enter an order")  # fmt: skip
async def enter_order(case_id: str, form: OrderIn, door: At) -> Response:
    """Put an order on file; what it reaches is held from this moment."""
    return await door.act(
        lambda work: queries.order(work, actions.enter(work, case_id=case_id, form=form).id),
        status=201,
    )


@router.get("/orders/{order_id}", response_model=OrderOut, openapi_extra=_READ,
            operation_id="get_order", summary="명령 · An order")  # fmt: skip
async def get_order(order_id: str, door: At) -> Response:
    """Return an order with its people, journal and requests."""
    return await door.read(lambda work: queries.order(work, order_id))


@router.get("/orders/{order_id}/transitions", response_model=OrderTransitions,
            openapi_extra=_READ, operation_id="list_order_transitions",
            summary="명령에 대해 할 수 있는 일 · What may be done to an order")  # fmt: skip
async def list_order_transitions(order_id: str, door: At) -> Response:
    """Return the steps from the present state, allowed and blocked."""
    return await door.read(lambda work: queries.transitions(work, order_id))


@router.post("/orders/{order_id}/service", response_model=OrderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="serve_order",
             summary="명령 송달 기록 · Record service of an order")  # fmt: skip
async def serve_order(order_id: str, form: ServiceIn, door: At) -> Response:
    """Record that an order was served."""
    version = door.version
    return await door.act(
        lambda work: queries.order(
            work, actions.serve(work, order_id=order_id, form=form, version=version).id
        ),
        status=201,
    )


@router.post("/orders/{order_id}/extension", response_model=OrderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="extend_order",
             summary="명령 연장 · Extend an order")  # fmt: skip
async def extend_order(order_id: str, form: ExtensionIn, door: At) -> Response:
    """Put off the last day of an order, once."""
    version = door.version
    return await door.act(
        lambda work: queries.order(
            work, actions.extend(work, order_id=order_id, form=form, version=version).id
        ),
        status=201,
    )


@router.post("/orders/{order_id}/completion", response_model=OrderOut, status_code=201,
             openapi_extra=_ENTER, operation_id="complete_order",
             summary="명령 집행 완료 · Complete an order that holds nothing")  # fmt: skip
async def complete_order(order_id: str, door: At) -> Response:
    """Close an order that holds no evidence because it was carried out."""
    version = door.version
    return await door.act(
        lambda work: queries.order(
            work, actions.complete(work, order_id=order_id, version=version).id
        ),
        status=201,
    )


@router.post("/orders/{order_id}/release-requests", response_model=ReleaseOut, status_code=201,
             openapi_extra=needs(May.ORDER_RELEASE, level=2), operation_id="ask_release",
             summary="해제·취소 요청 · Ask for an order to be ended")  # fmt: skip
async def ask_release(order_id: str, form: ReleaseIn, door: At) -> Response:
    """Ask for an order to be released or cancelled; another person must confirm."""
    version = door.version
    return await door.act(
        lambda work: views.release(
            actions.ask_release(work, order_id=order_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/release-requests/{release_id}/confirmation", response_model=ReleaseOut,
             status_code=201, openapi_extra=needs(May.RELEASE_CONFIRM),
             operation_id="confirm_release",
             summary="해제·취소 확인 · Confirm that an order ends")  # fmt: skip
async def confirm_release(release_id: str, door: At) -> Response:
    """Confirm, as another person than who asked, that an order ends."""
    version = door.version
    return await door.act(
        lambda work: views.release(
            actions.confirm_release(work, release_id=release_id, version=version)
        ),
        status=201,
    )


@router.post("/release-requests/{release_id}/refusal", response_model=ReleaseOut,
             status_code=201, openapi_extra=needs(May.RELEASE_CONFIRM),
             operation_id="refuse_release",
             summary="해제·취소 반려 · Refuse to end an order")  # fmt: skip
async def refuse_release(release_id: str, form: ReasonIn, door: At) -> Response:
    """Refuse, with the reason, to end an order."""
    version = door.version
    return await door.act(
        lambda work: views.release(
            actions.refuse_release(work, release_id=release_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/release-requests/{release_id}/withdrawal", response_model=ReleaseOut,
             status_code=201, openapi_extra=needs(May.ORDER_RELEASE, level=2),
             operation_id="withdraw_release",
             summary="해제·취소 요청 철회 · Take back a request to end an order")  # fmt: skip
async def withdraw_release(release_id: str, door: At) -> Response:
    """Take back a request to end an order."""
    version = door.version
    return await door.act(
        lambda work: views.release(
            actions.withdraw_release(work, release_id=release_id, version=version)
        ),
        status=201,
    )


@router.get("/evidence/{item_id}/holds", response_model=HoldList, openapi_extra=_READ,
            operation_id="list_holds",
            summary="자료에 걸린 보전 · Holds on a piece of evidence")  # fmt: skip
async def list_holds(item_id: str, door: At) -> Response:
    """Return which orders hold a piece of evidence now."""
    return await door.read(lambda work: queries.holds(work, item_id))
