"""One measure as a party sees it, and the respondent's answers: accept, report, object."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import Invalid, NotFound, Problem
from app.kernel.text import Text
from app.papers import queries as papers
from app.portal.case_forms import form_page
from app.portal.forms import Sent, parse, read
from app.portal.my_case import clock_shown, head_of
from app.portal.my_measures import answer_day, buttons_of, withdrawable_objections
from app.portal.pages import go, render
from app.portal.staff_suits import suits_shown
from app.portal.staff_surcharge import computation_shown
from app.portal.visit import Option, fresh_key, shown, wrong
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.schemas.measure import (
    AcceptanceIn,
    ComplianceReportIn,
    MeasureOut,
    ObjectionIn,
)
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_ANSWERS = (
    Option("yes", Text("수락합니다", "I accept"), Text(
        "시정명령을 받은 것으로 봅니다. 정해진 기간 안에 이행하고 결과를 보고해야 합니다.",
        "It counts as a corrective order: comply in the time set and report the result.")),
    Option("no", Text("수락하지 않습니다", "I do not accept"), Text(
        "사건이 심의로 넘어가 시정명령 등을 받을 수 있습니다.",
        "The case goes on and may end in an order or another measure.")),
)  # fmt: skip
_NO_ANSWER = Text("수락할지 선택하세요", "Choose whether you accept")
_NO_REPORT = Text("무엇을 어떻게 이행했는지 입력하세요", "Say what was done and how")
_NO_GROUNDS = Text("이의신청 이유를 입력하세요", "Enter the grounds of the objection")


@router.get(
    "/my-cases/{case_id}/measures/{measure_id}", openapi_extra=needs(May.MEASURE_READ, level=2)
)
async def page(case_id: str, measure_id: str, door: At, done: str = "") -> Response:
    """Show a measure with its money, its objections and what the party may do."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        case, measure = _found(work, case_id, measure_id)
        target = queries.target_of(work, case_id)
        issued = papers.papers_of(work, case_id, target=target)
        clocks = [
            clock
            for clock in deadlines.clocks_of(work, case_id)
            if clock.subject_id == measure_id and clock.due_on and case.viewer == "respondent"
        ]
        return {
            **head_of(case, language),
            "measure": measure,
            "computation": computation_shown(measure.computation, language),
            "clocks": [clock_shown(clock, language) for clock in clocks],
            "key": fresh_key(),
            "withdrawable": withdrawable_objections(work, measure),
            "steps": buttons_of(work, measure, language),
            "papers": [paper for paper in issued if paper.subject_id == measure_id],
            "suits": suits_shown(work, measure_id, language),
        }

    found = await door.do(query, reading=True)
    return render(door, "my_measure.html", done=done, **found)


def _found(work: Work, case_id: str, measure_id: str) -> tuple[CaseOut, MeasureOut]:
    measure = sanctions.measure(work, measure_id)
    if measure.case_id != case_id:
        raise NotFound
    return queries.case(work, case_id), measure


def _inside(measure_id: str, door: Door) -> Callable[[Work, CaseOut], dict[str, Any]]:
    language = door.language

    def inside(work: Work, case: CaseOut) -> dict[str, Any]:
        _, measure = _found(work, case.id, measure_id)
        return {
            "measure": measure,
            "answers": shown(_ANSWERS, language),
            "answer_on": answer_day(work, measure),
        }

    return inside


def _field(sent: Sent, name: str, words: Text) -> str:
    value = sent.first(name).strip()
    if not value:
        raise Invalid(errors=(wrong(name, words),))
    return value


async def _answer(
    door: Door, case_id: str, measure_id: str, act: str, take: Callable[[Work, Sent], BaseModel]
) -> Response:
    """Take an answer once, or show its page again with what was wrong."""
    sent = await read(door)
    try:
        await door.once(sent.key, sent.content(), lambda work: take(work, sent))
    except Problem as problem:
        template, inside = f"my_measure_{act}.html", _inside(measure_id, door)
        return await form_page(door, case_id, template, inside=inside, sent=sent, problem=problem)
    return go(f"/my-cases/{case_id}/measures/{measure_id}?done={act}")


