"""Matching a queued movement by two persons: one proposes, another confirms."""

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import Entry, TransactionKind, legs
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions.lines import QUEUED, match, settle
from app.remedy_fund.payments.events import StatementMatchProposed
from app.remedy_fund.payments.posting import SCOPE
from app.remedy_fund.payments.problems import LineMatched, MatchDiffers, NothingProposed
from app.remedy_fund.payments.schemas import MatchIn
from app.remedy_fund.payments.standing import FUND, line_target
from app.remedy_fund.payments.tables import StatementLine


def propose_match(work: Work, *, line_id: str, form: MatchIn, version: int | None) -> StatementLine:
    """Propose to which transaction a movement belongs, or that a receipt belongs to nothing known.

    Raises LineMatched where one of the two is matched, MatchDiffers where the amounts differ.
    """
    work.require(May.STATEMENT_MATCH, FUND)
    row = store.locked(work, StatementLine, line_id)
    work.expect_version(row, version)
    _check(work, row, form.transaction_id)
    row.proposed_transaction_id, row.proposal_reason = form.transaction_id, form.reason
    row.proposed_by, row.proposed_at = work.actor.person_id, work.now
    work.record(StatementMatchProposed(subject=row.id, transaction_id=form.transaction_id))
    return row


def confirm_match(work: Work, *, line_id: str, version: int | None) -> StatementLine:
    """Confirm what another person proposed; a receipt that belongs to nothing is booked as such."""
    row = store.locked(work, StatementLine, line_id)
    work.require(May.STATEMENT_CONFIRM, line_target(row))
    work.expect_version(row, version)
    if not row.proposed_by:
        raise NothingProposed
    _check(work, row, row.proposed_transaction_id)
    row.confirmed_by, row.confirmed_at = work.actor.person_id, work.now
    transaction_id = row.proposed_transaction_id or _receive(work, row)
    match(work, row, transaction_id, how="persons" if row.proposed_transaction_id else "unknown")
    work.session.flush()
    settle(work, [row])
    return row


def _check(work: Work, row: StatementLine, transaction_id: str) -> None:
    if row.state != QUEUED:
        raise LineMatched(line_id=row.id)
    if not transaction_id:
        if not row.credit:
            raise MatchDiffers
        return
    posting = store.cash_posting(work, transaction_id)
    if posting is None or posting.signed_won != row.signed_won:
        raise MatchDiffers
    if store.line_of(work, transaction_id) is not None:
        raise LineMatched(transaction_id=transaction_id)


def _receive(work: Work, row: StatementLine) -> str:
    cash, unmatched = ledger.open_accounts(work, "cash", "unmatched")
    entry = Entry(
        kind=TransactionKind.RECEIPT_UNMATCHED, key=f"received:{row.id}", scope=SCOPE,
        subject=row.id, effective_on=row.booked_on,
        legs=legs(debit=((cash, row.amount_won),), credit=((unmatched, row.amount_won),)),
    )  # fmt: skip
    return ledger.post(work, entry).transaction_id
