"""What a reader may learn of budgets; every question is put to the policy table."""

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.budgets import store
from app.remedy_fund.budgets.planning import FUND
from app.remedy_fund.budgets.schemas import (
    BudgetLineOut,
    BudgetYearOut,
    ChangeOut,
    CommitmentOut,
    MainItemOut,
)
from app.web import paging
from app.web.paging import Page


def line(work: Work, line_id: str) -> BudgetLineOut:
    """Return a line as it stands."""
    work.require(May.FUND_READ, FUND)
    return BudgetLineOut.of(store.line(work, line_id))


def lines(
    work: Work, *, fiscal_year: int | None, dimension: str | None, limit: int, cursor: str | None
) -> Page[BudgetLineOut]:
    """Return the lines, all or those of a year or dimension."""
    work.require(May.FUND_READ, FUND)
    after = paging.decode(cursor, 1) or [""]
    rows = store.lines(
        work, fiscal_year=fiscal_year, dimension=dimension, after=after[0], limit=limit + 1
    )
    more = len(rows) > limit
    return Page(
        items=[BudgetLineOut.of(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )


def commitments(work: Work, line_id: str, *, limit: int, cursor: str | None) -> Page[CommitmentOut]:
    """Return what is committed on a line, by subject."""
    work.require(May.FUND_READ, FUND)
    store.line(work, line_id)
    after = paging.decode(cursor, 1) or [""]
    rows = store.commitments_page(work, line_id, after=after[0], limit=limit + 1)
    more = len(rows) > limit
    return Page(
        items=[CommitmentOut.of(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )


def year(work: Work, fiscal_year: int) -> BudgetYearOut:
    """Return the plan of a year by main items; the sums are those of its items."""
    work.require(May.FUND_READ, FUND)
    rows = store.items_of(work, fiscal_year)
    return BudgetYearOut(
        fiscal_year=fiscal_year,
        items=[MainItemOut.of(row, rows) for row in store.main_items(work, fiscal_year)],
        cap_won=sum(row.cap_won for row in rows),
        committed_won=sum(row.committed_won for row in rows),
        paid_won=sum(row.paid_won for row in rows),
    )


def change(work: Work, change_id: str) -> ChangeOut:
    """Return a change as it stands."""
    work.require(May.FUND_READ, FUND)
    return ChangeOut.of(store.change(work, change_id))


def changes(work: Work, *, limit: int, cursor: str | None) -> Page[ChangeOut]:
    """Return the changes, oldest first."""
    work.require(May.FUND_READ, FUND)
    after = paging.decode(cursor, 1) or [""]
    rows = store.changes(work, after=after[0], limit=limit + 1)
    more = len(rows) > limit
    return Page(
        items=[ChangeOut.of(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )
