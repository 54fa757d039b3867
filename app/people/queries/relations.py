"""Reading relations and walls, and the conditions by which lists of cases are scoped."""

from collections.abc import Collection

from app.access.actor import MINE, OPEN, Target, Tie
from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.sealing import opened
from app.people.actions.walls import SEAL
from app.people.schemas.relations import CaseTieOut, WallOut
from app.people.store import accounts, companies
from app.people.store import relations as store
from app.people.targets import case_target
from app.web import paging
from app.web.paging import Page

_SEALED_LEVEL = 3


def case_parties(
    work: Work,
    case_id: str,
    *,
    target: Target | None = None,
    kinds: Collection[Tie] = (Tie.COMPLAINANT, Tie.RESPONDENT),
) -> list[CaseTieOut]:
    """Return who stands in a relation to a case, ended ones among them, oldest first.

    Whether a complainant's name may be shown to this actor is the case's to decide.
    """
    work.require(May.CASE_SEE, target or case_target(work, case_id, unit=""))
    rows = store.ties_of(work, case_id, list(kinds))
    return [CaseTieOut.of(row, person or company or "") for row, person, company in rows]


def walls(work: Work, *, limit: int = 50, cursor: str | None = None) -> Page[WallOut]:
    """Return all walls without their reasons, newest first; for the auditor."""
    work.require(May.WALL_SET, OPEN)
    rows = store.walls(work, after=paging.decode(cursor, 1), limit=limit + 1)
    items = [WallOut.of(row, name) for row, name in rows[:limit]]
    more = len(rows) > limit
    return Page(
        items=items, has_more=more, next_cursor=paging.encode(items[-1].id) if more else None
    )


def own_walls(work: Work) -> Page[WallOut]:
    """Return the walls that stand before the one who asks."""
    work.require(May.WALL_DECLARE, MINE)
    rows = store.walls(work, person_id=work.actor.person_id, standing_only=True)
    return Page(items=[WallOut.of(row, name) for row, name in rows], has_more=False)


def wall(work: Work, wall_id: str) -> WallOut:
    """Return one wall with its reason; for the auditor, and the read itself is recorded."""
    work.require(May.WALL_SET, OPEN)
    row = store.wall(work, wall_id)
    work.record(ConfidentialRead(subject=row.id, level=_SEALED_LEVEL, what="wall_reason"))
    reason = opened(work.world.seal_key, SEAL, row.reason)
    name = accounts.person(work, row.person_id).name
    return WallOut.of(row, name, reason)


def kept_away(
    work: Work, case_id: str, person_ids: Collection[str], *, target: Target
) -> frozenset[str]:
    """Return who of some persons must stay away from a case now."""
    work.require(May.CASE_SEE, target)
    return frozenset(one for one in person_ids if store.walled_from(work, one, case_id))


def company_names(work: Work, company_ids: Collection[str]) -> dict[str, str]:
    """Return the names of companies by id, for those who may see the cases they come from."""
    work.require(May.ACCOUNT_READ, MINE)
    return companies.company_names(work, set(company_ids))
