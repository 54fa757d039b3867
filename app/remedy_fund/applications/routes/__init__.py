"""The doors of applications over REST: the applicant's and the officers'."""

from fastapi import APIRouter

from app.remedy_fund.applications.routes.applicant import router as applicant
from app.remedy_fund.applications.routes.officer import router as officer

router = APIRouter()
router.include_router(applicant)
router.include_router(officer)
