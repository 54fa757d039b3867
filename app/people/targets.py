"""What the policy table is asked about: how the actor stands to a case or a company on the day."""

from collections.abc import Collection, Mapping

from app.access.actor import Target, Tie
from app.access.policy import May
from app.db.work import Work
from app.people.store import relations as store


def case_target(  # noqa: PLR0913 - each one is a fact that the table asks for
    work: Work,
    case_id: str,
    *,
    unit: str,
    level: int = 1,
    own: bool = False,
    done_by: Mapping[May, frozenset[str]] | Mapping[str, frozenset[str]] | None = None,
    company_ids: Collection[str] = (),
) -> Target:
    """Return the actor's standing to a case: current ties, live grant and wall, in one query.

    `own` says that the thing asked about is the actor's own; `company_ids` are companies the case
    is about beyond those that are tied to it, so that walls against them count.
    """
    standing = store.standing_to(work, case_id, [known for known in company_ids if known])
    ties = set(standing.ties)
    if own:
        ties.add(Tie.SELF)
    if unit and work.actor.unit == unit:
        ties.add(Tie.UNIT)
    return Target(
        ties=frozenset(ties),
        level=level,
        walled=standing.walled,
        grant_level=standing.grant_level,
        done_by={str(may): people for may, people in (done_by or {}).items()},
    )


def company_target(work: Work, company_id: str, *, level: int = 1) -> Target:
    """Return the actor's standing to a company: whether it is his own, and whether a wall stands."""
    own = company_id in work.actor.company_ids
    walled = store.walled_from_company(work, work.actor.person_id, company_id)
    return Target(ties=frozenset({Tie.SELF} if own else ()), level=level, walled=walled)
