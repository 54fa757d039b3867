"""What a book entry must be: kinds of account and transaction, legs that sum to zero. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from app.kernel.money import MAXIMUM_WON

_WORD = re.compile(r"[!-~]{1,200}")
_LEAST_LEGS = 2
_HASH_DIGITS, _ACCOUNT_DIGITS = 40, 22
_encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode


class AccountKind(StrEnum):
    """What an account counts."""

    CASH = "cash"
    UNALLOCATED = "unallocated"
    EARMARK = "earmark"
    LENT = "lent"
    LOANS_RECEIVABLE = "loans_receivable"
    CLAWBACK_RECEIVABLE = "clawback_receivable"
    CLAWBACK_DUE = "clawback_due"
    RECOVERIES_HELD = "recoveries_held"
    UNMATCHED = "unmatched"
    PAYABLE = "payable"
    SHARE_SHORTFALL = "share_shortfall"

    @property
    def side(self) -> int:
        """Return +1 where debits raise the balance, -1 where credits do."""
        return 1 if self in DEBIT_KINDS else -1


_K = AccountKind
DEBIT_KINDS = frozenset({_K.CASH, _K.LOANS_RECEIVABLE, _K.CLAWBACK_RECEIVABLE, _K.SHARE_SHORTFALL})
CREDIT_KINDS = frozenset(_K) - DEBIT_KINDS


class TransactionKind(StrEnum):
    """What happened to the money."""

    CONTRIBUTION_RECEIVED = "contribution_received"
    CONTRIBUTION_EARMARKED = "contribution_earmarked"
    CONTRIBUTION_REDESIGNATED = "contribution_redesignated"
    CONTRIBUTION_RETURNED = "contribution_returned"
    SURCHARGE_SHARE_CREDITED = "surcharge_share_credited"
    SURCHARGE_SHARE_REVERSED = "surcharge_share_reversed"
    SURCHARGE_SHARE_RETURNED = "surcharge_share_returned"
    DISBURSEMENT_PAID = "disbursement_paid"
    DISBURSEMENT_RETURNED = "disbursement_returned"
    LOAN_PAID = "loan_paid"
    LOAN_REPAID = "loan_repaid"
    LOAN_WRITTEN_OFF = "loan_written_off"
    RECOVERY_RECEIVED = "recovery_received"
    RECOVERY_DISTRIBUTED = "recovery_distributed"
    RECOVERY_PAID_OUT = "recovery_paid_out"
    CLAWBACK_RAISED = "clawback_raised"
    CLAWBACK_RECEIVED = "clawback_received"
    CLAWBACK_SET_OFF = "clawback_set_off"
    CLAWBACK_WRITTEN_OFF = "clawback_written_off"
    RECEIPT_UNMATCHED = "receipt_unmatched"
    RECEIPT_MATCHED = "receipt_matched"
    RUNNING_COST = "running_cost"
    REVERSAL = "reversal"


class PeriodState(StrEnum):
    """How far a fiscal year has been closed."""

    OPEN = "open"
    SOFT_CLOSED = "soft_closed"
    CLOSED = "closed"


_T = TransactionKind
Sides = tuple[frozenset[AccountKind], frozenset[AccountKind]]


def _sides(debit: Iterable[AccountKind], credit: Iterable[AccountKind]) -> Sides:
    return frozenset(debit), frozenset(credit)


ALLOWED: dict[TransactionKind, Sides] = {
    _T.CONTRIBUTION_RECEIVED: _sides([_K.CASH], [_K.UNALLOCATED, _K.EARMARK, _K.SHARE_SHORTFALL]),
    _T.CONTRIBUTION_EARMARKED: _sides([_K.UNALLOCATED], [_K.EARMARK, _K.SHARE_SHORTFALL]),
    _T.CONTRIBUTION_REDESIGNATED: _sides([_K.EARMARK], [_K.EARMARK, _K.UNALLOCATED]),
    _T.CONTRIBUTION_RETURNED: _sides([_K.UNALLOCATED, _K.EARMARK], [_K.CASH]),
    _T.SURCHARGE_SHARE_CREDITED: _sides(
        [_K.CASH, _K.UNALLOCATED], [_K.UNALLOCATED, _K.EARMARK, _K.SHARE_SHORTFALL]
    ),
    _T.SURCHARGE_SHARE_REVERSED: _sides(
        [_K.UNALLOCATED, _K.EARMARK, _K.SHARE_SHORTFALL], [_K.PAYABLE]
    ),
    _T.SURCHARGE_SHARE_RETURNED: _sides([_K.PAYABLE], [_K.CASH]),
    _T.DISBURSEMENT_PAID: _sides([_K.EARMARK], [_K.CASH]),
    _T.DISBURSEMENT_RETURNED: _sides([_K.CASH], [_K.EARMARK]),
    _T.LOAN_PAID: _sides([_K.LOANS_RECEIVABLE, _K.EARMARK], [_K.CASH, _K.LENT]),
    _T.LOAN_REPAID: _sides([_K.CASH, _K.LENT], [_K.LOANS_RECEIVABLE, _K.EARMARK, _K.UNALLOCATED]),
    _T.LOAN_WRITTEN_OFF: _sides([_K.LENT], [_K.LOANS_RECEIVABLE]),
    _T.RECOVERY_RECEIVED: _sides([_K.CASH], [_K.RECOVERIES_HELD]),
    _T.RECOVERY_DISTRIBUTED: _sides([_K.RECOVERIES_HELD], [_K.EARMARK, _K.PAYABLE, _K.UNALLOCATED]),
    _T.RECOVERY_PAID_OUT: _sides([_K.PAYABLE], [_K.CASH]),
    _T.CLAWBACK_RAISED: _sides([_K.CLAWBACK_RECEIVABLE], [_K.CLAWBACK_DUE]),
    _T.CLAWBACK_RECEIVED: _sides(
        [_K.CASH, _K.CLAWBACK_DUE],
        [_K.CLAWBACK_RECEIVABLE, _K.EARMARK, _K.PAYABLE, _K.UNALLOCATED],
    ),
    _T.CLAWBACK_SET_OFF: _sides(
        [_K.EARMARK, _K.PAYABLE, _K.CLAWBACK_DUE],
        [_K.CLAWBACK_RECEIVABLE, _K.EARMARK, _K.PAYABLE, _K.UNALLOCATED, _K.CASH],
    ),
    _T.CLAWBACK_WRITTEN_OFF: _sides([_K.CLAWBACK_DUE], [_K.CLAWBACK_RECEIVABLE]),
    _T.RECEIPT_UNMATCHED: _sides([_K.CASH], [_K.UNMATCHED]),
    _T.RECEIPT_MATCHED: _sides(
        [_K.UNMATCHED, _K.LENT, _K.CLAWBACK_DUE],
        [
            _K.UNALLOCATED,
            _K.EARMARK,
            _K.RECOVERIES_HELD,
            _K.LOANS_RECEIVABLE,
            _K.CLAWBACK_RECEIVABLE,
            _K.SHARE_SHORTFALL,
            _K.PAYABLE,
            _K.CASH,
        ],
    ),
    _T.RUNNING_COST: _sides([_K.UNALLOCATED, _K.EARMARK], [_K.CASH]),
    _T.REVERSAL: _sides(_K, _K),
}

ADJUSTING = frozenset({
    _T.REVERSAL, _T.RECEIPT_MATCHED, _T.DISBURSEMENT_RETURNED, _T.LOAN_WRITTEN_OFF,
    _T.CLAWBACK_WRITTEN_OFF,
})  # fmt: skip
"""What may still be dated inside a year that is soft-closed: corrections, never new business."""


def kind_of_code(code: str) -> AccountKind:
    """Return the kind of account that a code names: what stands before its first colon."""
    return AccountKind(code.partition(":")[0])


def account_id(code: str) -> str:
    """Return the id of the account with this code; it carries the account's kind."""
    return f"lacc_{kind_of_code(code)}_{_hash(code)[:_ACCOUNT_DIGITS]}"


