"""Who uses what: the parts of an earmark, and the commitments on a line of the budget."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.portal.fund_frame import fund_page
from app.portal.fund_names import name_of, names_in
from app.remedy_fund.budgets import queries as budgets
from app.remedy_fund.contributions import queries as contributions
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)


@router.get("/fund/earmarks/{earmark_id}", openapi_extra=_READ)
async def earmark(earmark_id: str, door: At, cursor: str | None = None) -> Response:
    """Show an earmark and what each award has reserved or been paid of it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = contributions.earmark(work, earmark_id)
        page = contributions.parts(work, earmark_id, limit=100, cursor=cursor)
        return {
            "one": found, "page": page, "title": name_of(work, earmark_id, language),
            "names": names_in(work, (part.subject for part in page.items), language),
        }  # fmt: skip

    return await fund_page(door, "earmark.html", query, tab="contributions")


@router.get("/fund/budget-lines/{line_id}", openapi_extra=_READ)
async def budget_line(line_id: str, door: At, cursor: str | None = None) -> Response:
    """Show a line of the budget and what each award has committed or been paid on it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = budgets.line(work, line_id)
        page = budgets.commitments(work, line_id, limit=100, cursor=cursor)
        return {
            "one": found, "page": page, "title": name_of(work, line_id, language),
            "names": names_in(work, (each.subject for each in page.items), language),
        }  # fmt: skip

    return await fund_page(door, "budget_line.html", query, tab="budgets")
