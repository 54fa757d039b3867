"""REST over the acts of this package."""

from fastapi import APIRouter

from app.cases.routes import (
    cases,
    complaints,
    drafts,
    editions,
    moves,
    openings,
    reach,
    tips,
)

router = APIRouter()
for part in (drafts, complaints, cases, reach, moves, openings, tips, editions):
    router.include_router(part.router)
