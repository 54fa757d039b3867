"""What is done to the books. None of it asks for a permission: the rooms that call it did.

A refusal ends the Work: on PostgreSQL its transaction is lost, so it is passed on, not caught.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.db.work import Work
from app.kernel.event import Event
from app.kernel.text import Text
from app.remedy_fund.ledger import events, problems, rules, store
from app.remedy_fund.ledger.posting import Trace, Written, lacking, post_with, stored_instant
from app.remedy_fund.ledger.rules import AccountKind, Entry, PeriodState, TransactionKind
from app.remedy_fund.ledger.tables import LedgerAccount, LedgerPeriod, LedgerReservation

_LABELS: dict[AccountKind, Text] = {
    AccountKind.CASH: Text("기금 예금", "Cash at bank"),
    AccountKind.UNALLOCATED: Text("미지정 재원", "Not yet earmarked"),
    AccountKind.EARMARK: Text("용도 지정 재원", "Earmarked"),
    AccountKind.LENT: Text("용도 지정 재원 중 융자금", "Earmarked and lent"),
    AccountKind.LOANS_RECEIVABLE: Text("융자 채권", "Loans receivable"),
    AccountKind.CLAWBACK_RECEIVABLE: Text("환수 채권", "Clawbacks receivable"),
    AccountKind.CLAWBACK_DUE: Text("환수 예정 재원", "Clawbacks due"),
    AccountKind.RECOVERIES_HELD: Text("회수금 보관액", "Recoveries held"),
    AccountKind.UNMATCHED: Text("확인 중인 입금", "Receipts not matched"),
    AccountKind.PAYABLE: Text("지급할 금액", "Payable"),
    AccountKind.SHARE_SHORTFALL: Text("과징금 재원 반환 부족액", "Shortfall of surcharge shares"),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of an entry: its transaction, and whether it was posted before."""

    transaction_id: str
    repeated: bool


def _driver(work: Work) -> Any:
    """Return the driver's connection before it is known whether anything will be written."""
    return work.session.connection().connection.dbapi_connection


def open_account(
    work: Work, *, kind: AccountKind, code: str, label: Text | None = None, earmark_id: str = "",
    floor_won: int = 0,
) -> str:  # fmt: skip
    """Open an account and return its id; the same id where the code is open already.

    The part of the code before its first colon is the kind; ValueError otherwise. Every account of
    the fund has the floor 0.
    """
    if rules.kind_of_code(code) is not kind:
        raise ValueError(f"the code of an account begins with its kind: {code}")
    words = label or _LABELS[kind]
    row = LedgerAccount(
        id=rules.account_id(code), code=code, kind=kind, side=kind.side, floor_won=floor_won,
        balance_won=0, reserved_won=0, version=0, earmark_id=earmark_id, label_ko=words.ko,
        label_en=words.en, opened_at=work.now,
    )  # fmt: skip
    if store.insert_account(_driver(work), row):
        work.driver()
        work.record(events.LedgerAccountOpened(subject=row.id, kind=str(kind)))
    return row.id


def open_accounts(work: Work, *codes: str) -> tuple[str, ...]:
    """Open those of some accounts of the fund itself that are not; return the ids of all."""
    ids = tuple(map(rules.account_id, codes))
    there = store.open_among(_driver(work), ids)
    for code, account in zip(codes, ids, strict=True):
        if account not in there:
            open_account(work, kind=rules.kind_of_code(code), code=code)
    return ids


def post(work: Work, entry: Entry) -> Posted:
    """Post one entry; a second time under the same key changes nothing and says so.

    Asks no permission. Raises InsufficientFunds, PeriodClosed, KeyReused, NoSuchAccount,
    ReservationNotHeld and AlreadyReversed.
    """
    return post_all(work, (entry,))[0]


def post_all(work: Work, entries: Sequence[Entry]) -> tuple[Posted, ...]:
    """Post entries in one call, all or none: one lock of each account, one event.

    The floor of an account is asked of its balance after the whole call.
    """
    written = post_with(_driver(work), entries, Trace(work.now, work.actor.account_id))
    if written.fresh:
        work.driver()
        work.record(_news(entries, written))
    new = set(written.ids)
    answers = []
    for entry in entries:
        answers.append(Posted(entry.transaction_id, entry.transaction_id not in new))
        new.discard(entry.transaction_id)
    return tuple(answers)


