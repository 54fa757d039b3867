"""What goes before certain measures: consultations, demands for a referral, reviews for the list."""

from typing import Any, cast

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.dates import format_day
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.portal.act_pages import Place, act_page, page_of, values_of
from app.portal.forms import Sent, parse, read
from app.portal.groundwork_acts import (
    CONSULTATIONS,
    DEMANDS,
    REVIEWS,
    ROOMS,
    Act,
    needed_for,
    opening_act,
    step_act,
    who_may,
)
from app.portal.groundwork_reviews import resolution_blocked, review_facts, review_steps
from app.portal.pages import go, render
from app.portal.staff_companies import company_url
from app.portal.staff_filter import Chosen
from app.portal.staff_frame import frame_of
from app.portal.staff_measures import reasons_shown
from app.sanctions import queries as sanctions
from app.sanctions.schemas.compliance import ConsultationOut, GroundworkOut, ListingReviewOut
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_MAY = needs(May.MEASURE_READ, level=2)
_OPEN = "/queue/{case_id}/groundwork/{room}"
_STEP = "/queue/{case_id}/groundwork/{room}/{thing_id}/{command}"
_ANSWER = "answer"
_WORDS = {
    "question": Text("협의 내용", "What is asked"),
    "asked_on": Text("협의 요청일", "Asked on"),
    "answer": Text("회신 내용", "The answer"),
    "answer_reference": Text("회신 문서번호", "Number of the answer"),
    "answered_on": Text("회신일", "Answered on"),
    "reference": Text("요청 문서번호", "Number of the demand"),
    "demanded_on": Text("요청일", "Demanded on"),
    "reasons": Text("요청 사유", "Reasons"),
    "measures": Text("조치 횟수", "Measures counted"),
    "score": Text("누산점수", "Accumulated score"),
}


