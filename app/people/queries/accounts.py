"""Reading accounts, tokens, invitations and the outbox page."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from app.access.actor import MINE, OPEN, Actor, Role, Target, Tie
from app.access.policy import POLICY, May
from app.db.work import Work
from app.kernel.problems import NotFound, Unauthenticated
from app.kernel.sealing import opened
from app.people.actions.messages import SEAL
from app.people.message_templates import WORDINGS, Template
from app.people.schemas.accounts import (
    AccountOut,
    InvitationOut,
    MessageOut,
    OwnAccountOut,
    TokenOut,
)
from app.people.store import accounts as store
from app.people.store import companies, upkeep
from app.people.tables import Message
from app.web import paging
from app.web.paging import Page


def own_account(work: Work) -> OwnAccountOut:
    """Return the account of the one who asks, and what its role may do at all."""
    work.require(May.ACCOUNT_READ, MINE)
    actor = work.actor
    if not actor.account_id:
        raise Unauthenticated
    row = store.account(work, actor.account_id)
    may = [str(may) for may, roles in POLICY.items() if actor.role in roles]
    return OwnAccountOut(
        **AccountOut.of(row, actor.display_name).model_dump(),
        company_ids=sorted(actor.company_ids),
        permissions=[name for name in may if actor.scopes is None or name in actor.scopes],
        stepped_up=actor.stepped_up(work.now),
        channel=actor.channel,
    )


def account(work: Work, account_id: str) -> AccountOut:
    """Return one account; one's own, or any for an administrator."""
    own = account_id == work.actor.account_id
    work.require(May.ACCOUNT_READ, MINE if own else Target())
    row = store.account(work, account_id)
    return AccountOut.of(row, store.person(work, row.person_id).name)


def accounts(
    work: Work, *, role: Role | None = None, limit: int = 50, cursor: str | None = None
) -> Page[AccountOut]:
    """Return accounts by login; for administrators."""
    work.require(May.ACCOUNT_MANAGE, OPEN)
    rows = store.accounts(
        work, roles=[role] if role else [], after=paging.decode(cursor, 2), limit=limit + 1
    )
    items = [AccountOut.of(row, name) for row, name in rows[:limit]]
    more = len(rows) > limit
    end = paging.encode(items[-1].login, items[-1].id) if more else None
    return Page(items=items, has_more=more, next_cursor=end)


def staff(work: Work, *, roles: Collection[Role], unit: str = "") -> list[AccountOut]:
    """Return the officials one may assign, seat or grant a case to."""
    own_unit = Target(ties=frozenset({Tie.UNIT}), secret=False)
    work.require(May.RELATION_SET, own_unit)
    rows = store.accounts(work, roles=list(roles), unit=unit, enabled_only=True, limit=500)
    return [AccountOut.of(row, name) for row, name in rows]


def person_names(work: Work, person_ids: Collection[str]) -> dict[str, str]:
    """Return the names of persons by id, to those who are signed in."""
    work.require(May.ACCOUNT_READ, MINE)
    if work.actor.role is Role.PUBLIC:
        raise Unauthenticated
    return store.names(work, set(person_ids))


@dataclass(frozen=True, slots=True)
class AccountHolder:
    """Whose account it is, and what it is for."""

    name: str
    role: str


def account_holders(work: Work, account_ids: Collection[str]) -> dict[str, AccountHolder]:
    """Return whose the accounts are, by their ids; for auditors."""
    work.require(May.AUDIT_READ, OPEN)
    rows = store.holders(work, set(account_ids))
    return {key: AccountHolder(name, role) for key, name, role in rows}


def account_of_person(work: Work, person_id: str) -> str:
    """Return the id of a person's account as a party, for notices; empty where there is none."""
    work.require(May.JOB_RUN, OPEN)
    return store.account_id_of(work, person_id, Role.PARTY)


def account_of_login(work: Work, login: str) -> str:
    """Return the id of the account that signs in with an e-mail; empty where there is none."""
    work.require(May.JOB_RUN, OPEN)
    row = store.account_by_login(work, login.strip().lower())
    return row.id if row else ""


def actor_of(work: Work, account_id: str) -> Actor:
    """Return an account as an actor, so that the worker can act out a story as its people."""
    work.require(May.JOB_RUN, OPEN)
    row = store.account(work, account_id)
    party = row.role == Role.PARTY
    return Actor(
        account_id=row.id,
        person_id=row.person_id,
        role=Role(row.role),
        display_name=store.person(work, row.person_id).name,
        unit=row.unit,
        company_ids=(
            companies.company_ids_of(work, row.person_id, row.login) if party else frozenset()
        ),
        enabled=row.enabled,
        channel="job",
    )


def demonstration_accounts(work: Work) -> list[tuple[AccountOut, list[str]]]:
    """Return the accounts of the role picker, those opened first first, each with its firms' names.

    There is none outside a demonstration.
    """
    if not work.world.demonstration:
        raise NotFound
    rows = sorted(store.accounts(work, enabled_only=True, limit=100), key=lambda one: one[0].id)
    firms = {
        row.id: companies.company_ids_of(work, row.person_id, row.login)
        for row, _ in rows
        if row.role == Role.PARTY
    }
    names = companies.company_names(work, {one for ids in firms.values() for one in ids})
    return [
        (AccountOut.of(row, name), sorted(names[one] for one in firms.get(row.id, ())))
        for row, name in rows
    ]


def tokens(work: Work) -> Page[TokenOut]:
    """Return one's own tokens, newest first."""
    work.require(May.TOKEN_MANAGE, MINE)
    rows = store.tokens_of(work, work.actor.account_id)
    used = upkeep.last_uses(work, [row.id for row in rows])
    return Page(items=[TokenOut.of(row, used.get(row.id)) for row in rows], has_more=False)


def invitations(work: Work, *, limit: int = 50, cursor: str | None = None) -> Page[InvitationOut]:
    """Return invitations, newest first; a team lead sees those he sent."""
    work.require(May.INVITE, OPEN)
    everybody = work.actor.role is Role.ADMINISTRATOR
    rows = store.invitations(
        work,
        invited_by="" if everybody else work.actor.account_id,
        after=paging.decode(cursor, 1),
        limit=limit + 1,
    )
    items = [InvitationOut.of(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(
        items=items, has_more=more, next_cursor=paging.encode(items[-1].id) if more else None
    )


def messages(work: Work, *, limit: int = 50, cursor: str | None = None) -> Page[MessageOut]:
    """Return the outbox page, newest first; in a demonstration anybody may look at it."""
    if not work.world.demonstration:
        work.require(May.OUTBOX_READ, OPEN)
    rows = upkeep.messages(work, after=paging.decode(cursor, 1), limit=limit + 1)
    items = [_message(work, row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(
        items=items, has_more=more, next_cursor=paging.encode(items[-1].id) if more else None
    )


def _message(work: Work, row: Message) -> MessageOut:
    values = json.loads(opened(work.world.seal_key, SEAL, row.body))
    wording = WORDINGS[Template(row.template)]
    body = wording.body.format(**values)
    return MessageOut(
        id=row.id,
        address=row.address,
        channel=row.channel,
        template=row.template,
        subject_ko=wording.subject.ko,
        subject_en=wording.subject.en,
        body_ko=body.ko,
        body_en=body.en,
        path=str(values.get("path", "")),
        created_at=row.created_at,
    )
