"""REST over secrecy."""

from fastapi import APIRouter

from app.discovery.confidentiality.routes import marks, redactions, viewing

router = APIRouter()
for part in (marks.router, redactions.router, viewing.router):
    router.include_router(part)
