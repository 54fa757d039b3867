"""Fiscal years, their reviews, closings, budgets and reports, and what is still open in them."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import col

from app.db.work import Work
from app.remedy_fund.budgets.rules import Dimension
from app.remedy_fund.budgets.tables import BudgetChange, BudgetLine
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.closing.tables import (
    FundCheckRun,
    FundReport,
    PeriodBudget,
    PeriodClosing,
    PeriodReview,
)
from app.remedy_fund.ledger.rules import PeriodState
from app.remedy_fund.ledger.tables import LedgerPeriod
from app.remedy_fund.payments.lifecycle import State as Paying
from app.remedy_fund.payments.tables import BankStatement, Disbursement, StatementLine


def periods(work: Work) -> list[LedgerPeriod]:
    """Return every fiscal year the books know, newest first."""
    chosen = select(LedgerPeriod).order_by(col(LedgerPeriod.id).desc())
    fresh = chosen.execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def earlier_open(work: Work, fiscal_year: int) -> int:
    """Return how many years before this one are not closed."""
    chosen = select(func.count()).where(
        col(LedgerPeriod.id) < str(fiscal_year), col(LedgerPeriod.state) != PeriodState.CLOSED
    )
    return int(work.session.execute(chosen).scalar_one())


def unmatched_lines(work: Work, *, to_on: date) -> int:
    """Return how many lines of the bank until a day are matched with nothing.

    A statement that leaves something out counts as one such line.
    """
    lines = select(func.count()).where(
        col(StatementLine.booked_on) <= to_on, col(StatementLine.transaction_id).is_(None)
    )
    gaps = select(func.count()).where(
        col(BankStatement.day) <= to_on,
        col(BankStatement.missing_won) != col(BankStatement.explained_won),
    )
    return sum(int(work.session.execute(chosen).scalar_one()) for chosen in (lines, gaps))


def unknown_payments(work: Work) -> int:
    """Return how many payments wait for the bank to say what became of them."""
    chosen = select(func.count()).where(col(Disbursement.state).in_((Paying.SENT, Paying.UNKNOWN)))
    return int(work.session.execute(chosen).scalar_one())


def items_of_budget(work: Work, fiscal_year: int) -> list[BudgetLine]:
    """Return the items of a year's budget, by programme and item."""
    chosen = select(BudgetLine).where(
        col(BudgetLine.fiscal_year) == fiscal_year, col(BudgetLine.dimension) == Dimension.ITEM
    )
    found = work.session.execute(chosen).scalars()
    return sorted(found, key=lambda row: (row.programme, row.item))


def frozen_budget(work: Work, fiscal_year: int) -> list[PeriodBudget]:
    """Return the budget of a closed year as it stood then."""
    chosen = select(PeriodBudget).where(col(PeriodBudget.fiscal_year) == fiscal_year)
    return list(work.session.execute(chosen).scalars())


def reviews(work: Work, fiscal_year: int) -> list[PeriodReview]:
    """Return the council's sittings on a year, the newest last."""
    chosen = select(PeriodReview).where(col(PeriodReview.fiscal_year) == fiscal_year)
    ordered = chosen.order_by(col(PeriodReview.recorded_at), col(PeriodReview.id))
    return list(work.session.execute(ordered).scalars())


def closing(work: Work, fiscal_year: int) -> PeriodClosing | None:
    """Return the statement of a closed year."""
    chosen = select(PeriodClosing).where(col(PeriodClosing.fiscal_year) == fiscal_year)
    return work.session.execute(chosen).scalar_one_or_none()


def report(work: Work, kind: str, fiscal_year: int, quarter: int) -> FundReport | None:
    """Return an issued report."""
    chosen = select(FundReport).where(
        col(FundReport.kind) == kind, col(FundReport.fiscal_year) == fiscal_year,
        col(FundReport.quarter) == quarter,
    )  # fmt: skip
    return work.session.execute(chosen).scalar_one_or_none()


def reports(work: Work, *, before: str | None, limit: int) -> list[FundReport]:
    """Return issued reports, newest first."""
    chosen = select(FundReport)
    if before is not None:
        chosen = chosen.where(col(FundReport.id) < before)
    ordered = chosen.order_by(col(FundReport.id).desc()).limit(limit)
    return list(work.session.execute(ordered).scalars())


def last_check(work: Work) -> FundCheckRun | None:
    """Return what the check found last."""
    return work.session.get(FundCheckRun, "latest", populate_existing=True)


def changes_done(work: Work, days: Days) -> list[BudgetChange]:
    """Return the changes of the budget that were carried out on some days, oldest first."""
    chosen = select(BudgetChange).where(
        col(BudgetChange.done_on) >= days.from_on, col(BudgetChange.done_on) <= days.to_on
    )
    ordered = chosen.order_by(col(BudgetChange.done_on), col(BudgetChange.id))
    return list(work.session.execute(ordered).scalars())


def closings(work: Work) -> list[PeriodClosing]:
    """Return the statement of every closed year, oldest first."""
    chosen = select(PeriodClosing).order_by(col(PeriodClosing.fiscal_year))
    return list(work.session.execute(chosen).scalars())
