"""The fund: what there is and whose it is, what came in and went out, and what it can still give."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.portal.forms import read
from app.portal.fund_charts import cash_of_year
from app.portal.fund_frame import fund_page
from app.portal.fund_offers import purpose_names
from app.portal.pages import go
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.closing import checking
from app.remedy_fund.closing import queries as closing
from app.remedy_fund.contributions import queries as contributions
from app.remedy_fund.ledger import listing as ledger
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)
_BOOK_DAYS = 31


@router.get("/fund/accounts", openapi_extra=_READ)
async def accounts(door: At, done: str = "") -> Response:
    """Show balances, both sides of the fund, charts with their tables, and the last check."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        work.require(May.FUND_READ, OPEN)
        return {
            "books": closing.equation(work, effective_on=None, known_at=None),
            "trial": ledger.trial_balance(work, None, None),
            "standing": solvency(work, amount_won=0),
            "flows": cash_of_year(work, work.today.year, language),
            "line": closing.solvency_drawing(work, language),
            "earmarks": contributions.earmarks(work, purpose="", limit=100, cursor=None).items,
            "purposes": purpose_names(work, language),
            "check": closing.last_check(work),
            "may_check": work.decide(May.FUND_CHECK, OPEN).allowed,
        }

    return await fund_page(door, "accounts.html", query, tab="accounts", done=done)


@router.post("/fund/accounts/check", openapi_extra=needs(May.FUND_CHECK))
async def check(door: At) -> Response:
    """Count the books again from the first row; nothing is repaired."""
    await read(door)
    await door.do(closing.may_check, reading=True)
    world = door.desk.world
    checked = await door.desk.hop(lambda: checking.check(world))
    return await fund_page(
        door, "check.html", lambda work: {"found": closing.told(work, checked)}, tab="accounts"
    )


@router.get("/fund/cash-book", openapi_extra=_READ)
async def cash_book(door: At, cursor: str | None = None) -> Response:
    """Show the entries of cash of the last month, each with the balance after it."""

    def query(work: Work) -> dict[str, Any]:
        from_on = work.today - timedelta(days=_BOOK_DAYS)
        page = closing.cash_book(work, from_on=from_on, to_on=work.today, limit=100, cursor=cursor)
        return {"page": page, "from_on": from_on, "to_on": work.today}

    return await fund_page(door, "cash_book.html", query, tab="accounts")


@router.get("/fund/accounts/check", openapi_extra=needs(May.FUND_CHECK))
async def after_check(door: At) -> Response:
    """Lead whoever comes back to the address of a check to the accounts."""
    await door.do(closing.may_check, reading=True)
    return go("/fund/accounts")
