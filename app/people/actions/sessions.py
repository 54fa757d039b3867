"""Signing in and out, confirming with a second factor, and choosing another password."""

from dataclasses import dataclass
from datetime import datetime

from app.access.actor import Role
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import NotFound
from app.kernel.sealing import token_hash
from app.people import rules
from app.people.actions import tries
from app.people.actions.codes import check_code, own_account, spend_code
from app.people.events import (
    PasswordReset,
    SignedIn,
    SignedOut,
    SignInFailed,
    SteppedUp,
    TokenRevoked,
)
from app.people.passwords import NOBODYS_HASH
from app.people.problems import SessionEnded, WrongCode
from app.people.rules import Purpose
from app.people.store import accounts as store
from app.people.store import upkeep
from app.people.tables import UserAccount, UserSession

_SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class SignInTry:
    """A counted try to sign in; `password_hash` is to be checked outside any Work."""

    login: str
    address: str
    account_id: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session and its secret, which is shown this once and kept only as a hash."""

    secret: str
    account: UserAccount
    expires_at: datetime


def begin_sign_in(work: Work, *, login: str, address: str) -> SignInTry:
    """Count a try and return what its password must fit; the same steps for unknown logins."""
    account = store.account_by_login(work, login)
    usable = account is not None and account.enabled
    account_id = account.id if account else ""
    tries.count(
        work, _SIGN_IN, rules.SIGN_IN_LIMITS, login=login, account_id=account_id, address=address
    )
    kept = account.password_hash if account and usable else NOBODYS_HASH
    return SignInTry(login, address, account_id if usable else "", kept)


def finish_sign_in(
    work: Work, attempt: SignInTry, *, fits: bool, former_secret: str = ""
) -> OpenedSession | None:
    """Open a session where the password fitted, and end the browser's former one; else None."""
    if not fits or not attempt.account_id:
        work.record(SignInFailed(subject=attempt.account_id))
        return None
    account = store.account(work, attempt.account_id)
    if not account.enabled or account.password_hash != attempt.password_hash:
        work.record(SignInFailed(subject=attempt.account_id))
        return None
    tries.succeeded(work, _SIGN_IN, login=attempt.login, address=attempt.address)
    if former_secret:
        upkeep.revoke_session(work, token_hash(former_secret))
    return open_session(work, account, address=attempt.address, way="password")


def open_session(work: Work, account: UserAccount, *, address: str, way: str) -> OpenedSession:
    """Open a session for an account that has shown who it is."""
    secret = ids.new_secret()
    expires_at = work.now + rules.SESSION_LASTS
    work.add(
        UserSession(
            id=work.new_id("ses"),
            secret_hash=token_hash(secret),
            account_id=account.id,
            source_hash=tries.source_hash(work, address),
            created_at=work.now,
            last_seen_at=work.now,
            expires_at=expires_at,
        )
    )
    work.record(SignedIn(subject=account.id, way=way))
    return OpenedSession(secret, account, expires_at)


def open_demonstration_session(work: Work, *, account_id: str, address: str) -> OpenedSession:
    """Open a session by the role picker; there is no such thing outside a demonstration."""
    if not work.world.demonstration:
        raise NotFound
    account = store.account(work, account_id)
    if not account.enabled or account.role in {Role.WORKER, Role.PUBLIC}:
        raise NotFound
    return open_session(work, account, address=address, way="demonstration")


def sign_out(work: Work, *, secret: str) -> None:
    """End the session with this secret; one that is unknown or ended stays ended."""
    account_id = upkeep.revoke_session(work, token_hash(secret))
    if account_id:
        work.record(SignedOut(subject=account_id))


def check_step_up_code(work: Work, *, code_id: str, code: str) -> bool:
    """Use one try of a second-factor code; a token or somebody else's session costs it none."""
    login = own_account(work).login
    return check_code(work, code_id=code_id, code=code, purpose=Purpose.STEP_UP) == login


def step_up(work: Work, *, code_id: str, code: str, secret: str) -> OpenedSession:
    """Confirm a session by a one-time code; it goes on under a fresh secret."""
    account = own_account(work)
    if spend_code(work, code_id=code_id, code=code, purpose=Purpose.STEP_UP) != account.login:
        raise WrongCode
    fresh = ids.new_secret()
    expires_at = upkeep.step_up(work, token_hash(secret), token_hash(fresh))
    if expires_at is None:
        raise SessionEnded
    work.record(SteppedUp(subject=account.id))
    return OpenedSession(fresh, account, expires_at)


def reset_password(
    work: Work, *, code_id: str, code: str, password_hash: str, address: str
) -> OpenedSession:
    """Give an account another password and end every session and token it had."""
    login = spend_code(work, code_id=code_id, code=code, purpose=Purpose.RESET)
    account = store.account_by_login(work, login)
    if account is None or not account.enabled:
        raise WrongCode
    account.password_hash = password_hash
    end_all(work, account.id)
    work.record(PasswordReset(subject=account.id))
    return open_session(work, account, address=address, way="reset")


def end_all(work: Work, account_id: str) -> None:
    """End every session and token of an account at once."""
    upkeep.revoke_sessions(work, account_id)
    for token in store.tokens_of(work, account_id, live_only=True):
        token.revoked_at = work.now
        work.record(TokenRevoked(subject=token.id, account_id=account_id))
