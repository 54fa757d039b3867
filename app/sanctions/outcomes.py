"""What a case came to so far: its measures that stand, and money under a consent decision."""

from dataclasses import dataclass
from datetime import date

from app.db.work import Work
from app.kernel.text import Text
from app.sanctions import store
from app.sanctions.lifecycle import UNSERVED, State

_NOT_STANDING = {*UNSERVED, State.ANNULLED, State.CANCELLED, State.STAYED}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingMeasure:
    """A measure that was served and is neither annulled nor stayed."""

    measure_id: str
    number: str
    name: Text
    basis: str
    served_on: date


def standing_measures(work: Work, case_id: str) -> list[StandingMeasure]:
    """Return the measures of a case that stand today, oldest first; the caller asks permission."""
    return [
        StandingMeasure(
            measure_id=row.id,
            number=row.number or "",
            name=work.law.measure(row.kind).name,
            basis=row.legal_basis,
            served_on=row.served_on,
        )
        for row in store.measures_of(work, case_id)
        if row.state not in _NOT_STANDING and row.served_on is not None
    ]


def consent_money_on(work: Work, case_id: str) -> date | None:
    """Return when money first came in under a consent decision of a case, if it ever did."""
    return min((row.on for row in store.contributions_of(work, case_id)), default=None)
