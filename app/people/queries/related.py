"""Whom and what a person must not decide about; for the floors above, which act on the answer."""

from dataclasses import dataclass

from app.db.work import Work
from app.people.store import related as store


@dataclass(frozen=True, slots=True)
class Near:
    """Companies and cases that are a person's own, or from which a wall parts him."""

    company_ids: frozenset[str]
    case_ids: frozenset[str]


def near(work: Work, person_id: str) -> Near:
    """Return what a person is too near to, through all of his accounts; asks no permission."""
    company_ids = store.companies_near(work, person_id)
    return Near(company_ids, store.cases_near(work, person_id, company_ids))
