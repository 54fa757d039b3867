"""REST for mediations."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.settlements.mediation import actions, queries
from app.settlements.mediation.schemas import (
    MediationIn,
    MediationList,
    MediationOut,
    MediationStepIn,
)
from app.settlements.mediation.tables import Mediation
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["mediations"], responses=PROBLEMS)


def _seen(work: Work, row: Mediation) -> MediationOut:
    work.session.flush()
    return queries.mediation(work, row.id)


@router.get("/cases/{case_id}/mediations", response_model=MediationList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_mediations",
            summary="분쟁조정 목록 · Mediations of a case")  # fmt: skip
async def list_mediations(case_id: str, door: At) -> Response:
    """Return the mediations of a case."""
    return await door.read(lambda work: queries.mediations(work, case_id))


@router.post("/cases/{case_id}/mediations", response_model=MediationOut, status_code=201,
             openapi_extra=needs(May.MEDIATION_APPLY, level=2), operation_id="apply_for_mediation",
             summary="분쟁조정 신청 · Apply for mediation")  # fmt: skip
async def apply(case_id: str, form: MediationIn, door: At) -> Response:
    """Apply for mediation, as either party."""
    return await door.act(
        lambda work: _seen(work, actions.apply(work, case_id=case_id, form=form)), status=201
    )


@router.post("/cases/{case_id}/mediation-referrals", response_model=MediationOut, status_code=201,
             openapi_extra=needs(May.CASE_INVESTIGATE, level=2), operation_id="refer_to_mediation",
             summary="분쟁조정 의뢰 · Refer to mediation")  # fmt: skip
async def refer(case_id: str, form: MediationIn, door: At) -> Response:
    """Refer the dispute to mediation, as the agency."""
    return await door.act(
        lambda work: _seen(work, actions.refer(work, case_id=case_id, form=form)), status=201
    )


@router.get("/mediations/{mediation_id}", response_model=MediationOut,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="get_mediation",
            summary="분쟁조정 · One mediation")  # fmt: skip
async def get_mediation(mediation_id: str, door: At) -> Response:
    """Return a mediation with the steps that may be taken."""
    return await door.read(lambda work: queries.mediation(work, mediation_id))


@router.post("/mediations/{mediation_id}/steps", response_model=MediationOut, status_code=201,
             openapi_extra=needs(May.CASE_READ, level=2), operation_id="take_mediation_step",
             summary="분쟁조정 단계 진행 · Take a step of a mediation")  # fmt: skip
async def take_step(mediation_id: str, form: MediationStepIn, door: At) -> Response:
    """Take a step of the table; each asks for its own permission."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.take_step(work, mediation_id=mediation_id, form=form, version=version)
        ),
        status=201,
    )