def _seen(work: Work, measure_id: str) -> MeasureOut:
    work.session.flush()
    return sanctions.measure(work, measure_id)


@router.get(
    "/my-cases/{case_id}/measures/{measure_id}/answer",
    openapi_extra=needs(May.MEASURE_ACCEPT, level=2),
)
async def answer_page(case_id: str, measure_id: str, door: At) -> Response:
    """Ask whether the recommendation is accepted, with what each answer brings."""
    inside = _inside(measure_id, door)
    return await form_page(door, case_id, "my_measure_answer.html", inside=inside)


@router.post(
    "/my-cases/{case_id}/measures/{measure_id}/answer",
    openapi_extra=needs(May.MEASURE_ACCEPT, level=2),
)
async def answer(case_id: str, measure_id: str, door: At) -> Response:
    """Accept or decline."""

    def take(work: Work, sent: Sent) -> MeasureOut:
        form = AcceptanceIn(accepted=_field(sent, "accepted", _NO_ANSWER) == "yes")
        actions.answer(work, measure_id=measure_id, form=form, version=sent.version)
        return _seen(work, measure_id)

    return await _answer(door, case_id, measure_id, "answer", take)


@router.get(
    "/my-cases/{case_id}/measures/{measure_id}/report",
    openapi_extra=needs(May.MEASURE_REPORT, level=2),
)
async def report_page(case_id: str, measure_id: str, door: At) -> Response:
    """Ask what was done to comply."""
    inside = _inside(measure_id, door)
    return await form_page(door, case_id, "my_measure_report.html", inside=inside)


@router.post(
    "/my-cases/{case_id}/measures/{measure_id}/report",
    openapi_extra=needs(May.MEASURE_REPORT, level=2),
)
async def report(case_id: str, measure_id: str, door: At) -> Response:
    """Take the report; the agency still confirms it."""

    def take(work: Work, sent: Sent) -> MeasureOut:
        form = parse(ComplianceReportIn, {"report": _field(sent, "report", _NO_REPORT)})
        actions.report_compliance(work, measure_id=measure_id, form=form, version=sent.version)
        return _seen(work, measure_id)

    return await _answer(door, case_id, measure_id, "report", take)


@router.get(
    "/my-cases/{case_id}/measures/{measure_id}/objection",
    openapi_extra=needs(May.OBJECTION_FILE, level=2),
)
async def objection_page(case_id: str, measure_id: str, door: At) -> Response:
    """Ask for the grounds of an objection."""
    inside = _inside(measure_id, door)
    return await form_page(door, case_id, "my_measure_objection.html", inside=inside)


@router.post(
    "/my-cases/{case_id}/measures/{measure_id}/objection",
    openapi_extra=needs(May.OBJECTION_FILE, level=2),
)
async def object_to(case_id: str, measure_id: str, door: At) -> Response:
    """Take the objection; a late one is kept and marked."""

    def take(work: Work, sent: Sent) -> MeasureOut:
        form = parse(ObjectionIn, {"grounds": _field(sent, "grounds", _NO_GROUNDS)})
        actions.file_objection(work, measure_id=measure_id, form=form, version=sent.version)
        return _seen(work, measure_id)

    return await _answer(door, case_id, measure_id, "objection", take)


@router.post(
    "/my-cases/{case_id}/measures/{measure_id}/objections/{objection_id}/withdrawal",
    openapi_extra=needs(May.OBJECTION_FILE, level=2),
)
async def withdraw_objection(
    case_id: str, measure_id: str, objection_id: str, door: At
) -> Response:
    """Withdraw an objection that was not ruled on."""
    sent = await read(door)

    def take(work: Work) -> MeasureOut:
        actions.withdraw_objection(work, objection_id=objection_id, version=sent.version)
        return _seen(work, measure_id)

    await door.once(sent.key, sent.content(), take)
    return go(f"/my-cases/{case_id}/measures/{measure_id}?done=objection_withdrawn")
