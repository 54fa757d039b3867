"""REST over the acts of this package."""

from fastapi import APIRouter

from app.sanctions.routes import groundwork, measures, objections, performance, points

router = APIRouter()
for part in (
    measures.router,
    performance.router,
    groundwork.router,
    objections.router,
    points.router,
):
    router.include_router(part)
