"""The SQL of relations to cases and of walls, asked for one case or one person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, bindparam, literal, or_, union_all
from sqlmodel import col, select

from app.access.actor import Role, Tie
from app.db.work import Work
from app.people.store import scope
from app.people.store.finding import found, is_id
from app.people.tables import CaseTie, Company, Person, Wall

_WALL = "wall"
_CASE: BindParameter[Any] = bindparam("case_id")
_ABOUT: BindParameter[Any] = bindparam("about", expanding=True)


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
    given = {"case_id": case_id, "about": sorted(company_ids), **scope.values(work)}
    for kind, level in work.session.execute(_standing(work.actor.role), given):
        if kind == _WALL:
            stands.walled = True
            continue
        stands.ties.add(Tie(kind))
        if kind == Tie.GRANTED:
            stands.grant_level = max(stands.grant_level, level)
    return stands


@cache
def _standing(role: Role) -> CompoundSelect[Any]:
    ties = select(CaseTie.kind, CaseTie.level).where(
        CaseTie.case_id == _CASE, scope.CURRENT, scope.own(role)
    )
    walls = select(literal(_WALL), literal(0)).where(
        scope.WALLED,
        or_(
            col(Wall.case_id) == _CASE,
            col(Wall.company_id).in_(_tied_companies()),
            col(Wall.company_id).in_(_ABOUT),
        ),
    )
    return union_all(ties, walls)


def _tied_companies() -> Any:
    return select(CaseTie.company_id).where(
        CaseTie.case_id == _CASE, col(CaseTie.company_id).is_not(None)
    )


_WALLED_FROM_CASE = select(Wall.id).where(
    scope.WALLED, or_(col(Wall.case_id) == _CASE, col(Wall.company_id).in_(_tied_companies()))
)
_WALLED_FROM_COMPANY = select(Wall.id).where(
    scope.WALLED, col(Wall.company_id) == bindparam("company_id")
)


def walled_from(work: Work, person_id: str, case_id: str) -> bool:
    """Tell whether a person must stay away from a case, or from a company it is about."""
    given = {**scope.values(work), "scope_person": person_id, "case_id": case_id}
    return work.session.execute(_WALLED_FROM_CASE, given).first() is not None


def walled_from_company(work: Work, person_id: str, company_id: str) -> bool:
    """Tell whether a person must stay away from a company."""
    if not person_id or not is_id(company_id):
        return False
    given = {**scope.values(work), "scope_person": person_id, "company_id": company_id}
    return work.session.execute(_WALLED_FROM_COMPANY, given).first() is not None


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
