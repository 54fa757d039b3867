"""Walls: who must stay away from a case or a company, at once and whatever else is allowed."""

from app.access.actor import MINE, OPEN, Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.sealing import sealed
from app.people.events import WallLifted, WallRaised
from app.people.problems import AlreadySettled, OwnWall
from app.people.schemas.relations import WallDeclarationIn
from app.people.store import accounts, companies
from app.people.store import relations as store
from app.people.tables import Wall

SEAL = "wall"


def declare_wall(work: Work, form: WallDeclarationIn) -> Wall:
    """Declare that one must stay away oneself; needs nobody's leave and holds at once."""
    work.require(May.WALL_DECLARE, MINE)
    return _raise_wall(work, work.actor.person_id, form)


def set_wall(work: Work, *, person_id: str, form: WallDeclarationIn) -> Wall:
    """Set a wall before another person."""
    work.require(May.WALL_SET, OPEN)
    accounts.person(work, person_id)
    return _raise_wall(work, person_id, form)


def wall_off(
    work: Work, *, person_id: str, form: WallDeclarationIn, target: Target
) -> Wall:  # fmt: skip
    """Set a wall before a commissioner against whom a challenge was granted by one who sits.

    `target` is the case, as the caller found it.
    """
    work.require(May.CASE_DECIDE, target)
    accounts.person(work, person_id)
    return _raise_wall(work, person_id, form)


def _raise_wall(work: Work, person_id: str, form: WallDeclarationIn) -> Wall:
    if form.company_id is not None:
        companies.company(work, form.company_id)
    wall = work.add(
        Wall(
            id=work.new_id("wal"),
            person_id=person_id,
            case_id=form.case_id,
            company_id=form.company_id,
            kind=form.kind,
            reason=sealed(work.world.seal_key, SEAL, form.reason),
            from_at=work.now,
            declared_by=work.actor.account_id,
        )
    )
    work.record(
        WallRaised(
            subject=wall.id,
            person_id=person_id,
            case_id=form.case_id or "",
            company_id=form.company_id or "",
            kind=form.kind,
        )
    )
    return wall


def lift_wall(work: Work, *, wall_id: str, version: int | None = None) -> Wall:
    """Lift a wall; never one that stands before oneself."""
    work.require(May.WALL_SET, OPEN)
    wall = store.wall(work, wall_id)
    work.expect_version(wall, version)
    if wall.person_id == work.actor.person_id:
        raise OwnWall
    if wall.lifted_at is not None:
        raise AlreadySettled
    wall.lifted_at, wall.lifted_by = work.now, work.actor.account_id
    work.record(
        WallLifted(
            subject=wall.id,
            person_id=wall.person_id,
            case_id=wall.case_id or "",
            company_id=wall.company_id or "",
        )
    )
    return wall
