"""My cases: one thing to do next, what is being written, and every case of one's side."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.cases import queries
from app.cases.schemas.case import CaseRow
from app.cases.schemas.draft import DraftOut
from app.db.work import Work
from app.kernel.problems import Unauthenticated
from app.kernel.text import Language, Text
from app.portal.my_case_acts import duties_of
from app.portal.pages import go, render
from app.portal.places import home_of
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_MINE = needs(May.CASE_SEE)
_ON_A_PAGE = 20
_CONTINUE = Text("작성하던 신고서를 이어서 쓰세요", "Go on with your complaint")
_CONTINUE_LINK = Text("이어서 작성", "Continue")
_KEPT = Text("작성 내용은 {day}까지 보관합니다.", "What you typed is kept until {day}.")


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that waits for the one who is signed in."""

    title: str
    url: str
    link: str
    text: str = ""
    due_on: date | None = None


@router.get("/my-cases", openapi_extra=_MINE)
async def my_cases(door: At, cursor: str | None = None) -> Response:
    """Show the next thing to do, drafts, and the cases of one's side; others go to their own page."""
    language = door.language
    found = await door.do(lambda work: _mine(work, language, cursor), reading=True)
    if found is None:
        return go(home_of(door.actor.role).url)
    return render(door, "my_cases.html", **found)


def _mine(work: Work, language: Language, cursor: str | None) -> dict[str, Any] | None:
    if not work.actor.account_id:
        raise Unauthenticated
    if work.actor.role is not Role.PARTY:
        return None
    page = queries.queue(work, limit=_ON_A_PAGE, cursor=cursor)
    drafts = [draft for draft in queries.drafts(work) if not draft.case_id]
    cases = {row.id: queries.case(work, row.id) for row in page.items}
    open_cases = [case for case in cases.values() if case.open]
    duties = [Duty(**duty) for case in open_cases for duty in duties_of(work, case, language)]
    duties += [_draft_duty(draft, language) for draft in drafts]
    duties.sort(key=lambda duty: duty.due_on or date.max)
    return {
        "duty": duties[0] if duties else None,
        "further": duties[1:],
        "drafts": drafts,
        "cases": [_card(work, row, cases[row.id].viewer, language) for row in page.items],
        "next_cursor": page.next_cursor,
    }


def _draft_duty(draft: DraftOut, language: Language) -> Duty:
    day = f"{draft.expires_on:%Y-%m-%d}"
    return Duty(
        title=_CONTINUE.get(language),
        url=f"/complaints/{draft.id}",
        link=_CONTINUE_LINK.get(language),
        text=_KEPT.format(day=day).get(language),
        due_on=None,
    )


def _card(work: Work, row: CaseRow, viewer: str, language: Language) -> dict[str, Any]:
    names = [work.law.violation(code).name.get(language) for code in row.violations]
    korean = language == "ko"
    # The agency's clocks are shown to the complainant only, here as on the page of the case.
    due = row.next_due_on if viewer == "complainant" else None
    clock = work.law.clock(row.next_due_clock).label.get(language) if row.next_due_clock else ""
    return {
        "number": row.number if korean else row.number_en,
        "title": f"{', '.join(names)} – {row.respondent_name}",
        "url": f"/my-cases/{row.id}",
        "status": row.state_ko if korean else row.state_en,
        "kind": "progress" if row.open else "neutral",
        "received_on": row.received_on,
        "due_on": due,
        "days_left": (due - work.today).days if due else 0,
        "clock_label": clock,
    }