@lru_cache(4096)
def kind_of(account: str) -> AccountKind:
    """Return the kind that an account's id carries; ValueError for anything else."""
    return AccountKind(account.removeprefix("lacc_").rpartition("_")[0])


def transaction_id(scope: str, key: str) -> str:
    """Return the id of the transaction posted under a key; the same for ever."""
    return f"ltxn_{_hash(scope, key)}"


def reservation_id(subject: str, key: str) -> str:
    """Return the id of the reservation made for a subject under a key."""
    return f"lres_{_hash('reservation', subject, key)}"


def batch_id(transactions: Iterable[str]) -> str:
    """Return what marks transactions posted in one call: the only one's own id, or a derived one."""
    ids = set(transactions)
    return ids.pop() if len(ids) == 1 else f"lbat_{_hash(*sorted(ids))}"


def batch_digest(digests: Iterable[str]) -> str:
    """Return the digest of transactions posted in one call; one alone stands for itself."""
    ordered = sorted(digests)
    return ordered[0] if len(ordered) == 1 else sha256(*ordered)


def sha256(*parts: str) -> str:
    """Return the SHA-256 of parts, one a line, as 64 hexadecimal digits.

    No part of an entry holds a line end, so no two lists of parts have the same lines.
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _hash(*parts: str) -> str:
    return sha256(*parts)[:_HASH_DIGITS]


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a transaction in won: a debit is above zero, a credit below."""

    account_id: str
    amount_won: int

    def __post_init__(self) -> None:
        """Refuse anything but a whole number of won other than zero, to 10^15."""
        if type(self.amount_won) is not int:
            raise ValueError(f"not a whole number of won: {self.amount_won!r}")
        if not 0 < abs(self.amount_won) <= MAXIMUM_WON:
            raise ValueError(f"zero or above the largest amount: {self.amount_won}")


