"""The work queue: cases by their nearest legal day, and what is to be done today."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN, Role, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.lifecycle import TRACKS
from app.cases.schemas.case import CaseRow
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.rules import Running
from app.kernel.text import Language
from app.people import queries as people
from app.portal.pages import go, render
from app.portal.places import is_opened_to
from app.portal.staff_clocks import badge
from app.portal.staff_filter import SHOWN, Chosen, Filter, options
from app.web.area import Area
from app.web.deps import At, needs
from app.web.paging import MAXIMUM, Cursor

router = Area(include_in_schema=False)
ROWS = 50
SOON = timedelta(days=7)
_OWN_UNIT = Target(ties=frozenset({Tie.UNIT}), secret=False)


@router.get("/queue", openapi_extra=needs(May.CASE_SEE))
async def queue(door: At, chosen: Chosen, cursor: Cursor = None, done: str = "") -> Response:
    """Show the cases that the reader may see, the nearest legal day first."""
    language = door.language
    page = await door.do(lambda work: _desk(work, chosen, cursor, language), reading=True)
    if door.actor.role is Role.PARTY:
        return go("/my-cases")
    return render(door, "staff/queue.html", chosen=chosen, done=done, **page)


def _desk(work: Work, chosen: Filter, cursor: str | None, language: Language) -> dict[str, Any]:
    columns = chosen.columns(work.actor)
    found = cases.queue(work, limit=ROWS, cursor=cursor, filters=columns)
    live = cases.queue(work, limit=MAXIMUM, cursor=None, filters={"open": True})
    return {
        "rows": _rows(work, found.items, language),
        "next_url": _further(chosen, found.next_cursor),
        "first_url": f"/queue{chosen.query()}" if cursor else "",
        "chips": chosen.chips(language),
        "options": options(language),
        "only_reads": is_opened_to(work.actor.role),
        "title": SHOWN[chosen.shown].get(language),
        "may_open": work.decide(May.CASE_OPEN, OPEN).allowed,
        "may_assign": work.decide(May.CASE_ASSIGN, _OWN_UNIT).allowed,
        **_tally(live.items, work.today, work.actor.person_id, more=live.has_more),
    }


def _further(chosen: Filter, cursor: str | None) -> str:
    return f"/queue{chosen.query(cursor=cursor)}" if cursor else ""


def _tally(rows: list[CaseRow], today: date, person_id: str, *, more: bool) -> dict[str, Any]:
    """Count what is due; a list longer than one page says that it has more."""
    days = [row.next_due_on for row in rows if row.next_due_on is not None]
    ahead = [day for day in days if day > today]
    unassigned = [row for row in rows if not row.examiner_id]
    return {
        "due_today": sum(day == today for day in days),
        "overdue": sum(day < today for day in days),
        "soon": sum(today < day <= today + SOON for day in days),
        "mine": f"{sum(row.examiner_id == person_id for row in rows)}{'+' if more else ''}",
        "unassigned": len(unassigned),
        "unassigned_first": unassigned[:3],
        "more": more,
        "next_due": min(ahead, default=None),
    }


def _rows(work: Work, found: list[CaseRow], language: Language) -> list[dict[str, Any]]:
    names = people.person_names(work, {row.examiner_id for row in found if row.examiner_id})
    return [
        {
            "id": row.id,
            "number": row.number if language == "ko" else row.number_en,
            "respondent": row.respondent_name,
            "violations": ", ".join(_violations(work, row.violations, language)),
            "track": TRACKS[row.track].title.get(language),
            "state": row.state_ko if language == "ko" else row.state_en,
            "open": row.open,
            "received_on": row.received_on,
            "age_days": (work.today - row.received_on).days,
            "examiner": names.get(row.examiner_id, ""),
            "clock": _clock(work, row, language),
        }
        for row in found
    ]


def _violations(work: Work, codes: Iterable[str], language: Language) -> list[str]:
    return [work.law.violation(code).name.get(language) for code in codes]


def _clock(work: Work, row: CaseRow, language: Language) -> dict[str, Any] | None:
    """Return the nearest running clock; where none runs, the one that stands still, if any."""
    if row.next_due_on is not None:
        return {
            "label": work.law.clock(row.next_due_clock).label.get(language),
            "state": "running",
            "days_left": (row.next_due_on - work.today).days,
            "due_on": row.next_due_on,
        }
    if not row.open:
        return None
    clocks = deadlines.clocks_of(work, row.id)
    paused = next((clock for clock in clocks if clock.state == Running.PAUSED), None)
    return badge(paused, work.today, language) if paused else None
