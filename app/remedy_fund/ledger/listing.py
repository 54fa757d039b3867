"""The books for those who may read them: pages of accounts and postings, one transaction."""

from datetime import date, datetime

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.ledger import queries, store
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.ledger.schemas import (
    LedgerAccountOut,
    LedgerPostingOut,
    LedgerTransactionOut,
    TrialBalanceOut,
)
from app.web.paging import Page, decode, encode

_FUND = Target(secret=False, level=1)


def accounts(
    work: Work, kind: AccountKind | None, *, cursor: str | None, limit: int
) -> Page[LedgerAccountOut]:
    """Return a page of accounts in the order of their codes."""
    work.require(May.FUND_READ, _FUND)
    after = decode(cursor, 1)
    found = queries.accounts(work, kind, after=after[0] if after else None, limit=limit + 1)
    items = [LedgerAccountOut.of(view) for view in found[:limit]]
    more = len(found) > limit
    return Page(items=items, has_more=more, next_cursor=encode(items[-1].code) if more else None)


def postings(
    work: Work, account_id: str, *, cursor: str | None, limit: int
) -> Page[LedgerPostingOut]:
    """Return a page of an account's legs, first one first; raises NoSuchAccount."""
    work.require(May.FUND_READ, _FUND)
    queries.balance(work, account_id)
    after = decode(cursor, 1, int)
    found = queries.postings(work, account_id, after=after[0] if after else 0, limit=limit + 1)
    items = [LedgerPostingOut.of(line) for line in found[:limit]]
    more = len(found) > limit
    return Page(
        items=items, has_more=more,
        next_cursor=encode(items[-1].account_version) if more else None,
    )  # fmt: skip


def transaction(work: Work, transaction_id: str) -> LedgerTransactionOut:
    """Return one transaction; raises NoSuchTransaction."""
    work.require(May.FUND_READ, _FUND)
    lines = queries.transaction(work, transaction_id)
    return LedgerTransactionOut.of(lines, store.reversed_by(work.session, transaction_id))


def trial_balance(
    work: Work, effective_on: date | None, known_at: datetime | None
) -> TrialBalanceOut:
    """Return all accounts as of a day as known at an instant."""
    work.require(May.FUND_READ, _FUND)
    return TrialBalanceOut.of(queries.trial_balance(work, effective_on, known_at))
