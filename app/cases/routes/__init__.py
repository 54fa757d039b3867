"""REST over the acts of this package."""

from fastapi import APIRouter

from app.cases.routes import cases, complaints, drafts

router = APIRouter()
for part in (drafts.router, complaints.router, cases.router):
    router.include_router(part)
