"""Suits against a measure: noted when the agency is served, ended when the judgment is final."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.evaluations import actions
from app.evaluations import queries as evaluations
from app.evaluations.schemas import SuitEndIn, SuitIn, SuitOut
from app.kernel.dates import format_day
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.portal.act_pages import ActPage, Place, act_page, page_of, values_of
from app.portal.forms import Sent, parse, read
from app.portal.pages import go
from app.portal.settlement_fields import Field
from app.sanctions import queries as sanctions
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_MAY = needs(May.MEASURE_ISSUE, level=2)
_ROOM = Text("행정소송", "Suits against the measure")
_NOTE = ActPage(
    _ROOM,
    Text("소 제기 기록", "Note a suit"),
    Text(
        "소송이 끝날 때까지 이 처분은 확정되지 않은 것으로 표시됩니다. "
        "집행은 법원이 정지하지 않는 한 계속됩니다.",
        "Until the suit ends the measure is shown as not final. "
        "It stays in force unless the court stays it.",
    ),
    (
        Field("text", "court", Text("법원", "Court"), Text("예: 서울고등법원", "e.g. 서울고등법원")),
        Field("text", "docket_number", Text("사건번호", "Docket number"),
              Text("예: 2026누12345", "For example, 2026누12345")),
        Field("day", "filed_on", Text("소 제기일", "Filed on")),
    ),
)  # fmt: skip
_END = ActPage(
    _ROOM,
    Text("소송 종료 기록", "Note the end of the suit"),
    Text(
        "판결이 확정되거나 소가 취하된 날을 적습니다. "
        "처분이 취소되었으면 처분 화면에서 취소(일부 취소)도 함께 기록해 주세요.",
        "Enter the day on which the judgment became final or the suit was withdrawn. "
        "Where the court annulled the measure, note the annulment on the measure as well.",
    ),
    (Field("day", "ended_on", Text("확정일 또는 취하일", "Final or withdrawn on")),),
)
_WORDS = {
    "court": Text("법원", "Court"),
    "docket_number": Text("사건번호", "Docket number"),
    "filed_on": Text("소 제기일", "Filed on"),
    "ended_on": Text("확정일 또는 취하일", "Final or withdrawn on"),
}
_PENDING, _ENDED = Text("소송 계속 중", "Pending"), Text("소송 종료", "Ended")


def suits_shown(work: Work, measure_id: str, language: Language) -> dict[str, Any]:
    """Return the suits against a measure, with what the reader may note."""
    measure = sanctions.measure(work, measure_id)
    found = evaluations.suits(work, measure_id).items
    target = cases.target_of(work, measure.case_id, level=2)
    notes = work.decide(May.MEASURE_ISSUE, target).allowed
    base = f"/measures/{measure_id}/suits"
    return {
        "items": [_shown(one, f"{base}/{one.id}/end" if notes else "", language) for one in found],
        "begin_url": f"{base}/new" if notes and measure.served_on else "",
        "begin_label": _NOTE.label.get(language),
        "title": _ROOM.get(language),
    }


def _shown(suit: SuitOut, end_url: str, language: Language) -> dict[str, Any]:
    ended = suit.ended_on is not None
    return {
        "id": suit.id, "ended": ended, "state": (_ENDED if ended else _PENDING).get(language),
        "facts": _facts(suit, language),
        "end_url": "" if ended else end_url, "end_label": _END.label.get(language),
    }  # fmt: skip


def _facts(suit: SuitOut, language: Language) -> list[dict[str, str]]:
    days = {"filed_on": suit.filed_on, "ended_on": suit.ended_on}
    known = {"court": suit.court, "docket_number": suit.docket_number} | {
        name: format_day(on, language) for name, on in days.items() if on
    }
    return [{"key": _WORDS[name].get(language), "value": text} for name, text in known.items()]


@router.get("/measures/{measure_id}/suits/new", openapi_extra=_MAY)
async def noting(measure_id: str, door: At) -> Response:
    """Ask before which court a suit stands."""
    return await _form(door, measure_id)


@router.post("/measures/{measure_id}/suits/new", openapi_extra=_MAY)
async def note(measure_id: str, door: At) -> Response:
    """Note the suit once, or show the form again."""
    sent = await read(door)

    def noted(work: Work) -> BaseModel:
        form = parse(SuitIn, values_of(sent, _NOTE))
        return _seen(work, actions.note_suit(work, measure_id=measure_id, form=form).id)

    try:
        await door.once(sent.key, sent.content(), noted)
    except Problem as problem:
        return await _form(door, measure_id, sent=sent, problem=problem)
    return go(f"/measures/{measure_id}?done=recorded#suits")


@router.get("/measures/{measure_id}/suits/{suit_id}/end", openapi_extra=_MAY)
async def ending(measure_id: str, suit_id: str, door: At) -> Response:
    """Ask when the suit ended."""
    return await _form(door, measure_id, suit_id)


@router.post("/measures/{measure_id}/suits/{suit_id}/end", openapi_extra=_MAY)
async def end(measure_id: str, suit_id: str, door: At) -> Response:
    """Note the end once, or show the form again."""
    sent = await read(door)

    def ended(work: Work) -> BaseModel:
        form = parse(SuitEndIn, values_of(sent, _END))
        row = actions.end_suit(work, suit_id=suit_id, form=form, version=sent.version)
        return _seen(work, row.id)

    try:
        await door.once(sent.key, sent.content(), ended)
    except Problem as problem:
        return await _form(door, measure_id, suit_id, sent, problem)
    return go(f"/measures/{measure_id}?done=recorded#suits")


def _seen(work: Work, suit_id: str) -> SuitOut:
    work.session.flush()
    return evaluations.suit(work, suit_id)


async def _form(
    door: Door, measure_id: str, suit_id: str = "", sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language = door.language
    back = f"/measures/{measure_id}"

    def query(work: Work) -> dict[str, Any]:
        measure = sanctions.measure(work, measure_id)
        work.require(May.MEASURE_ISSUE, cases.target_of(work, measure.case_id, level=2))
        case = cases.case(work, measure.case_id)
        head = {"case": case, "number": case.number if language == "ko" else case.number_en}
        if not suit_id:
            return head | page_of(_NOTE, Place(f"{back}/suits/new", back), language)
        suit = evaluations.suit(work, suit_id)
        if suit.measure_id != measure_id:
            raise NotFound
        place = Place(f"{back}/suits/{suit_id}/end", back, suit.version)
        return head | page_of(_END, place, language, facts=_facts(suit, language))

    return await act_page(door, query, sent, problem)
