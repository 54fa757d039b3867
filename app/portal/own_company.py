"""Registering the company for which one files and reads."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.money import parse_won
from app.kernel.problems import Invalid, Problem
from app.kernel.text import Text
from app.people import actions as people
from app.people import queries
from app.people.rules import CompanyKind, CompanySize
from app.people.schemas.companies import CompanyIn, CompanyRegisteredOut
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, problem_errors, render
from app.portal.visit import Option, fresh_key, onward, shown, with_next, wrong
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_REGISTER = needs(May.COMPANY_REGISTER)
_FIELDS = ("name", "business_number", "representative_name", "address", "phone", "size", "kind")

SIZES = (
    Option(CompanySize.UNKNOWN, Text("모름", "Not known")),
    Option(CompanySize.SMALL, Text("소기업", "Small")),
    Option(CompanySize.MEDIUM, Text("중기업", "Medium")),
    Option(CompanySize.LARGE, Text("중견·대기업", "Large")),
)
KINDS = (
    Option(CompanyKind.CORPORATION, Text("법인", "Corporation")),
    Option(CompanyKind.SOLE_PROPRIETOR, Text("개인사업자", "Sole proprietor")),
    Option(CompanyKind.COOPERATIVE, Text("조합·단체", "Cooperative or association")),
    Option(CompanyKind.PUBLIC_BODY, Text("공공기관", "Public body")),
    Option(CompanyKind.OTHER, Text("기타", "Other")),
)


@router.get("/companies/new", openapi_extra=_REGISTER)
async def page(door: At, next: str = "") -> Response:  # noqa: A002 - the name of the field
    """Ask for the company's name and number."""
    await door.do(queries.own_account, reading=True)
    return _page(door, Sent({"next": [next]}))


def _page(door: Door, sent: Sent, problem: Problem | None = None) -> Response:
    errors = problem_errors(problem, door.language) if problem else []
    context: dict[str, Any] = {
        "typed": sent,
        "sizes": shown(SIZES, door.language),
        "kinds": shown(KINDS, door.language),
        "next_path": sent.first("next"),
        "key": sent.key or fresh_key(),
    }
    status = status_of(problem) if problem else 200
    return render(door, "own_company.html", status=status, errors=errors, **context)


@router.post("/companies/new", openapi_extra=_REGISTER)
async def register(door: At) -> Response:
    """Register the company; a known one waits until an official or an owner confirms."""
    sent = await read(door)

    def act(work: Work) -> BaseModel:
        return CompanyRegisteredOut.of(*people.register_company(work, _form(sent)))

    try:
        answer = await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return _page(door, sent, problem)
    done = CompanyRegisteredOut.model_validate_json(answer.body)
    path = onward(sent.first("next"))
    return go(path if done.confirmed else with_next("/companies/waiting", path))


@router.get("/companies/waiting", openapi_extra=_REGISTER)
async def waiting(door: At, next: str = "") -> Response:  # noqa: A002 - the name of the field
    """Say that the company is known already and the membership has to be confirmed."""
    await door.do(queries.own_account, reading=True)
    return render(door, "own_company_waiting.html", next_path=onward(next))


def _form(sent: Sent) -> CompanyIn:
    values: dict[str, Any] = {name: sent.first(name) for name in _FIELDS if sent.first(name)}
    values.setdefault("name", "")
    sales = sent.first("sales_won")
    if not values["name"].strip():
        raise Invalid(errors=(wrong("name", Text("상호를 입력하세요", "Enter the name")),))
    if sales:
        try:
            values["sales_won"] = parse_won(sales)
        except ValueError as fault:
            words = Text("매출액을 숫자로 적어 주세요 (예: 12억)", "Write the sales as an amount")
            raise Invalid(errors=(wrong("sales_won", words, "won"),)) from fault
    return parse(CompanyIn, values)
