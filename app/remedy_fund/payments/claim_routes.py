"""REST for asking a payment back of the bank that received it."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.payments import queries
from app.remedy_fund.payments.actions.claims import claim_return
from app.remedy_fund.payments.schemas import DisbursementOut, ReturnClaimIn
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/fund", tags=["remedy fund · payments"], responses=PROBLEMS)


@router.post("/disbursements/{disbursement_id}/return-claims", response_model=DisbursementOut,
             status_code=201, openapi_extra=needs(May.DISBURSEMENT_SEND, level=1),
             operation_id="claim_disbursement_return",
             summary="자금 반환 청구 · Ask a payment back")  # fmt: skip
async def claim_disbursement_return(
    disbursement_id: str, form: ReturnClaimIn, door: At
) -> Response:
    """Ask the receiving bank to send a payment back; a job asks it in a moment."""
    version = door.version

    def claimed(work: Work) -> DisbursementOut:
        claim_return(work, disbursement_id=disbursement_id, form=form, version=version)
        work.session.flush()
        return queries.disbursement(work, disbursement_id)

    return await door.act(claimed, status=201)
