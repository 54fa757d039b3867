"""REST for a company's penalty points and the claims on them."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.law.points import KFTC
from app.sanctions import actions, queries
from app.sanctions.schemas.points import (
    AdjustmentIn,
    AdjustmentOut,
    DecisionIn,
    PointsEffectOut,
    PointsOut,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.fields import MaybeDay

router = Area(prefix="/api/v1", tags=["penalty points"], responses=PROBLEMS)

AsOf = Annotated[MaybeDay, Query(description="The score of this day · 기준일")]
KnownAt = Annotated[MaybeDay, Query(description="With what was known on this day · 인지 기준일")]
Regime = Annotated[str, Query(max_length=60, description="Body of rules · 제도")]


@router.get("/companies/{company_id}/penalty-points", response_model=PointsOut,
            openapi_extra=needs(May.POINTS_READ, level=2), operation_id="get_penalty_points",
            summary="기업의 벌점 · A company's penalty points")  # fmt: skip
async def get_penalty_points(
    company_id: str,
    door: At,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    regime: Regime = KFTC,
) -> Response:
    """Return the accumulated score of any day as it was known on any other."""
    return await door.read(
        lambda work: queries.penalty_points(
            work, company_id, as_of=as_of, known_at=known_at, regime=regime
        )
    )


@router.get("/measures/{measure_id}/points-effect", response_model=PointsEffectOut,
            openapi_extra=needs(May.MEASURE_READ, level=2), operation_id="get_points_effect",
            summary="기안이 바꿀 누산점수 · What a draft would do to the score")  # fmt: skip
async def get_points_effect(measure_id: str, door: At) -> Response:
    """Return what the score would become, which limits would be crossed, and why."""
    return await door.read(lambda work: queries.points_effect(work, measure_id))


@router.post("/companies/{company_id}/point-adjustments", response_model=AdjustmentOut,
             status_code=201, openapi_extra=needs(May.POINTS_CLAIM, level=2),
             operation_id="claim_point_adjustment",
             summary="벌점 경감·가중 신청 · Claim an adjustment of points")  # fmt: skip
async def claim_point_adjustment(company_id: str, form: AdjustmentIn, door: At) -> Response:
    """Claim on proof that points be taken off or added."""
    return await door.act(
        lambda work: queries.adjustment(
            work, actions.claim_adjustment(work, company_id=company_id, form=form).id
        ),
        status=201,
    )


@router.post("/point-adjustments/{adjustment_id}/decision", response_model=AdjustmentOut,
             status_code=201, openapi_extra=needs(May.POINTS_DECIDE, level=2),
             operation_id="decide_point_adjustment",
             summary="벌점 경감·가중 결정 · Decide on an adjustment of points")  # fmt: skip
async def decide_point_adjustment(adjustment_id: str, form: DecisionIn, door: At) -> Response:
    """Accept or reject a claim; whoever made it may not decide it."""
    version = door.version
    return await door.act(
        lambda work: queries.adjustment(
            work,
            actions.decide_adjustment(
                work, adjustment_id=adjustment_id, form=form, version=version
            ).id,
        ),
        status=201,
    )
