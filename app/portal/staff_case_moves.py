"""Where a case belongs: the test of jurisdiction line by line, and the facts that it asks for."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions
from app.cases.jurisdiction import jurisdiction
from app.cases.schemas.reach import ReachIn
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal.complaint_words import YES_NO
from app.portal.forms import parse, read
from app.portal.pages import go
from app.portal.staff_acts import Page, case_page, form_page
from app.portal.visit import shown
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_MAY = needs(May.CASE_REVIEW, level=2)
_WORK_KINDS = {
    "manufacture": Text("제조", "Manufacture"),
    "repair": Text("수리", "Repair"),
    "construction": Text("건설", "Construction"),
    "service": Text("용역", "Services"),
}
_PROCEDURES = {
    "dispute": Text("분쟁 사건", "A dispute"),
    "survey": Text("실태조사 사건", "Found by a survey"),
}
_ANSWERS = {
    True: Text("예", "Yes"),
    False: Text("아니요", "No"),
    None: Text("미확인", "Not known"),
}
_TRUTHS = {True: "yes", False: "no", None: ""}


def _options(words: dict[str, Text], language: Language) -> list[dict[str, str]]:
    return [{"value": code, "label": text.get(language)} for code, text in words.items()]


def _page(case_id: str, language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        found = case_page(case_id, May.CASE_REVIEW, language)(work)
        judged = jurisdiction(work, case_id)
        korean = language == "ko"
        return found | {
            "way": judged.way_ko if korean else judged.way_en,
            "agency": judged.agency_ko if korean else judged.agency_en,
            "lines": [
                {
                    "question": line.question_ko if korean else line.question_en,
                    "answer": _ANSWERS[line.answer].get(language),
                    "reason": line.reason_ko if korean else line.reason_en,
                    "basis": line.basis,
                }
                for line in judged.lines
            ],
            "facts": {
                name: _TRUTHS[value] if value is None or isinstance(value, bool) else value
                for name, value in judged.facts.model_dump().items()
            },
            "work_kinds": _options(_WORK_KINDS, language),
            "procedures": _options(_PROCEDURES, language),
            "yes_no": shown(YES_NO, language),
        }

    return page


@router.get("/queue/{case_id}/jurisdiction", openapi_extra=_MAY)
async def judged(case_id: str, door: At) -> Response:
    """Show where a case belongs, each line with its article."""
    return await form_page(door, "staff/jurisdiction.html", _page(case_id, door.language))


@router.post("/queue/{case_id}/jurisdiction", openapi_extra=_MAY)
async def judge(case_id: str, door: At) -> Response:
    """Keep the facts and judge anew."""
    sent = await read(door)
    try:
        form = parse(ReachIn, sent.nested())
        await door.do(
            lambda work: actions.enter_reach(work, case_id=case_id, form=form, version=sent.version)
        )
    except Problem as problem:
        page = _page(case_id, door.language)
        return await form_page(door, "staff/jurisdiction.html", page, sent, problem)
    return go(f"/queue/{case_id}/jurisdiction")
