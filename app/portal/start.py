"""The first page, the pages that explain refusals, and the demonstration's outbox."""

from dataclasses import dataclass

from starlette.responses import Response

from app.access.actor import Role
from app.db.work import Work
from app.kernel.problems import Kind, NotFound, Problem
from app.kernel.text import Text
from app.people import queries as people
from app.people.schemas.accounts import MessageOut
from app.portal.pages import render
from app.portal.places import is_served, work_of
from app.portal.visit import look, visitor
from app.web.area import Area
from app.web.deps import At, needs
from app.web.paging import Page
from app.web.problems import STATUS

router = Area(include_in_schema=False)
_OPEN = needs(None, public="an information page with nothing of any case on it")
_DEMONSTRATION = needs(None, public="the would-be mails of the demonstration; refused elsewhere")

WHAT_TO_DO: dict[Kind, Text] = {
    Kind.MALFORMED: Text(
        "주소나 보낸 내용의 형식을 확인하고 다시 보내 주세요.",
        "Check the address or the form of what was sent, and send it again.",
    ),
    Kind.UNAUTHENTICATED: Text("로그인한 뒤 다시 시도해 주세요.", "Sign in and try again."),
    Kind.FORBIDDEN: Text(
        "권한이 있는 계정으로 로그인하거나 담당자에게 문의해 주세요.",
        "Sign in with an account that may do this, or ask the officer in charge.",
    ),
    Kind.HIDDEN: Text(
        "주소를 다시 확인하거나 시작 화면에서 찾아가 주세요. 볼 권한이 없는 것도 없다고 안내합니다.",
        "Check the address or go from the start page. What you may not see is reported as not found.",
    ),
    Kind.METHOD: Text(
        "응답의 Allow 머리글에 적힌 방법으로 보내 주세요.",
        "Use one of the methods named in the answer's Allow header.",
    ),
    Kind.CONFLICT: Text(
        "지금 할 수 있는 일을 사건 화면에서 확인해 주세요.",
        "See on the case page what can be done now.",
    ),
    Kind.STALE: Text(
        "바뀐 내용을 확인한 뒤 다시 저장해 주세요.", "Look at what changed, then save again."
    ),
    Kind.PRECONDITION_REQUIRED: Text(
        "읽은 판을 If-Match 머리글에 적어 다시 보내 주세요.",
        "Name the version that you read in the If-Match header and send it again.",
    ),
    Kind.TOO_LARGE: Text(
        "크기를 줄이거나 나누어 보내 주세요.", "Make it smaller, or send it in parts."
    ),
    Kind.INVALID: Text(
        "표시된 항목을 고쳐 다시 보내 주세요. 입력한 내용은 지워지지 않습니다.",
        "Mend the fields that are named and send again. Nothing that you typed is lost.",
    ),
    Kind.TOO_MANY: Text("잠시 뒤에 다시 시도해 주세요.", "Wait a while and try again."),
    Kind.NOT_CONFIGURED: Text(
        "기관이 근거 문서와 함께 수치를 입력해야 계산할 수 있습니다.",
        "The agency has to enter the figure with its source before this can be computed.",
    ),
    Kind.UNAVAILABLE: Text(
        "잠시 뒤에 다시 시도해 주세요. 계속되면 요청 번호를 알려 주세요.",
        "Try again in a while. If it goes on, tell us the request number.",
    ),
}


@dataclass(frozen=True, slots=True)
class KnownProblem:
    """A kind of refusal as its page shows it."""

    slug: str
    title: Text
    status: int
    what_to_do: Text


def known_problems() -> dict[str, KnownProblem]:
    """Return every kind of refusal that the service knows, by its slug."""
    found: dict[str, KnownProblem] = {}
    waiting: list[type[Problem]] = [Problem]
    while waiting:
        kind = waiting.pop(0)
        status = 500 if kind.slug == "internal-error" else STATUS[kind.kind]
        known = KnownProblem(kind.slug, kind.title, status, WHAT_TO_DO[kind.kind])
        found.setdefault(kind.slug, known)
        waiting += kind.__subclasses__()
    return dict(sorted(found.items()))


@router.get("/", openapi_extra=_OPEN)
async def start(door: At) -> Response:
    """Say what this is, for whom, how long it takes and what to have at hand."""
    await visitor(door)
    role = door.actor.role
    offices = [(place.url, place.label.get(door.language)) for place in work_of(role)]
    return render(door, "start.html", reports=is_served(role), offices=offices)


@router.get("/problems", openapi_extra=_OPEN)
async def problem_list(door: At) -> Response:
    """List every kind of refusal."""
    await visitor(door)
    return render(door, "problem_list.html", problems=list(known_problems().values()))


@router.get("/problems/{slug}", openapi_extra=_OPEN)
async def problem_page(slug: str, door: At) -> Response:
    """Explain one kind of refusal in both languages; problem documents link here."""
    await visitor(door)
    found = known_problems().get(slug)
    if found is None:
        raise NotFound
    return render(door, "problem_page.html", found=found)


@router.get("/messages", openapi_extra=_DEMONSTRATION)
async def messages(door: At, cursor: str | None = None) -> Response:
    """Show what would have been sent by mail; the demonstration sends nothing."""
    page, own = await look(door, lambda work: _messages(work, cursor))
    return render(door, "messages.html", page=page, own=own)


def _messages(work: Work, cursor: str | None) -> tuple[Page[MessageOut], str | None]:
    """Return the messages, and the address whose pages the reader may open; None: after sign-in."""
    page = people.messages(work, limit=30, cursor=cursor)
    known = work.actor.role is not Role.PUBLIC
    return page, people.own_account(work).login if known else None
