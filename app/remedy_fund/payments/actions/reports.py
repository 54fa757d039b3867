"""Carrying out what the bank says of orders: once, however often and in whatever order it says it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications.actions import money
from app.remedy_fund.bank.port import Finding, Report
from app.remedy_fund.contributions.earmarks import Part
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import Entry, transaction_id
from app.remedy_fund.payments import awards, posting, store
from app.remedy_fund.payments.events import (
    DisbursementPaid,
    DisbursementRefused,
    DisbursementReturned,
    DisbursementUnknown,
    PaymentOrdersMoved,
    PaymentRunFinished,
)
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, PAYMENT_RUN, Command, RunCommand
from app.remedy_fund.payments.rules import (
    LIVE,
    WITH_BANK,
    Attempt,
    Booking,
    Contradiction,
    after,
)
from app.remedy_fund.payments.standing import FUND, about
from app.remedy_fund.payments.tables import Disbursement, DisbursementAttempt, PaymentRun

Aside = dict[str, object]
_OPEN = WITH_BANK | {Attempt.STORED}


def take_reports(work: Work, reports: Sequence[Report]) -> list[Aside]:
    """Carry out what the bank says and return what people have to look at.

    All money that it moves is posted in one call. A report of a whole file counts for each of its
    orders. What is not known here, differs in amount or contradicts what the bank said before
    changes nothing.
    """
    work.require(May.STATEMENT_IMPORT, FUND)
    return carry_out(work, reports)


def carry_out(work: Work, reports: Sequence[Report]) -> list[Aside]:
    """Do what `take_reports` does for an act that was permitted already."""
    if not reports:
        return []
    taking = _open(work, reports)
    for report in reports:
        taking.take(report)
    taking.finish()
    return taking.aside


def _open(work: Work, reports: Sequence[Report]) -> "_Taking":
    orders = {report.order_id for report in reports if report.order_id}
    files = {report.message_id for report in reports if not report.order_id and report.message_id}
    found = store.attempts_told_of(work, orders, files)
    rows = store.all_locked(work, Disbursement, {attempt.disbursement_id for attempt in found})
    return _Taking(work, found, {row.id: row for row in rows})


@dataclass
class _Taking:
    """One bank answer while it is carried out; the books are written at its end, in one call."""

    work: Work
    attempts: list[DisbursementAttempt]
    rows: dict[str, Disbursement]
    aside: list[Aside] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    again: list[tuple[Disbursement, DisbursementAttempt, tuple[Part, ...]]] = field(
        default_factory=list
    )
    touched: Counter[str] = field(default_factory=Counter)

    def take(self, report: Report) -> None:
        """Carry out one report."""
        about = [one for one in self.attempts if _concerns(report, one)]
        if not about:
            self._put_aside(report, "not_ours")
        for attempt in about:
            if report.amount_won not in {None, attempt.amount_won}:
                self._put_aside(report, "amount_differs", attempt)
                continue
            try:
                change = after(Attempt(attempt.state), report.finding)
            except Contradiction:
                self._put_aside(report, "contradiction", attempt)
                continue
            self._move(attempt, change.state, report, change.bookings)

    def _move(
        self, attempt: DisbursementAttempt, state: Attempt, report: Report,
        bookings: Iterable[Booking],
    ) -> None:  # fmt: skip
        if state == attempt.state:
            return
        row = self.rows[attempt.disbursement_id]
        on = report.on or self.work.today
        for booking in bookings:
            _BOOK[booking](self, row, attempt, report.code, on)
        if not bookings:
            self._follow(row, attempt, state)
        attempt.state = state
        attempt.live_key = row.id if state in LIVE else None
        if report.finding is not Finding.UNKNOWN:
            attempt.answered_at = self.work.now
        if state is Attempt.HANDED and attempt.handed_at is None:
            attempt.handed_at = self.work.now
        attempt.code = report.code or attempt.code
        self.touched[attempt.run_id] += 1

    def _follow(self, row: Disbursement, attempt: DisbursementAttempt, state: Attempt) -> None:
        """Let a disbursement follow its order into the dark, or out of it."""
        if state is Attempt.UNKNOWN and attempt.state != Attempt.UNKNOWN:
            self._step(row, Command.LOSE_SIGHT)
            self.work.record(DisbursementUnknown(**about(row), attempt_id=attempt.id))
        elif attempt.state == Attempt.UNKNOWN:
            self._step(row, Command.FIND)

    def _pay(self, row: Disbursement, attempt: DisbursementAttempt, code: str, on: date) -> None:
        del code
        entry = posting.paid(self.work, row, attempt.id, on)
        self.entries.append(entry)
        attempt.paid_on, row.paid_on = on, on
        attempt.paid_transaction_id = transaction_id(entry.scope, entry.key)
        self._step(row, Command.PAY)
        money.note_paid(self.work, application_id=row.application_id, amount_won=row.amount_won)
        awards.use(self.work, row.award_id, row.amount_won)
        self.work.record(
            DisbursementPaid(
                **about(row), attempt_id=attempt.id, loan=row.loan, paid_on=on,
                transaction_id=attempt.paid_transaction_id,
            )
        )  # fmt: skip

    def _refuse(self, row: Disbursement, attempt: DisbursementAttempt, code: str, on: date) -> None:
        del on
        self._step(row, Command.REFUSE)
        row.code = code
        self.work.record(DisbursementRefused(**about(row), attempt_id=attempt.id, code=code))

    def _return(self, row: Disbursement, attempt: DisbursementAttempt, code: str, on: date) -> None:
        entry = posting.returned(self.work, row, attempt.id, on)
        self.entries.append(entry)
        attempt.returned_on = on
        attempt.returned_transaction_id = transaction_id(entry.scope, entry.key)
        self._step(row, Command.RETURN)
        row.code, row.paid_on, row.settled_on = code, None, None
        parts = awards.restore(self.work, row.award_id, row.amount_won)
        self.again.append((row, attempt, parts))
        money.note_returned(self.work, application_id=row.application_id, amount_won=row.amount_won)
        self.work.record(
            DisbursementReturned(
                **about(row), attempt_id=attempt.id, loan=row.loan, returned_on=on, code=code,
                transaction_id=attempt.returned_transaction_id,
            )
        )  # fmt: skip

    def finish(self) -> None:
        """Write the books, keep returned money for the same payment, and end runs that are done."""
        if self.entries:
            ledger.post_all(self.work, self.entries)
        for row, attempt, parts in self.again:
            row.sources = awards.hold_again(self.work, row.award_id, parts, attempt.id)
        self.work.session.flush()
        for run_id, orders in sorted(self.touched.items()):
            self.work.record(PaymentOrdersMoved(subject=run_id, orders=orders))
            _end_run(self.work, run_id)

    def _step(self, row: Disbursement, command: Command) -> None:
        row.state = DISBURSEMENT.take(row.state, command).target

    def _put_aside(
        self, report: Report, why: str, attempt: DisbursementAttempt | None = None
    ) -> None:
        self.aside.append({
            "why": why, "finding": str(report.finding), "order_id": report.order_id,
            "message_id": report.message_id, "code": report.code,
            "amount_won": report.amount_won, "attempt_id": attempt.id if attempt else "",
        })  # fmt: skip


_BOOK = {
    Booking.PAY: _Taking._pay,  # noqa: SLF001 - its own methods
    Booking.REFUSE: _Taking._refuse,  # noqa: SLF001
    Booking.RETURN: _Taking._return,  # noqa: SLF001
}


def _concerns(report: Report, attempt: DisbursementAttempt) -> bool:
    if report.order_id:
        return report.order_id == attempt.order_id
    # A word on a whole file can not take back what was said of one of its orders.
    return bool(report.message_id) and report.message_id == attempt.message_id


def _end_run(work: Work, run_id: str) -> None:
    states = [attempt.state for attempt in store.attempts(work, run_id=run_id)]
    run = store.locked(work, PaymentRun, run_id)
    if PAYMENT_RUN.final(run.state) or any(state in _OPEN for state in states):
        return
    run.state, run.finished_at = PAYMENT_RUN.take(run.state, RunCommand.FINISH).target, work.now
    paid = sum(state == Attempt.PAID for state in states)
    refused = sum(state == Attempt.REFUSED for state in states)
    work.record(PaymentRunFinished(subject=run.id, paid=paid, refused=refused))
