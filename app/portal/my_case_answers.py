"""What a party sends in a case: further documents, the consent, an opinion, a withdrawal."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import actions, queries
from app.cases.lifecycle import Command
from app.cases.schemas import ConsentIn, StepIn, SupplementAnswerIn, WithdrawIn
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.problems import Invalid, NotFound, Problem
from app.kernel.text import Text
from app.portal.case_forms import Inside, act_once, form_page, seen
from app.portal.complaint_words import NOTICES
from app.portal.forms import parse, read
from app.portal.my_case_acts import consent_answers
from app.portal.pages import go
from app.portal.visit import shown, wrong
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_NO_ANSWER = Text("물음에 대한 답변을 입력하세요", "Enter your answer to the questions")
_NO_OPINION = Text("심사보고서에 대한 의견을 입력하세요", "Enter your opinion on the report")
_NO_CHOICE = Text(
    "피신고인에게 알려도 되는지 선택하세요", "Choose whether the respondent may be told"
)


@router.get("/my-cases/{case_id}/withdrawal", openapi_extra=needs(May.CASE_WITHDRAW, level=2))
async def withdrawal_page(case_id: str, door: At) -> Response:
    """Say what withdrawing brings, before it is done."""
    return await form_page(door, case_id, "my_case_withdrawal.html")


@router.post("/my-cases/{case_id}/withdrawal", openapi_extra=needs(May.CASE_WITHDRAW, level=2))
async def withdraw(case_id: str, door: At) -> Response:
    """Withdraw the complaint."""
    sent = await read(door)

    def act(work: Work) -> CaseOut:
        form = parse(WithdrawIn, {"reason": sent.first("reason")})
        actions.withdraw(work, case_id=case_id, form=form, version=sent.version)
        return seen(work, case_id)

    try:
        await act_once(door, sent, act)
    except Problem as problem:
        return await form_page(door, case_id, "my_case_withdrawal.html", sent=sent, problem=problem)
    return go(f"/my-cases/{case_id}?done=withdrawn")


def _consent(door: Door) -> Inside:
    options = shown(NOTICES[:2], door.language)

    def inside(work: Work, case: CaseOut) -> dict[str, Any]:
        answers = consent_answers(work, case)
        offered = {"yes": "give", "no": "refuse"}
        return {
            "notices": [option for option in options if offered[option["value"]] in answers],
            "clocks": [c for c in case.clocks if c.name == "consent_answer" and c.due_on],
        }

    return inside


@router.get("/my-cases/{case_id}/consent", openapi_extra=needs(May.CONSENT_ANSWER, level=2))
async def consent_page(case_id: str, door: At) -> Response:
    """Ask whether the respondent may be told, with what each answer brings."""
    return await form_page(door, case_id, "my_case_consent.html", inside=_consent(door))


@router.post("/my-cases/{case_id}/consent", openapi_extra=needs(May.CONSENT_ANSWER, level=2))
async def answer_consent(case_id: str, door: At) -> Response:
    """Take the answer."""
    sent = await read(door)
    chosen = sent.first("notify_respondent")

    def act(work: Work) -> CaseOut:
        if chosen not in ("yes", "no"):
            raise Invalid(errors=(wrong("notify_respondent", _NO_CHOICE),))
        form = ConsentIn(notify_respondent=chosen == "yes")
        actions.answer_consent(work, case_id=case_id, form=form, version=sent.version)
        return seen(work, case_id)

    try:
        await act_once(door, sent, act)
    except Problem as problem:
        return await form_page(
            door, case_id, "my_case_consent.html", inside=_consent(door), sent=sent, problem=problem
        )
    return go(f"/my-cases/{case_id}?done=consent")


@router.get("/my-cases/{case_id}/opinion", openapi_extra=needs(May.CASE_ANSWER, level=2))
async def opinion_page(case_id: str, door: At) -> Response:
    """Ask the respondent for an opinion on the examiner's report."""
    return await form_page(door, case_id, "my_case_opinion.html")


@router.post("/my-cases/{case_id}/opinion", openapi_extra=needs(May.CASE_ANSWER, level=2))
async def send_opinion(case_id: str, door: At) -> Response:
    """Take the opinion."""
    sent = await read(door)

    def act(work: Work) -> CaseOut:
        if not sent.first("reason").strip():
            raise Invalid(errors=(wrong("reason", _NO_OPINION),))
        command = {"command": str(Command.RECEIVE_OPINION), "reason": sent.first("reason")}
        form = parse(StepIn, command)
        actions.take_step(work, case_id=case_id, form=form, version=sent.version)
        return seen(work, case_id)

    try:
        await act_once(door, sent, act)
    except Problem as problem:
        return await form_page(door, case_id, "my_case_opinion.html", sent=sent, problem=problem)
    return go(f"/my-cases/{case_id}?done=opinion")


def _supplement(supplement_id: str) -> Inside:
    def inside(work: Work, case: CaseOut) -> dict[str, Any]:
        for request in queries.supplements(work, case.id):
            if request.id == supplement_id:
                days_left = (request.due_on - work.today).days
                return {"request": request, "days_left": days_left}
        raise NotFound

    return inside


@router.get(
    "/my-cases/{case_id}/supplements/{supplement_id}",
    openapi_extra=needs(May.SUPPLEMENT_ANSWER, level=2),
)
async def supplement_page(case_id: str, supplement_id: str, door: At) -> Response:
    """Show the exact questions and the day by which an answer is asked for."""
    inside = _supplement(supplement_id)
    return await form_page(door, case_id, "my_case_supplement.html", inside=inside)


@router.post(
    "/my-cases/{case_id}/supplements/{supplement_id}",
    openapi_extra=needs(May.SUPPLEMENT_ANSWER, level=2),
)
async def answer_supplement(case_id: str, supplement_id: str, door: At) -> Response:
    """Take the answer; a late one is taken too, and marked."""
    sent = await read(door)

    def act(work: Work) -> CaseOut:
        if not sent.first("answer").strip():
            raise Invalid(errors=(wrong("answer", _NO_ANSWER),))
        form = parse(SupplementAnswerIn, {"answer": sent.first("answer")})
        actions.answer_supplement(
            work, case_id=case_id, supplement_id=supplement_id, form=form, version=sent.version
        )
        return seen(work, case_id)

    try:
        await act_once(door, sent, act)
    except Problem as problem:
        inside = _supplement(supplement_id)
        page = "my_case_supplement.html"
        return await form_page(door, case_id, page, inside=inside, sent=sent, problem=problem)
    return go(f"/my-cases/{case_id}?done=supplement")
