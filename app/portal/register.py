"""Opening an account and choosing another password, both with a one-time code by e-mail."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.kernel.problems import Problem
from app.people import flows
from app.people.cookies import set_session
from app.people.rules import Purpose
from app.people.schemas.accounts import CodeRequestIn, PasswordResetIn, RegistrationIn
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, problem_errors, render
from app.portal.visit import forget, onward, visitor, with_next
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_STRANGER = needs(None, public="one proves an e-mail address before one is known")
_CODE = needs(None, public="the one-time code shows whose e-mail address it is")


@router.get("/register", openapi_extra=_STRANGER)
async def register_page(door: At, next: str = "") -> Response:  # noqa: A002 - the field's name
    """Ask for the e-mail address."""
    await visitor(door)
    return render(door, "register.html", login="", next_path=next)


@router.post("/register", openapi_extra=_STRANGER)
async def send_registration_code(door: At) -> Response:
    """Send a code; the answer is the same for every address."""
    return await _send_code(door, Purpose.REGISTER, "register.html", "/register/code")


@router.get("/register/code", openapi_extra=_CODE)
async def register_code_page(door: At, code_id: str = "", next: str = "") -> Response:  # noqa: A002
    """Ask for the code, the name and a password."""
    await visitor(door)
    return render(door, "register_code.html", typed=Sent({}), code_id=code_id, next_path=next)


@router.post("/register/code", openapi_extra=_CODE)
async def register(door: At) -> Response:
    """Open the account and sign in."""
    sent = await read(door)
    names = ("code_id", "code", "password", "name", "phone")
    return await _with_code(door, sent, RegistrationIn, names)


@router.get("/reset-password", openapi_extra=_STRANGER)
async def reset_page(door: At) -> Response:
    """Ask for the e-mail address of the account."""
    await visitor(door)
    return render(door, "reset_password.html", login="", next_path="")


@router.post("/reset-password", openapi_extra=_STRANGER)
async def send_reset_code(door: At) -> Response:
    """Send a code; the answer is the same for every address."""
    return await _send_code(door, Purpose.RESET, "reset_password.html", "/reset-password/code")


@router.get("/reset-password/code", openapi_extra=_CODE)
async def reset_code_page(door: At, code_id: str = "", next: str = "") -> Response:  # noqa: A002
    """Ask for the code and another password."""
    await visitor(door)
    return render(door, "reset_code.html", typed=Sent({}), code_id=code_id, next_path=next)


@router.post("/reset-password/code", openapi_extra=_CODE)
async def reset_password(door: At) -> Response:
    """Choose another password; everything that was open before ends."""
    sent = await read(door)
    return await _with_code(door, sent, PasswordResetIn, ("code_id", "code", "password"))


async def _send_code(door: Door, purpose: Purpose, template: str, further: str) -> Response:
    sent = await read(door)
    login, path = sent.first("login"), sent.first("next")
    try:
        code = await flows.ask_code(door, parse(CodeRequestIn, {"login": login}), purpose)
    except Problem as problem:
        forget(door)
        errors = problem_errors(problem, door.language)
        kept = {"login": login, "next_path": path}
        return render(door, template, status=status_of(problem), errors=errors, **kept)
    return go(f"{with_next(further, onward(path))}&code_id={code.code_id}")


async def _with_code(
    door: Door, sent: Sent, schema: type[BaseModel], names: tuple[str, ...]
) -> Response:
    try:
        form: Any = parse(schema, {name: sent.first(name) for name in names})
        registers = isinstance(form, RegistrationIn)
        secret, _ = await (flows.register if registers else flows.reset_password)(door, form)
    except Problem as problem:
        forget(door)
        template = "register_code.html" if "name" in names else "reset_code.html"
        errors = problem_errors(problem, door.language)
        kept = {"typed": sent, "code_id": sent.first("code_id"), "next_path": sent.first("next")}
        return render(door, template, status=status_of(problem), errors=errors, **kept)
    response = go(onward(sent.first("next")))
    set_session(response, door.request, secret)
    return response
