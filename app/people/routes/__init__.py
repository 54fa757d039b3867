"""The REST face of people; a handler is one call."""

from fastapi import APIRouter

from app.people.routes import accounts, companies, relations, sessions, tokens

router = APIRouter()
for part in (sessions, accounts, tokens, companies, relations):
    router.include_router(part.router)

__all__ = ["router"]
