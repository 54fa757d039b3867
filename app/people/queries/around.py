"""Who may stand in a relation to a case, as actors, so that the policy table can be asked of each."""

from collections.abc import Collection
from dataclasses import dataclass

from app.access.actor import Actor, Role, Target
from app.access.policy import May
from app.db.work import Work
from app.people.store import around as store
from app.people.store import companies

_MOST = 300


@dataclass(frozen=True, slots=True)
class Around:
    """Those around a case; `whole` is false where there are more than were asked for."""

    actors: tuple[Actor, ...]
    whole: bool


def around_case(
    work: Work, case_id: str, *, target: Target, roles: Collection[Role],
    person_ids: Collection[str] = (), account_ids: Collection[str] = (),
) -> Around:  # fmt: skip
    """Return the enabled accounts around a case as actors who have just shown a second factor.

    `roles` are those whose reach needs no relation. Asked for to say who could have read evidence,
    so the reader needs leave to read its chain of custody.
    """
    work.require(May.CUSTODY_READ, target)
    rows = store.accounts_around(
        work, case_id, roles=roles, person_ids=person_ids, account_ids=account_ids,
        limit=_MOST + 1,
    )  # fmt: skip
    actors = []
    for row, name in rows[:_MOST]:
        party = row.role == Role.PARTY
        firms = companies.company_ids_of(work, row.person_id, row.login) if party else frozenset()
        actors.append(
            Actor(
                account_id=row.id, person_id=row.person_id, role=Role(row.role), display_name=name,
                unit=row.unit, company_ids=firms, stepped_up_at=work.now, channel="snapshot",
            )
        )  # fmt: skip
    return Around(tuple(actors), whole=len(rows) <= _MOST)
