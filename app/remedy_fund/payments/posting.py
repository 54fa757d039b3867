"""How a payment stands in the books: from its earmarks to cash, and back to exactly the same."""

from datetime import date

from app.db.work import Work
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, account_id, legs
from app.remedy_fund.payments.tables import Disbursement

SCOPE = "payments"


def paid(work: Work, row: Disbursement, attempt_id: str, on: date) -> Entry:
    """Return the entry of a payment; it uses up what was reserved for it."""
    earmarks = _parts(row)
    settles = tuple(one["reservation_id"] for one in row.sources)
    kind = TransactionKind.LOAN_PAID if row.loan else TransactionKind.DISBURSEMENT_PAID
    debit, credit = list(earmarks), [_cash(work, row)]
    if row.loan:
        debit, credit = [*debit, _claim(work, row)], [*credit, *_lent(work, row)]
    return Entry(
        kind=kind, key=f"paid:{attempt_id}", scope=SCOPE, subject=row.id, effective_on=on,
        legs=legs(debit=debit, credit=credit), settles=settles,
    )  # fmt: skip


def returned(work: Work, row: Disbursement, attempt_id: str, on: date) -> Entry:
    """Return the entry by which a payment comes back to the earmarks that it came from."""
    earmarks = _parts(row)
    kind = TransactionKind.LOAN_REPAID if row.loan else TransactionKind.DISBURSEMENT_RETURNED
    debit, credit = [_cash(work, row)], list(earmarks)
    if row.loan:
        debit, credit = [*debit, *_lent(work, row)], [*credit, _claim(work, row)]
    return Entry(
        kind=kind, key=f"returned:{attempt_id}", scope=SCOPE, subject=row.id, effective_on=on,
        legs=legs(debit=debit, credit=credit),
    )  # fmt: skip


def _parts(row: Disbursement) -> tuple[tuple[str, int], ...]:
    return tuple((one["account_id"], one["amount_won"]) for one in row.sources)


def _cash(work: Work, row: Disbursement) -> tuple[str, int]:
    return ledger.open_account(work, kind=AccountKind.CASH, code="cash"), row.amount_won


def _claim(work: Work, row: Disbursement) -> tuple[str, int]:
    kind = AccountKind.LOANS_RECEIVABLE
    return ledger.open_account(work, kind=kind, code=str(kind)), row.amount_won


def _lent(work: Work, row: Disbursement) -> tuple[tuple[str, int], ...]:
    found = []
    for one in row.sources:
        earmark_id, code = one["earmark_id"], f"lent:{one['earmark_id']}"
        ledger.open_account(work, kind=AccountKind.LENT, code=code, earmark_id=earmark_id)
        found.append((account_id(code), one["amount_won"]))
    return tuple(found)
