"""A loan as it stands: what is still lent of each earmark, and the interest up to a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.db.work import Work
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.rules.clawback import simple_interest
from app.remedy_fund.recoveries.rules.schedule import Instalment, Overdue, overdue
from app.remedy_fund.recoveries.rules.uses import PRINCIPAL, Source
from app.remedy_fund.recoveries.sources import source_of
from app.remedy_fund.recoveries.tables import Loan


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan taken in hand."""

    loan: Loan
    repaid_won: int
    source: Source

    @property
    def out_won(self) -> int:
        """Return what is still lent."""
        return max(0, self.loan.lent_won - self.repaid_won - self.loan.written_off_won)

    @property
    def out_by_earmark(self) -> dict[str, int]:
        """Return what is still lent of each earmark."""
        back = {part.earmark_id: part.amount_won for part in self.source.returned}
        left = {
            part.earmark_id: part.amount_won - back.get(part.earmark_id, 0)
            for part in self.source.still_out
        }
        return {earmark: won for earmark, won in left.items() if won > 0}

    def interest_won(self, on: date) -> int:
        """Return the interest owed on a day: by the day on what is lent, floored."""
        loan = self.loan
        fresh = simple_interest(
            self.out_won, rate=Fraction(loan.yearly_rate), from_on=loan.interest_from_on,
            to_on=max(on, loan.interest_from_on),
        )  # fmt: skip
        return loan.interest_won + fresh


def lent(work: Work, loan: Loan) -> Lent:
    """Return a loan with what came back of it."""
    used = store.uses_of(work, [loan.id])
    repaid = sum(use.amount_won for use in used if use.component == PRINCIPAL)
    return Lent(loan, repaid, source_of(work, loan.disbursement_id))


def late_parts(work: Work, standing: Lent, on: date) -> tuple[Overdue, ...]:
    """Return the parts of the newest schedule that are late on a day."""
    rows = store.plan_of(work, standing.loan.id)
    if not rows or not standing.out_won:
        return ()
    plan = [Instalment(row.number, row.due_on, row.amount_won) for row in rows]
    return overdue(plan, standing.repaid_won - rows[0].from_won, on)
