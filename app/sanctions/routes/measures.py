"""REST for measures: drafting, signing, serving, complying, paying, annulling."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.sanctions import actions, queries
from app.sanctions.schemas.calculation import CalculationRequest, ComputationOut
from app.sanctions.schemas.compliance import ComplianceIn
from app.sanctions.schemas.measure import (
    AcceptanceIn,
    AnnulmentIn,
    BreachIn,
    ComplianceReportIn,
    DatedIn,
    LadderOut,
    MeasureIn,
    MeasureList,
    MeasureOut,
    MeasureTransitions,
    PaymentIn,
    ReasonIn,
    RefundIn,
    ServiceIn,
)
from app.sanctions.tables import Measure
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.documented import PROBLEMS
from app.web.fields import MaybeDay

router = Area(prefix="/api/v1", tags=["measures"], responses=PROBLEMS)

DecidedOn = Annotated[MaybeDay, Query(description="Day of the decision · 결정일")]


async def _answer(door: Door, act: Callable[[Work], Measure]) -> Response:
    return await door.act(lambda work: queries.measure(work, act(work).id), status=201)


@router.get("/cases/{case_id}/measures", response_model=MeasureList,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="list_measures",
            summary="사건의 처분 목록 · Measures of a case")  # fmt: skip
async def list_measures(case_id: str, door: At) -> Response:
    """Return the measures that the caller may know of, oldest first."""
    return await door.read(lambda work: queries.measures(work, case_id))


@router.post("/cases/{case_id}/measures", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_DRAFT, level=2), operation_id="draft_measure",
             summary="처분 기안 · Draft a measure")  # fmt: skip
async def draft_measure(case_id: str, form: MeasureIn, door: At) -> Response:
    """Draft a measure of any kind that the ladder offers now."""
    return await _answer(door, lambda work: actions.draft_measure(work, case_id=case_id, form=form))


@router.get("/cases/{case_id}/measures/transitions", response_model=LadderOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_ladder",
            summary="기안할 수 있는 처분과 막힌 처분 · Measures allowed and blocked")  # fmt: skip
async def get_ladder(case_id: str, door: At, decided_on: DecidedOn = None) -> Response:
    """Return which kinds may be drafted, and why the others may not, with articles."""
    return await door.read(lambda work: queries.ladder(work, case_id, decided_on))


@router.post("/cases/{case_id}/surcharge-calculations", response_model=ComputationOut,
             status_code=201, openapi_extra=needs(May.MEASURE_DRAFT, level=2),
             operation_id="calculate_surcharge",
             summary="과징금 산정 · Work out a surcharge")  # fmt: skip
async def calculate_surcharge(case_id: str, form: CalculationRequest, door: At) -> Response:
    """Work out a surcharge with every step; nothing is drafted."""
    return await door.act(
        lambda work: actions.compute_surcharge(work, case_id=case_id, form=form), status=201
    )


@router.get("/measures/{measure_id}", response_model=MeasureOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_measure",
            summary="처분 · One measure")  # fmt: skip
async def get_measure(measure_id: str, door: At) -> Response:
    """Return a measure as the caller may see it."""
    return await door.read(lambda work: queries.measure(work, measure_id))


@router.get("/measures/{measure_id}/transitions", response_model=MeasureTransitions,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="list_measure_transitions",
            summary="처분의 가능한 단계와 막힌 단계 · Steps allowed and blocked")  # fmt: skip
async def list_measure_transitions(measure_id: str, door: At) -> Response:
    """Return the steps from the present state, each blocked one with reason and article."""
    return await door.read(lambda work: queries.transitions(work, measure_id))


@router.post("/measures/{measure_id}/redraft", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_DRAFT, level=2), operation_id="redraft_measure",
             summary="처분 다시 기안 · Draft a measure anew")  # fmt: skip
async def redraft_measure(measure_id: str, form: MeasureIn, door: At) -> Response:
    """Write a draft anew, also one that was returned."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.redraft(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/countersignature", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_COUNTERSIGN, level=2),
             operation_id="countersign_measure", summary="처분 결재 · Countersign a draft")  # fmt: skip
async def countersign_measure(measure_id: str, door: At) -> Response:
    """Approve a draft that another person wrote."""
    version = door.version
    return await _answer(
        door, lambda work: actions.countersign(work, measure_id=measure_id, version=version)
    )


@router.post("/measures/{measure_id}/return", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_COUNTERSIGN, level=2), operation_id="return_measure",
             summary="처분 반려 · Send a draft back")  # fmt: skip
