"""All pages of the portal, and the folder of its stylesheets, script and mark."""

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from app.portal import (
    audit_integrity,
    audit_records,
    collection,
    collection_checks,
    collection_receipts,
    committee,
    committee_members,
    complaint,
    complaint_check,
    complaint_evidence,
    complaint_sections,
    court_receipt,
    court_requests,
    editions,
    eligibility,
    measure_performance,
    my_case,
    my_case_answers,
    my_case_evidence,
    my_case_item,
    my_cases,
    my_listing,
    my_measure,
    outcomes,
    own_company,
    public_pages,
    reference,
    register,
    settlements,
    sign_in,
    start,
    tips,
)
from app.portal.fund_areas import AREAS as FUND_AREAS
from app.portal.staff_areas import AREAS as STAFF_AREAS

STATIC_FOLDER = Path(__file__).parent / "static"

AREAS = (
    start.router,
    eligibility.router,
    public_pages.router,
    reference.router,
    sign_in.router,
    register.router,
    own_company.router,
    tips.router,
    editions.router,
    complaint.router,
    complaint_evidence.router,
    complaint_check.router,
    complaint_sections.router,
    my_cases.router,
    my_case_answers.router,
    my_case_evidence.router,
    my_case_item.router,
    my_measure.router,
    measure_performance.router,
    my_listing.router,
    my_case.router,
    settlements.router,
    court_requests.router,
    court_receipt.router,
    audit_records.router,
    audit_integrity.router,
    committee.router,
    committee_members.router,
    collection_receipts.router,
    collection_checks.router,
    collection.router,
    outcomes.router,
    *STAFF_AREAS,
    *FUND_AREAS,
)


def install(app: FastAPI) -> None:
    """Put every page and the static files onto the application."""
    for area in AREAS:
        app.include_router(area)
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER), name="static")
