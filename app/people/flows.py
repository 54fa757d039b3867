"""Acts in several steps, because passwords are checked outside any transaction.

REST and the portal share them; each returns what was opened, and its face sets the cookie.
"""

from app.db.work import Work
from app.people import actions, passwords
from app.people.actions import NewPerson, OpenedSession
from app.people.problems import WrongCode, WrongPassword
from app.people.rules import Purpose
from app.people.schemas.accounts import (
    AcceptanceIn,
    AccountOut,
    CodeOut,
    CodeRequestIn,
    PasswordResetIn,
    RegistrationIn,
    SessionOut,
    SignInIn,
    StepUpIn,
)
from app.people.store import accounts as store
from app.web.deps import Credentials, Door

Opened = tuple[str, SessionOut]


async def ask_code(door: Door, form: CodeRequestIn, purpose: Purpose) -> CodeOut:
    """Send a code to register or to reset a password; answered alike for every address."""
    address = _as_stranger(door).address
    return await door.do(
        lambda work: CodeOut.of(
            actions.ask_code(work, purpose=purpose, login=form.login, address=address)
        )
    )


async def register(door: Door, form: RegistrationIn) -> Opened:
    """Open an account with a code, and sign in."""
    address = _as_stranger(door).address
    passwords.refuse_weak(form.password, "")
    await _check(door, form, Purpose.REGISTER)
    kept = await passwords.hash_password(form.password)
    person = NewPerson(form.name, form.birth_on, form.phone)
    return await door.do(
        lambda work: _opened(
            work,
            actions.register_account(
                work,
                code_id=form.code_id,
                code=form.code,
                person=person,
                password_hash=kept,
                address=address,
            ),
        )
    )


async def sign_in(door: Door, form: SignInIn) -> Opened:
    """Sign in with a password; the same steps are taken for logins that do not exist."""
    shown = _as_stranger(door)
    attempt = await door.do(
        lambda work: actions.begin_sign_in(work, login=form.login, address=shown.address)
    )
    fits = await passwords.fits(attempt.password_hash, form.password)
    former = shown.secret if shown.kind == "session" else ""

    def finish(work: Work) -> Opened | None:
        opened = actions.finish_sign_in(work, attempt, fits=fits, former_secret=former)
        return None if opened is None else _opened(work, opened)

    # A failure is recorded, so its Work must end well; only then is it refused.
    done = await door.do(finish)
    if done is None:
        raise WrongPassword
    return done


async def sign_out(door: Door) -> None:
    """End the session that the request shows; doing so twice changes nothing."""
    shown = _as_stranger(door)
    if shown.kind == "session":
        await door.do(lambda work: actions.sign_out(work, secret=shown.secret))


async def reset_password(door: Door, form: PasswordResetIn) -> Opened:
    """Choose another password with a code, and sign in; everything opened before ends."""
    address = _as_stranger(door).address
    passwords.refuse_weak(form.password, "")
    await _check(door, form, Purpose.RESET)
    kept = await passwords.hash_password(form.password)
    return await door.do(
        lambda work: _opened(
            work,
            actions.reset_password(
                work, code_id=form.code_id, code=form.code, password_hash=kept, address=address
            ),
        )
    )


async def ask_step_up(door: Door) -> CodeOut:
    """Send the one who is signed in a code as a second factor."""
    address = door.credentials.address
    return await door.do(lambda work: CodeOut.of(actions.ask_step_up_code(work, address=address)))


async def step_up(door: Door, form: StepUpIn) -> Opened:
    """Confirm a session; it goes on under a fresh secret."""
    secret = door.credentials.secret
    fits = await door.do(
        lambda work: actions.check_step_up_code(work, code_id=form.code_id, code=form.code)
    )
    if not fits:
        raise WrongCode
    return await door.do(
        lambda work: _opened(
            work, actions.step_up(work, code_id=form.code_id, code=form.code, secret=secret)
        )
    )


async def accept_invitation(door: Door, form: AcceptanceIn) -> Opened:
    """Open the account that an invitation promises, and sign in."""
    address = _as_stranger(door).address
    login = await door.do(
        lambda work: actions.check_invitation(
            work, invitation_id=form.invitation_id, code=form.code, address=address
        )
    )
    if not login:
        raise WrongCode
    passwords.refuse_weak(form.password, login)
    kept = await passwords.hash_password(form.password)
    person = NewPerson(form.name, phone=form.phone)
    return await door.do(
        lambda work: _opened(
            work,
            actions.accept_invitation(
                work,
                invitation_id=form.invitation_id,
                code=form.code,
                person=person,
                password_hash=kept,
                address=address,
            ),
        )
    )


async def open_demonstration(door: Door, account_id: str) -> Opened:
    """Open a session by the demonstration's role picker."""
    address = _as_stranger(door).address
    return await door.do(
        lambda work: _opened(
            work,
            actions.open_demonstration_session(work, account_id=account_id, address=address),
        )
    )


async def _check(door: Door, form: RegistrationIn | PasswordResetIn, purpose: Purpose) -> None:
    login = await door.do(
        lambda work: actions.check_code(work, code_id=form.code_id, code=form.code, purpose=purpose)
    )
    if not login:
        raise WrongCode
    passwords.refuse_weak(form.password, login)


def _opened(work: Work, opened: OpenedSession) -> Opened:
    name = store.person(work, opened.account.person_id).name
    account = AccountOut.of(opened.account, name)
    return opened.secret, SessionOut(account=account, expires_at=opened.expires_at)


def _as_stranger(door: Door) -> Credentials:
    # Who signs in or registers is nobody yet; an old cookie must not stand in the way.
    shown = door.credentials
    door.credentials = Credentials(address=shown.address)
    return shown
