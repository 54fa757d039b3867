"""REST for members and panels."""

from starlette.responses import Response

from app.access.policy import May
from app.committee.members import actions, queries
from app.committee.members.schemas import (
    EndIn,
    MemberIn,
    MemberList,
    MemberOut,
    PanelIn,
    PanelList,
    PanelOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/committee", tags=["committee"], responses=PROBLEMS)
_KEPT = needs(May.CASE_DOCKET)


@router.get("/members", response_model=MemberList, openapi_extra=_KEPT,
            operation_id="list_committee_members", summary="위원 임기 · Terms of office")  # fmt: skip
async def members(door: At) -> Response:
    """Return every term of office."""
    return await door.read(queries.members)


@router.post("/members", response_model=MemberOut, status_code=201, openapi_extra=_KEPT,
             operation_id="enter_committee_member", summary="위원 등록 · Enter a member")  # fmt: skip
async def enter_member(form: MemberIn, door: At) -> Response:
    """Enter a commissioner's term of office."""
    return await door.act(
        lambda work: MemberOut.model_validate(actions.enter_member(work, form=form)), status=201
    )


@router.post("/members/{committee_member_id}/end", response_model=MemberOut, status_code=201,
             openapi_extra=_KEPT, operation_id="end_committee_term",
             summary="위원 임기 종료 · End a term")  # fmt: skip
async def end_term(committee_member_id: str, form: EndIn, door: At) -> Response:
    """End a commissioner's term of office."""
    version = door.version
    return await door.act(
        lambda work: MemberOut.model_validate(
            actions.end_term(work, member_id=committee_member_id, form=form, version=version)
        ),
        status=201,
    )


@router.get("/panels", response_model=PanelList, openapi_extra=_KEPT,
            operation_id="list_panels", summary="회의 구성 · Panels")  # fmt: skip
async def panels(door: At) -> Response:
    """Return every panel with its members."""
    return await door.read(queries.panels)


@router.post("/panels", response_model=PanelOut, status_code=201, openapi_extra=_KEPT,
             operation_id="form_panel", summary="회의 구성하기 · Form a panel")  # fmt: skip
async def form_panel(form: PanelIn, door: At) -> Response:
    """Form a plenary session or a subcommittee."""
    return await door.act(
        lambda work: queries.shown(work, actions.form_panel(work, form=form)), status=201
    )


@router.post("/panels/{panel_id}/end", response_model=PanelOut, status_code=201,
             openapi_extra=_KEPT, operation_id="dissolve_panel",
             summary="회의 구성 종료 · Dissolve a panel")  # fmt: skip
async def dissolve_panel(panel_id: str, form: EndIn, door: At) -> Response:
    """End a panel with a day."""
    version = door.version
    return await door.act(
        lambda work: queries.shown(
            work, actions.dissolve_panel(work, panel_id=panel_id, form=form, version=version)
        ),
        status=201,
    )
