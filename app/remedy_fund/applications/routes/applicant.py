"""REST for the applicant: prefill, file, read, bring more, declare, change account, object."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import actions, prefill, queries
from app.remedy_fund.applications.schemas.answers import (
    ApplicationOut,
    ApplicationRow,
    EligibilityOut,
    ObjectionOut,
    PrefillOut,
    StepsOut,
    TransitionsOut,
)
from app.remedy_fund.applications.schemas.filing import (
    ApplicationIn,
    CompensationIn,
    ObjectionIn,
    PayeeIn,
    SupplementIn,
    WithdrawalIn,
)
from app.remedy_fund.applications.tables import FundApplication
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

TAG = "remedy fund · applications"
router = Area(prefix="/api/v1/fund", tags=[TAG], responses=PROBLEMS)
State = Annotated[str, Query(max_length=20, description="State · 상태")]
CaseId = Annotated[str, Query(max_length=48, description="Case · 사건")]


async def answer(door: Door, act: Callable[[Work], FundApplication]) -> Response:
    """Answer with the application as it is after an act."""
    return await door.act(lambda work: queries.application(work, act(work).id), status=201)


@router.get("/applications/prefill", response_model=PrefillOut,
            openapi_extra=needs(May.APPLICATION_FILE, level=2),
            operation_id="prefill_fund_application",
            summary="신청서 미리 채우기 · What the case knows already")  # fmt: skip
async def prefill_fund_application(door: At, case_id: CaseId) -> Response:
    """Return parties, violations, measures, loss, evidence and benefits for a new application."""
    return await door.read(lambda work: prefill.prefill(work, case_id))


@router.post("/applications", response_model=ApplicationOut, status_code=201,
             openapi_extra=needs(May.APPLICATION_FILE, level=2),
             operation_id="file_fund_application",
             summary="기금 지원 신청 · Apply to the fund")  # fmt: skip
async def file_fund_application(form: ApplicationIn, door: At) -> Response:
    """Ask the fund for money as the firm that filed the case."""
    return await answer(door, lambda work: actions.file_application(work, form=form))


@router.get("/applications", response_model=Page[ApplicationRow],
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="list_fund_applications",
            summary="기금 신청 목록 · Applications")  # fmt: skip
async def list_fund_applications(
    door: At, limit: Limit = 50, cursor: Cursor = None, state: State = "", case_id: CaseId = ""
) -> Response:
    """Return the applications that the reader may know of, newest first."""
    return await door.read(
        lambda work: queries.applications(
            work, state=state, case_id=case_id, limit=limit, cursor=cursor
        )
    )


@router.get("/applications/{application_id}", response_model=ApplicationOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="read_fund_application",
            summary="기금 신청 조회 · One application")  # fmt: skip
async def read_fund_application(application_id: str, door: At) -> Response:
    """Return an application with lines, losses, evidence, other money, account, objections."""
    return await door.read(lambda work: queries.application(work, application_id))


@router.get("/applications/{application_id}/steps", response_model=StepsOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="list_fund_application_steps",
            summary="신청 처리 경과 · What happened to an application")  # fmt: skip
async def list_fund_application_steps(application_id: str, door: At) -> Response:
    """Return each step with who, why, the evidence, the day it counts from and when it was made."""
    return await door.read(lambda work: queries.steps(work, application_id))


@router.get("/applications/{application_id}/eligibility", response_model=EligibilityOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="read_fund_eligibility",
            summary="자격 요건 확인 · Eligibility, line by line")  # fmt: skip
async def read_fund_eligibility(application_id: str, door: At) -> Response:
    """Return which condition of each benefit is met by which fact, with its basis."""
    return await door.read(lambda work: queries.eligibility(work, application_id))


@router.get("/applications/{application_id}/transitions", response_model=TransitionsOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="list_fund_application_transitions",
            summary="가능한 단계와 막힌 단계 · Steps allowed and blocked")  # fmt: skip
async def list_fund_application_transitions(application_id: str, door: At) -> Response:
    """Return what may be done now, and why the rest may not."""
    return await door.read(lambda work: queries.transitions(work, application_id))


@router.post("/applications/{application_id}/supplements", response_model=ApplicationOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_FILE, level=2),
             operation_id="supplement_fund_application",
             summary="신청 보완 · Bring more")  # fmt: skip
async def supplement_fund_application(
    application_id: str, form: SupplementIn, door: At
) -> Response:
    """Name more of the case's evidence, or a suit that was filed since."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.supplement(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/withdrawal", response_model=ApplicationOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_FILE, level=2),
             operation_id="withdraw_fund_application",
             summary="신청 취하 · Withdraw an application")  # fmt: skip
async def withdraw_fund_application(application_id: str, form: WithdrawalIn, door: At) -> Response:
    """Give an application up; not once money was awarded."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.withdraw(
            work, application_id=application_id, reason=form.reason, version=version
        ),
    )


@router.post("/applications/{application_id}/compensations", response_model=ApplicationOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_FILE, level=2),
             operation_id="declare_fund_compensation",
             summary="다른 배상·보상 신고 · Declare other compensation")  # fmt: skip
async def declare_fund_compensation(
    application_id: str, form: CompensationIn, door: At
) -> Response:
    """Tell the fund of other money for the same loss; taken at any time."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.declare_compensation(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/payee", response_model=ApplicationOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_FILE, level=2),
             operation_id="change_fund_payee",
             summary="지급 계좌 등록·변경 · Name or change the account")  # fmt: skip
async def change_fund_payee(application_id: str, form: PayeeIn, door: At) -> Response:
    """Name the account that is paid; another one is verified anew and waits some days."""
    version = door.version
    return await answer(
        door,
        lambda work: actions.change_payee(
            work, application_id=application_id, form=form, version=version
        ),
    )


@router.post("/applications/{application_id}/objections", response_model=ObjectionOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_OBJECT, level=2),
             operation_id="file_fund_objection",
             summary="기금 결정 이의신청 · Object to a decision of the fund")  # fmt: skip
async def file_fund_objection(application_id: str, form: ObjectionIn, door: At) -> Response:
    """Object to the last decision within thirty days."""
    version = door.version
    return await door.act(
        lambda work: queries.objection(
            work,
            actions.file_objection(
                work, application_id=application_id, form=form, version=version
            ).id,
        ),
        status=201,
    )


@router.get("/objections/{fund_objection_id}", response_model=ObjectionOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="read_fund_objection",
            summary="기금 이의신청 조회 · One objection")  # fmt: skip
async def read_fund_objection(fund_objection_id: str, door: At) -> Response:
    """Return an objection and its answer."""
    return await door.read(lambda work: queries.objection(work, fund_objection_id))


@router.post("/objections/{fund_objection_id}/withdrawal", response_model=ObjectionOut,
             status_code=201, openapi_extra=needs(May.APPLICATION_OBJECT, level=2),
             operation_id="withdraw_fund_objection",
             summary="기금 이의신청 취하 · Withdraw an objection")  # fmt: skip
async def withdraw_fund_objection(fund_objection_id: str, door: At) -> Response:
    """Withdraw an objection that was not answered."""
    version = door.version
    return await door.act(
        lambda work: queries.objection(
            work,
            actions.withdraw_objection(work, objection_id=fund_objection_id, version=version).id,
        ),
        status=201,
    )
