"""Which entry of the books each act of this room makes. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.remedy_fund.ledger.rules import (
    Entry,
    Leg,
    TransactionKind,
    account_id,
    legs,
)
from app.remedy_fund.recoveries.rules.uses import PRINCIPAL, SURPLUS, Owner, Use, by_account

SCOPE = "recoveries"
CASH, UNMATCHED, HELD = account_id("cash"), account_id("unmatched"), account_id("recoveries_held")
LOANS = account_id("loans_receivable")
RECEIVABLE, DUE = account_id("clawback_receivable"), account_id("clawback_due")
T = TransactionKind


def entry(kind: TransactionKind, key: str, subject: str, on: date, moved: tuple[Leg, ...]) -> Entry:
    """Return an entry of this room."""
    return Entry(kind=kind, key=key, scope=SCOPE, subject=subject, effective_on=on, legs=moved)


def held(receipt_id: str, subject: str, on: date, found: Sequence[Use], *, unmatched: bool
         ) -> list[Entry]:  # fmt: skip
    """Return the entries by which money comes in, is held for a moment, and goes to its owners."""
    amount = sum(use.amount_won for use in found)
    if not amount:
        return []
    kind, source = (T.RECEIPT_MATCHED, UNMATCHED) if unmatched else (T.RECOVERY_RECEIVED, CASH)
    came = legs(debit=[(source, amount)], credit=[(HELD, amount)])
    went = legs(debit=[(HELD, amount)], credit=_credits(found))
    return [
        entry(kind, f"{receipt_id}:in", subject, on, came),
        entry(T.RECOVERY_DISTRIBUTED, f"{receipt_id}:out", subject, on, went),
    ]


def clawed_back(receipt_id: str, subject: str, on: date, found: Sequence[Use], *, unmatched: bool
                ) -> list[Entry]:  # fmt: skip
    """Return the one entry for money on a clawback; what is over its sum goes to who paid it."""
    settled = sum(use.amount_won for use in found if use.component != SURPLUS)
    if not settled:
        return held(receipt_id, subject, on, found, unmatched=unmatched)
    kind, source = (T.RECEIPT_MATCHED, UNMATCHED) if unmatched else (T.CLAWBACK_RECEIVED, CASH)
    amount = sum(use.amount_won for use in found)
    moved = legs(
        debit=[(source, amount), (DUE, settled)],
        credit=[(RECEIVABLE, settled), *_credits(found)],
    )
    return [entry(kind, f"{receipt_id}:clawback", subject, on, moved)]


def set_off(receipt_id: str, subject: str, on: date, found: Sequence[Use]) -> Entry:
    """Return the entry by which what the fund holds for a firm settles its debt; no cash moves."""
    amount = sum(use.amount_won for use in found)
    moved = legs(
        debit=[(DUE, amount), (account_id(f"payable:{Owner.APPLICANT}"), amount)],
        credit=[(RECEIVABLE, amount), *_credits(found)],
    )
    return entry(T.CLAWBACK_SET_OFF, f"{receipt_id}:set_off", subject, on, moved)


def award_due(receipt_id: str, on: date, taken: Mapping[str, int]) -> Entry:
    """Return the entry by which a part of an award is owed to the firm instead of paid to it."""
    given = [(account_id(f"earmark:{earmark}"), won) for earmark, won in taken.items()]
    payable = account_id(f"payable:{Owner.APPLICANT}")
    moved = legs(debit=given, credit=[(payable, sum(taken.values()))])
    return entry(T.CLAWBACK_SET_OFF, f"{receipt_id}:award", receipt_id, on, moved)


def raised(charge_id: str, subject: str, on: date, amount_won: int) -> Entry:
    """Return the entry that puts a charge of a clawback into the books."""
    moved = legs(debit=[(RECEIVABLE, amount_won)], credit=[(DUE, amount_won)])
    return entry(T.CLAWBACK_RAISED, f"{charge_id}:raised", subject, on, moved)


def written_off(subject: str, on: date, amount_won: int) -> Entry:
    """Return the entry that gives up what is owed on a clawback."""
    moved = legs(debit=[(DUE, amount_won)], credit=[(RECEIVABLE, amount_won)])
    return entry(T.CLAWBACK_WRITTEN_OFF, f"{subject}:written_off", subject, on, moved)


def loan_repaid(receipt_id: str, subject: str, on: date, found: Sequence[Use], *, unmatched: bool
                ) -> list[Entry]:  # fmt: skip
    """Return the entries by which lent money and its interest come back to their earmarks.

    One of them moves cash, by the whole amount, so that one movement at the bank answers to it.
    """
    amount = sum(use.amount_won for use in found)
    principal = [use for use in found if use.component == PRINCIPAL]
    lent = [(account_id(f"lent:{use.earmark_id}"), use.amount_won) for use in principal]
    credit = [(LOANS, sum(use.amount_won for use in principal)), *_credits(found)]
    over = any(use.component == SURPLUS for use in found)
    if not over and not unmatched:
        moved = legs(debit=[(CASH, amount), *lent], credit=credit)
        return [entry(T.LOAN_REPAID, f"{receipt_id}:loan", subject, on, moved)]
    entries = []
    if not unmatched:
        came = legs(debit=[(CASH, amount)], credit=[(UNMATCHED, amount)])
        entries.append(entry(T.RECEIPT_UNMATCHED, f"{receipt_id}:in", subject, on, came))
    moved = legs(debit=[(UNMATCHED, amount), *lent], credit=credit)
    return [*entries, entry(T.RECEIPT_MATCHED, f"{receipt_id}:loan", subject, on, moved)]


def loan_written_off(subject: str, on: date, out: Mapping[str, int]) -> Entry:
    """Return the entry that gives up what is still lent, by earmark."""
    lent = [(account_id(f"lent:{earmark}"), won) for earmark, won in out.items()]
    moved = legs(debit=lent, credit=[(LOANS, sum(out.values()))])
    return entry(T.LOAN_WRITTEN_OFF, f"{subject}:written_off", subject, on, moved)


def paid_out(payout_id: str, subject: str, on: date, owner: str, amount_won: int) -> Entry:
    """Return the entry by which other people's money leaves the fund's account."""
    payable = account_id(f"payable:{owner}")
    moved = legs(debit=[(payable, amount_won)], credit=[(CASH, amount_won)])
    return entry(T.RECOVERY_PAID_OUT, f"{payout_id}:paid", subject, on, moved)


def _credits(found: Sequence[Use]) -> list[tuple[str, int]]:
    return [(account_id(code), won) for code, won in by_account(found).items()]
