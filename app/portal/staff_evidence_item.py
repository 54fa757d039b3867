"""One piece of evidence as the staff see it, and the page of its chain of custody."""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.discovery.confidentiality import queries as confidentiality
from app.discovery.custody import queries as custody
from app.discovery.custody.shelf import EVIDENCE_LEVEL, OnShelf, piece
from app.discovery.orders import queries as orders
from app.discovery.texts import queries as texts
from app.kernel.problems import NotFound, Problem
from app.portal.pages import go, render
from app.portal.staff_answers import refused
from app.portal.staff_evidence import row_of
from app.portal.staff_filter import Chosen, Filter
from app.portal.staff_frame import frame_of
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
T = TypeVar("T")
_LISTED_LEVEL = 2


@router.get("/queue/{case_id}/evidence/{item_id}", openapi_extra=needs(May.EVIDENCE_LIST, level=2))
async def evidence_item(
    case_id: str, item_id: str, door: At, chosen: Chosen, done: str = ""
) -> Response:
    """Show one piece: what it is, what is known of it, what binds it, what may be done with it."""
    return await item_page(door, case_id, item_id, chosen, done=done)


async def item_page(
    door: Door, case_id: str, item_id: str, chosen: Filter, *, done: str = "",
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    """Show one piece, with what was refused about it where something was."""
    errors = refused(problem, door.language) if problem else []
    status = status_of(problem) if problem else 200

    def inside(work: Work, case: CaseOut) -> dict[str, Any]:
        return _item(work, case, on_file(work, case.id, item_id))

    frame = frame_of(door, case_id, chosen, "evidence", inside)
    page = await door.do(frame.read, reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{case_id}/evidence/{item_id}")
    return render(door, "staff/evidence_item.html", status=status, errors=errors, done=done, **page)


def on_file(work: Work, case_id: str, item_id: str) -> OnShelf:
    """Return a piece of a case that the reader may know of; raise NotFound for any other."""
    found = piece(work, case_id, item_id)
    if found is None:
        raise NotFound
    return found


def _item(work: Work, case: CaseOut, one: OnShelf) -> dict[str, Any]:
    item_id = one.item_id
    return {
        "row": row_of(one, case.id),
        "findings": _known(lambda: texts.findings(work, item_id)),
        "family": _known(lambda: texts.family(work, item_id)) if one.member_count else None,
        "secrecy": _known(lambda: confidentiality.secrecy(work, item_id)),
        "redactions": _known(lambda: confidentiality.redactions(work, item_id)),
        "holds": _known(lambda: orders.holds(work, item_id)) if one.holds else None,
        "acts": _acts(work, case, one),
    }


def _known(query: Callable[[], T]) -> T | None:
    """Return what a query tells, or nothing where the reader may not know it."""
    try:
        return query()
    except Problem:
        return None


def _acts(work: Work, case: CaseOut, one: OnShelf) -> dict[str, bool]:
    """Return what the reader may do with a piece."""
    here = cases.target_of(work, case.id, level=_LISTED_LEVEL)
    read = cases.target_of(work, case.id, level=max(one.level, EVIDENCE_LEVEL))
    version = any(not pair.is_original for pair in one.pairs)
    pdf = one.exhibit.media_type == "application/pdf"
    reads = work.decide(May.EVIDENCE_REDACT, read).allowed and one.opening.allowed
    return {
        "mark": one.readable and work.decide(May.EVIDENCE_MARK, here).allowed,
        "ask_public": one.readable
        and not version
        and work.decide(May.EVIDENCE_REDACT, here).allowed,
        "redact": one.readable and pdf and reads,
        "trace": one.may_trace,
    }


@router.get(
    "/queue/{case_id}/evidence/{item_id}/custody", openapi_extra=needs(May.CUSTODY_READ, level=1)
)
async def custody_page(case_id: str, item_id: str, door: At, chosen: Chosen) -> Response:
    """Show who did what with a piece, who could have, and what was refused."""

    def inside(work: Work, case: CaseOut) -> dict[str, Any]:
        chain = custody.chain(work, item_id)
        if chain.case_id != case.id:
            raise NotFound
        return {
            "chain": chain, "described": custody.described(work, item_id),
            "back": _known(lambda: on_file(work, case.id, item_id)),
        }  # fmt: skip

    frame = frame_of(door, case_id, chosen, "evidence", inside)
    page = await door.do(frame.read, reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{case_id}/evidence/{item_id}")
    return render(door, "staff/evidence_custody.html", done="", **page)
