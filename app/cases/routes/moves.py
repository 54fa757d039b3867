"""REST for moving a case between units, procedures and other cases."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.links import links_of
from app.cases.schemas.moves import LinkList, MovedOut, MoveIn, OtherCaseIn, PartIn, UnitIn
from app.cases.tables import Case
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/cases", tags=["cases"], responses=PROBLEMS)
_MAY = needs(May.CASE_TRANSFER, level=2)


async def _moved(door: Door, act: Callable[[Work], Case]) -> Response:
    def moved(work: Work) -> MovedOut:
        case = act(work)
        work.session.flush()
        # The one who moved a case may not see it where it has gone.
        return MovedOut.model_validate(case, from_attributes=True)

    return await door.act(moved, status=201)


@router.get("/{case_id}/links", response_model=LinkList, openapi_extra=_MAY,
            operation_id="list_links", summary="관련 사건 · Cases linked to this one")  # fmt: skip
async def list_links(case_id: str, door: At) -> Response:
    """Return the cases that this one is linked to, as far as the caller may see them."""
    return await door.read(lambda work: links_of(work, case_id))


@router.post("/{case_id}/transfer", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="transfer_case", summary="부서 이관 · Transfer to another unit")  # fmt: skip
async def transfer(case_id: str, form: UnitIn, door: At) -> Response:
    """Move a case to another unit; it may be moved back by that unit."""
    version = door.version
    return await _moved(
        door, lambda work: actions.transfer(work, case_id=case_id, form=form, version=version)
    )


@router.post("/{case_id}/links", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="link_case", summary="관련 사건 연결 · Link to another case")  # fmt: skip
async def link(case_id: str, form: OtherCaseIn, door: At) -> Response:
    """Link two cases; neither opens to anybody by it."""
    version = door.version
    return await _moved(
        door, lambda work: actions.link(work, case_id=case_id, form=form, version=version)
    )


@router.post("/{case_id}/links/{link_id}/end", response_model=MovedOut, status_code=201,
             openapi_extra=_MAY, operation_id="unlink_case",
             summary="관련 사건 연결 해제 · End a link")  # fmt: skip
async def unlink(case_id: str, link_id: str, form: MoveIn, door: At) -> Response:
    """End a link."""
    version = door.version
    return await _moved(
        door,
        lambda work: actions.unlink(
            work, case_id=case_id, link_id=link_id, form=form, version=version
        ),
    )


@router.post("/{case_id}/merger", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="merge_case", summary="사건 병합 · Merge into another case")  # fmt: skip
async def merge(case_id: str, form: OtherCaseIn, door: At) -> Response:
    """Close a case as merged into another; both keep their numbers and their files."""
    version = door.version
    return await _moved(
        door, lambda work: actions.merge(work, case_id=case_id, form=form, version=version)
    )


@router.post("/{case_id}/split", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="split_case", summary="사건 분리 · Split a part off")  # fmt: skip
async def split(case_id: str, form: PartIn, door: At) -> Response:
    """Make a case of some violations of a case; answers with the new one."""
    version = door.version
    return await _moved(
        door, lambda work: actions.split(work, case_id=case_id, form=form, version=version)
    )


@router.post("/{case_id}/handover", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="hand_over_case",
             summary="다른 절차로 이첩 · Hand over to another procedure")  # fmt: skip
async def hand_over(case_id: str, form: PartIn, door: At) -> Response:
    """Close a case and begin it under another procedure; answers with the new one."""
    version = door.version
    return await _moved(
        door, lambda work: actions.hand_over(work, case_id=case_id, form=form, version=version)
    )


@router.post("/{case_id}/reopening", response_model=MovedOut, status_code=201, openapi_extra=_MAY,
             operation_id="reopen_case", summary="종결 취소·재개 · Reopen")  # fmt: skip
async def reopen(case_id: str, form: MoveIn, door: At) -> Response:
    """Take back an ending that the authority may take back by itself."""
    version = door.version
    return await _moved(
        door, lambda work: actions.reopen(work, case_id=case_id, form=form, version=version)
    )
