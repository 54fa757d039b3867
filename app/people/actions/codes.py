"""One-time codes: asked for with an e-mail address, answered alike whether it is known or not."""

from app.access.actor import MINE
from app.access.policy import May
from app.db.work import Work
from app.kernel import ids
from app.kernel.sealing import keyed_hash, same
from app.people import rules
from app.people.actions import tries
from app.people.actions.messages import put_message
from app.people.message_templates import Template
from app.people.problems import NotByToken, WrongCode
from app.people.rules import Purpose
from app.people.store import accounts as store
from app.people.store import upkeep
from app.people.tables import OneTimeCode, UserAccount

_GROUPS = 2


def ask_code(work: Work, *, purpose: Purpose, login: str, address: str) -> OneTimeCode:
    """Send a code to register or to reset a password; the answer tells nothing about accounts.

    Codes asked for by others stay valid beside each other, so nobody can spoil another's code.
    """
    account = store.account_by_login(work, login)
    tries.count(
        work, f"code:{purpose}", rules.CODE_LIMITS,
        login=login, account_id=account.id if account else "", address=address,
    )  # fmt: skip
    if purpose is Purpose.REGISTER:
        template = Template.REGISTER if account is None else Template.REGISTERED_ALREADY
        return _make(work, purpose, login, template, fits=account is None)
    if purpose is not Purpose.RESET:
        raise WrongCode
    usable = account is not None and account.enabled
    return _make(work, purpose, login, Template.RESET if usable else None, fits=usable)


def ask_step_up_code(work: Work, *, address: str) -> OneTimeCode:
    """Send the one who is signed in a code as a second factor."""
    account = own_account(work)
    tries.count(
        work, f"code:{Purpose.STEP_UP}", rules.CODE_LIMITS,
        login=account.login, account_id=account.id, address=address,
    )  # fmt: skip
    return _make(work, Purpose.STEP_UP, account.login, Template.STEP_UP, fits=True)


def own_account(work: Work) -> UserAccount:
    """Return the account of the one in a session; raise where a token or nobody asks."""
    work.require(May.ACCOUNT_READ, MINE)
    if work.actor.scopes is not None or not work.actor.account_id:
        raise NotByToken
    return store.account(work, work.actor.account_id)


def check_code(work: Work, *, code_id: str, code: str, purpose: Purpose) -> str:
    """Use one try of a code; return the login it was sent to, or nothing where it does not fit.

    The caller must let this Work end well before it refuses, or the try would be given back.
    """
    found = upkeep.try_code(work, code_id, purpose)
    fits = found is not None and same(found.code_hash, _hash(work, code))
    return found.login if found is not None and fits else ""


def spend_code(work: Work, *, code_id: str, code: str, purpose: Purpose) -> str:
    """Use a code that fits for good and return its login; raise WrongCode otherwise."""
    login = upkeep.spend_code(work, code_id, purpose, _hash(work, code))
    if not login:
        raise WrongCode
    return login


def _make(
    work: Work, purpose: Purpose, login: str, template: Template | None, *, fits: bool
) -> OneTimeCode:
    code = ids.spoken_code(_GROUPS)
    kept = code if fits else ids.new_secret()
    if template is not None:
        put_message(work, template, login, code=code)
    return work.add(
        OneTimeCode(
            id=f"otc_{ids.new_secret(24)}",
            purpose=purpose,
            login=login,
            code_hash=_hash(work, kept),
            created_at=work.now,
            expires_at=work.now + rules.CODE_LASTS,
        )
    )


def _hash(work: Work, code: str) -> str:
    return keyed_hash(work.world.seal_key, "code", rules.normal_code(code))
