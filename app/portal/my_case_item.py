"""One piece of evidence of one's own: its fingerprint, its receipt, and who did what with it."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.custody import queries as custody
from app.kernel.problems import NotFound
from app.portal.my_case import head_of
from app.portal.pages import go, render
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)


@router.get(
    "/my-cases/{case_id}/evidence/{item_id}", openapi_extra=needs(May.CUSTODY_READ, level=1)
)
async def own_item(case_id: str, item_id: str, door: At) -> Response:
    """Show a piece that one's own side brought, with its chain of custody."""
    language = door.language

    def shown(work: Work) -> dict[str, Any]:
        case = cases.case(work, case_id)
        chain = custody.chain(work, item_id)
        if chain.case_id != case.id:
            raise NotFound
        described = custody.described(work, item_id)
        return {**head_of(case, language), "chain": chain, "described": described}

    page = await door.do(shown, reading=True)
    if page["case"].viewer == "staff":
        return go(f"/queue/{case_id}/evidence/{item_id}/custody")
    return render(door, "my_case_item.html", **page)
