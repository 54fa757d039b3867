"""Whether a measure is one that the committee resolved."""

from app.db.work import Work
from app.law.kinds import Rung, Trigger
from app.sanctions import store
from app.sanctions.tables import Measure


def as_resolved(work: Work, measure: Measure, rung: Rung) -> bool:
    """Tell whether a measure on a finding was resolved and has not been issued before.

    A case on which no committee resolved asks for no resolution here.
    """
    lines = store.resolved_of(work, measure.case_id)
    if not lines or rung.on is not Trigger.FINDING:
        return True
    since = _instant(lines[0].id)
    issued = sum(
        one.kind == measure.kind and bool(one.number) and _instant(one.id) >= since
        for one in store.measures_of(work, measure.case_id)
        if one.id != measure.id
    )
    return issued < sum(
        line.kind == measure.kind and set(measure.violations) <= set(line.violations)
        for line in lines
    )


def _instant(row_id: str) -> str:
    """Return the part of an id that sorts by the instant at which it was given."""
    return row_id.rpartition("_")[2][:12]
