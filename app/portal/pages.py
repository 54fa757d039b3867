"""How a page is made: its frame, its language, its form token, and how a refusal looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.access.actor import ROLE_LABELS, Actor, Role
from app.kernel.clock import seoul_day
from app.kernel.problems import FieldError, Kind, Problem
from app.kernel.text import Language, Text
from app.portal.language_catalogue import wording
from app.portal.places import home_of, menu_of
from app.web import csrf
from app.web.deps import Door
from app.web.language import LANGUAGE_COOKIE, language_of
from app.web.problems import status_of

YEAR_S = 365 * 24 * 3600


@cache
def templates() -> Environment:
    """Return the templates; a name that a page forgot to give is an error, never a blank."""
    return Environment(
        loader=PackageLoader("app.portal"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The signed-in person as the frame shows them."""

    display_name: str
    role_label: str
    role: str


FOOTER = (
    ("/tips", Text("익명 제보", "Anonymous tip")),
    ("/api", Text("API 안내", "API reference")),
    ("/checks", Text("대금·연동제·배상 점검", "Check payment, indexation, damages")),
    ("/choices", Text("법 해석 기준", "How open questions are answered")),
    ("/fund-figures", Text("피해구제 기금 공개 자료", "Figures of the remedy fund")),
    ("/audit", Text("감사 기록 확인점", "Audit log checkpoint")),
)


async def known(door: Door) -> Actor:
    """Learn who is asking, for a page that reads nothing else."""
    await door.do(lambda _work: None, reading=True)
    return door.actor


def render(
    door: Door, template: str, *, status: int = 200, errors: Sequence[dict[str, str]] = (),
    **context: Any,
) -> Response:  # fmt: skip
    """Return a page. Call it after the door has been used, so that it knows who is asking."""
    cookie = door.request.cookies.get(csrf.CSRF_COOKIE, "") or csrf.new_cookie()
    frame = _frame(door.request, door.language, door.actor, cookie)
    page = templates().get_template(template)
    html = page.render(**frame, errors=list(errors), **context)
    return _with_cookies(HTMLResponse(html, status_code=status), door.request, cookie)


def _with_cookies(response: Response, request: Request, form_cookie: str) -> Response:
    secure = request.url.scheme == "https"
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        csrf.CSRF_COOKIE, form_cookie, httponly=True, samesite="strict", secure=secure
    )
    if request.query_params.get("lang") in {"ko", "en"}:
        chosen = request.query_params["lang"]
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR_S, samesite="lax", secure=secure)
    return response


def _frame(request: Request, language: Language, actor: Actor, cookie: str) -> dict[str, Any]:
    world = request.app.state.desk.world
    path = request.url.path
    signed_in = None
    if actor.role is not Role.PUBLIC:
        label = ROLE_LABELS[actor.role].get(language)
        signed_in = SignedIn(actor.display_name, label, str(actor.role))
    return {
        **wording(language),
        "actor": signed_in,
        "demo": world.demonstration,
        "today": seoul_day(world.clock.now()),
        "page_path": _with_query(request),
        "help_phone": request.app.state.house.settings.help_phone,
        "csrf_token": csrf.token_for(world.seal_key, cookie),
        "request_id": request.scope.get("request_id", ""),
        "nav": [
            (place.url, place.label.get(language), _is_at(path, place.url))
            for place in menu_of(actor.role)
        ],
        "home": (home_of(actor.role).url, home_of(actor.role).label.get(language)),
        "footer_links": [(url, label.get(language)) for url, label in FOOTER],
    }


def _is_at(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(f"{url}/"))


def _with_query(request: Request) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path


def go(url: str) -> Response:
    """Send the browser on after a form was taken."""
    return RedirectResponse(url, status_code=303)


def summary(errors: Sequence[FieldError], language: Language) -> list[dict[str, str]]:
    """Return wrong fields as the error summary and the fields show them."""
    return [
        {"field": error.pointer.strip("/").replace("/", "."), "message": error.detail.get(language)}
        for error in errors
    ]


def problem_errors(problem: Problem, language: Language) -> list[dict[str, str]]:
    """Return a refusal as entries of the error summary, its own words where no field is named."""
    named = summary(problem.errors, language)
    return named or [{"field": "", "message": problem.detail.get(language)}]


def error_page(problem: Problem, request: Request) -> Response:
    """Return the page that says what happened, what to do, and the request number."""
    door = Door(request)
    door.language = language_of(request)
    if problem.kind is Kind.UNAUTHENTICATED and request.method == "GET":
        return go(f"/sign-in?next={request.url.path}")
    actor = getattr(request.state, "actor", None)
    if isinstance(actor, Actor):
        door.actor = actor
    shown = {
        "title": problem.title.get(door.language),
        "detail": problem.detail.get(door.language),
        "basis": [str(basis) for basis in problem.basis],
        "status": status_of(problem),
        "entries": summary(problem.errors, door.language),
    }
    return render(door, "problem.html", status=status_of(problem), problem=shown)
