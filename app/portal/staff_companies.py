"""Companies: search, facts, cases, the ledger of penalty points on any day, claims on points."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.text import Language
from app.people import queries as people
from app.portal.pages import render
from app.portal.staff_points import gauge
from app.sanctions import queries as sanctions
from app.sanctions.schemas.points import EntryOut, PointsOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.paging import Cursor

router = Area(include_in_schema=False)
ROWS = 30
_Words = Annotated[str, Query(max_length=120)]


@router.get("/companies", openapi_extra=needs(May.COMPANY_READ))
async def companies(door: At, q: _Words = "", cursor: Cursor = None) -> Response:
    """Find companies by name or business number."""
    page = await door.do(
        lambda work: people.companies(work, search=q, limit=ROWS, cursor=cursor), reading=True
    )
    return render(door, "staff/companies.html", companies=page, search=q, first=cursor is None)


@router.get("/companies/{company_id}", openapi_extra=needs(May.COMPANY_READ))
async def company(
    company_id: str, door: At, as_of: _Words = "", known_at: _Words = "", done: str = ""
) -> Response:
    """Show a company with its score on a day, as it was known on another."""
    days = {"as_of": _day(as_of), "known_at": _day(known_at)}
    language = door.language
    page = await door.do(lambda work: _page(work, company_id, days, language), reading=True)
    wrong = [
        {"field": name, "message": WRONG_DAY[language]}
        for name, text in (("as_of", as_of), ("known_at", known_at))
        if text.strip() and days[name] is None
    ]
    return render(
        door, "staff/company.html", status=422 if wrong else 200, errors=wrong, done=done,
        asked={"as_of": as_of, "known_at": known_at}, **page,
    )  # fmt: skip


WRONG_DAY = {
    "ko": "날짜를 2026-11-21처럼 적어 주세요",
    "en": "Write the date as 2026-11-21",
}


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text.strip() else None
    except ValueError:
        return None


def company_url(work: Work, company_id: str) -> str:
    """Return where a company and its points are shown; empty for who may not see them."""
    target = people.company_target(work, company_id)
    needed = (May.COMPANY_READ, May.POINTS_READ)
    open_to = company_id and all(work.decide(may, target).allowed for may in needed)
    return f"/companies/{company_id}" if open_to else ""


def _page(
    work: Work, company_id: str, days: dict[str, date | None], language: Language
) -> dict[str, Any]:
    found = people.company(work, company_id)
    points = sanctions.penalty_points(
        work, company_id, as_of=days["as_of"], known_at=days["known_at"]
    )
    filters = {"respondent_company_id": company_id}
    known = cases.queue(work, limit=ROWS, cursor=None, filters=filters)
    return {
        "company": found,
        "points": points,
        "gauge": gauge(points, language),
        "ledger": _ledger(work, points, language),
        "cases": known.items,
        "more_cases": known.has_more,
        "may_claim": work.decide(May.POINTS_CLAIM, people.company_target(work, company_id)).allowed,
    }


def _ledger(work: Work, points: PointsOut, language: Language) -> list[dict[str, Any]]:
    """Return the ledger with each entry's part in the score, the newest first."""
    lines = {line.reference: line for line in points.lines}
    known = {
        case_id
        for case_id in {entry.case_id for entry in points.ledger}
        if work.decide(May.MEASURE_READ, cases.target_of(work, case_id)).allowed
    }
    shown = [
        {**_entry(entry, lines.get(entry.id), language), "linked": entry.case_id in known}
        for entry in points.ledger
        if entry.regime == points.regime and entry.known_on <= points.known_at
    ]
    return list(reversed(shown))


def _entry(entry: EntryOut, line: Any, language: Language) -> dict[str, Any]:
    name = entry.measure_kind.ko if language == "ko" else entry.measure_kind.en
    reason = (line.reason_ko if language == "ko" else line.reason_en) if line else ""
    return {
        "entry": entry,
        "label": name,
        "counted": line.counted if line else None,
        "counted_points": line.points if line else "",
        "reason": reason,
    }
