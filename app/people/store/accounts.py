"""The SQL of persons, accounts, tokens and invitations."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import tuple_
from sqlmodel import col, select

from app.db.work import Work
from app.people.store.finding import found
from app.people.tables import ApiToken, Invitation, Person, UserAccount


def account(work: Work, account_id: str) -> UserAccount:
    """Return an account; raise NotFound."""
    return found(work, UserAccount, account_id)


def account_by_login(work: Work, login: str) -> UserAccount | None:
    """Return the account with a login, if there is one."""
    return work.session.exec(select(UserAccount).where(UserAccount.login == login)).one_or_none()


def person(work: Work, person_id: str) -> Person:
    """Return a person; raise NotFound."""
    return found(work, Person, person_id)


def names(work: Work, person_ids: Collection[str]) -> dict[str, str]:
    """Return the names of persons by id."""
    if not person_ids:
        return {}
    chosen = select(Person.id, Person.name).where(col(Person.id).in_(person_ids))
    return {key: name for key, name in work.session.exec(chosen)}  # noqa: C416 - rows are no pairs


def holders(work: Work, account_ids: Collection[str]) -> list[tuple[str, str, str]]:
    """Return accounts as id, name of the person and role."""
    if not account_ids:
        return []
    chosen = (
        select(UserAccount.id, Person.name, UserAccount.role)
        .join(Person, col(Person.id) == UserAccount.person_id)
        .where(col(UserAccount.id).in_(account_ids))
    )
    return [(key, name, role) for key, name, role in work.session.exec(chosen)]


def account_id_of(work: Work, person_id: str, role: str) -> str:
    """Return the id of a person's oldest enabled account of a role, or an empty string."""
    chosen = (
        select(UserAccount.id)
        .where(
            UserAccount.person_id == person_id,
            UserAccount.role == role,
            col(UserAccount.enabled).is_(True),
        )
        .order_by(col(UserAccount.id))
    )
    return work.session.exec(chosen.limit(1)).first() or ""


def has_role(work: Work, person_id: str, roles: Collection[str]) -> bool:
    """Tell whether a person has an enabled account of one of the roles."""
    chosen = select(UserAccount.id).where(
        UserAccount.person_id == person_id,
        col(UserAccount.enabled).is_(True),
        col(UserAccount.role).in_(roles),
    )
    return work.session.exec(chosen.limit(1)).first() is not None


def accounts(
    work: Work,
    *,
    roles: Collection[str] = (),
    unit: str = "",
    enabled_only: bool = False,
    after: Sequence[Any] | None = None,
    limit: int = 200,
) -> list[tuple[UserAccount, str]]:
    """Return accounts with their persons' names, in the order of the logins."""
    chosen = (
        select(UserAccount, Person.name)
        .join(Person)
        .order_by(col(UserAccount.login), col(UserAccount.id))
    )
    if roles:
        chosen = chosen.where(col(UserAccount.role).in_(roles))
    if unit:
        chosen = chosen.where(UserAccount.unit == unit)
    if enabled_only:
        chosen = chosen.where(col(UserAccount.enabled).is_(True))
    if after is not None:
        place = tuple_(col(UserAccount.login), col(UserAccount.id))
        chosen = chosen.where(place > tuple_(*after))
    return [(row, name) for row, name in work.session.exec(chosen.limit(limit))]


def token(work: Work, token_id: str) -> ApiToken:
    """Return a token; raise NotFound."""
    return found(work, ApiToken, token_id)


def tokens_of(work: Work, account_id: str, *, live_only: bool = False) -> list[ApiToken]:
    """Return the tokens of an account, newest first."""
    chosen = select(ApiToken).where(ApiToken.account_id == account_id)
    if live_only:
        chosen = chosen.where(col(ApiToken.revoked_at).is_(None))
    return list(work.session.exec(chosen.order_by(col(ApiToken.id).desc())))


def invitation(work: Work, invitation_id: str) -> Invitation:
    """Return an invitation; raise NotFound."""
    return found(work, Invitation, invitation_id)


def invitations(
    work: Work, *, invited_by: str = "", after: Sequence[Any] | None = None, limit: int = 200
) -> list[Invitation]:
    """Return invitations, newest first; those of one inviter where named."""
    chosen = select(Invitation).order_by(col(Invitation.id).desc())
    if invited_by:
        chosen = chosen.where(Invitation.invited_by == invited_by)
    if after is not None:
        chosen = chosen.where(col(Invitation.id) < after[0])
    return list(work.session.exec(chosen.limit(limit)))
