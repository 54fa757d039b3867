"""REST over claims, loans and pay-outs."""

from fastapi import APIRouter

from app.remedy_fund.recoveries.routes.claims import router as claims
from app.remedy_fund.recoveries.routes.loans import router as loans
from app.remedy_fund.recoveries.routes.payouts import router as payouts

router = APIRouter()
router.include_router(claims)
router.include_router(loans)
router.include_router(payouts)
