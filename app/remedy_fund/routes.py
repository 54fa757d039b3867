"""All doors of the fund, one router for each of its rooms."""

from app.remedy_fund.applications.routes import router as applications
from app.remedy_fund.approvals.routes import router as approvals
from app.remedy_fund.budgets.routes import router as budgets
from app.remedy_fund.closing.routes import router as closing
from app.remedy_fund.contributions.routes import router as contributions
from app.remedy_fund.ledger.routes import router as ledger
from app.remedy_fund.payments.claim_routes import router as return_claims
from app.remedy_fund.payments.routes import router as payments
from app.remedy_fund.plans.routes import router as plans
from app.remedy_fund.recoveries.routes import router as recoveries
from app.remedy_fund.schemes.routes import router as schemes

ROUTERS = (
    ledger,
    schemes,
    approvals,
    budgets,
    contributions,
    applications,
    plans,
    payments,
    return_claims,
    recoveries,
    closing,
)
