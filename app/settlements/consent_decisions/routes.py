"""REST for consent decisions."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.settlements.consent_decisions import actions, queries
from app.settlements.consent_decisions.schemas import (
    ConsentDecisionIn,
    ConsentDecisionList,
    ConsentDecisionOut,
    ConsentStepIn,
)
from app.settlements.consent_decisions.tables import ConsentDecision
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["consent_decisions"], responses=PROBLEMS)


def _seen(work: Work, row: ConsentDecision) -> ConsentDecisionOut:
    work.session.flush()
    return queries.decision(work, row.id)


@router.get("/cases/{case_id}/consent-decisions", response_model=ConsentDecisionList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_consent_decisions",
            summary="동의의결 목록 · Consent decisions of a case")  # fmt: skip
async def list_decisions(case_id: str, door: At) -> Response:
    """Return the consent decisions of a case."""
    return await door.read(lambda work: queries.decisions(work, case_id))


@router.post("/cases/{case_id}/consent-decisions", response_model=ConsentDecisionOut,
             status_code=201, openapi_extra=needs(May.CASE_ANSWER, level=2),
             operation_id="apply_for_consent_decision",
             summary="동의의결 신청 · Apply for a consent decision")  # fmt: skip
async def apply(case_id: str, form: ConsentDecisionIn, door: At) -> Response:
    """Apply for a consent decision, as the respondent."""
    return await door.act(
        lambda work: _seen(work, actions.apply(work, case_id=case_id, form=form)), status=201
    )


@router.get("/consent-decisions/{consent_id}", response_model=ConsentDecisionOut,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="get_consent_decision",
            summary="동의의결 · One consent decision")  # fmt: skip
async def get_decision(consent_id: str, door: At) -> Response:
    """Return a consent decision with the steps that may be taken."""
    return await door.read(lambda work: queries.decision(work, consent_id))


@router.post("/consent-decisions/{consent_id}/steps", response_model=ConsentDecisionOut,
             status_code=201, openapi_extra=needs(May.CASE_READ, level=2),
             operation_id="take_consent_step",
             summary="동의의결 단계 진행 · Take a step of a consent decision")  # fmt: skip
async def take_step(consent_id: str, form: ConsentStepIn, door: At) -> Response:
    """Take a step of the table; each asks for its own permission."""
    version = door.version
    return await door.act(
        lambda work: _seen(
            work, actions.take_step(work, consent_id=consent_id, form=form, version=version)
        ),
        status=201,
    )
