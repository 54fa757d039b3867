"""What the books say: balances, postings, the trial balance and the fund equation.

Amounts are in the own direction of an account, so they are not negative. None of these asks for
a permission; the routes and the rooms above do.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.ledger import problems, rules, store
from app.remedy_fund.ledger.rules import AccountKind, PeriodState

# No Work is open longer than the database lets one be: what was recorded before then is all there.
_LONGEST_WORK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds, what of it is reserved, and what is free."""

    balance_won: int
    reserved_won: int
    available_won: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account with what it holds; `version` counts its legs."""

    id: str
    version: int
    code: str
    kind: AccountKind
    label: Text
    balance: Balance


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One leg with its transaction; debits are above zero, `balance_after_won` likewise signed."""

    transaction_id: str
    kind: str
    subject: str
    effective_on: date
    recorded_at: datetime
    reverses: str | None
    leg: int
    account_id: str
    code: str
    side: int
    amount_won: int
    account_version: int
    balance_after_won: int


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One account in a trial balance; one of the two amounts is zero."""

    account_id: str
    code: str
    kind: AccountKind
    label: Text
    debit_won: int
    credit_won: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts as of a day, as they were known at an instant.

    `final` tells that the answer can never change any more: the instant lies far enough back that
    whoever was recording then has long ended.
    """

    effective_on: date
    known_at: datetime
    final: bool
    lines: tuple[TrialLine, ...]

    @property
    def debit_won(self) -> int:
        """Return the sum of all debit balances."""
        return sum(line.debit_won for line in self.lines)

    @property
    def credit_won(self) -> int:
        """Return the sum of all credit balances; the same as the debits."""
        return sum(line.credit_won for line in self.lines)


@dataclass(frozen=True, slots=True)
class FundEquation:
    """What the fund has against whose it is, by kind of account."""

    has_won: dict[AccountKind, int]
    owes_won: dict[AccountKind, int]

    @property
    def holds(self) -> bool:
        """Tell whether both sides are the same."""
        return sum(self.has_won.values()) == sum(self.owes_won.values())


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money kept for a subject; `state` is held, settled or released."""

    id: str
    account_id: str
    amount_won: int
    subject: str
    state: str
    reserved_at: datetime
    ended_at: datetime | None
    transaction_id: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year and how far it is closed."""

    year: int
    from_on: date
    to_on: date
    state: PeriodState
    closing_sha256: str


def balance(work: Work, account_id: str) -> Balance:
    """Return what an account holds now; raises NoSuchAccount."""
    row = store.account(work.session, account_id)
    if row is None:
        raise problems.NoSuchAccount(account_id=account_id)
    return _balance(row)


def accounts(
    work: Work, kind: AccountKind | None = None, *, after: str | None = None, limit: int = 1000
) -> tuple[AccountView, ...]:
    """Return accounts in the order of their codes, those after one of them."""
    return tuple(
        AccountView(row.id, row.version, row.code, AccountKind(row.kind),
                    Text(row.label_ko, row.label_en), _balance(row))
        for row in store.accounts(work.session, kind, after, limit)
    )  # fmt: skip


def postings(work: Work, account_id: str, *, after: int, limit: int) -> tuple[PostingLine, ...]:
    """Return an account's legs in the order of its versions, those after one of them."""
    return _lines(store.lines_of_account(work.session, account_id, after, limit))


def balances(
    work: Work, kind: AccountKind, *, effective_on: date | None = None,
    known_at: datetime | None = None,
) -> dict[str, int]:  # fmt: skip
    """Return what each account of a kind holds, by its code (`earmark:…`), now or as of then."""
    if effective_on is None and known_at is None:
        signed = store.present(work.session, kind)
    else:
        signed = store.sums(work.session, effective_on, known_at, kind)
    return {code: kind.side * amount for code, amount in signed.items()}


