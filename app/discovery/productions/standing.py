"""How the one who asks stands to a production; each function asks or refuses."""

from dataclasses import replace

from app.access.actor import Target
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.productions import store
from app.discovery.productions.tables import Production

LISTED_LEVEL, CONTENT_LEVEL = 2, 3


def target_of(work: Work, row: Production, level: int = LISTED_LEVEL) -> Target:
    """Return what the policy table is told of a production: its case, and who prepared it."""
    target = cases.target_of(work, row.case_id, level=level)
    return replace(target, done_by={May.PRODUCTION_PREPARE: frozenset(row.prepared_by)})


def readable(work: Work, production_id: str, level: int = LISTED_LEVEL) -> Production:
    """Return a production that the actor may read of."""
    row = store.production(work, production_id)
    work.require(May.PRODUCTION_READ, target_of(work, row, level))
    return row


def held_for(work: Work, production_id: str, may: May, version: int | None) -> Production:
    """Return a production that the actor may change, locked, at the version that was read."""
    work.require(may, target_of(work, store.production(work, production_id)))
    row = store.locked(work, production_id)
    work.expect_version(row, version)
    return row
