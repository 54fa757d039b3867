"""What a reader may learn of contributions; every question is put to the policy table."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import BaseModel

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.remedy_fund.contributions import store, uses
from app.remedy_fund.contributions.lifecycle import CONTRIBUTION
from app.remedy_fund.contributions.money import FUND, sums_of
from app.remedy_fund.contributions.rules.sums import Account, standing
from app.remedy_fund.contributions.tables import Contribution, ContributionReceipt, Earmark
from app.remedy_fund.contributions.views import (
    ContributionChangeOut,
    ContributionFull,
    ContributionOut,
    CooperationAccountOut,
    EarmarkOut,
    PartOut,
    ProgrammeOut,
    ReceiptOut,
    ShareOut,
)
from app.remedy_fund.fields import Words
from app.remedy_fund.ledger import queries as ledger
from app.web import paging
from app.web.paging import Page

Shown = TypeVar("Shown", bound=BaseModel)
AnyRow = TypeVar("AnyRow")


def programmes(work: Work, *, limit: int, cursor: str | None) -> Page[ProgrammeOut]:
    """Return the programmes, oldest first."""
    work.require(May.FUND_READ, FUND)
    rows = store.programmes(work, after=_after(cursor), limit=limit + 1)
    return _page(rows, limit, ProgrammeOut.of, lambda row: row.id)


def contributions(
    work: Work, *, source: str, limit: int, cursor: str | None
) -> Page[ContributionOut]:
    """Return the contributions, oldest first, all or those of a source."""
    work.require(May.FUND_READ, FUND)
    rows = store.contributions(work, source=source, after=_after(cursor), limit=limit + 1)
    return _page(rows, limit, lambda row: told(work, row), lambda row: row.id)


def contribution(work: Work, contribution_id: str) -> ContributionFull:
    """Return a contribution with its earmarks and the steps that its state permits."""
    work.require(May.FUND_READ, FUND)
    row = store.contribution(work, contribution_id)
    sums = sums_of(work, row)
    steps = [
        Words(code=str(step.command), ko=step.label.ko, en=step.label.en, basis=step.basis)
        for step in CONTRIBUTION.steps(standing(sums))
        if not step.automatic
    ]
    return ContributionFull(
        id=row.id,
        version=row.version,
        contribution=ContributionOut.of(row, sums),
        earmarks=[_earmark(work, one) for one in store.earmarks_of(work, [row.id])],
        steps=steps,
    )


def told(work: Work, row: Contribution) -> ContributionOut:
    """Return a contribution that was already asked for, after all changes to it."""
    if not work.reading:
        work.session.flush()
    return ContributionOut.of(row, sums_of(work, row))


def earmarks(work: Work, *, purpose: str, limit: int, cursor: str | None) -> Page[EarmarkOut]:
    """Return the earmarks with what lies on them, oldest first, all or those of a purpose."""
    work.require(May.FUND_READ, FUND)
    rows = store.earmarks(work, purpose=purpose, after=_after(cursor), limit=limit + 1)
    return _page(rows, limit, lambda row: _earmark(work, row), lambda row: row.id)


def earmark(work: Work, earmark_id: str) -> EarmarkOut:
    """Return an earmark with what lies on it."""
    work.require(May.FUND_READ, FUND)
    return _earmark(work, store.earmark(work, earmark_id))


def parts(work: Work, earmark_id: str, *, limit: int, cursor: str | None) -> Page[PartOut]:
    """Return what was ever reserved on an earmark, or paid from it."""
    work.require(May.FUND_READ, FUND)
    store.earmark(work, earmark_id)
    rows = store.parts_on(work, earmark_id, after=_after(cursor), limit=limit + 1)
    return _page(rows, limit, PartOut.of, lambda row: row.id)


def change(work: Work, change_id: str) -> ContributionChangeOut:
    """Return a change as it stands."""
    work.require(May.FUND_READ, FUND)
    return ContributionChangeOut.of(store.change(work, change_id))


def changes(work: Work, *, limit: int, cursor: str | None) -> Page[ContributionChangeOut]:
    """Return the changes, oldest first."""
    work.require(May.FUND_READ, FUND)
    rows = store.changes(work, after=_after(cursor), limit=limit + 1)
    return _page(rows, limit, ContributionChangeOut.of, lambda row: row.id)


def shares(work: Work, *, limit: int, cursor: str | None) -> Page[ShareOut]:
    """Return the shares of surcharges with what moved each, oldest first."""
    work.require(May.FUND_READ, FUND)
    rows = store.shares(work, after=_after(cursor), limit=limit + 1)
    return _page(
        rows,
        limit,
        lambda row: ShareOut.of(row, store.share_entries(work, row.id)),
        lambda row: row.id,
    )


def cooperation_account(work: Work) -> CooperationAccountOut:
    """Return the separate account of 상생협력법 제20조의5: its sums and its closed list of uses."""
    work.require(May.FUND_READ, FUND)
    listed = uses.applying(uses.known_lists(), work.today, demonstration=work.world.demonstration)
    rows = store.of_account(work, Account.COOPERATION)
    return CooperationAccountOut.of(listed, [sums_of(work, row) for row in rows])


def receipt(work: Work, contribution_id: str) -> ReceiptOut:
    """Return the number of a contribution's receipt; raises NotFound before it is issued."""
    return ReceiptOut.of(issued_receipt(work, contribution_id))


def issued_receipt(work: Work, contribution_id: str) -> ContributionReceipt:
    """Return the receipt of a contribution with all that its paper says."""
    work.require(May.FUND_READ, FUND)
    row = store.contribution(work, contribution_id)
    found = store.receipt_of(work, row.id)
    if found is None:
        raise NotFound
    return found


def _earmark(work: Work, row: Earmark) -> EarmarkOut:
    held = ledger.balance(work, row.account_id)
    return EarmarkOut.of(
        row, balance_won=held.balance_won, reserved_won=held.reserved_won, today=work.today
    )


def _after(cursor: str | None) -> str:
    found = paging.decode(cursor, 1)
    return str(found[0]) if found else ""


def _page(
    rows: Sequence[AnyRow], limit: int, show: Callable[[AnyRow], Shown],
    place: Callable[[AnyRow], str],
) -> Page[Shown]:  # fmt: skip
    more = len(rows) > limit
    return Page(
        items=[show(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(place(rows[limit - 1])) if more else None,
    )