def total(
    work: Work, kind: AccountKind, *, effective_on: date | None = None,
    known_at: datetime | None = None,
) -> int:  # fmt: skip
    """Return what all accounts of a kind hold together, now or as of then."""
    return sum(balances(work, kind, effective_on=effective_on, known_at=known_at).values())


def reserved(work: Work, kind: AccountKind = AccountKind.EARMARK) -> int:
    """Return what is reserved now on all accounts of a kind."""
    return store.reserved(work.session, kind)


def reservation(work: Work, reservation_id: str) -> Reservation | None:
    """Return a reservation, None where there is none with this id."""
    row = store.reservation(work.session, reservation_id)
    return None if row is None else Reservation(**row._mapping)  # noqa: SLF001 - its public name


def reservations_of(work: Work, subject: str) -> tuple[Reservation, ...]:
    """Return every reservation made for a subject, oldest first."""
    rows = store.reservations_of(work.session, subject)
    return tuple(Reservation(**row._mapping) for row in rows)  # noqa: SLF001


def postings_of(work: Work, subject: str) -> tuple[PostingLine, ...]:
    """Return the legs of every transaction about a subject, oldest first."""
    return _lines(store.lines_of_subject(work.session, subject))


def transaction(work: Work, transaction_id: str) -> tuple[PostingLine, ...]:
    """Return the legs of one transaction; raises NoSuchTransaction."""
    found = _lines(store.lines_of_transaction(work.session, transaction_id))
    if not found:
        raise problems.NoSuchTransaction(transaction_id=transaction_id)
    return found


def recorded_later(
    work: Work, effective_on: date, known_at: datetime, later_at: datetime
) -> tuple[PostingLine, ...]:
    """Return the legs that make two answers about one day differ: recorded in between."""
    return _lines(store.lines_between(work.session, effective_on, known_at, later_at))


def trial_balance(
    work: Work, effective_on: date | None = None, known_at: datetime | None = None
) -> TrialBalance:
    """Return all accounts as of a day (today) as known at an instant (now)."""
    day, instant = effective_on or work.today, known_at or work.now
    signed = store.sums(work.session, day, instant)
    lines = tuple(
        _trial(row, signed.get(row.code, 0)) for row in store.every_account(work.session)
        if row.opened_at <= instant
    )  # fmt: skip
    return TrialBalance(day, instant, instant <= work.now - _LONGEST_WORK, lines)


def fund_equation(
    work: Work, effective_on: date | None = None, known_at: datetime | None = None
) -> FundEquation:
    """Return what the fund has and whose it is, as of a day as known at an instant."""
    sums = dict.fromkeys(AccountKind, 0)
    for line in trial_balance(work, effective_on, known_at).lines:
        sums[line.kind] += line.kind.side * (line.debit_won - line.credit_won)
    return FundEquation(
        {kind: amount for kind, amount in sums.items() if kind in rules.DEBIT_KINDS},
        {kind: amount for kind, amount in sums.items() if kind in rules.CREDIT_KINDS},
    )


def period(work: Work, year: int) -> Period:
    """Return a fiscal year; one that nothing was posted into is open."""
    row = store.period(work.session, f"{year:04}")
    if row is None:
        return Period(year, date(year, 1, 1), date(year, 12, 31), PeriodState.OPEN, "")
    return Period(year, row.from_on, row.to_on, PeriodState(row.state), row.closing_sha256)


def _balance(row: Any) -> Balance:
    held = row.side * row.balance_won
    return Balance(held, row.reserved_won, held - row.reserved_won - row.floor_won)


def _trial(row: Any, signed_won: int) -> TrialLine:
    return TrialLine(
        row.id, row.code, AccountKind(row.kind), Text(row.label_ko, row.label_en),
        max(signed_won, 0), max(-signed_won, 0),
    )  # fmt: skip


def _lines(rows: list[Any]) -> tuple[PostingLine, ...]:
    return tuple(PostingLine(**row._mapping) for row in rows)  # noqa: SLF001
