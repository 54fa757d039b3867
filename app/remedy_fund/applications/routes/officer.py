"""REST for the fund's officers: check, find, assess, refuse, suspend, verify, answer."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.discovery.evidence.delivery import give_out
from app.remedy_fund.applications import actions, evidence, queries
from app.remedy_fund.applications.routes.applicant import TAG, answer
from app.remedy_fund.applications.schemas.answers import ApplicationOut, ObjectionOut
from app.remedy_fund.applications.schemas.filing import CompensationIn
from app.remedy_fund.applications.schemas.review import (
    AnswerIn,
    AssessmentIn,
    EligibleIn,
    FlagIn,
    RefusalIn,
    StrikeIn,
    VerificationIn,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1/fund", tags=[TAG], responses=PROBLEMS)
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file as it was received · 받은 그대로의 파일",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_REVIEW = needs(May.APPLICATION_REVIEW, level=2)
_ANSWER = needs(May.FUND_OBJECTION_ANSWER, level=2)


@router.post("/applications/{application_id}/check", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="begin_fund_check",
             summary="자격 심사 시작 · Begin the eligibility check")  # fmt: skip
async def begin_fund_check(application_id: str, door: At) -> Response:
    """Begin to check whether an application is eligible."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.begin_check(work, application_id=application_id, version=version),
    )


@router.get("/applications/{application_id}/evidence/{evidence_item_id}/content",
            response_class=Response, openapi_extra=needs(May.APPLICATION_EVIDENCE_READ, level=3),
            operation_id="read_fund_application_evidence",
            summary="신청 증거 열람 · Read the evidence of an application",
            responses={**PROBLEMS, **_BYTES})  # fmt: skip
async def read_fund_application_evidence(
    application_id: str, evidence_item_id: str, door: At
) -> Response:
    """A file that the applicant put before the fund; noted on its chain before the first byte."""
    gate = door.request.app.state.evidence_gate
    content = await door.do(
        lambda work: evidence.content(work, application_id, evidence_item_id, gate), reading=True
    )
    return await give_out(
        door, content, lambda work: evidence.take_out(work, application_id, evidence_item_id)
    )


@router.post("/applications/{application_id}/eligible", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="find_fund_eligible",
             summary="자격 인정 · Find an application eligible")  # fmt: skip
async def find_fund_eligible(application_id: str, form: EligibleIn, door: At) -> Response:
    """Find it eligible; benefits whose conditions are not met are refused one by one."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.find_eligible(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/ineligible", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="find_fund_ineligible",
             summary="자격 없음 결정 · Find an application not eligible")  # fmt: skip
async def find_fund_ineligible(application_id: str, form: RefusalIn, door: At) -> Response:
    """Find it not eligible, with the reason and the article."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.find_ineligible(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/assessment", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="assess_fund_application",
             summary="손해액·지원액 산정 · Assess")  # fmt: skip
async def assess_fund_application(application_id: str, form: AssessmentIn, door: At) -> Response:
    """Assess every line of loss and benefit, with evidence and reasons."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.assess(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/rejection", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="reject_fund_application",
             summary="지원 거절 · Refuse an application")  # fmt: skip
async def reject_fund_application(application_id: str, form: RefusalIn, door: At) -> Response:
    """Refuse an application with the reason and the article."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.reject(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/suspension", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="suspend_fund_application",
             summary="신청 보류 · Suspend an application")  # fmt: skip
async def suspend_fund_application(application_id: str, form: FlagIn, door: At) -> Response:
    """Suspend an application: nothing moves and nothing is paid."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.suspend(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/suspension-end", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="resume_fund_application",
             summary="보류 해제 · Lift the suspension")  # fmt: skip
async def resume_fund_application(application_id: str, form: FlagIn, door: At) -> Response:
    """Let a suspended application go on from where it stands."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.resume(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/compensation-findings",
             response_model=ApplicationOut, status_code=201, openapi_extra=_REVIEW,
             operation_id="find_fund_compensation",
             summary="다른 배상·보상 확인 기록 · Record other compensation found")  # fmt: skip
async def find_fund_compensation(application_id: str, form: CompensationIn, door: At) -> Response:
    """Record other money for the same loss that the fund found out about."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.find_compensation(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/compensations/{compensation_id}/striking", response_model=ApplicationOut,
             status_code=201, openapi_extra=_REVIEW, operation_id="strike_fund_compensation",
             summary="잘못된 배상·보상 기록 삭제 · Strike a wrong declaration")  # fmt: skip
async def strike_fund_compensation(compensation_id: str, form: StrikeIn, door: At) -> Response:
    """Let a declaration that was wrong count no longer; it stays readable with the reason."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.strike_compensation(
            work, compensation_id=compensation_id, reason=form.reason, version=version
        ),
    )


@router.post("/applications/{application_id}/payee/verification",
             response_model=ApplicationOut, status_code=201, openapi_extra=_REVIEW,
             operation_id="verify_fund_payee",
             summary="지급 계좌 확인 · Verify the account")  # fmt: skip
async def verify_fund_payee(application_id: str, form: VerificationIn, door: At) -> Response:
    """Record that the account was found to be the applicant's."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.verify_payee(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/objections/{fund_objection_id}/answer", response_model=ObjectionOut,
             status_code=201, openapi_extra=_ANSWER, operation_id="answer_fund_objection",
             summary="기금 이의신청 처리 · Answer an objection")  # fmt: skip
async def answer_fund_objection(fund_objection_id: str, form: AnswerIn, door: At) -> Response:
    """Uphold or change the decision, or put the answer off once."""
    version = door.version
    return await door.act(
        lambda work: queries.objection(
            work,
            actions.answer_objection(
                work, objection_id=fund_objection_id, form=form, version=version
            ).id,
        ),
        status=201,
    )