@router.get("/queue/{case_id}/groundwork", openapi_extra=_MAY)
async def groundwork(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the consultations, demands and reviews of a case, and what each is needed for."""
    language = door.language

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        return _tab(work, case, language)

    page = await door.do(frame_of(door, case_id, chosen, "groundwork", tab).read, reading=True)
    if page["case"].viewer != "staff":
        return go(f"/my-cases/{case_id}")
    return render(door, "staff/groundwork.html", done=done, **page)


def _tab(work: Work, case: CaseOut, language: Language) -> dict[str, Any]:
    found = sanctions.groundwork(work, case.id)
    regime = sanctions.ladder(work, case.id).regime
    items = {
        CONSULTATIONS: [_consultation(work, one, language) for one in found.consultations],
        DEMANDS: _demands(found, language),
        REVIEWS: [
            {
                "id": one.id,
                "state": one.state.model_dump()[language],
                "ended": one.decided_on is not None,
                "facts": review_facts(one, language),
                **review_steps(work, one, f"/queue/{case.id}/groundwork/{REVIEWS}", language),
            }
            for one in found.reviews
        ],
    }
    return {"rooms": [_room(work, case, room, regime, language) | {"things": items[room]}
                      for room in ROOMS]}  # fmt: skip


def _room(work: Work, case: CaseOut, room: str, regime: str, language: Language) -> dict[str, Any]:
    act = opening_act(room)
    allowed = work.decide(act.may, cases.target_of(work, case.id, level=2)).allowed
    return {
        "title": ROOMS[room].get(language),
        "intro": act.page.intro.get(language),
        "needed_for": needed_for(work, room, regime, language),
        "begin_label": act.page.label.get(language),
        "begin_url": f"/queue/{case.id}/groundwork/{room}" if allowed else "",
        "begin_blocked": reasons_shown(act.blocked(work, case.id), language) if allowed else [],
        "begun_by": who_may(act.may, language),
        "score": _score(work, case, language) if room == REVIEWS else [],
    }


def _score(work: Work, case: CaseOut, language: Language) -> list[dict[str, str]]:
    """Return how near the respondent is to the limits of the list, for who may see its points."""
    company_id = cases.subject(work, case.id).respondent_company_id
    if not company_url(work, company_id):
        return []
    points = sanctions.penalty_points(work, company_id)
    return [
        {"key": _WORDS["measures"].get(language), "value": str(points.measures_counted)},
        {"key": _WORDS["score"].get(language), "value": points.net},
    ]


def _consultation(work: Work, one: ConsultationOut, language: Language) -> dict[str, Any]:
    act = step_act(CONSULTATIONS, _ANSWER)
    url = f"/queue/{one.case_id}/groundwork/{CONSULTATIONS}/{one.id}/{_ANSWER}"
    theirs = work.decide(act.may, cases.target_of(work, one.case_id, level=2)).allowed
    waits = one.answered_on is None
    button = {"label": act.page.label.get(language), "url": url, "hint": ""}
    state = Text("회신 대기", "Waiting for the answer") if waits else Text("회신", "Answered")
    values = {
        "question": one.question, "asked_on": format_day(one.asked_on, language),
        "answer": one.answer, "answer_reference": one.reference,
        "answered_on": format_day(one.answered_on, language) if one.answered_on else "",
    }  # fmt: skip
    return {
        "id": one.id, "state": state.get(language), "ended": not waits,
        "facts": _facts(values, language),
        "allowed": [button] if waits and theirs else [], "blocked": [],
    }  # fmt: skip


def _demands(found: GroundworkOut, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id, "state": one.authority.model_dump()[language], "ended": True,
            "facts": _facts(
                {"reference": one.reference, "reasons": one.reasons,
                 "demanded_on": format_day(one.demanded_on, language)}, language,
            ),
            "allowed": [], "blocked": [],
        }
        for one in found.demands
    ]  # fmt: skip


def _facts(values: dict[str, str], language: Language) -> list[dict[str, str]]:
    return [
        {"key": _WORDS[name].get(language), "value": text} for name, text in values.items() if text
    ]


def _thing(found: GroundworkOut, room: str, thing_id: str) -> ConsultationOut | ListingReviewOut:
    """Return a consultation or a review of the case, or raise NotFound."""
    listed: list[Any] = found.consultations if room == CONSULTATIONS else found.reviews
    for one in listed:
        if one.id == thing_id:
            return cast("ConsultationOut | ListingReviewOut", one)
    raise NotFound


# -- one act


@router.get(_OPEN, openapi_extra=_MAY)
async def opening(case_id: str, room: str, door: At) -> Response:
    """Ask for what a consultation, a demand or a review begins with."""
    return await _opening(door, case_id, room)


@router.post(_OPEN, openapi_extra=_MAY)
async def opened(case_id: str, room: str, door: At) -> Response:
    """Record it, or show the form again with every reason why not."""
    sent, act = await read(door), opening_act(room)

    def begin(work: Work) -> BaseModel:
        form = parse(act.schema, values_of(sent, act.page))
        return act.read(work, act.perform(work, case_id=case_id, form=form))

    try:
        await door.once(sent.key, sent.content(), begin)
    except Problem as problem:
        return await _opening(door, case_id, room, sent, problem)
    return go(f"/queue/{case_id}/groundwork?done=recorded")


async def _opening(
    door: Door, case_id: str, room: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    act, language = opening_act(room), door.language

    def query(work: Work) -> dict[str, Any]:
        head, basis = _head(work, case_id, act, room, language)
        found = sanctions.groundwork(work, case_id)
        options = [
            {"value": one.code, "label": one.model_dump()[language]} for one in found.demanders
        ]
        back = f"/queue/{case_id}/groundwork"
        place = Place(f"{back}/{room}", back, basis=basis)
        facts = _score(work, head["case"], language) if room == REVIEWS else []
        reasons = reasons_shown(act.blocked(work, case_id), language)
        return head | page_of(
            act.page, place, language, options=options, facts=facts, reasons=reasons
        )

    return await act_page(door, query, sent, problem)


def _head(
    work: Work, case_id: str, act: Act, room: str, language: Language
) -> tuple[dict[str, Any], str]:
    """Return the case above an act and the articles of the act; only for those who may take it."""
    work.require(act.may, cases.target_of(work, case_id, level=2))
    case = cases.case(work, case_id)
    regime = sanctions.ladder(work, case_id).regime
    number = case.number if language == "ko" else case.number_en
    articles = dict.fromkeys(one["basis"] for one in needed_for(work, room, regime, language))
    return {"case": case, "number": number}, ", ".join(articles)


@router.get(_STEP, openapi_extra=_MAY)
async def step(case_id: str, room: str, thing_id: str, command: str, door: At) -> Response:
    """Ask for an answer to a consultation, or for the resolution of a review."""
    return await _stepping(door, case_id, (room, thing_id, command))


@router.post(_STEP, openapi_extra=_MAY)
async def take(case_id: str, room: str, thing_id: str, command: str, door: At) -> Response:
    """Take the step, or show the form again with every reason why not."""
    sent, act = await read(door), step_act(room, command)

    def taken(work: Work) -> BaseModel:
        form = parse(act.schema, values_of(sent, act.page) | dict(act.fixed))
        row = act.perform(work, **{act.key: thing_id}, form=form, version=sent.version)
        return act.read(work, row)

    try:
        await door.once(sent.key, sent.content(), taken)
    except Problem as problem:
        return await _stepping(door, case_id, (room, thing_id, command), sent, problem)
    return go(f"/queue/{case_id}/groundwork?done=recorded")


async def _stepping(
    door: Door, case_id: str, at: tuple[str, str, str], sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    (room, thing_id, command), language = at, door.language
    act = step_act(room, command)

    def query(work: Work) -> dict[str, Any]:
        head, basis = _head(work, case_id, act, room, language)
        thing = _thing(sanctions.groundwork(work, case_id), room, thing_id)
        back = f"/queue/{case_id}/groundwork"
        place = Place(f"{back}/{room}/{thing_id}/{command}", back, thing.version, basis)
        if isinstance(thing, ConsultationOut):
            facts, reasons = _facts({"question": thing.question}, language), []
        else:
            facts, reasons = (
                review_facts(thing, language),
                resolution_blocked(work, thing, command, language),
            )
        return head | page_of(act.page, place, language, facts=facts, reasons=reasons)

    return await act_page(door, query, sent, problem)
