"""What waits in the fund's office: applications, approvals, runs, open lines, what is overdue."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.portal.fund_bank import queue_rows
from app.portal.fund_frame import MOST, fund_page
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.lifecycle import APPLICATION
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.approvals.lifecycle import State as Asked
from app.remedy_fund.payments import queries as payments
from app.remedy_fund.payments.lifecycle import PAYMENT_RUN
from app.remedy_fund.recoveries import queries as recoveries
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)


@router.get("/fund", openapi_extra=needs(May.FUND_READ))
async def queue(door: At, state: str = "", cursor: str | None = None) -> Response:
    """Show what waits: applications first, then approvals, runs, open lines and late loans."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        # The auditor reads the books; an application is opened to the fund's office alone.
        reads = work.decide(May.APPLICATION_READ, OPEN).allowed
        waiting = (
            approvals.approvals(
                work, limit=MOST, cursor=None, filters={"state": str(Asked.ASKED)}
            ).items
            if work.decide(May.APPROVAL_READ, OPEN).allowed
            else []
        )
        runs = payments.runs(work, limit=MOST, cursor=None).items
        return {
            "page": applications.applications(work, state=state, limit=50, cursor=cursor)
            if reads else None,
            "chosen": state,
            "states": [
                {"value": str(code), "label": text.get(language)}
                for code, text in APPLICATION.labels.items()
            ],
            "waiting": waiting,
            "runs": [run for run in runs if not PAYMENT_RUN.final(run.state.code)],
            "lines": queue_rows(work, language),
            "late": recoveries.overdue_loans(work, limit=MOST, cursor=None).items,
        }  # fmt: skip

    return await fund_page(door, "queue.html", query, tab="queue")
