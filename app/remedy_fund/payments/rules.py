"""What follows from what a bank says of an attempt, and which line belongs to which posting. Pure.

An attempt is one order with one id. However often, in whatever order and however incompletely a
bank's messages come, money is posted once as paid and at most once as returned.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.text import Text
from app.remedy_fund.bank.port import Finding


class Attempt(StrEnum):
    """Where one order stands. Only STORED is ever handed over."""

    STORED = "stored"
    HANDING = "handing"
    HANDED = "handed"
    UNKNOWN = "unknown"
    PAID = "paid"
    REFUSED = "refused"
    RETURNED = "returned"
    VOID = "void"


class Booking(StrEnum):
    """What a change of an attempt means for the books."""

    PAY = "pay"
    REFUSE = "refuse"
    RETURN = "return"


LIVE = frozenset({Attempt.STORED, Attempt.HANDING, Attempt.HANDED, Attempt.UNKNOWN, Attempt.PAID})
"""The states in which no other attempt for the same disbursement may exist."""

WITH_BANK = frozenset({Attempt.HANDING, Attempt.HANDED, Attempt.UNKNOWN})
"""The states in which the bank may have the order and has said nothing definite."""

_A, _F, _B = Attempt, Finding, Booking
_OPEN_ON_DEFINITE: Mapping[Finding, tuple[Attempt, tuple[Booking, ...]]] = {
    _F.PAID: (_A.PAID, (_B.PAY,)),
    _F.REFUSED: (_A.REFUSED, (_B.REFUSE,)),
    # What came back had been paid before, though nobody said so.
    _F.RETURNED: (_A.RETURNED, (_B.PAY, _B.RETURN)),
}
_OPEN_OTHERWISE: Mapping[tuple[Attempt, Finding], Attempt] = {
    (_A.HANDING, _F.ACCEPTED): _A.HANDED,
    (_A.HANDING, _F.DUPLICATE): _A.UNKNOWN,
    (_A.HANDING, _F.UNKNOWN): _A.UNKNOWN,
    (_A.HANDING, _F.NOT_KNOWN): _A.STORED,
    (_A.HANDED, _F.UNKNOWN): _A.UNKNOWN,
    (_A.UNKNOWN, _F.ACCEPTED): _A.HANDED,
    (_A.UNKNOWN, _F.NOT_KNOWN): _A.STORED,
}
_CONTRADICTIONS = frozenset(
    {
        (_A.PAID, _F.REFUSED),
        (_A.RETURNED, _F.REFUSED),
        (_A.REFUSED, _F.PAID),
        (_A.REFUSED, _F.RETURNED),
        (_A.VOID, _F.PAID),
        (_A.VOID, _F.RETURNED),
    }
)


class Contradiction(ValueError):
    """The bank says what cannot be after what it said before; people have to look at it."""


@dataclass(frozen=True, slots=True)
class Change:
    """An attempt's next state and what is to be booked for it, in this order."""

    state: Attempt
    bookings: tuple[Booking, ...] = ()


def after(state: Attempt, finding: Finding) -> Change:
    """Return what becomes of an attempt; raise Contradiction for what cannot be."""
    if (state, finding) in _CONTRADICTIONS:
        raise Contradiction(f"{finding} after {state}")
    if state in WITH_BANK or state is Attempt.STORED:
        if finding in _OPEN_ON_DEFINITE:
            return Change(*_OPEN_ON_DEFINITE[finding])
        return Change(_OPEN_OTHERWISE.get((state, finding), state))
    if (state, finding) == (Attempt.PAID, Finding.RETURNED):
        return Change(Attempt.RETURNED, (Booking.RETURN,))
    return Change(state)


# -- what is approved


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One disbursement as it is put up for approval."""

    disbursement_id: str
    award_id: str
    application_id: str
    amount_won: int
    loan: bool
    payee_fingerprint: str
    sources: tuple[tuple[str, int], ...]

    def as_data(self) -> dict[str, object]:
        """Return the part as it enters the digest."""
        return {
            "amount_won": self.amount_won, "application_id": self.application_id,
            "award_id": self.award_id, "disbursement_id": self.disbursement_id,
            "loan": self.loan, "payee_fingerprint": self.payee_fingerprint,
            "sources": [[earmark, won] for earmark, won in sorted(self.sources)],
        }  # fmt: skip


def run_content(run_id: str, pay_on: date, parts: Iterable[Part]) -> dict[str, object]:
    """Return what the approvers of a run sign: whom, how much, from where, to which account."""
    ordered = sorted(parts, key=lambda part: part.disbursement_id)
    return {
        "disbursements": [part.as_data() for part in ordered],
        "pay_on": pay_on.isoformat(), "run_id": run_id,
        "total_won": sum(part.amount_won for part in ordered),
    }  # fmt: skip


_FORMS = re.compile(r"주식회사|유한회사|유한책임회사|합자회사|합명회사|㈜|\(주\)|\(유\)")
_MARKS = re.compile(r"[^0-9a-z가-힣]")


def same_holder(said: str, known: str) -> bool:
    """Tell whether a bank's name of a holder is the one on file, but for legal form and spacing."""
    first, second = _bare(said), _bare(known)
    return bool(first) and first == second


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _MARKS.sub("", _FORMS.sub("", plain))


# -- statements


@dataclass(frozen=True, slots=True, kw_only=True)
class CashPosting:
    """A transaction of the books that moved cash; `signed_won` as the balance changed."""

    transaction_id: str
    signed_won: int
    effective_on: date
    kind: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A line of the bank that belongs to no posting yet."""

    line_id: str
    signed_won: int
    booked_on: date


def matches(movements: Sequence[Movement], postings: Sequence[CashPosting]) -> dict[str, str]:
    """Return transaction by line where amount and day leave exactly one of each."""
    lines: dict[tuple[int, date], list[str]] = {}
    for movement in movements:
        lines.setdefault((movement.signed_won, movement.booked_on), []).append(movement.line_id)
    found: dict[tuple[int, date], list[str]] = {}
    for posting in postings:
        place = (posting.signed_won, posting.effective_on)
        found.setdefault(place, []).append(posting.transaction_id)
    return {
        ours[0]: found[place][0]
        for place, ours in lines.items()
        if len(ours) == 1 and len(found.get(place, ())) == 1
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One listed reason why the books and the bank differ by `signed_won`."""

    kind: str
    reference: str
    signed_won: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Cash as the books and as the bank have it, and every item between the two."""

    on: date
    ledger_won: int
    bank_won: int
    statement_on: date | None
    items: tuple[Item, ...]

    @property
    def difference_won(self) -> int:
        """Return what no item explains; anything but nought is a fault."""
        return self.ledger_won - self.bank_won - sum(item.signed_won for item in self.items)


ITEM_LABELS: Mapping[str, Text] = {
    "in_transit": Text("장부에만 있음(은행 미확인)", "In transit: in the books only"),
    "bank_only": Text("은행에만 있음(장부 미반영)", "On the statement, not in the books"),
    "statement_gap": Text("거래내역 누락", "Missing from the statement"),
    "opening_gap": Text("거래내역 사이의 차이", "Between two statements"),
}
