"""REST for self-corrections."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.settlements.self_corrections import actions, queries
from app.settlements.self_corrections.schemas import (
    SelfCorrectionIn,
    SelfCorrectionList,
    SelfCorrectionOut,
    SelfCorrectionStepIn,
)
from app.settlements.self_corrections.tables import SelfCorrection
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["self_corrections"], responses=PROBLEMS)


def _seen(work: Work, row: SelfCorrection) -> SelfCorrectionOut:
    work.session.flush()
    return queries.correction(work, row.id)


@router.get("/cases/{case_id}/self-corrections", response_model=SelfCorrectionList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_self_corrections",
            summary="자진시정 목록 · Self-corrections of a case")  # fmt: skip
async def list_corrections(case_id: str, door: At) -> Response:
    """Return the reports of self-correction of a case."""
    return await door.read(lambda work: queries.corrections(work, case_id))


@router.post("/cases/{case_id}/self-corrections", response_model=SelfCorrectionOut,
             status_code=201, openapi_extra=needs(May.CASE_ANSWER, level=2),
             operation_id="file_self_correction",
             summary="자진시정 신고 · Report a self-correction")  # fmt: skip
async def file(case_id: str, form: SelfCorrectionIn, door: At) -> Response:
    """Report a cure, as the respondent."""
    return await door.act(
        lambda work: _seen(work, actions.file(work, case_id=case_id, form=form)), status=201
    )


@router.get("/self-corrections/{correction_id}", response_model=SelfCorrectionOut,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="get_self_correction",
            summary="자진시정 · One self-correction")  # fmt: skip
async def get_correction(correction_id: str, door: At) -> Response:
    """Return a report of self-correction with the steps that may be taken."""
    return await door.read(lambda work: queries.correction(work, correction_id))


@router.post("/self-corrections/{correction_id}/steps", response_model=SelfCorrectionOut,
             status_code=201, openapi_extra=needs(May.CASE_READ, level=2),
             operation_id="take_self_correction_step",
             summary="자진시정 단계 진행 · Take a step of a self-correction")  # fmt: skip
async def take_step(correction_id: str, form: SelfCorrectionStepIn, door: At) -> Response:
    """Verify a cure, do not accept it, or take the report back."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.take_step(work, correction_id=correction_id, form=form, version=version)
        ),
        status=201,
    )
