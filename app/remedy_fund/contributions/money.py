"""Where the money of a contribution lies now, asked of the books."""

from collections.abc import Sequence
from datetime import date

from app.access.actor import Target
from app.db.work import Work
from app.remedy_fund.contributions import store
from app.remedy_fund.contributions.rules.sums import State, Sums, standing
from app.remedy_fund.contributions.tables import Contribution, Earmark
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.rules import PeriodState, account_id

FUND = Target(secret=False, level=1)
CASH, UNALLOCATED = account_id("cash"), account_id("unallocated")
SHORTFALL, TREASURY = account_id("share_shortfall"), account_id("payable:treasury")


def available_won(work: Work, earmark: Earmark) -> int:
    """Return what is free on an earmark."""
    return ledger.balance(work, earmark.account_id).available_won


def sums_of(work: Work, row: Contribution) -> Sums:
    """Return what has become of a contribution; nothing is set aside of what has not come in."""
    earmarks = store.earmarks_of(work, [row.id]) if row.received_on is not None else []
    return sums_from(work, row, earmarks)


def sums_from(work: Work, row: Contribution, earmarks: Sequence[Earmark]) -> Sums:
    """Return what has become of a contribution whose earmarks are known."""
    lying = [ledger.balance(work, one.account_id).balance_won for one in earmarks]
    return Sums(
        received=row.received_on is not None,
        withdrawn=row.withdrawn_on is not None,
        amount_won=row.amount_won,
        unallocated_won=row.unallocated_won,
        earmarked_won=sum(lying),
        returned_won=row.returned_won,
        taken_back_won=row.taken_back_won,
        set_aside=bool(earmarks),
        redesignated=row.redesignated,
    )


def state_of(work: Work, row: Contribution) -> State:
    """Return where a contribution stands."""
    return standing(sums_of(work, row))


def bookable_on(work: Work, on: date) -> date:
    """Return the day under which something of a day is booked: today, once its year is closed."""
    return on if ledger.period(work, on.year).state is PeriodState.OPEN else work.today
