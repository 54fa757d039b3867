"""The SQL of companies, their members and their representatives."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, tuple_, union
from sqlmodel import col, select

from app.db.work import Work
from app.people.rules import MandateScope
from app.people.store import scope
from app.people.store.finding import found
from app.people.tables import Company, CompanyMember, Mandate, Person


def company(work: Work, company_id: str) -> Company:
    """Return a company; raise NotFound."""
    return found(work, Company, company_id)


_BY_NUMBER = select(Company).where(Company.business_number == bindparam("business_number"))


def company_by_number(work: Work, business_number: str) -> Company | None:
    """Return the company with a business registration number, if it is known."""
    given = {"business_number": business_number}
    return work.session.execute(_BY_NUMBER, given).scalars().one_or_none()


def companies(
    work: Work,
    *,
    search: str = "",
    among: Collection[str] | None = None,
    after: Sequence[Any] | None = None,
    limit: int = 200,
) -> list[Company]:
    """Return companies by name; `search` is part of a name or the start of a number."""
    chosen = select(Company).order_by(col(Company.name), col(Company.id))
    if among is not None:
        chosen = chosen.where(col(Company.id).in_(among))
    if search:
        digits = "".join(symbol for symbol in search if symbol.isascii() and symbol.isdigit())
        fits: list[ColumnElement[bool]] = [col(Company.name).icontains(search, autoescape=True)]
        if digits:
            fits.append(col(Company.business_number).startswith(digits))
        chosen = chosen.where(or_(*fits))
    if after is not None:
        place = tuple_(col(Company.name), col(Company.id))
        chosen = chosen.where(place > tuple_(*after))
    return list(work.session.exec(chosen.limit(limit)))


def company_names(work: Work, company_ids: Collection[str]) -> dict[str, str]:
    """Return the names of companies by id."""
    if not company_ids:
        return {}
    chosen = select(Company.id, Company.name).where(col(Company.id).in_(company_ids))
    return {key: name for key, name in work.session.exec(chosen)}  # noqa: C416 - rows are no pairs


def member(work: Work, member_id: str) -> CompanyMember:
    """Return a membership; raise NotFound."""
    return found(work, CompanyMember, member_id)


def member_of(work: Work, company_id: str, person_id: str) -> CompanyMember | None:
    """Return the membership of a person in a company, if there is one."""
    chosen = select(CompanyMember).where(
        CompanyMember.company_id == company_id, CompanyMember.person_id == person_id
    )
    return work.session.exec(chosen).one_or_none()


def members(work: Work, company_id: str) -> list[tuple[CompanyMember, str]]:
    """Return a company's members with their names."""
    chosen = (
        select(CompanyMember, Person.name)
        .join(Person)
        .where(CompanyMember.company_id == company_id)
        .order_by(col(CompanyMember.id))
    )
    return [(row, name) for row, name in work.session.exec(chosen)]


def mandate(work: Work, mandate_id: str) -> Mandate:
    """Return a mandate; raise NotFound."""
    return found(work, Mandate, mandate_id)


def mandates(work: Work, company_id: str) -> list[Mandate]:
    """Return a company's mandates, newest first."""
    chosen = select(Mandate).where(Mandate.company_id == company_id)
    return list(work.session.exec(chosen.order_by(col(Mandate.id).desc())))


_PERSON: BindParameter[str] = bindparam("person_id")
_LOGIN: BindParameter[str] = bindparam("login")
_COMPANY_IDS = union(
    select(CompanyMember.company_id).where(
        CompanyMember.person_id == _PERSON,
        col(CompanyMember.confirmed_at).is_not(None),
        col(CompanyMember.from_on) <= scope.TODAY,
        col(CompanyMember.until_on).is_(None) | (col(CompanyMember.until_on) >= scope.TODAY),
    ),
    select(Mandate.company_id).where(
        Mandate.representative_email == _LOGIN,
        Mandate.scope == MandateScope.ALL,
        scope.STANDING,
    ),
)


def company_ids_of(work: Work, person_id: str, login: str) -> frozenset[str]:
    """Return the companies a person acts for today: by membership or by a whole mandate."""
    given = {**scope.values(work), "person_id": person_id, "login": login}
    return frozenset(work.session.execute(_COMPANY_IDS, given).scalars())
