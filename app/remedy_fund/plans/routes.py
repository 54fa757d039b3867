"""The doors of allocation plans and awards over REST."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Path, Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language
from app.remedy_fund.plans import actions, awarding, giving_out, queries
from app.remedy_fund.plans.schemas import (
    AwardOut,
    AwardPage,
    ExplainedShareOut,
    PlanOut,
    PlanPage,
    PrepareIn,
    PublishedOut,
    ReasonIn,
    ReplayOut,
    ReviseIn,
    SharePage,
)
from app.remedy_fund.plans.tables import AllocationPlan
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit

router = Area(prefix="/api/v1/fund", tags=["fund plans"], responses=PROBLEMS)
_READ = needs(May.FUND_READ, level=1)
_PREPARE = needs(May.PLAN_PREPARE, level=1)
_PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "PDF/A-2a, PDF/UA-1",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}
Of = Annotated[str, Query(max_length=16, description="배분 기간 · Period")]
Id = Annotated[str, Query(max_length=48)]
In = Annotated[Language, Query(description="Language of the paper · 문서의 언어")]


async def _answer(door: Door, act: Callable[[Work], AllocationPlan]) -> Response:
    def answered(work: Work) -> PlanOut:
        row = act(work)
        work.session.flush()
        return queries.plan(work, row.id)

    return await door.act(answered, status=201)


@router.post("/plans", response_model=PlanOut, status_code=201, openapi_extra=_PREPARE,
             operation_id="prepare_plan", summary="배분 계획 작성 · Draw up a plan")  # fmt: skip
async def prepare_plan(form: PrepareIn, door: At) -> Response:
    """Compute the next round of a period from the applications and the money there are now."""
    return await _answer(door, lambda work: actions.prepare(work, form=form))


@router.get("/plans", response_model=PlanPage, openapi_extra=_READ, operation_id="list_plans",
            summary="배분 계획 목록 · Plans")  # fmt: skip
async def list_plans(
    door: At, limit: Limit = 50, cursor: Cursor = None, period: Of = ""
) -> Response:
    """Return plans, newest first, all of them or those of a period."""
    return await door.read(
        lambda work: queries.plans(work, period=period, limit=limit, cursor=cursor)
    )


@router.get("/plans/{plan_id}", response_model=PlanOut, openapi_extra=_READ,
            operation_id="get_plan", summary="배분 계획 조회 · One plan")  # fmt: skip
async def get_plan(plan_id: str, door: At) -> Response:
    """Return a plan and the money that it shares."""
    return await door.read(lambda work: queries.plan(work, plan_id))


@router.get("/plans/{plan_id}/replay", response_model=ReplayOut, openapi_extra=_READ,
            operation_id="replay_plan", summary="배분 계획 다시 계산 · Compute a plan again")  # fmt: skip
async def replay_plan(plan_id: str, door: At) -> Response:
    """Compute a plan anew from what is kept of it and compare the digests."""
    return await door.read(lambda work: queries.replayed(work, plan_id))


@router.get("/plans/{plan_id}/shares", response_model=SharePage, openapi_extra=_READ,
            operation_id="list_plan_shares", summary="배분 내역 · Shares of a plan")  # fmt: skip
async def list_plan_shares(
    plan_id: str, door: At, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return what a plan gives to whom."""
    return await door.read(lambda work: queries.shares(work, plan_id, limit=limit, cursor=cursor))


@router.get("/plans/{plan_id}/shares/{place}", response_model=ExplainedShareOut,
            openapi_extra=_READ, operation_id="explain_plan_share",
            summary="배분 이유 · Why a share is what it is")  # fmt: skip
async def explain_plan_share(
    plan_id: str, place: Annotated[int, Path(ge=0, le=10**6)], door: At
) -> Response:
    """Return a share with every step that led to it."""
    return await door.read(lambda work: queries.share(work, plan_id, place))


@router.get("/plans/{plan_id}/paper", response_class=Response, openapi_extra=_READ,
            operation_id="download_plan_paper", responses={**PROBLEMS, **_PDF},
            summary="배분 계획 PDF · Paper of a plan")  # fmt: skip
async def download_plan_paper(plan_id: str, door: At, language: In = "ko") -> Response:
    """Return the whole plan with its reasons as a PDF; the same bytes each time."""
    return await giving_out.plan_paper(door, plan_id, language)


