"""REST over the log; a handler is one call. Checkpoints and proofs are open to everybody."""

from typing import Annotated

from fastapi import Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from app.access.policy import May
from app.audit import queries
from app.audit.checkpoint import PublicKey
from app.audit.schemas import CheckpointOut, ConsistencyOut, LeafOut, ProofOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["audit"])

_OPEN = needs(None, public="Outsiders hold the service to what it has signed; hashes only")
_NUMBER = 1 << 53
Word = Annotated[str, Query(max_length=80, pattern=r"^[A-Za-z0-9_.:-]*$")]
Thing = Annotated[
    str, Query(max_length=48, pattern=r"^([a-z]+_[0-9a-f]{32})?$",
               description="Id of a thing that entries are about or name · 기록에 나오는 대상"),
]  # fmt: skip
From = Annotated[AwareDatetime | None, Query(description="First instant · 시작 시각(포함)")]
Until = Annotated[AwareDatetime | None, Query(description="End · 끝 시각(미포함)")]
Size = Annotated[int, Query(ge=0, lt=_NUMBER)]


def _key(request: Request) -> PublicKey:
    key: PublicKey = request.app.state.audit_public_key
    return key


@router.get(
    "/audit/checkpoint",
    response_model=CheckpointOut,
    openapi_extra=_OPEN,
    operation_id="read_audit_checkpoint",
    summary="최신 서명 확인점 · The newest signed checkpoint",
    responses={**PROBLEMS, 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def read_checkpoint(request: Request, door: At) -> Response:
    """The signed note itself is answered where `Accept: text/plain` is sent."""
    key = _key(request)
    if request.headers.get("accept", "").startswith("text/plain"):
        found = await door.do(lambda work: queries.checkpoint(work, key), reading=True)
        headers = {"Cache-Control": "no-store", "Vary": "Accept"}
        return Response(found.note, media_type="text/plain", headers=headers)
    return await door.read(lambda work: queries.checkpoint(work, key))


@router.get(
    "/audit/proofs/{event_id}",
    response_model=ProofOut,
    openapi_extra=_OPEN,
    operation_id="read_audit_proof",
    summary="기록 포함 증명 · Proof that an event is in the log",
    responses=PROBLEMS,
)
async def read_proof(event_id: str, door: At) -> Response:
    """Leaf hash, position, proof and the checkpoint that the proof leads to."""
    return await door.read(lambda work: queries.proof_of(work, event_id))


@router.get(
    "/audit/consistency",
    response_model=ConsistencyOut,
    openapi_extra=_OPEN,
    operation_id="read_audit_consistency",
    summary="기록 일관성 증명 · Proof that the log only grew",
    responses=PROBLEMS,
)
async def read_consistency(first: Size, second: Size, door: At) -> Response:
    """Both numbers are sizes of the log, the second at most that of the newest checkpoint."""
    return await door.read(lambda work: queries.consistency(work, first, second))


@router.get(
    "/audit/leaves",
    response_model=Page[LeafOut],
    openapi_extra=needs(May.AUDIT_READ),
    operation_id="list_audit_leaves",
    summary="감사 기록 조회 · Entries of the log",
    responses=PROBLEMS,
)
async def list_leaves(  # noqa: PLR0913, PLR0917 - one for each thing that is searched by
    door: At,
    subject: Word = "",
    actor_id: Word = "",
    event: Word = "",
    thing: Thing = "",
    from_at: From = None,
    until_at: Until = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first; filters are exact. `thing` finds every entry that names it."""
    chosen = queries.Filter(
        subject=subject, actor_id=actor_id, event=event, thing=thing, from_at=from_at,
        until_at=until_at,
    )  # fmt: skip
    return await door.read(lambda work: queries.leaves(work, chosen, cursor=cursor, limit=limit))


@router.get(
    "/audit/own-leaves",
    response_model=Page[LeafOut],
    openapi_extra=needs(May.ACCOUNT_READ),
    operation_id="list_own_audit_leaves",
    summary="내 이용 기록 · What the log holds of my own acts",
    responses=PROBLEMS,
)
async def list_own_leaves(door: At, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Acts, refusals and confidential reads of the account that asks, newest first."""
    return await door.read(lambda work: queries.own_leaves(work, cursor=cursor, limit=limit))
