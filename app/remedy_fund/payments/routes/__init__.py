"""REST over payment runs, single payments, and the bank's messages and statements."""

from fastapi import APIRouter

from app.remedy_fund.payments.routes.bank import router as bank
from app.remedy_fund.payments.routes.disbursements import router as disbursements
from app.remedy_fund.payments.routes.runs import router as runs

router = APIRouter()
router.include_router(runs)
router.include_router(disbursements)
router.include_router(bank)