@router.get("/plans/{plan_id}/publication", response_model=PublishedOut,
            openapi_extra=needs(May.FUND_TOTALS_READ, level=1), operation_id="publish_plan",
            summary="배분 결과 공개표 · Published list")  # fmt: skip
async def publish_plan(plan_id: str, door: At) -> Response:
    """Return the awards of a carried-out plan as they may be published."""
    return await door.read(lambda work: giving_out.published(work, plan_id))


@router.post("/plans/{plan_id}/submission", response_model=PlanOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="submit_plan",
             summary="승인 요청 · Ask for approval")  # fmt: skip
async def submit_plan(plan_id: str, door: At) -> Response:
    """Put a plan up for approval, bound to its digest."""
    version = door.version
    return await _answer(door, lambda work: actions.submit(work, plan_id=plan_id, version=version))


@router.post("/plans/{plan_id}/revision", response_model=PlanOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="revise_plan",
             summary="다시 작성 · Draw up anew")  # fmt: skip
async def revise_plan(plan_id: str, form: ReviseIn, door: At) -> Response:
    """Draw a plan up anew; what was approved before is void."""
    version = door.version
    chosen = PrepareIn.model_validate(form.model_dump(exclude={"reason"}))
    return await _answer(
        door,
        lambda work: actions.revise(
            work, plan_id=plan_id, form=chosen, reason=form.reason, version=version
        ),
    )


@router.post("/plans/{plan_id}/withdrawal", response_model=PlanOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="withdraw_plan",
             summary="배분 계획 철회 · Give a plan up")  # fmt: skip
async def withdraw_plan(plan_id: str, form: ReasonIn, door: At) -> Response:
    """Give a plan up; its applications can be planned for again."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.withdraw(work, plan_id=plan_id, reason=form.reason, version=version),
    )


@router.post("/plans/{plan_id}/awards", response_model=PlanOut, status_code=201,
             openapi_extra=_PREPARE, operation_id="carry_out_plan",
             summary="계획대로 지원 결정 · Make the awards")  # fmt: skip
async def carry_out_plan(plan_id: str, door: At) -> Response:
    """Make the awards of an approved plan, reserve their money and bind their budgets."""
    version = door.version
    return await _answer(
        door, lambda work: awarding.carry_out(work, plan_id=plan_id, version=version)
    )


@router.get("/awards", response_model=AwardPage,
            openapi_extra=needs(May.FUND_READ, level=1), operation_id="list_awards",
            summary="지원 결정 목록 · Awards")  # fmt: skip
async def list_awards(
    door: At, limit: Limit = 50, cursor: Cursor = None, plan_id: Id = ""
) -> Response:
    """Return awards, all of them or those of a plan."""
    return await door.read(
        lambda work: queries.awards(
            work, plan_id=plan_id, application_id="", limit=limit, cursor=cursor
        )
    )


@router.get("/applications/{application_id}/awards", response_model=AwardPage,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="list_application_awards",
            summary="신청별 지원 결정 · Awards of an application")  # fmt: skip
async def list_application_awards(
    application_id: str, door: At, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Return what an application was awarded, and why, to the fund and to the applicant."""
    return await door.read(
        lambda work: queries.awards(
            work, plan_id="", application_id=application_id, limit=limit, cursor=cursor
        )
    )


@router.get("/awards/{award_id}", response_model=AwardOut,
            openapi_extra=needs(May.APPLICATION_READ, level=2), operation_id="get_award",
            summary="지원 결정 조회 · One award")  # fmt: skip
async def get_award(award_id: str, door: At) -> Response:
    """Return an award with the steps that led to it."""
    return await door.read(lambda work: queries.award(work, award_id))


@router.get("/awards/{award_id}/paper", response_class=Response,
            openapi_extra=needs(May.APPLICATION_READ, level=2),
            operation_id="download_award_paper", responses={**PROBLEMS, **_PDF},
            summary="지원 결정 이유 PDF · Paper of an award")  # fmt: skip
async def download_award_paper(award_id: str, door: At, language: In = "ko") -> Response:
    """Return why an award is what it is, as a PDF; the same bytes each time."""
    return await giving_out.award_paper(door, award_id, language)
