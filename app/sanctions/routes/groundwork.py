"""REST for what goes before a measure: consultations, demands, reviews; and for postings."""

from starlette.responses import Response

from app.access.policy import May
from app.sanctions import actions, queries
from app.sanctions.schemas.compliance import (
    ConsultationAnswerIn,
    ConsultationIn,
    ConsultationOut,
    DefenceIn,
    GroundworkOut,
    ListingResolutionIn,
    ListingReviewIn,
    ListingReviewOut,
    PostingList,
    ReferralDemandIn,
    ReferralDemandOut,
    StandstillList,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["groundwork"], responses=PROBLEMS)


@router.get("/postings", response_model=PostingList,
            openapi_extra=needs(None, public="The Acts have these measures posted for everybody"),
            operation_id="list_postings",
            summary="공표·상습법위반사업자 명단 · Publications and habitual violators")  # fmt: skip
async def list_postings(door: At) -> Response:
    """Return everything that is posted today, the latest first."""
    return await door.read(queries.postings)


@router.get("/standstills", response_model=StandstillList,
            openapi_extra=needs(May.JOB_READ), operation_id="list_standstills",
            summary="멈춘 사건과 처분 · Cases and measures that cannot move")  # fmt: skip
async def list_standstills(door: At) -> Response:
    """Return what the nightly look found standing still, the longest first."""
    return await door.read(queries.standstills)


@router.get("/cases/{case_id}/groundwork", response_model=GroundworkOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_groundwork",
            summary="처분 전 기록 · What stands on the record before a measure")  # fmt: skip
async def get_groundwork(case_id: str, door: At) -> Response:
    """Return the consultations, demands and reviews of a case."""
    return await door.read(lambda work: queries.groundwork(work, case_id))


@router.post("/cases/{case_id}/consultations", response_model=ConsultationOut, status_code=201,
             openapi_extra=needs(May.MEASURE_DRAFT, level=2), operation_id="ask_consultation",
             summary="관계기관 협의 요청 · Ask another authority for its view")  # fmt: skip
async def ask_consultation(case_id: str, form: ConsultationIn, door: At) -> Response:
    """Record that another authority was asked before a measure."""
    return await door.act(
        lambda work: queries.consultation(
            work, actions.ask_consultation(work, case_id=case_id, form=form).id
        ),
        status=201,
    )


@router.post("/consultations/{consultation_id}/answer", response_model=ConsultationOut,
             status_code=201, openapi_extra=needs(May.MEASURE_DRAFT, level=2),
             operation_id="answer_consultation",
             summary="협의 회신 기록 · Record the answer to a consultation")  # fmt: skip
async def answer_consultation(
    consultation_id: str, form: ConsultationAnswerIn, door: At
) -> Response:
    """Record the other authority's view."""
    version = door.version
    return await door.act(
        lambda work: queries.consultation(
            work,
            actions.answer_consultation(
                work, consultation_id=consultation_id, form=form, version=version
            ).id,
        ),
        status=201,
    )


@router.post("/cases/{case_id}/referral-demands", response_model=ReferralDemandOut,
             status_code=201, openapi_extra=needs(May.CASE_DOCKET, level=2),
             operation_id="record_referral_demand",
             summary="고발 요청 접수 · Record a demand for a referral")  # fmt: skip
async def record_referral_demand(case_id: str, form: ReferralDemandIn, door: At) -> Response:
    """Record a demand for a criminal referral, which binds the agency."""
    return await door.act(
        lambda work: queries.referral_demand(
            work, case_id, actions.record_demand(work, case_id=case_id, form=form).id
        ),
        status=201,
    )


@router.post("/cases/{case_id}/listing-reviews", response_model=ListingReviewOut,
             status_code=201, openapi_extra=needs(May.MEASURE_DRAFT, level=2),
             operation_id="open_listing_review",
             summary="명단공표 심의 개시 · Open a review for the habitual list")  # fmt: skip
async def open_listing_review(case_id: str, form: ListingReviewIn, door: At) -> Response:
    """Open a review of the respondent and give it a month to defend itself."""
    return await door.act(
        lambda work: queries.review(work, actions.open_review(work, case_id=case_id, form=form).id),
        status=201,
    )


@router.post("/listing-reviews/{review_id}/defence", response_model=ListingReviewOut,
             status_code=201, openapi_extra=needs(May.MEASURE_REPORT, level=2),
             operation_id="defend_listing",
             summary="명단공표 소명 · Defend oneself against a listing")  # fmt: skip
async def defend_listing(review_id: str, form: DefenceIn, door: At) -> Response:
    """Hand in what the firm says against its listing."""
    version = door.version
    return await door.act(
        lambda work: queries.review(
            work,
            actions.defend_listing(work, review_id=review_id, form=form, version=version).id,
        ),
        status=201,
    )


@router.post("/listing-reviews/{review_id}/resolution", response_model=ListingReviewOut,
             status_code=201, openapi_extra=needs(May.CASE_DOCKET, level=2),
             operation_id="resolve_listing",
             summary="명단공표 심의 의결 · Resolve on a listing")  # fmt: skip
async def resolve_listing(review_id: str, form: ListingResolutionIn, door: At) -> Response:
    """Record how the committee resolved; votes are counted and belong to nobody."""
    version = door.version
    return await door.act(
        lambda work: queries.review(
            work,
            actions.resolve_listing(work, review_id=review_id, form=form, version=version).id,
        ),
        status=201,
    )
