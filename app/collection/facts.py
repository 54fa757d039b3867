"""How receivables stand, gathered from what sanctions knows of the debt."""

from dataclasses import dataclass
from datetime import date

from app.access.actor import Target
from app.collection import store
from app.collection.rules.matching import Open
from app.collection.tables import Receivable
from app.db.work import Work
from app.kernel.problems import NotFound
from app.law.receivable import Stage, Standing, standing
from app.sanctions import money
from app.sanctions.money import Owed

_PAYABLE = (Stage.OPEN, Stage.OVERDUE, Stage.STAYED, Stage.WRITTEN_OFF)


@dataclass(frozen=True, slots=True)
class Found:
    """A receivable, its debt, and how it stands on a day."""

    row: Receivable
    owed: Owed
    standing: Standing

    @property
    def target(self) -> Target:
        """Return what the policy table is told of it."""
        return self.owed.target


def find(work: Work, receivable_id: str, as_of: date | None = None) -> Found:
    """Return a receivable as it stands; raises NotFound where the actor may not know of it."""
    row = store.receivable(work, receivable_id)
    return _found(work, row, as_of or work.today)


def _found(work: Work, row: Receivable, as_of: date) -> Found:
    owed = money.owed(work, row.measure_id)
    return Found(row, owed, standing(work.law, owed.happened, how=owed.how, as_of=as_of))


def known(work: Work, rows: list[Receivable]) -> list[Found]:
    """Return those receivables that the actor may know of, as they stand today."""
    found = []
    for row in rows:
        try:
            found.append(_found(work, row, work.today))
        except NotFound:
            continue
    return found


def open_ones(work: Work) -> dict[str, Open]:
    """Return the receivables that money may belong to; those behind a wall are left to others."""
    return {found.row.id: opened(found) for found in known(work, store.all_receivables(work))}


def opened(found: Found) -> Open:
    """Return a receivable with the sums that are payable on it."""
    stands = found.standing
    sums = {stands.owed_won, stands.overdue_won, stands.early_payable_won or 0}
    sums |= {due.amount_won - due.paid_won for due in stands.schedule}
    payable = frozenset(sums - {0}) if stands.stage in _PAYABLE else frozenset()
    return Open(
        found.row.id,
        found.row.payment_number,
        found.owed.served_on,
        payable,
        found.owed.state != "annulled",
    )
