"""REST over the acts of this package."""

from fastapi import APIRouter

from app.cases.routes import cases, complaints, drafts, moves, reach

router = APIRouter()
for part in (drafts.router, complaints.router, cases.router, reach.router, moves.router):
    router.include_router(part)
