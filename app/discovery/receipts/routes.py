"""REST of this room."""

from fastapi import APIRouter

from app.web.documented import PROBLEMS

router = APIRouter(prefix="/api/v1", tags=["receipts"], responses=PROBLEMS)
