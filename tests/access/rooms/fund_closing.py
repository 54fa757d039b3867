"""The doors of fiscal years, accounts, reports and the check of the fund."""

from functools import partial
from typing import Any

from app.access.actor import WORKER
from app.db.work import perform
from app.people.queries import actor_of
from app.remedy_fund.closing import actions
from app.remedy_fund.closing.schemas import ReportIn
from tests.access.sample import EVERYBODY, Sample

_REVIEW: dict[str, Any] = {
    "held_on": "2026-09-01", "members": 9, "outsiders": 5, "present": 7, "approved": True,
    "resolution": "원안 의결 (가상)", "paper_reference": "심의회 2026-1",
}  # fmt: skip

SAMPLES: dict[str, Sample] = {
    "GET /fund/years": Sample(EVERYBODY),
    "GET /fund/years/{fiscal_year}": Sample(EVERYBODY),
    "POST /fund/years/{fiscal_year}/soft-closing": Sample(EVERYBODY, {}),
    "POST /fund/years/{fiscal_year}/reviews": Sample(EVERYBODY, _REVIEW),
    "POST /fund/years/{fiscal_year}/closing": Sample(EVERYBODY, {}),
    "GET /fund/years/{fiscal_year}/closing": Sample(EVERYBODY),
    "GET /fund/years/{fiscal_year}/closing/{file_format}": Sample(EVERYBODY),
    "GET /fund/years/{fiscal_year}/flows": Sample(EVERYBODY),
    "GET /fund/years/{fiscal_year}/flow-chart": Sample(EVERYBODY),
    "GET /fund/solvency-chart": Sample(EVERYBODY),
    "GET /fund/equation": Sample(EVERYBODY),
    "GET /fund/cash-book": Sample(EVERYBODY, query="from_on=2026-01-01&to_on=2026-12-31"),
    "GET /fund/reports": Sample(EVERYBODY),
    "POST /fund/reports": Sample(
        EVERYBODY, {"kind": "quarterly", "fiscal_year": 2026, "quarter": 1}
    ),
    "GET /fund/reports/{fund_report_id}": Sample(EVERYBODY),
    "GET /fund/reports/{fund_report_id}/{file_format}": Sample(EVERYBODY),
    "GET /fund/publications/{fiscal_year}/{file_format}": Sample(open_to=(404,)),
    "GET /fund/check": Sample(EVERYBODY),
    "POST /fund/checks": Sample(EVERYBODY, {}),
}


def furnish(street: Any) -> dict[str, str]:
    """Issue the report of a quarter that is over."""
    world = street.stage.house.world
    account_id = street.player("fund_officer").account_id
    officer = perform(world, WORKER, partial(actor_of, account_id=account_id), reading=True)
    form = ReportIn(kind="quarterly", fiscal_year=2026, quarter=2)
    report_id = perform(world, officer, lambda work: actions.issue_report(work, form=form).id)
    return {"fiscal_year": "2026", "fund_report_id": report_id, "file_format": "json"}
