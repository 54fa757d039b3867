"""REST over the acts of this package."""

from fastapi import APIRouter

from app.sanctions.routes import measures, objections, points

router = APIRouter()
for part in (measures.router, objections.router, points.router):
    router.include_router(part)