async def return_measure(measure_id: str, form: ReasonIn, door: At) -> Response:
    """Send a draft back to its author with a reason."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.return_measure(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/cancellation", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="cancel_measure",
             summary="처분 기안 철회 · Give a draft up")  # fmt: skip
async def cancel_measure(measure_id: str, form: ReasonIn, door: At) -> Response:
    """Give a draft up before it is issued; who may depends on how far it has come."""
    version = door.version
    return await _answer(
        door, lambda work: actions.cancel(work, measure_id=measure_id, form=form, version=version)
    )


@router.post("/measures/{measure_id}/issue", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="issue_measure",
             summary="처분 발령 · Issue a measure")  # fmt: skip
async def issue_measure(measure_id: str, door: At) -> Response:
    """Give a measure its number and post its points."""
    version = door.version
    return await _answer(
        door, lambda work: actions.issue(work, measure_id=measure_id, version=version)
    )


@router.post("/measures/{measure_id}/service", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_SERVE, level=2), operation_id="serve_measure",
             summary="처분 송달 · Serve a measure")  # fmt: skip
async def serve_measure(measure_id: str, form: ServiceIn, door: At) -> Response:
    """Note on which day a measure reached the respondent."""
    version = door.version
    return await _answer(
        door, lambda work: actions.serve(work, measure_id=measure_id, form=form, version=version)
    )


@router.post("/measures/{measure_id}/acceptance", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ACCEPT, level=2), operation_id="answer_measure",
             summary="시정권고 수락 여부 통지 · Accept or decline a recommendation")  # fmt: skip
async def answer_measure(measure_id: str, form: AcceptanceIn, door: At) -> Response:
    """Take the respondent's answer to a recommendation."""
    version = door.version
    return await _answer(
        door, lambda work: actions.answer(work, measure_id=measure_id, form=form, version=version)
    )


@router.post("/measures/{measure_id}/silence", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="note_silence",
             summary="회신 기한 경과 처리 · Note that no answer came")  # fmt: skip
async def note_silence(measure_id: str, door: At) -> Response:
    """Note that the time to answer passed without an answer."""
    version = door.version
    return await _answer(
        door, lambda work: actions.note_silence(work, measure_id=measure_id, version=version)
    )


@router.post("/measures/{measure_id}/compliance-report", response_model=MeasureOut,
             status_code=201, openapi_extra=needs(May.MEASURE_REPORT, level=2),
             operation_id="report_compliance", summary="이행 보고 · Report compliance")  # fmt: skip
async def report_compliance(measure_id: str, form: ComplianceReportIn, door: At) -> Response:
    """Take the respondent's report that it has complied."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.report_compliance(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/compliance", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="confirm_compliance",
             summary="이행 확인 · Confirm compliance")  # fmt: skip
async def confirm_compliance(measure_id: str, form: ComplianceIn, door: At) -> Response:
    """Confirm that a measure was complied with."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.confirm_compliance(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/breach", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_FIND, level=2), operation_id="find_breach",
             summary="불이행 확인 · Find a breach")  # fmt: skip
async def find_breach(measure_id: str, form: BreachIn, door: At) -> Response:
    """Find that a measure was not complied with after its last day."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.find_breach(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/payments", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.PAYMENT_RECORD, level=2), operation_id="record_payment",
             summary="납부 기록 · Record a payment")  # fmt: skip
async def record_payment(measure_id: str, form: PaymentIn, door: At) -> Response:
    """Record money received; a receipt's reference counts once."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.record_payment(
            work, measure_id=measure_id, form=form, version=version
        ),
    )


@router.post("/measures/{measure_id}/refunds", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.PAYMENT_RECORD, level=2), operation_id="record_refund",
             summary="환급 기록 · Record a refund")  # fmt: skip
async def record_refund(measure_id: str, form: RefundIn, door: At) -> Response:
    """Record that money was given back."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.record_refund(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/stay", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="stay_measure",
             summary="집행정지 · Stay a measure")  # fmt: skip
async def stay_measure(measure_id: str, form: DatedIn, door: At) -> Response:
    """Note that the effect of a measure is stayed."""
    version = door.version
    return await _answer(
        door, lambda work: actions.stay(work, measure_id=measure_id, form=form, version=version)
    )


@router.post("/measures/{measure_id}/stay-end", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="lift_stay",
             summary="집행정지 해제 · Lift a stay")  # fmt: skip
async def lift_stay(measure_id: str, form: DatedIn, door: At) -> Response:
    """Note that a stay ended."""
    version = door.version
    return await _answer(
        door,
        lambda work: actions.lift_stay(work, measure_id=measure_id, form=form, version=version),
    )


@router.post("/measures/{measure_id}/annulment", response_model=MeasureOut, status_code=201,
             openapi_extra=needs(May.MEASURE_ISSUE, level=2), operation_id="annul_measure",
             summary="처분 취소 · Annul a measure")  # fmt: skip
async def annul_measure(measure_id: str, form: AnnulmentIn, door: At) -> Response:
    """Annul a measure outside an objection, wholly or in part."""
    version = door.version
    return await _answer(
        door, lambda work: actions.annul(work, measure_id=measure_id, form=form, version=version)
    )
