"""The money side of a measure for the packages above: who owes it, and all that happened to it."""

from dataclasses import dataclass
from datetime import date

from app.access.actor import Target
from app.db.work import Work
from app.kernel.problems import NotFound
from app.law.kinds import Carries
from app.law.late_charge import Charged
from app.law.receivable import Happening, Kind
from app.sanctions import facts, store
from app.sanctions.actions.steps import hold
from app.sanctions.rules import kinds


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A debt with everything that the fold reads; `how` is None where no source gives a charge."""

    measure_id: str
    case_id: str
    company_id: str
    kind: str
    regime: str
    number: str
    state: str
    served_on: date
    due_on: date | None
    how: Charged | None
    happened: tuple[Happening, ...]
    target: Target

    @property
    def is_fine(self) -> bool:
        """Tell whether the debt is an administrative fine."""
        return self.kind == kinds.FINE


def owed(work: Work, measure_id: str) -> Owed:
    """Return the debt of a measure that was served; raises NotFound for everything else."""
    held = hold(work, measure_id, None)
    measure = held.measure
    money = facts.carries(work, measure) is Carries.MONEY
    if not money or measure.served_on is None:
        raise NotFound
    debt = facts.debt(work, measure)
    imposed = Happening(
        kind=Kind.IMPOSED, on=measure.served_on, amount_won=debt.amount_won, until=debt.due_on
    )
    return Owed(
        measure_id=measure.id,
        case_id=measure.case_id,
        company_id=measure.company_id,
        kind=measure.kind,
        regime=measure.regime,
        number=measure.number or "",
        state=measure.state,
        served_on=measure.served_on,
        due_on=debt.due_on,
        how=debt.charge,
        happened=(imposed, *debt.terms, *_moved(work, measure_id)),
        target=held.target,
    )


def _moved(work: Work, measure_id: str) -> tuple[Happening, ...]:
    """Return the money that came in and the money that was given back, by their days."""
    paid = (
        Happening(kind=Kind.PAID, on=row.on, amount_won=row.amount_won, key=row.id)
        for row in store.payments_of(work, measure_id)
    )
    given_back = (
        Happening(kind=Kind.REFUNDED, on=row.refunded_on, amount_won=row.amount_won, key=row.id)
        for row in store.refunds_of(work, measure_id)
        if row.refunded_on is not None
    )
    return (*paid, *given_back)
