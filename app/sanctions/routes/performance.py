"""REST for performing a measure: plan, proof of each item, check, demands, monitor."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.sanctions import actions, queries
from app.sanctions.schemas.compliance import (
    CheckIn,
    ComplianceDemandIn,
    ItemFindingIn,
    ItemProofIn,
    MonitorIn,
    MonitorReportIn,
    PerformanceOut,
    PlanIn,
)
from app.sanctions.schemas.measure import ReasonIn
from app.sanctions.tables import Measure
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["performance"], responses=PROBLEMS)


async def _answer(door: Door, act: Callable[[Work], Measure]) -> Response:
    return await door.act(lambda work: queries.performance(work, act(work).id), status=201)


@router.get("/measures/{measure_id}/performance", response_model=PerformanceOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_performance",
            summary="주문 항목별 이행 상황 · Performance item by item")  # fmt: skip
async def get_performance(measure_id: str, door: At) -> Response:
    """Return how a measure is performed: items, proofs, demands, monitors."""
    return await door.read(lambda work: queries.performance(work, measure_id))


@router.post("/measures/{measure_id}/plan-request", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="ask_plan",
             summary="이행계획 요구 · Ask for a plan of compliance")  # fmt: skip
async def ask_plan(measure_id: str, form: ReasonIn, door: At) -> Response:
    """Ask the respondent how and when it will comply."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.ask_plan(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/plan", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_REPORT, level=2), operation_id="file_plan",
             summary="이행계획 제출 · Hand in a plan of compliance")  # fmt: skip
async def file_plan(measure_id: str, form: PlanIn, door: At) -> Response:
    """Hand in how and when each item will be carried out."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.file_plan(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/proofs", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_REPORT, level=2), operation_id="prove_item",
             summary="주문 항목 이행 증빙 제출 · Prove an item of a measure")  # fmt: skip
async def prove_item(measure_id: str, form: ItemProofIn, door: At) -> Response:
    """Hand in the proof that an item was carried out."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.prove_item(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/check", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="check_compliance",
             summary="이행 점검 기록 · Record a check of compliance")  # fmt: skip
async def check_compliance(measure_id: str, form: CheckIn, door: At) -> Response:
    """Record what the check after the last day has found."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.check_compliance(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/demands", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="demand_compliance",
             summary="이행 독촉 · Demand compliance")  # fmt: skip
async def demand_compliance(measure_id: str, form: ComplianceDemandIn, door: At) -> Response:
    """Tell the respondent to comply by a day."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.demand_compliance(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/monitors", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="assign_monitor",
             summary="제3자 이행 점검 지정 · Assign a third-party monitor")  # fmt: skip
async def assign_monitor(measure_id: str, form: MonitorIn, door: At) -> Response:
    """Ask a third party to watch compliance."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.assign_monitor(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/monitor-report", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="note_monitor_report",
             summary="제3자 점검 보고 접수 · Note the monitor's report")  # fmt: skip
async def note_monitor_report(measure_id: str, form: MonitorReportIn, door: At) -> Response:
    """Note what the monitor reported."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.note_monitor_report(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/item-proofs/{proof_id}/finding", response_model=PerformanceOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="judge_item",
             summary="주문 항목 이행 판단 · Judge the proof of an item")  # fmt: skip
async def judge_item(proof_id: str, form: ItemFindingIn, door: At) -> Response:
    """Accept the proof of an item, or reject it with reasons."""
    version = door.version
    return await door.act(
        lambda work: queries.performance(
            work,
            actions.judge_item(work, proof_id=proof_id, form=form, version=version).measure_id,
        ),
        status=201,
    )
