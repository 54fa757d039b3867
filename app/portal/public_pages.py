"""Pages for everybody: checking a paper, the log's checkpoint, figures of law, answers to gaps."""

from typing import Any

from starlette.responses import Response

from app.audit import queries as audit
from app.audit.problems import NoCheckpointYet
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.papers import queries as papers
from app.portal.pages import render, summary
from app.portal.visit import Option, look, shown, visitor, wrong
from app.rulebook import queries as rulebook
from app.rulebook.schemas import StretchOut
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_PAPERS = needs(None, public="whoever holds a paper may check it; no names are told")
_LOG = needs(None, public="outsiders hold the service to what it has signed; hashes only")
_LAW = needs(None, public="the law and the agency's reading of it are public")
_ALL_FIGURES = 1000

STATUSES = (
    Option("", Text("모든 상태", "Every status")),
    Option("enacted", Text("시행 법령", "Enacted")),
    Option("announced", Text("정부 발표(미입법)", "Announced, not enacted")),
    Option("reported", Text("보도·2차 자료", "Reported")),
    Option("unknown", Text("설정되지 않음", "Not configured")),
    Option("agency_entered", Text("기관 입력", "Entered by the agency")),
    Option("demonstration", Text("시연용 값", "Demonstration value")),
)
# How the value of a unit is written; rates carry their own sign.
UNITS = {
    "days": Text("{number}일", "{number} days"),
    "months": Text("{number}개월", "{number} months"),
    "years": Text("{number}년", "{number} years"),
    "won": Text("{number}원", "KRW {number}"),
    "points": Text("{number}점", "{number} points"),
    "times": Text("{number}배", "{number} times"),
}
TOPICS = {
    "surcharge": Text("과징금", "Surcharge"),
    "points": Text("벌점", "Penalty points"),
    "deadlines": Text("기한", "Deadlines"),
    "collection": Text("징수", "Collection"),
    "identifiers": Text("번호", "Numbers"),
}


@router.get("/verification", openapi_extra=_PAPERS)
async def verification(door: At, code: str | None = None, number: str = "") -> Response:
    """Ask for the code on a paper and say what it vouches for."""
    if code is None:
        await visitor(door)
        return render(door, "verification.html", code="", number="", paper=None)
    return await _verified(door, code.strip(), number.strip())


@router.get("/verification/{code}", openapi_extra=_PAPERS)
async def verification_by_link(code: str, door: At) -> Response:
    """Answer the link that the square code on a paper leads to."""
    return await _verified(door, code)


async def _verified(door: Door, code: str, number: str = "") -> Response:
    if not code:
        await visitor(door)
        missing = wrong("code", Text("문서에 적힌 확인번호를 입력하세요", "Enter the code"))
        errors = summary([missing], door.language)
        asked: dict[str, Any] = {"code": "", "number": number, "paper": None}
        return render(door, "verification.html", status=422, errors=errors, **asked)
    try:
        found = await look(door, lambda work: papers.verify_code(work, code, number=number))
    except Problem as problem:
        errors = [{"field": "code", "message": problem.detail.get(door.language)}]
        kept: dict[str, Any] = {"code": code, "number": number, "paper": None}
        return render(door, "verification.html", status=status_of(problem), errors=errors, **kept)
    return render(door, "verification.html", code=code, number=number, paper=found)


@router.get("/audit", openapi_extra=_LOG)
async def checkpoint(door: At) -> Response:
    """Show the newest signed checkpoint of the log, and how to check it."""
    key = door.request.app.state.audit_public_key
    try:
        newest = await look(door, lambda work: audit.checkpoint(work, key))
    except NoCheckpointYet:
        newest = None
    return render(door, "audit.html", checkpoint=newest)


@router.get("/figures", openapi_extra=_LAW)
async def figures(door: At, status: str = "", q: str = "") -> Response:
    """Show every figure of law with article, days and how sure it is."""
    page = await look(door, lambda work: rulebook.figures(work, cursor=None, limit=_ALL_FIGURES))
    word = q.strip().casefold()
    lines = [
        (figure, stretch, _value(figure.unit, stretch, door.language))
        for figure in page.items
        for stretch in [*figure.history, *figure.entered]
        if status in ("", stretch.status)
        and word
        in f"{figure.label_ko} {figure.label_en} {stretch.article} {figure.name}".casefold()
    ]
    options = shown(STATUSES, door.language)
    return render(door, "figures.html", lines=lines, status_options=options, status_now=status, q=q)


def _value(unit: str, stretch: StretchOut, language: Language) -> str:
    """Return a value with its unit in words; one that is not configured says so."""
    if stretch.value is None or unit not in UNITS:
        return stretch.shown_ko if language == "ko" else stretch.shown_en
    return UNITS[unit].format(number=stretch.value.partition(" ")[0]).get(language)


@router.get("/choices", openapi_extra=_LAW)
async def choices(door: At) -> Response:
    """Show how each point that the law leaves open is answered, and why."""
    page = await look(door, rulebook.choices)
    topics = {topic: words.get(door.language) for topic, words in TOPICS.items()}
    return render(door, "choices.html", page=page, topics=topics)