Amounts = Iterable[tuple[str, int]]


def legs(*, debit: Amounts, credit: Amounts) -> tuple[Leg, ...]:
    """Return legs from amounts above zero; those of one account are put together, zero ones go."""
    sums: dict[str, int] = {}
    for sign, amounts in ((1, debit), (-1, credit)):
        for account, amount_won in amounts:
            if type(amount_won) is not int or amount_won < 0:
                raise ValueError(f"not an amount in won: {amount_won!r}")
            sums[account] = sums.get(account, 0) + sign * amount_won
    return tuple(Leg(account, amount) for account, amount in sums.items() if amount)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One transaction to be posted; ValueError unless it is balanced and of an allowed shape.

    `key` is unique within `scope`; `subject` is the id of what the money is about; `settles` are
    the reservations used up by it; `reverses` is the transaction that it takes back.
    """

    kind: TransactionKind
    key: str
    scope: str
    subject: str
    effective_on: date
    legs: tuple[Leg, ...]
    settles: tuple[str, ...] = ()
    reverses: str | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that no book may hold."""
        if not all(_WORD.fullmatch(word) for word in (self.key, self.scope, self.subject)):
            raise ValueError("key, scope and subject are 1 to 200 printable ASCII characters")
        if type(self.effective_on) is not date:
            raise ValueError("the day an entry takes effect is a date")
        if len({leg.account_id for leg in self.legs}) != len(self.legs):
            raise ValueError("an account stands in one leg only")
        if len(self.legs) < _LEAST_LEGS or sum(leg.amount_won for leg in self.legs) != 0:
            raise ValueError("the legs of a transaction sum to zero")
        if (self.kind is TransactionKind.REVERSAL) != (self.reverses is not None):
            raise ValueError("a reversal names what it reverses, and nothing else does")
        self._refuse_strange_kinds()

    def _refuse_strange_kinds(self) -> None:
        debit, credit = ALLOWED[self.kind]
        for leg in self.legs:
            allowed = debit if leg.amount_won > 0 else credit
            if kind_of(leg.account_id) not in allowed:
                side = "debit" if leg.amount_won > 0 else "credit"
                raise ValueError(f"{self.kind} may not {side} {kind_of(leg.account_id)}")

    @property
    def transaction_id(self) -> str:
        """Return the id that this entry has or will have in the books."""
        return transaction_id(self.scope, self.key)

    def legs_text(self) -> str:
        """Return the legs as the books keep them: JSON, in the order of the account ids."""
        won = {leg.account_id: leg.amount_won for leg in self.legs}
        return _encode(won)

    def settles_text(self) -> str:
        """Return the reservations used up, as the books keep them."""
        return _encode(sorted(set(self.settles))) if self.settles else "[]"

    def body(self) -> tuple[str, ...]:
        """Return what another post under the same key must repeat."""
        return (
            str(self.kind), self.subject, self.effective_on.isoformat(), self.legs_text(),
            self.settles_text(), self.reverses or "",
        )  # fmt: skip


def negated(legs_text: str) -> tuple[Leg, ...]:
    """Return the legs that take back those of a transaction as the books keep them."""
    return tuple(Leg(account, -amount) for account, amount in json.loads(legs_text).items())
