"""The only SQL of this room."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.db.work import Work
from app.remedy_fund.budgets.rules import Dimension, LineKey
from app.remedy_fund.budgets.tables import (
    BudgetChange,
    BudgetCommitment,
    BudgetLine,
    BudgetMainItem,
)


def line(work: Work, line_id: str) -> BudgetLine:
    """Return a line, or raise NotFound."""
    return work.one(BudgetLine, line_id)


def locked(work: Work, line_ids: Collection[str]) -> dict[str, BudgetLine]:
    """Return lines that nobody else changes until this Work ends, locked in the order of ids."""
    chosen = select(BudgetLine).where(col(BudgetLine.id).in_(set(line_ids)))
    ordered = chosen.order_by(col(BudgetLine.id)).with_for_update()
    fresh = ordered.execution_options(populate_existing=True)
    return {row.id: row for row in work.session.execute(fresh).scalars()}


def ensure_all(work: Work, caps: Mapping[LineKey, int]) -> None:
    """Have several lines there; those that somebody else makes at the same instant are as good."""
    wanted = {key.id for key in caps}
    chosen = select(col(BudgetLine.id)).where(col(BudgetLine.id).in_(wanted))
    known = set(work.session.execute(chosen).scalars())
    lacking = {key: cap for key, cap in caps.items() if key.id not in known}
    try:
        with work.session.begin_nested():
            work.session.add_all([new_line(key, cap) for key, cap in lacking.items()])
    except IntegrityError:
        for key, cap in lacking.items():
            ensure(work, key, cap)


def ensure(work: Work, key: LineKey, cap_won: int) -> None:
    """Have a line there; one that somebody else makes at the same instant is as good."""
    if work.session.get(BudgetLine, key.id) is not None:
        return
    try:
        with work.session.begin_nested():
            work.session.add(new_line(key, cap_won))
    except IntegrityError:
        work.session.expire_all()


def new_line(key: LineKey, cap_won: int) -> BudgetLine:
    """Return an empty line, not yet added."""
    return BudgetLine(
        id=key.id, fiscal_year=key.fiscal_year, dimension=str(key.dimension),
        programme=key.programme, item=key.item, key=key.key, cap_won=cap_won,
    )  # fmt: skip


def lines(
    work: Work, *, fiscal_year: int | None, dimension: str | None, after: str, limit: int
) -> list[BudgetLine]:
    """Return lines by id, all or those of a year or dimension."""
    chosen = select(BudgetLine).where(col(BudgetLine.id) > after)
    if fiscal_year is not None:
        chosen = chosen.where(col(BudgetLine.fiscal_year) == fiscal_year)
    if dimension is not None:
        chosen = chosen.where(col(BudgetLine.dimension) == dimension)
    return list(work.session.execute(chosen.order_by(col(BudgetLine.id)).limit(limit)).scalars())


def items_of(work: Work, fiscal_year: int) -> list[BudgetLine]:
    """Return the items of a year, by id."""
    chosen = select(BudgetLine).where(
        col(BudgetLine.fiscal_year) == fiscal_year,
        col(BudgetLine.dimension) == str(Dimension.ITEM),
    )
    return list(work.session.execute(chosen.order_by(col(BudgetLine.id))).scalars())


def main_items(work: Work, fiscal_year: int) -> list[BudgetMainItem]:
    """Return the main items of a year, locked: two moves at once may not both count as the first."""
    chosen = select(BudgetMainItem).where(col(BudgetMainItem.fiscal_year) == fiscal_year)
    ordered = chosen.order_by(col(BudgetMainItem.id))
    if not work.reading:
        ordered = ordered.with_for_update().execution_options(populate_existing=True)
    return list(work.session.execute(ordered).scalars())


def commitments_of(work: Work, subject: str) -> list[BudgetCommitment]:
    """Return what a subject has on each line."""
    chosen = select(BudgetCommitment).where(col(BudgetCommitment.subject) == subject)
    fresh = chosen.order_by(col(BudgetCommitment.id)).execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def commitments_of_all(work: Work, subjects: Collection[str]) -> list[BudgetCommitment]:
    """Return what several subjects have on each line."""
    chosen = select(BudgetCommitment).where(col(BudgetCommitment.subject).in_(subjects))
    fresh = chosen.order_by(col(BudgetCommitment.id)).execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def commitments_on(work: Work, line_ids: Collection[str]) -> list[BudgetCommitment]:
    """Return what is committed on some lines, by subject."""
    chosen = select(BudgetCommitment).where(col(BudgetCommitment.line_id).in_(set(line_ids)))
    ordered = chosen.order_by(col(BudgetCommitment.line_id), col(BudgetCommitment.subject))
    fresh = ordered.execution_options(populate_existing=True)
    return list(work.session.execute(fresh).scalars())


def change(work: Work, change_id: str) -> BudgetChange:
    """Return a change, or raise NotFound."""
    return work.one(BudgetChange, change_id)


def changes(work: Work, *, after: str, limit: int) -> Sequence[BudgetChange]:
    """Return changes by id, oldest first."""
    chosen = select(BudgetChange).where(col(BudgetChange.id) > after)
    return list(work.session.execute(chosen.order_by(col(BudgetChange.id)).limit(limit)).scalars())


def committed_lines(work: Work, fiscal_year: int) -> list[BudgetLine]:
    """Return the lines of a year on which something is committed."""
    chosen = select(BudgetLine).where(
        col(BudgetLine.fiscal_year) == fiscal_year, col(BudgetLine.committed_won) > 0
    )
    return list(work.session.execute(chosen.order_by(col(BudgetLine.id))).scalars())


def commitments_page(work: Work, line_id: str, *, after: str, limit: int) -> list[BudgetCommitment]:
    """Return what is committed on a line, by id."""
    chosen = select(BudgetCommitment).where(
        col(BudgetCommitment.line_id) == line_id, col(BudgetCommitment.id) > after
    )
    ordered = chosen.order_by(col(BudgetCommitment.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())
