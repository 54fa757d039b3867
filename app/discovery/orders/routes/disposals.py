"""REST over disposals; a refusal because of a hold is put on the chain of the evidence."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence.problems import HeldFast
from app.discovery.orders import actions, queries
from app.discovery.orders.schemas.inputs import DisposalIn, ReasonIn
from app.discovery.orders.schemas.outputs import DisposalList, DisposalOut
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["disposals"], responses=PROBLEMS)

_READ = needs(May.ORDER_READ)
_APPROVE = needs(May.DISPOSAL_APPROVE)


async def _noted(door: Door, act: Callable[[Work], DisposalOut]) -> Response:
    try:
        return await door.act(act, status=201)
    except HeldFast as held:
        item_ids = held.facts["items"]
        await door.do(lambda work: actions.note_refusal(work, item_ids=item_ids))
        raise


@router.get("/cases/{case_id}/disposals", response_model=DisposalList, openapi_extra=_READ,
            operation_id="list_disposals",
            summary="자료 폐기 계획 · Plans of disposal")  # fmt: skip
async def list_disposals(case_id: str, door: At) -> Response:
    """Return the plans to dispose of evidence of a case."""
    return await door.read(lambda work: queries.disposals(work, case_id))


@router.post("/cases/{case_id}/disposals", response_model=DisposalOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_DISPOSE, level=2),
             operation_id="propose_disposal",
             summary="자료 폐기 제안 · Propose a disposal")  # fmt: skip
async def propose_disposal(case_id: str, form: DisposalIn, door: At) -> Response:
    """Propose to dispose of evidence of a closed case; refused while an order holds it."""
    return await _noted(
        door,
        lambda work: queries.disposal(
            work, actions.propose_disposal(work, case_id=case_id, form=form).id
        ),
    )


@router.get("/disposals/{disposal_id}", response_model=DisposalOut, openapi_extra=_READ,
            operation_id="get_disposal", summary="자료 폐기 · A disposal")  # fmt: skip
async def get_disposal(disposal_id: str, door: At) -> Response:
    """Return a plan and what became of each piece."""
    return await door.read(lambda work: queries.disposal(work, disposal_id))


@router.post("/disposals/{disposal_id}/approval", response_model=DisposalOut, status_code=201,
             openapi_extra=_APPROVE, operation_id="approve_disposal",
             summary="자료 폐기 승인 · Approve a disposal")  # fmt: skip
async def approve_disposal(disposal_id: str, door: At) -> Response:
    """Approve a plan as another person; the pieces that no order holds are then disposed of."""
    version = door.version
    return await _noted(
        door,
        lambda work: queries.disposal(
            work,
            actions.approve_disposal(work, disposal_id=disposal_id, version=version).id,
        ),
    )


@router.post("/disposals/{disposal_id}/refusal", response_model=DisposalOut, status_code=201,
             openapi_extra=_APPROVE, operation_id="refuse_disposal",
             summary="자료 폐기 반려 · Refuse a disposal")  # fmt: skip
async def refuse_disposal(disposal_id: str, form: ReasonIn, door: At) -> Response:
    """Refuse a plan, with the reason."""
    version = door.version
    return await door.act(
        lambda work: queries.disposal(
            work,
            actions.refuse_disposal(work, disposal_id=disposal_id, form=form, version=version).id,
        ),
        status=201,
    )


@router.post("/disposals/{disposal_id}/withdrawal", response_model=DisposalOut, status_code=201,
             openapi_extra=needs(May.EVIDENCE_DISPOSE, level=2),
             operation_id="withdraw_disposal",
             summary="자료 폐기 제안 철회 · Take back a plan of disposal")  # fmt: skip
async def withdraw_disposal(disposal_id: str, door: At) -> Response:
    """Take back a plan that nobody has approved."""
    version = door.version
    return await door.act(
        lambda work: queries.disposal(
            work,
            actions.withdraw_disposal(work, disposal_id=disposal_id, version=version).id,
        ),
        status=201,
    )
