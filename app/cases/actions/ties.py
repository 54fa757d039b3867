"""Who is tied to a case, and what the policy table is told of it."""

from collections.abc import Mapping
from dataclasses import replace

from app.access.actor import Target
from app.access.policy import May
from app.cases.tables import Case
from app.db.work import Work
from app.people import actions as people
from app.people import queries


def may_over(
    work: Work,
    case: Case,
    *,
    level: int = 2,
    own: bool = False,
    done_by: Mapping[May, frozenset[str]] | None = None,
) -> Target:
    """Return the target that a case is, for the actor, now."""
    companies = [c for c in (case.complainant_company_id, case.respondent_company_id) if c]
    target = queries.case_target(
        work, case.id, unit=case.unit, level=level, own=own, done_by=done_by, company_ids=companies
    )
    # A wall before a case that is part of this one, or that this one is part of, stands here too.
    others = (queries.case_target(work, part, unit="").walled for part in case.merged_ids or ())
    return replace(target, walled=True) if not target.walled and any(others) else target


def respondent_joins(work: Work, case: Case) -> None:
    """Let the respondent see the case from now on; does nothing where it sees it already."""
    people.admit_respondent(work, case_id=case.id, target=may_over(work, case))
