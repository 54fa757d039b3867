"""The SQL of relations to cases and of walls: asked for one case, or as a condition of lists."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as core
from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, union, union_all
from sqlmodel import col, select

from app.access.actor import Role, Tie
from app.db.work import Work
from app.people.rules import MandateScope
from app.people.store.companies import standing
from app.people.store.finding import found, is_id
from app.people.tables import CaseTie, Company, Mandate, Person, UserAccount, Wall

_WALL = "wall"


@dataclass(slots=True)
class Standing:
    """How an actor stands to one case now."""

    ties: set[Tie] = field(default_factory=set)
    grant_level: int = 0
    walled: bool = False


def standing_to(work: Work, case_id: str, company_ids: Collection[str] = ()) -> Standing:
    """Return the actor's ties to a case and whether a wall stands, in one query.

    `company_ids` are further companies the case is about, whose walls count too.
    """
    stands = Standing()
    if not work.actor.person_id or not is_id(case_id):
        return stands
    ties = select(CaseTie.kind, CaseTie.level).where(
        CaseTie.case_id == case_id, _current(work), _own(work)
    )
    about = select(CaseTie.company_id).where(
        CaseTie.case_id == case_id, col(CaseTie.company_id).is_not(None)
    )
    walls = select(literal(_WALL), literal(0)).where(
        _own_wall(work),
        or_(
            col(Wall.case_id) == case_id,
            col(Wall.company_id).in_(about),
            col(Wall.company_id).in_(company_ids) if company_ids else false(),
        ),
    )
    for kind, level in work.session.execute(union_all(ties, walls)):
        if kind == _WALL:
            stands.walled = True
            continue
        stands.ties.add(Tie(kind))
        if kind == Tie.GRANTED:
            stands.grant_level = max(stands.grant_level, level)
    return stands


def walled_from(work: Work, person_id: str, case_id: str) -> bool:
    """Tell whether a person must stay away from a case, or from a company it is about."""
    about = select(CaseTie.company_id).where(
        CaseTie.case_id == case_id, col(CaseTie.company_id).is_not(None)
    )
    chosen = select(Wall.id).where(
        _wall_of(work, person_id),
        or_(col(Wall.case_id) == case_id, col(Wall.company_id).in_(about)),
    )
    return work.session.exec(chosen.limit(1)).first() is not None


def walled_from_company(work: Work, person_id: str, company_id: str) -> bool:
    """Tell whether a person must stay away from a company."""
    if not person_id or not is_id(company_id):
        return False
    chosen = select(Wall.id).where(_wall_of(work, person_id), Wall.company_id == company_id)
    return work.session.exec(chosen.limit(1)).first() is not None


def _select(column: Any) -> Any:
    # A Core select: it is a condition inside other packages' lists, never run by itself.
    return core.select(column)


def tied_case_ids(work: Work, kinds: Collection[Tie]) -> Select[tuple[str]]:
    """Return the cases to which the actor stands in one of the relations, walled ones left out."""
    chosen: Select[tuple[str]] = _select(CaseTie.case_id).where(
        col(CaseTie.kind).in_(sorted(kinds)),
        _current(work),
        _own(work),
        col(CaseTie.case_id).not_in(walled_case_ids(work)),
    )
    return chosen


def walled_case_ids(work: Work) -> Select[tuple[str]]:
    """Return the cases from which the actor must stay away."""
    direct = _select(col(Wall.case_id).label("case_id")).where(
        _own_wall(work), col(Wall.case_id).is_not(None)
    )
    through = (
        _select(col(CaseTie.case_id).label("case_id"))
        .join(Wall, col(Wall.company_id) == col(CaseTie.company_id))
        .where(_own_wall(work))
    )
    both = union(direct, through).subquery()
    chosen: Select[tuple[str]] = _select(both.c.case_id)
    return chosen


def _current(work: Work) -> ColumnElement[bool]:
    return and_(
        col(CaseTie.from_at) <= work.now,
        or_(col(CaseTie.until_at).is_(None), col(CaseTie.until_at) > work.now),
    )


def _own(work: Work) -> ColumnElement[bool]:
    actor = work.actor
    if not actor.person_id:
        return false()
    ways: list[ColumnElement[bool]] = [col(CaseTie.person_id) == actor.person_id]
    if actor.company_ids:
        ways.append(col(CaseTie.company_id).in_(sorted(actor.company_ids)))
    if actor.role is Role.PARTY:
        login = select(UserAccount.login).where(UserAccount.id == actor.account_id)
        one_case = select(Mandate.company_id).where(
            Mandate.scope == MandateScope.ONE_CASE,
            col(Mandate.case_id) == col(CaseTie.case_id),
            col(Mandate.representative_email).in_(login),
            standing(work),
        )
        ways.append(col(CaseTie.company_id).in_(one_case))
    return or_(*ways)


def _own_wall(work: Work) -> ColumnElement[bool]:
    return _wall_of(work, work.actor.person_id)


def _wall_of(work: Work, person_id: str) -> ColumnElement[bool]:
    return and_(
        col(Wall.person_id) == person_id,
        col(Wall.lifted_at).is_(None),
        col(Wall.from_at) <= work.now,
    )


def tie(work: Work, tie_id: str) -> CaseTie:
    """Return a relation; raise NotFound."""
    return found(work, CaseTie, tie_id)


def ties_of(
    work: Work, case_id: str, kinds: Collection[str] = ()
) -> list[tuple[CaseTie, str | None, str | None]]:
    """Return the relations of a case, oldest first, with the person's or company's name."""
    chosen = (
        select(CaseTie, Person.name, Company.name)
        .join(Person, isouter=True)
        .join(Company, isouter=True)
        .where(CaseTie.case_id == case_id)
        .order_by(col(CaseTie.set_at), col(CaseTie.kind), col(CaseTie.id))
    )
    if kinds:
        chosen = chosen.where(col(CaseTie.kind).in_(kinds))
    return [(row, name, company) for row, name, company in work.session.exec(chosen)]


def wall(work: Work, wall_id: str) -> Wall:
    """Return a wall; raise NotFound."""
    return found(work, Wall, wall_id)


def walls(
    work: Work,
    *,
    person_id: str = "",
    standing_only: bool = False,
    after: Sequence[Any] | None = None,
    limit: int = 200,
) -> list[tuple[Wall, str]]:
    """Return walls with the persons' names, newest first."""
    chosen = select(Wall, Person.name).join(Person).order_by(col(Wall.id).desc())
    if person_id:
        chosen = chosen.where(Wall.person_id == person_id)
    if standing_only:
        chosen = chosen.where(col(Wall.lifted_at).is_(None))
    if after is not None:
        chosen = chosen.where(col(Wall.id) < after[0])
    return [(row, name) for row, name in work.session.exec(chosen.limit(limit))]
