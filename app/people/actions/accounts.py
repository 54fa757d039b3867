"""Opening accounts by registration, invitation or seeding, and stopping their use."""

from dataclasses import dataclass
from datetime import date

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.kernel.sealing import keyed_hash, same
from app.kernel.text import Text
from app.people import rules
from app.people.actions import tries
from app.people.actions.codes import spend_code
from app.people.actions.messages import put_message
from app.people.actions.sessions import OpenedSession, end_all, open_session
from app.people.events import (
    AccountDisabled,
    AccountEnabled,
    AccountOpened,
    InvitationAccepted,
    InvitationSent,
)
from app.people.message_templates import Template
from app.people.problems import AlreadySettled, LoginTaken, WrongCode
from app.people.rules import Purpose
from app.people.store import accounts as store
from app.people.tables import Invitation, Person, UserAccount


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who a person is, as far as told."""

    name: str
    birth_on: date | None = None
    phone: str = ""


def register_account(
    work: Work, *, code_id: str, code: str, person: NewPerson, password_hash: str, address: str
) -> OpenedSession:
    """Open a party's account for the e-mail address that the code has proved, and sign it in."""
    login = spend_code(work, code_id=code_id, code=code, purpose=Purpose.REGISTER)
    if store.account_by_login(work, login) is not None:
        raise WrongCode
    someone = _new_person(work, person, login)
    account = _open(work, someone, Role.PARTY, login=login, password_hash=password_hash, unit="")
    _record_opened(work, account, "registration")
    return open_session(work, account, address=address, way="registration")


def create_account(
    work: Work,
    *,
    role: Role,
    person: NewPerson | str,
    login: str,
    password_hash: str,
    unit: str = "",
) -> UserAccount:
    """Open an account for a new person, or for the person whose id is given.

    For administrators, and for the worker when it seeds a database.
    """
    work.require(May.JOB_RUN if work.actor.role is Role.WORKER else May.ACCOUNT_MANAGE, OPEN)
    if role in {Role.PUBLIC, Role.WORKER}:
        raise Conflict(Text("계정이 없는 역할입니다", "This role has no accounts"))
    login = rules.normal_email(login)
    if store.account_by_login(work, login) is not None:
        raise LoginTaken
    someone = (
        store.person(work, person) if isinstance(person, str) else _new_person(work, person, login)
    )
    account = _open(work, someone, role, login=login, password_hash=password_hash, unit=unit)
    _record_opened(work, account, "seeding" if work.actor.role is Role.WORKER else "administrator")
    return account


def _new_person(work: Work, person: NewPerson, email: str) -> Person:
    row = work.add(
        Person(
            id=work.new_id("per"),
            name=person.name,
            birth_on=person.birth_on,
            phone=person.phone,
            email=email,
            created_at=work.now,
        )
    )
    work.session.flush()
    return row


def _open(
    work: Work, person: Person, role: Role, *, login: str, password_hash: str, unit: str
) -> UserAccount:
    account = work.add(
        UserAccount(
            id=work.new_id("acc"),
            person_id=person.id,
            role=role,
            unit=unit,
            login=login,
            password_hash=password_hash,
            created_at=work.now,
        )
    )
    work.session.flush()
    return account


def _record_opened(work: Work, account: UserAccount, way: str) -> None:
    work.record(
        AccountOpened(
            subject=account.id,
            role=account.role,
            unit=account.unit,
            person_id=account.person_id,
            way=way,
        )
    )


# ------------------------------------------------------------------------------------ invitations


