"""REST: registering, signing in and out, passwords, second factors. Passwords are kept nowhere."""

from starlette.responses import Response

from app.access.policy import May
from app.people import flows
from app.people.cookies import clear_session
from app.people.routes.answers import opened, plain
from app.people.rules import Purpose
from app.people.schemas.accounts import (
    AcceptanceIn,
    CodeOut,
    CodeRequestIn,
    PasswordResetIn,
    RegistrationIn,
    SessionOut,
    SignInIn,
    StepUpIn,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["accounts"])


@router.post(
    "/registration-codes",
    response_model=CodeOut,
    status_code=201,
    openapi_extra=needs(None, public="one registers before one has an account"),
    operation_id="ask_registration_code",
    summary="가입 인증번호 받기 · Ask for a code to register",
    responses=PROBLEMS,
)
async def ask_registration_code(form: CodeRequestIn, door: At) -> Response:
    """Send a code to an e-mail address; the answer is the same for every address."""
    return plain(door, await flows.ask_code(door, form, Purpose.REGISTER))


@router.post(
    "/accounts",
    response_model=SessionOut,
    status_code=201,
    openapi_extra=needs(None, public="the one-time code shows who registers"),
    operation_id="register_account",
    summary="회원 가입 · Register",
    responses=PROBLEMS,
)
async def register_account(form: RegistrationIn, door: At) -> Response:
    """Open an account with the code that was sent, and sign in."""
    return opened(door, await flows.register(door, form))


@router.post(
    "/sessions",
    response_model=SessionOut,
    status_code=201,
    openapi_extra=needs(None, public="the password shows who signs in"),
    operation_id="sign_in",
    summary="로그인 · Sign in",
    responses=PROBLEMS,
)
async def sign_in(form: SignInIn, door: At) -> Response:
    """Sign in; the session's secret travels in the cookie only."""
    return opened(door, await flows.sign_in(door, form))


@router.delete(
    "/sessions/current",
    status_code=204,
    openapi_extra=needs(None, public="a session that has ended already may be ended again"),
    operation_id="sign_out",
    summary="로그아웃 · Sign out",
    responses=PROBLEMS,
)
async def sign_out(door: At) -> Response:
    """End the session of this browser."""
    await flows.sign_out(door)
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    clear_session(response, door.request)
    return response


@router.post(
    "/password-codes",
    response_model=CodeOut,
    status_code=201,
    openapi_extra=needs(None, public="who forgot a password cannot sign in"),
    operation_id="ask_password_code",
    summary="비밀번호 변경 인증번호 받기 · Ask for a code to reset a password",
    responses=PROBLEMS,
)
async def ask_password_code(form: CodeRequestIn, door: At) -> Response:
    """Send a code to an e-mail address; the answer is the same for every address."""
    return plain(door, await flows.ask_code(door, form, Purpose.RESET))


@router.post(
    "/passwords",
    response_model=SessionOut,
    status_code=201,
    openapi_extra=needs(None, public="the one-time code shows whose password it is"),
    operation_id="reset_password",
    summary="비밀번호 변경 · Choose another password",
    responses=PROBLEMS,
)
async def reset_password(form: PasswordResetIn, door: At) -> Response:
    """Choose another password; every session and token of the account ends."""
    return opened(door, await flows.reset_password(door, form))


@router.post(
    "/step-up-codes",
    response_model=CodeOut,
    status_code=201,
    openapi_extra=needs(May.ACCOUNT_READ),
    operation_id="ask_step_up_code",
    summary="추가 인증번호 받기 · Ask for a second-factor code",
    responses=PROBLEMS,
)
async def ask_step_up_code(door: At) -> Response:
    """Send a code to the e-mail address of the one who is signed in."""
    return plain(door, await flows.ask_step_up(door))


@router.post(
    "/step-ups",
    response_model=SessionOut,
    status_code=201,
    openapi_extra=needs(May.ACCOUNT_READ),
    operation_id="step_up",
    summary="추가 인증 · Confirm with a second factor",
    responses=PROBLEMS,
)
async def step_up(form: StepUpIn, door: At) -> Response:
    """Confirm the session for fifteen minutes; it goes on under a fresh cookie."""
    return opened(door, await flows.step_up(door, form))


@router.post(
    "/invitations/acceptance",
    response_model=SessionOut,
    status_code=201,
    openapi_extra=needs(None, public="the invitation's code shows who was invited"),
    operation_id="accept_invitation",
    summary="초대 수락 · Accept an invitation",
    responses=PROBLEMS,
)
async def accept_invitation(form: AcceptanceIn, door: At) -> Response:
    """Open the account that an invitation promises, and sign in."""
    return opened(door, await flows.accept_invitation(door, form))
