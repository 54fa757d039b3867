"""REST for anonymous tips: open doors for the tipster, and the desk of the officers."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases import tips as queries
from app.cases.anonymity import go_on_as_nobody
from app.cases.schemas.opening import OpenedOut, TipOpeningIn
from app.cases.schemas.tips import (
    TipAdditionIn,
    TipCodeIn,
    TipIn,
    TipOut,
    TipPage,
    TipReasonIn,
    TipReceipt,
    TipStatus,
    TipUnitIn,
)
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/tips", tags=["tips"], responses=PROBLEMS)
_OPEN = needs(None, public="anyone may tip without saying who they are; nothing of them is kept")
_READ = needs(May.TIP_READ, level=2)
_SETTLE = needs(May.TIP_SETTLE, level=2)
State = Annotated[str | None, Query(max_length=16, description="State · 상태")]


@router.post("", response_model=TipReceipt, status_code=201, openapi_extra=_OPEN,
             operation_id="send_tip", summary="익명 제보 · Send an anonymous tip")  # fmt: skip
async def send_tip(form: TipIn, door: At) -> Response:
    """Take a tip. The receipt code is shown once; no account, address or device is kept."""
    go_on_as_nobody(door)
    return await door.act(lambda work: actions.send_tip(work, form=form), status=201)


@router.post("/status", response_model=TipStatus, openapi_extra=_OPEN,
             operation_id="tip_status", summary="제보 진행 확인 · Status of a tip")  # fmt: skip
async def tip_status(form: TipCodeIn, door: At) -> Response:
    """Return one line by the receipt code; whether there is a case is told to nobody."""
    go_on_as_nobody(door)
    return await door.act(lambda work: queries.status(work, form.code))


@router.post("/additions", response_model=TipStatus, status_code=201, openapi_extra=_OPEN,
             operation_id="add_to_tip", summary="제보 보충 · Add to a tip")  # fmt: skip
async def add_to_tip(form: TipAdditionIn, door: At) -> Response:
    """Add to a tip by its receipt code."""
    go_on_as_nobody(door)

    def added(work: Work) -> TipStatus:
        return queries.status_of(work, actions.add_to_tip(work, form=form))

    return await door.act(added, status=201)


@router.get("", response_model=TipPage, openapi_extra=_READ, operation_id="list_tips",
            summary="제보 목록 · Tips on the desk of the unit")  # fmt: skip
async def list_tips(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: State = None
) -> Response:
    """Return the tips of the caller's unit, the newest first."""
    return await door.read(lambda work: queries.tips(work, limit=limit, cursor=cursor, state=state))


@router.get("/{tip_id}", response_model=TipOut, openapi_extra=_READ, operation_id="get_tip",
            summary="제보 열람 · Read a tip")  # fmt: skip
async def get_tip(tip_id: str, door: At) -> Response:
    """Return a whole tip; the read is recorded."""
    return await door.read_noted(lambda work: queries.tip(work, tip_id))


@router.post("/{tip_id}/dismissal", response_model=TipOut, status_code=201, openapi_extra=_SETTLE,
             operation_id="dismiss_tip", summary="제보 종결 · Dismiss a tip")  # fmt: skip
async def dismiss_tip(tip_id: str, form: TipReasonIn, door: At) -> Response:
    """Dismiss a tip with the reason."""
    version = door.version

    def dismissed(work: Work) -> TipOut:
        tip = actions.dismiss_tip(work, tip_id=tip_id, form=form, version=version)
        return queries.tip_out(work, tip)

    return await door.act(dismissed, status=201)


@router.post("/{tip_id}/transfer", response_model=TipPage, status_code=201, openapi_extra=_SETTLE,
             operation_id="pass_on_tip", summary="제보 이송 · Pass a tip on")  # fmt: skip
async def pass_on_tip(tip_id: str, form: TipUnitIn, door: At) -> Response:
    """Hand a tip to another unit; answers with what is left on the desk."""
    version = door.version

    def passed(work: Work) -> TipPage:
        actions.pass_on_tip(work, tip_id=tip_id, form=form, version=version)
        return queries.tips(work, limit=50, cursor=None)

    return await door.act(passed, status=201)


@router.post("/{tip_id}/opening", response_model=OpenedOut, status_code=201,
             openapi_extra=_SETTLE, operation_id="open_from_tip",
             summary="제보로 직권인지 · Open a case on a tip")  # fmt: skip
async def open_from_tip(tip_id: str, form: TipOpeningIn, door: At) -> Response:
    """Open a case of the office's own accord; no party ever learns of the tip."""
    version = door.version

    def opened(work: Work) -> OpenedOut:
        case = actions.open_from_tip(work, tip_id=tip_id, form=form, version=version)
        return OpenedOut.model_validate(case, from_attributes=True)

    return await door.act(opened, status=201)
