"""Holding a fiscal year still: what was posted into it is all there, and nothing more comes meanwhile."""

from app.db.work import Work
from app.remedy_fund.ledger import store
from app.remedy_fund.ledger.tables import LedgerPeriod


def hold(work: Work, year: int) -> None:
    """Wait for whoever is posting into a year, and let nobody post into it until this Work ends.

    Writing the state that the year has anyway takes the lock under which the books post; whoever
    holds a year goes on to close it, and the event of that is told then.
    """
    name = f"{year:04}"
    row: LedgerPeriod | None = work.session.get(LedgerPeriod, name, populate_existing=True)
    if row is not None and row.state != "closed":
        store.move_period(work.driver(), name, row.state, row.closing_sha256)
