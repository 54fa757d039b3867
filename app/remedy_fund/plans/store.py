"""The only SQL of this room."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from app.db.work import Work
from app.remedy_fund.applications.objection_lifecycle import ObjectionState
from app.remedy_fund.applications.tables import FundApplication, FundObjection
from app.remedy_fund.budgets.rules import LineKey, room_won
from app.remedy_fund.budgets.store import items_of
from app.remedy_fund.budgets.tables import BudgetLine
from app.remedy_fund.contributions.rules.choosing import Candidate
from app.remedy_fund.contributions.tables import Earmark, Programme
from app.remedy_fund.ledger.tables import LedgerAccount
from app.remedy_fund.plans.lifecycle import State
from app.remedy_fund.plans.tables import AllocationPlan, Award, PlanShare


def locked(work: Work, plan_id: str) -> AllocationPlan:
    """Return a plan that nobody else changes until this Work ends, or raise NotFound."""
    work.one(AllocationPlan, plan_id)
    chosen = select(AllocationPlan).where(col(AllocationPlan.id) == plan_id).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    found: AllocationPlan = work.session.execute(fresh).scalar_one()
    return found


def plans_of(work: Work, period: str) -> list[AllocationPlan]:
    """Return the plans of a period, in the order of rounds and revisions."""
    chosen = select(AllocationPlan).where(col(AllocationPlan.period) == period)
    ordered = chosen.order_by(col(AllocationPlan.round), col(AllocationPlan.revision))
    return list(work.session.execute(ordered).scalars())


def page(work: Work, *, period: str, before: str, limit: int) -> list[AllocationPlan]:
    """Return plans, newest first; one more than asked for where there are more."""
    chosen = select(AllocationPlan)
    if period:
        chosen = chosen.where(col(AllocationPlan.period) == period)
    if before:
        chosen = chosen.where(col(AllocationPlan.id) < before)
    ordered = chosen.order_by(col(AllocationPlan.id).desc()).limit(limit + 1)
    return list(work.session.execute(ordered).scalars())


def shares_of(
    work: Work, plan_id: str, *, after: int = -1, limit: int | None = None
) -> list[PlanShare]:
    """Return the shares of a plan by their places."""
    chosen = select(PlanShare).where(
        col(PlanShare.plan_id) == plan_id, col(PlanShare.place) > after
    )
    return list(work.session.execute(chosen.order_by(col(PlanShare.place)).limit(limit)).scalars())


def awards_page(
    work: Work, *, plan_id: str, application_id: str, after: str, limit: int
) -> list[Award]:
    """Return awards by id; one more than asked for where there are more."""
    chosen = select(Award).where(col(Award.id) > after)
    if plan_id:
        chosen = chosen.where(col(Award.plan_id) == plan_id)
    if application_id:
        chosen = chosen.where(col(Award.application_id) == application_id)
    return list(work.session.execute(chosen.order_by(col(Award.id)).limit(limit + 1)).scalars())


def awards(work: Work, award_ids: Collection[str]) -> list[Award]:
    """Return some awards by id."""
    chosen = select(Award).where(col(Award.id).in_(award_ids)).order_by(col(Award.id))
    return list(work.session.execute(chosen).scalars())


def awards_in(work: Work, period: str) -> list[Award]:
    """Return the awards of all rounds of a period."""
    chosen = select(Award).where(col(Award.period) == period).order_by(col(Award.id))
    return list(work.session.execute(chosen).scalars())


def awards_until(work: Work, last_on: date, known_at: datetime) -> list[Award]:
    """Return the awards made up to a day and an instant, by id."""
    chosen = select(Award).where(col(Award.made_on) <= last_on, col(Award.made_at) <= known_at)
    return list(work.session.execute(chosen.order_by(col(Award.id))).scalars())


def engaged(work: Work) -> set[str]:
    """Return the applications that are in a plan, or objected to without an answer yet."""
    planned = select(col(FundApplication.id)).where(col(FundApplication.plan_id) != "")
    objected = select(col(FundObjection.application_id)).where(
        col(FundObjection.state) == ObjectionState.FILED
    )
    return {found for one in (planned, objected) for found in work.session.execute(one).scalars()}


def programme_ids(work: Work) -> dict[str, str]:
    """Return by code the programmes to which givers may tie their money."""
    chosen = select(col(Programme.code), col(Programme.id))
    return {row.code: row.id for row in work.session.execute(chosen)}


def free_money(work: Work) -> list[Candidate]:
    """Return what is free on each earmark that has not expired."""
    free = (
        col(LedgerAccount.side) * col(LedgerAccount.balance_won)
        - col(LedgerAccount.reserved_won)
        - col(LedgerAccount.floor_won)
    )
    chosen = (
        select(Earmark, free)
        .join(LedgerAccount, col(LedgerAccount.id) == col(Earmark.account_id))
        .where(col(Earmark.expires_on).is_(None) | (col(Earmark.expires_on) >= work.today))
        .order_by(col(Earmark.id))
    )
    return [
        Candidate(
            earmark_id=row.id, purpose=row.purpose, programme_id=row.programme_id or "",
            expires_on=row.expires_on, received_on=row.received_on, available_won=int(won),
        )
        for row, won in work.session.execute(chosen)
    ]  # fmt: skip


def room_under(work: Work, keys: Mapping[str, LineKey], ceiling_won: int) -> dict[str, int]:
    """Return what the budget leaves for each case or applicant; all of it where nothing is used."""
    lines = {name: work.session.get(BudgetLine, key.id) for name, key in keys.items()}
    return {
        name: ceiling_won if line is None
        else ceiling_won + line.carried_in_won - line.carried_out_won
        - line.committed_won - line.paid_won
        for name, line in lines.items()
    }  # fmt: skip


def budget_items(work: Work, fiscal_year: int) -> list[tuple[str, str, int]]:
    """Return programme, item and what is left on it for each item of a year's budget."""
    rows = items_of(work, fiscal_year)
    return sorted((row.programme, row.item, room_won(row)) for row in rows)


def next_round(work: Work, period: str) -> int:
    """Return the number of the round that comes after those carried out."""
    done = [one.round for one in plans_of(work, period) if one.state == State.CARRIED_OUT]
    return max(done, default=0) + 1


def next_revision(work: Work, period: str, number: int) -> int:
    """Return the number of the next revision of a round."""
    known = [one.revision for one in plans_of(work, period) if one.round == number]
    return max(known, default=0) + 1
