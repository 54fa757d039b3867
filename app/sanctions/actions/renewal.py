"""Deriving the clocks of a case's measures and objections anew after a change of the calendar or the law."""

from app.access.actor import Target
from app.access.policy import May
from app.cases import actions as cases
from app.db.work import Work
from app.sanctions import store
from app.sanctions.actions.steps import derive_clocks, derive_objection_clocks


def renew_clocks(work: Work, *, case_id: str) -> None:
    """Derive the clocks of a case, its measures and objections anew; run by the worker."""
    work.require(May.CASE_MOVE, Target())
    for measure in store.measures_of(work, case_id):
        derive_clocks(work, measure)
    for objection in store.objections_in(work, case_id):
        derive_objection_clocks(work, objection)
    # The case comes last: it notes the nearest day of all.
    cases.renew_clocks(work, case_id=case_id)
