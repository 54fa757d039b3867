"""What a person is too near to: firms and cases of his own, and those from which a wall parts him.

All of his accounts count, not only the one through which he acts.
"""

from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlmodel import col

from app.access.actor import Tie
from app.db.work import Work
from app.people.store import scope
from app.people.tables import CaseTie, CompanyMember, Mandate, UserAccount, Wall

_SIDES = (Tie.COMPLAINANT, Tie.RESPONDENT)


def companies_near(work: Work, person_id: str) -> frozenset[str]:
    """Return the firms of a person, those he may act for, and those a wall parts him from."""
    belongs = select(col(CompanyMember.company_id)).where(
        col(CompanyMember.person_id) == person_id,
        or_(col(CompanyMember.until_on).is_(None), col(CompanyMember.until_on) >= scope.TODAY),
    )
    logins = select(col(UserAccount.login)).where(col(UserAccount.person_id) == person_id)
    acts_for = select(col(Mandate.company_id)).where(
        col(Mandate.representative_email).in_(logins), scope.STANDING
    )
    walled = select(col(Wall.company_id)).where(scope.WALLED, col(Wall.company_id).is_not(None))
    return _found(work, person_id, belongs, acts_for, walled)


def cases_near(work: Work, person_id: str, company_ids: frozenset[str]) -> frozenset[str]:
    """Return the cases in which a person or one of some firms is or was a party, or walled off."""
    parties = select(col(CaseTie.case_id)).where(
        and_(
            col(CaseTie.kind).in_(_SIDES),
            or_(
                col(CaseTie.person_id) == person_id,
                col(CaseTie.company_id).in_(sorted(company_ids) or [""]),
            ),
        )
    )
    walled = select(col(Wall.case_id)).where(scope.WALLED, col(Wall.case_id).is_not(None))
    return _found(work, person_id, parties, walled)


def _found(work: Work, person_id: str, *chosen: Select[Any]) -> frozenset[str]:
    given = {**scope.values(work), "scope_person": person_id}
    return frozenset(
        found for one in chosen for found in work.session.execute(one, given).scalars()
    )
