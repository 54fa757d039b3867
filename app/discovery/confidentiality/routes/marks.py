"""REST over marks, lowerings, privilege and its log."""

from starlette.responses import Response

from app.access.policy import May
from app.discovery.confidentiality import queries
from app.discovery.confidentiality.actions import marks
from app.discovery.confidentiality.schemas.marks import (
    Decided,
    DecisionIn,
    LowerIn,
    LoweringOut,
    MarkIn,
    MarkOut,
    PrivilegeLog,
    SecrecyOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["confidentiality"], responses=PROBLEMS)
_CONFIRM = needs(May.RELEASE_CONFIRM, level=1)


@router.get("/evidence/{item_id}/marks", response_model=SecrecyOut,
            openapi_extra=needs(May.EVIDENCE_LIST, level=2), operation_id="get_secrecy",
            summary="비밀 표시와 등급 · Marks and level of a piece of evidence")  # fmt: skip
async def get_secrecy(item_id: str, door: At) -> Response:
    """The effective level, and every mark that the evidence ever had."""
    return await door.read(lambda work: queries.secrecy(work, item_id))


@router.post("/evidence/{item_id}/marks", response_model=MarkOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_MARK, level=2), operation_id="mark_evidence",
             summary="비밀 표시 · Mark evidence as secret")  # fmt: skip
async def mark_evidence(item_id: str, form: MarkIn, door: At) -> Response:
    """Mark evidence, or pages of it. A claim of privilege closes it to all but its side and court."""
    return await door.act(
        lambda work: MarkOut.of(marks.mark(work, item_id=item_id, form=form)), status=201
    )


@router.post("/marks/{mark_id}/lowering", response_model=LoweringOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_MARK, level=2), operation_id="ask_lowering",
             summary="비밀등급 하향 요청 · Ask that a mark be lowered")  # fmt: skip
async def ask_lowering(mark_id: str, form: LowerIn, door: At) -> Response:
    """Nothing changes before another person has confirmed it."""
    version = door.version
    return await door.act(
        lambda work: LoweringOut.of(
            marks.ask_lowering(work, mark_id=mark_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/lowerings/{lowering_id}/confirmation", response_model=LoweringOut,
             openapi_extra=_CONFIRM, operation_id="confirm_lowering",
             summary="등급 하향 확인 · Confirm a lowering")  # fmt: skip
async def confirm_lowering(lowering_id: str, form: Decided, door: At) -> Response:
    """By a second person; the mark is lowered or ended."""
    del form
    version = door.version
    return await door.act(
        lambda work: LoweringOut.of(
            marks.decide_lowering(work, lowering_id=lowering_id, confirmed=True, version=version)
        )
    )


@router.post("/lowerings/{lowering_id}/rejection", response_model=LoweringOut,
             openapi_extra=_CONFIRM, operation_id="reject_lowering",
             summary="등급 하향 반려 · Reject a lowering")  # fmt: skip
async def reject_lowering(lowering_id: str, form: Decided, door: At) -> Response:
    """By a second person; the mark stays as it is."""
    del form
    version = door.version
    return await door.act(
        lambda work: LoweringOut.of(
            marks.decide_lowering(work, lowering_id=lowering_id, confirmed=False, version=version)
        )
    )


@router.post("/marks/{mark_id}/decision", response_model=MarkOut,
             openapi_extra=_CONFIRM, operation_id="decide_privilege",
             summary="변호사·의뢰인 비밀 판단 입력 · Enter the court's decision on privilege")  # fmt: skip
async def decide_privilege(mark_id: str, form: DecisionIn, door: At) -> Response:
    """Upheld, the evidence stays closed to the investigation; overruled, the mark ends."""
    version = door.version
    return await door.act(
        lambda work: MarkOut.of(
            marks.decide_privilege(work, mark_id=mark_id, form=form, version=version)
        )
    )


@router.get("/cases/{case_id}/privilege-log", response_model=PrivilegeLog,
            openapi_extra=needs(May.PRODUCTION_READ, level=1), operation_id="get_privilege_log",
            summary="비공개 자료 목록 · Log of what is withheld or blacked out")  # fmt: skip
async def get_privilege_log(case_id: str, door: At) -> Response:
    """One line for each mark that stands, without what is secret in it."""
    return await door.read(lambda work: queries.privilege_log(work, case_id))
