"""Signing in and out, the demonstration's role picker, and the second factor."""

from typing import Any

from starlette.responses import Response

from app.access.actor import ROLE_LABELS, Role
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.people import flows
from app.people import queries as people
from app.people.cookies import clear_session, set_session
from app.people.flows import Opened
from app.people.schemas.accounts import AccountOut, SignInIn, StepUpIn
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, problem_errors, render
from app.portal.places import home_of, led_to
from app.portal.visit import forget, look, onward, with_next
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_STRANGER = needs(None, public="one signs in before one is known")
_OUT = needs(None, public="a session that has ended already may be ended again")
_MINE = needs(May.ACCOUNT_READ)

WHAT_ROLES_DO: dict[Role, Text] = {
    Role.PARTY: Text(
        "신고서를 쓰고, 자료를 더 내고, 내 사건의 진행과 처분을 확인합니다.",
        "Files complaints, supplies documents, follows the case and its measures.",
    ),
    Role.INVESTIGATOR: Text(
        "기한이 가까운 사건부터 조사하고 처분안을 올립니다.",
        "Investigates by the nearest limit and drafts measures.",
    ),
    Role.LEAD: Text(
        "사건을 배정하고 처분안을 결재합니다.", "Assigns cases and countersigns measures."
    ),
    Role.COMMITTEE: Text(
        "심의에 올라온 사건을 보고 의결합니다.", "Reads tabled cases and resolves on them."
    ),
    Role.SECRETARY: Text(
        "심의 일정을 잡고 의결서와 처분을 송달합니다.",
        "Sets hearings and serves decisions and measures.",
    ),
    Role.COURT: Text(
        "사건기록의 송부를 요구하고, 봉인된 기록을 받아 확인합니다.",
        "Asks for case records, receives them sealed and checks them.",
    ),
    Role.EVALUATOR: Text(
        "평가에 필요한 자료를 요청하고 발급본을 받습니다.",
        "Asks for facts needed for an evaluation and receives the issues.",
    ),
    Role.AUDITOR: Text(
        "누가 무엇을 보고 바꾸었는지 확인합니다.", "Checks who saw and changed what."
    ),
    Role.ADMINISTRATOR: Text("계정과 작업을 관리합니다.", "Looks after accounts and jobs."),
}
UNITS: dict[str, Text] = {
    "subcontract": Text("하도급 담당", "Subcontracting"),
    "distribution": Text("유통·가맹 담당", "Retail and franchise"),
    "technology": Text("기술 담당", "Technology"),
    "win_win": Text("수탁·위탁거래 담당(본부)", "Win-Win Act, headquarters"),
    "win_win_regional": Text("수탁·위탁거래 담당(지방청)", "Win-Win Act, regional office"),
    "intake": Text("접수 담당", "Intake"),
}
Face = tuple[AccountOut, list[str]]
_REST = Text("맡은 업무 화면을 봅니다.", "Sees the pages of the office held.")


@router.get("/sign-in", openapi_extra=_STRANGER)
async def sign_in_page(door: At, next: str = "") -> Response:  # noqa: A002 - the field's name
    """Ask for e-mail and password; the demonstration offers its people to choose from."""
    return await _sign_in_page(door, onward=next, login="")


async def _sign_in_page(
    door: Door, *, onward: str, login: str, problem: Problem | None = None
) -> Response:
    accounts = await look(door, _accounts)
    errors = problem_errors(problem, door.language) if problem else []
    if problem is not None and not problem.errors:
        errors = [{"field": "login", "message": problem.detail.get(door.language)}]
    context: dict[str, Any] = {"roles": _cards(accounts, door.language), "login": login}
    links = {"register_url": with_next("/register", onward), "next_path": onward}
    status = status_of(problem) if problem else 200
    return render(door, "sign_in.html", status=status, errors=errors, **context, **links)


def _accounts(work: Work) -> list[Face]:
    return people.demonstration_accounts(work) if work.world.demonstration else []


def _cards(faces: list[Face], language: Language) -> list[dict[str, str]]:
    """Return the cards in the order in which the accounts were opened: the stories' people first."""
    return [
        {
            "value": account.id,
            "role": ROLE_LABELS[account.role].get(language),
            "name": " · ".join([account.name, *_belongs(account, firms, language)]),
            "text": WHAT_ROLES_DO.get(account.role, _REST).get(language),
        }
        for account, firms in faces
        if account.role not in (Role.WORKER, Role.PUBLIC)
    ]


def _belongs(account: AccountOut, firms: list[str], language: Language) -> list[str]:
    """Return the firms of a party, or the unit of an official."""
    unit = UNITS.get(account.unit)
    return firms or ([unit.get(language)] if unit else [])


@router.post("/sign-in", openapi_extra=_STRANGER)
async def sign_in(door: At) -> Response:
    """Sign in with a password."""
    sent = await read(door)
    try:
        form = parse(SignInIn, {n: sent.first(n) for n in ("login", "password")})
        opened = await flows.sign_in(door, form)
    except Problem as problem:
        forget(door)
        path, login = sent.first("next"), sent.first("login")
        return await _sign_in_page(door, onward=path, login=login, problem=problem)
    return _enter(door, opened, sent)


@router.post("/sign-in/demonstration", openapi_extra=_STRANGER)
async def choose_role(door: At) -> Response:
    """Enter as one of the demonstration's people."""
    sent = await read(door)
    opened = await flows.open_demonstration(door, sent.first("account"))
    return _enter(door, opened, sent)


def _enter(door: Door, opened: Opened, sent: Sent) -> Response:
    secret, session = opened
    role = session.account.role
    response = go(led_to(role, onward(sent.first("next"), home_of(role).url)))
    set_session(response, door.request, secret)
    return response


@router.post("/sign-out", openapi_extra=_OUT)
async def sign_out(door: At) -> Response:
    """End the session of this browser."""
    await read(door)
    await flows.sign_out(door)
    response = go("/")
    clear_session(response, door.request)
    return response


@router.get("/step-up", openapi_extra=_MINE)
async def step_up_page(door: At, next: str = "", code_id: str = "") -> Response:  # noqa: A002
    """Ask for a second factor: first to have a code sent, then for the code."""
    await door.do(people.own_account, reading=True)
    return render(door, "step_up.html", next_path=next, code_id=code_id)


@router.post("/step-up/code", openapi_extra=_MINE)
async def send_step_up_code(door: At) -> Response:
    """Send the code to the own e-mail address."""
    sent = await read(door)
    code = await flows.ask_step_up(door)
    path = onward(sent.first("next"))
    return go(f"{with_next('/step-up', path)}&code_id={code.code_id}")


@router.post("/step-up", openapi_extra=_MINE)
async def step_up(door: At) -> Response:
    """Confirm the session for a while; it goes on under a fresh cookie."""
    sent = await read(door)
    code_id, path = sent.first("code_id"), sent.first("next")
    try:
        form = parse(StepUpIn, {"code_id": code_id, "code": sent.first("code")})
        opened = await flows.step_up(door, form)
    except Problem as problem:
        errors = problem_errors(problem, door.language)
        kept = {"next_path": path, "code_id": code_id}
        return render(door, "step_up.html", status=status_of(problem), errors=errors, **kept)
    return _enter(door, opened, sent)