def _news(entries: Sequence[Entry], written: Written) -> Event:
    if len(entries) > 1:
        return events.LedgerBatchPosted(
            subject=written.batch_id, count=len(written.fresh), digest=written.digest
        )
    (entry,) = entries
    return events.LedgerTransactionPosted(
        subject=entry.transaction_id, kind=str(entry.kind), about=entry.subject,
        effective_on=entry.effective_on, digest=written.digest, reverses=entry.reverses or "",
    )  # fmt: skip


def reverse(work: Work, transaction_id: str, *, key: str, effective_on: date) -> Posted:
    """Take a transaction back by a new one with negated legs; once only.

    Raises NoSuchTransaction, AlreadyReversed, NotReversible, and InsufficientFunds where the money
    has gone on. Reservations that the original settled stay settled.
    """
    original = store.transaction(work.session, transaction_id)
    if original is None:
        raise problems.NoSuchTransaction(transaction_id=transaction_id)
    if original.reverses is not None:
        raise problems.NotReversible(transaction_id=transaction_id)
    entry = Entry(
        kind=TransactionKind.REVERSAL, key=key, scope="reversal", subject=original.subject,
        effective_on=effective_on, legs=rules.negated(original.legs), reverses=transaction_id,
    )  # fmt: skip
    earlier = store.reversed_by(work.session, transaction_id)
    if earlier not in {None, entry.transaction_id}:
        raise problems.AlreadyReversed(transaction_id=transaction_id, reversed_by=earlier)
    return post(work, entry)


def reserve(work: Work, *, account_id: str, amount_won: int, subject: str, key: str) -> str:
    """Keep free money of an account for a subject; return the reservation's id.

    The same subject and key again return the same id. Raises InsufficientFunds with what is free,
    KeyReused for another account or amount, NoSuchAccount.
    """
    row = LedgerReservation(
        id=rules.reservation_id(subject, key), account_id=account_id, amount_won=amount_won,
        subject=subject, state="held", reserved_at=work.now,
    )  # fmt: skip
    if type(amount_won) is not int or amount_won <= 0:
        raise ValueError(f"not an amount in won: {amount_won!r}")
    found = store.account(work.session, account_id)
    if found is None:
        raise problems.NoSuchAccount(account_id=account_id)
    known = store.reservation(work.session, row.id)
    if known is None and _free(found) < amount_won:
        raise lacking(account_id, _free(found))
    if known is None and store.insert_reservation(_driver(work), row):
        work.driver()
        work.record(events.FundsReserved(**_told(row)))
        return row.id
    known = store.reservation(work.session, row.id)
    if known is None or (known.account_id, known.amount_won) != (account_id, amount_won):
        raise problems.KeyReused(reservation_id=row.id)
    return row.id


def release(work: Work, reservation_id: str) -> None:
    """Free reserved money; raises ReservationNotHeld where it was settled or released before."""
    row = store.reservation(work.session, reservation_id)
    if row is None or not store.release_reservation(_driver(work), reservation_id, work.now):
        raise problems.ReservationNotHeld(reservation_id=reservation_id)
    work.driver()
    work.record(events.ReservationReleased(**_told(row)))


def move_period(work: Work, year: int, state: PeriodState, closing_sha256: str = "") -> None:
    """Move a fiscal year: open to soft-closed, back, or from soft-closed to closed for ever.

    Closing names the digest of the closing papers. Waits for those who are posting into the year.
    Raises PeriodMoveRefused.
    """
    if (state is PeriodState.CLOSED) != bool(closing_sha256):
        raise problems.PeriodMoveRefused(year=year)
    driver, name = work.driver(), f"{year:04}"
    period = LedgerPeriod(
        id=name, from_on=date(year, 1, 1), to_on=date(year, 12, 31), state="open", closing_sha256=""
    )
    store.open_period(driver, period)
    store.move_period(driver, name, str(state), closing_sha256)
    digest = rules.sha256(name, str(state), closing_sha256)
    work.record(events.LedgerPeriodMoved(subject=name, state=str(state), digest=digest))


def _free(account: Any) -> int:
    return int(account.side * account.balance_won - account.reserved_won - account.floor_won)


def _told(row: Any) -> dict[str, Any]:
    written = (row.id, row.account_id, str(row.amount_won), row.subject)
    return {
        "subject": row.id, "account_id": row.account_id, "about": row.subject,
        "amount_won": row.amount_won,
        "digest": rules.sha256(*written, stored_instant(row.reserved_at)),
    }  # fmt: skip
