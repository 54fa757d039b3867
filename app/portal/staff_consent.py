"""Asking the complainant whether the respondent may be told, and telling the respondent."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal.forms import read
from app.portal.pages import go
from app.portal.staff_acts import Page, case_page, form_page
from app.portal.staff_overview import CONSENT_MEANING
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)

_ACTS: dict[str, tuple[Callable[..., Any], May, Text, Text, str]] = {
    "request": (
        actions.ask_consent,
        May.CONSENT_ASK,
        Text("통지 동의 요청", "Ask for consent to tell the respondent"),
        CONSENT_MEANING["asked"],
        "consent_answer",
    ),
    "notice": (
        actions.notify_respondent,
        May.RESPONDENT_NOTIFY,
        Text("피신고인 통지", "Tell the respondent"),
        CONSENT_MEANING["notified"],
        "respondent_notice",
    ),
}


def _consent(case_id: str, act: str, language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        _, may, title, meaning, clock = _ACTS[act]
        found = case_page(case_id, may, language)(work)
        running = [c for c in deadlines.clocks_of(work, case_id) if c.name == clock]
        rule = work.law.clock(clock)
        return found | {
            "title": title.get(language),
            "meaning": meaning.get(language),
            "clock": rule.label.get(language),
            "due_on": running[0].due_on if running else None,
            "basis": str(rule.basis),
            "url": f"/queue/{case_id}/consent/{act}",
        }

    return page


async def _consent_act(door: Door, case_id: str, act: str) -> Response:
    sent = await read(door)
    perform = _ACTS[act][0]
    try:
        await door.do(lambda work: perform(work, case_id=case_id, version=sent.version))
    except Problem as problem:
        page = _consent(case_id, act, door.language)
        return await form_page(door, "staff/consent.html", page, sent, problem)
    return go(f"/queue/{case_id}?done=consent_{act}")


@router.get("/queue/{case_id}/consent/request", openapi_extra=needs(May.CONSENT_ASK, level=2))
async def consent_request(case_id: str, door: At) -> Response:
    """Say what asking for consent means."""
    return await form_page(door, "staff/consent.html", _consent(case_id, "request", door.language))


@router.post("/queue/{case_id}/consent/request", openapi_extra=needs(May.CONSENT_ASK, level=2))
async def ask_consent(case_id: str, door: At) -> Response:
    """Ask the complainant."""
    return await _consent_act(door, case_id, "request")


@router.get("/queue/{case_id}/consent/notice", openapi_extra=needs(May.RESPONDENT_NOTIFY, level=2))
async def consent_notice(case_id: str, door: At) -> Response:
    """Say what telling the respondent means."""
    return await form_page(door, "staff/consent.html", _consent(case_id, "notice", door.language))


@router.post("/queue/{case_id}/consent/notice", openapi_extra=needs(May.RESPONDENT_NOTIFY, level=2))
async def notify_respondent(case_id: str, door: At) -> Response:
    """Tell the respondent."""
    return await _consent_act(door, case_id, "notice")
