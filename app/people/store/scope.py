"""Who asks and when, as conditions of SQL: each statement is made once and bound when it runs.

Making a statement costs many times as much as running it, so what differs from actor to actor is
left open as a parameter; `values` gives what to bind.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    union,
)
from sqlmodel import col

from app.access.actor import Role, Tie
from app.db.work import Work
from app.people.rules import MandateScope
from app.people.tables import CaseTie, Mandate, UserAccount, Wall

NOW: BindParameter[Any] = bindparam("scope_now")
TODAY: BindParameter[Any] = bindparam("scope_today")
PERSON: BindParameter[Any] = bindparam("scope_person")
ACCOUNT: BindParameter[Any] = bindparam("scope_account")
COMPANIES: BindParameter[Any] = bindparam("scope_companies", expanding=True)


def values(work: Work) -> dict[str, Any]:
    """Return what the conditions of this file leave open."""
    actor = work.actor
    return {
        "scope_now": work.now,
        "scope_today": work.today,
        "scope_person": actor.person_id,
        "scope_account": actor.account_id,
        # An empty list would be compared without an index.
        "scope_companies": sorted(actor.company_ids) or [""],
    }


# A mandate that holds today.
STANDING: ColumnElement[bool] = and_(
    col(Mandate.revoked_at).is_(None),
    col(Mandate.from_on) <= TODAY,
    or_(col(Mandate.until_on).is_(None), col(Mandate.until_on) >= TODAY),
)

# A relation that holds now.
CURRENT: ColumnElement[bool] = and_(
    col(CaseTie.from_at) <= NOW, or_(col(CaseTie.until_at).is_(None), col(CaseTie.until_at) > NOW)
)

# A wall that stands before a person now.
WALLED: ColumnElement[bool] = and_(
    col(Wall.person_id) == PERSON, col(Wall.lifted_at).is_(None), col(Wall.from_at) <= NOW
)


# A mandate for one case that the actor holds.
_LOGIN = select(col(UserAccount.login)).where(col(UserAccount.id) == ACCOUNT)
_MANDATED: ColumnElement[bool] = and_(
    col(Mandate.scope) == MandateScope.ONE_CASE,
    col(Mandate.representative_email).in_(_LOGIN),
    STANDING,
)


@cache
def own(role: Role) -> ColumnElement[bool]:
    """Return the condition that a relation is the actor's: as a person, company or mandatary."""
    ways: list[ColumnElement[bool]] = [
        col(CaseTie.person_id) == PERSON,
        col(CaseTie.company_id).in_(COMPANIES),
    ]
    if role is Role.PARTY:
        one_case = select(col(Mandate.company_id)).where(
            col(Mandate.case_id) == col(CaseTie.case_id), _MANDATED
        )
        ways.append(col(CaseTie.company_id).in_(one_case))
    return or_(*ways)


@cache
def walled_case_ids() -> Select[Any]:
    """Return the cases from which the actor must stay away."""
    direct: Any = select(col(Wall.case_id).label("case_id")).where(
        WALLED, col(Wall.case_id).is_not(None)
    )
    through: Any = (
        select(col(CaseTie.case_id).label("case_id"))
        .join(Wall, col(Wall.company_id) == col(CaseTie.company_id))
        .where(WALLED)
    )
    return select(union(direct, through).subquery().c.case_id)


@cache
def tied_case_ids(role: Role, kinds: frozenset[Tie], *, walled: bool = True) -> Select[Any]:
    """Return the cases to which the actor stands in one of the relations, walled ones left out.

    `walled` says whether any wall stands before the actor at all. Each way to a relation is asked
    for by itself, because one condition for all would read every relation there is.
    """
    one_case = and_(
        col(Mandate.case_id) == col(CaseTie.case_id),
        col(Mandate.company_id) == col(CaseTie.company_id),
    )
    chosen: Any = select(col(CaseTie.case_id)).where(col(CaseTie.kind).in_(sorted(kinds)), CURRENT)
    ways = [
        chosen.where(col(CaseTie.person_id) == PERSON),
        chosen.where(col(CaseTie.company_id).in_(COMPANIES)),
    ]
    if role is Role.PARTY:
        ways.append(chosen.join(Mandate, one_case).where(_MANDATED))
    found = union(*ways).subquery().c.case_id
    tied = select(found)
    return tied.where(found.not_in(walled_case_ids())) if walled else tied


_ANYWHERE = select(
    exists().where(WALLED).label("walled"),
    exists().where(col(CaseTie.person_id) == PERSON).label("tied"),
)


def anywhere(work: Work) -> tuple[bool, bool]:
    """Tell whether any wall stands before the actor, and whether any relation may be the actor's.

    Where there is none, a list need not look for them row by row.
    """
    walled, tied = work.session.execute(_ANYWHERE, values(work)).one()
    return bool(walled), bool(tied or work.actor.company_ids or work.actor.role is Role.PARTY)