def invite(
    work: Work, *, role: Role, unit: str, email: str, person_id: str | None = None
) -> Invitation:
    """Invite somebody to open an account; the code goes to the e-mail address only.

    `person_id` names the person where it is a second account, so that four-eyes holds by person.
    """
    work.require(May.INVITE, OPEN)
    if role not in rules.INVITES.get(work.actor.role, frozenset()):
        raise Forbidden(
            Text("이 역할은 초대할 수 없습니다", "You may not invite this role"),
            permission=str(May.INVITE), because="role",
        )  # fmt: skip
    if work.actor.role is Role.LEAD and role is Role.INVESTIGATOR and unit != work.actor.unit:
        words = Text("소속 부서로만 초대할 수 있습니다", "Invite to your own unit only")
        raise Invalid(errors=(FieldError("/unit", "unit", words),))
    if store.account_by_login(work, email) is not None:
        raise LoginTaken
    if person_id is not None:
        store.person(work, person_id)
    code = ids.spoken_code(4)
    invitation = work.add(
        Invitation(
            id=work.new_id("inv"),
            role=role,
            unit=unit,
            email=email,
            person_id=person_id,
            code_hash=_invitation_hash(work, code),
            invited_by=work.actor.account_id,
            created_at=work.now,
            expires_at=work.now + rules.INVITATION_LASTS,
        )
    )
    put_message(work, Template.INVITATION, email, code=code, invitation_id=invitation.id)
    work.record(InvitationSent(subject=invitation.id, role=role, unit=unit))
    return invitation


def check_invitation(work: Work, *, invitation_id: str, code: str, address: str) -> str:
    """Count a try and return the invited e-mail address, or nothing where the code does not fit."""
    tries.count(
        work, "invitation", rules.CODE_LIMITS, login=invitation_id, account_id="", address=address
    )
    try:
        return _live_invitation(work, invitation_id, code).email
    except (WrongCode, NotFound):
        return ""


def accept_invitation(
    work: Work,
    *,
    invitation_id: str,
    code: str,
    person: NewPerson,
    password_hash: str,
    address: str,
) -> OpenedSession:
    """Open the account that an invitation promises, and sign it in."""
    invitation = _live_invitation(work, invitation_id, code)
    if store.account_by_login(work, invitation.email) is not None:
        raise WrongCode
    someone = (
        store.person(work, invitation.person_id)
        if invitation.person_id
        else _new_person(work, person, invitation.email)
    )
    role = Role(invitation.role)
    account = _open(
        work, someone, role, login=invitation.email, password_hash=password_hash,
        unit=invitation.unit,
    )  # fmt: skip
    invitation.accepted_at, invitation.account_id = work.now, account.id
    _record_opened(work, account, "invitation")
    work.record(InvitationAccepted(subject=invitation.id, account_id=account.id))
    return open_session(work, account, address=address, way="invitation")


def _live_invitation(work: Work, invitation_id: str, code: str) -> Invitation:
    invitation = store.invitation(work, invitation_id)
    live = invitation.accepted_at is None and work.now < invitation.expires_at
    if not live or not same(invitation.code_hash, _invitation_hash(work, code)):
        raise WrongCode
    return invitation


def _invitation_hash(work: Work, code: str) -> str:
    return keyed_hash(work.world.seal_key, "invitation", rules.normal_code(code))


# --------------------------------------------------------------------------------------- stopping


def disable_account(work: Work, *, account_id: str, version: int | None = None) -> UserAccount:
    """Stop the use of an account; its sessions and tokens end at once."""
    work.require(May.ACCOUNT_MANAGE, OPEN)
    account = store.account(work, account_id)
    work.expect_version(account, version)
    if account.id == work.actor.account_id:
        raise Conflict(Text("본인 계정은 중지할 수 없습니다", "One's own account stays enabled"))
    if not account.enabled:
        raise AlreadySettled
    account.enabled = False
    end_all(work, account.id)
    work.record(AccountDisabled(subject=account.id))
    return account


def enable_account(work: Work, *, account_id: str, version: int | None = None) -> UserAccount:
    """Let an account be used again; its former sessions and tokens stay ended."""
    work.require(May.ACCOUNT_MANAGE, OPEN)
    account = store.account(work, account_id)
    work.expect_version(account, version)
    if account.enabled:
        raise AlreadySettled
    account.enabled = True
    work.record(AccountEnabled(subject=account.id))
    return account
