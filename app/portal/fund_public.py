"""What everybody may know of the fund: the published figures of closed years."""

import json
from typing import Any

from starlette.responses import Response

from app.db.work import Work
from app.kernel.problems import NotFound
from app.portal.fund_frame import notice_of
from app.portal.pages import render
from app.portal.visit import look
from app.remedy_fund.closing import queries
from app.remedy_fund.schemes.book import known_schemes
from app.remedy_fund.schemes.schemas import SchemeOut
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_OPEN = needs(None, public="the yearly publication of the fund is made for everybody")
_YEARS_BACK = 6


@router.get("/fund-figures", openapi_extra=_OPEN)
async def figures(door: At) -> Response:
    """Show the publications of the last years, and what the scheme is."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        years = range(work.today.year - 1, work.today.year - _YEARS_BACK, -1)
        found = [one for one in (_of(work, year) for year in years) if one]
        return {
            "notice": notice_of(work, language), "fund_tabs": [], "publications": found,
            "schemes": [SchemeOut.of(one) for one in known_schemes()],
        }  # fmt: skip

    page = await look(door, query)
    return render(door, "fund/public.html", **page)


def _of(work: Work, fiscal_year: int) -> dict[str, Any] | None:
    try:
        found = queries.publication(work, fiscal_year)
    except NotFound:
        return None
    sections = json.loads(found.content)["sections"]
    return {"year": fiscal_year, "sections": [_section(one) for one in sections]}


def _section(section: dict[str, Any]) -> dict[str, Any]:
    """Return a section of a publication, whose sums are digits, as the table takes it."""
    return {
        "title": section["title"],
        "columns": [column["title"] for column in section["columns"]],
        "lines": [
            {
                "label": line["label"],
                "values": [None if one is None else int(one) for one in line["values"]],
            }
            for line in section["lines"]
        ],
    }
