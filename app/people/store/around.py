"""The SQL of everybody who may stand in a relation to one case: whom a snapshot has to ask about."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from app.access.actor import Role
from app.db.work import Work
from app.people.rules import MandateScope
from app.people.store import scope
from app.people.tables import CaseTie, CompanyMember, Mandate, Person, UserAccount


def accounts_around(
    work: Work, case_id: str, *, roles: Collection[Role], person_ids: Collection[str],
    account_ids: Collection[str], limit: int,
) -> list[tuple[UserAccount, str]]:  # fmt: skip
    """Return enabled accounts with their persons' names, in the order of their ids.

    Taken are all accounts of the roles, those tied to the case by themselves or through a firm,
    and those named. Whether any of them may do anything is not decided here.
    """
    tied = select(CaseTie.company_id).where(CaseTie.case_id == case_id, scope.CURRENT)
    persons = select(CaseTie.person_id).where(CaseTie.case_id == case_id, scope.CURRENT)
    members = select(CompanyMember.person_id).where(col(CompanyMember.company_id).in_(tied))
    mandated = select(Mandate.representative_email).where(
        col(Mandate.company_id).in_(tied),
        or_(
            col(Mandate.scope) == MandateScope.ALL,
            and_(col(Mandate.scope) == MandateScope.ONE_CASE, col(Mandate.case_id) == case_id),
        ),
        scope.STANDING,
    )
    party = col(UserAccount.role) == Role.PARTY
    ways: list[ColumnElement[bool]] = [
        col(UserAccount.role).in_(sorted(roles)),
        col(UserAccount.person_id).in_(persons),
        and_(party, col(UserAccount.person_id).in_(members)),
        and_(party, col(UserAccount.login).in_(mandated)),
        col(UserAccount.person_id).in_(sorted(person_ids)),
        col(UserAccount.id).in_(sorted(account_ids)),
    ]
    chosen = (
        select(UserAccount, Person.name)
        .join(Person)
        .where(col(UserAccount.enabled).is_(True), or_(*ways))
        .order_by(col(UserAccount.id))
        .limit(limit)
    )
    found = work.session.execute(chosen, scope.values(work))
    return [(row, name) for row, name in found]
