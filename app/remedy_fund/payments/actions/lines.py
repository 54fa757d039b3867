"""Movements on the fund's account: each is taken once, pays or returns its order, and is matched."""

from collections.abc import Sequence

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.bank.port import Finding, Line, Report, Statement
from app.remedy_fund.payments import rules, store
from app.remedy_fund.payments.actions.reports import Aside, take_reports
from app.remedy_fund.payments.events import DisbursementSettled, StatementLineMatched
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, Command, State
from app.remedy_fund.payments.standing import FUND
from app.remedy_fund.payments.tables import (
    BankStatement,
    Disbursement,
    DisbursementAttempt,
    StatementLine,
)

MATCHED, QUEUED = "matched", "queued"
_OURS = "order"


def take_lines(
    work: Work, lines: Sequence[Line], *, statement: Statement | None = None, message_id: str = ""
) -> list[Aside]:
    """Take movements in; those of a statement also lay them on it. Returns what does not fit."""
    work.require(May.STATEMENT_IMPORT, FUND)
    account = statement.account if statement else (lines[0].account if lines else "")
    if account != work.world.fund_account:
        return [{"why": "other_account", "account": account}] if account else []
    sheet, aside = _sheet(work, statement, message_id)
    known = store.lines(work, account, [line.reference for line in lines])
    fresh: list[tuple[StatementLine, Line]] = []
    for line in lines:
        row = known.get(line.reference)
        if row is None:
            row = known[line.reference] = _new(work, line)
            fresh.append((row, line))
        elif _differs(row, line):
            aside.append({"why": "line_differs", "line_id": row.id, "reference": line.reference})
            continue
        if sheet is not None:
            row.statement_id = sheet.id
    work.session.flush()
    _carry_out(work, fresh)
    work.session.flush()
    settle(work, list(known.values()))
    return aside


def match_rest(work: Work) -> None:
    """Match queued movements with postings of the same amount and day, where there is one of each."""
    queued = {row.id: row for row in store.lines_in(work, QUEUED) if row.how != _OURS}
    movements = [
        rules.Movement(line_id=row.id, signed_won=row.signed_won, booked_on=row.booked_on)
        for row in queued.values()
    ]
    if not movements:
        return
    found = rules.matches(movements, store.cash_postings(work, unmatched=True))
    for line_id, transaction_id in found.items():
        match(work, queued[line_id], transaction_id, how="amount")
    work.session.flush()
    settle(work, [queued[line_id] for line_id in found])


def explain_gaps(work: Work) -> None:
    """Lay notified movements on a statement that left them out, where they are all that it lacks."""
    for sheet in store.gapped(work):
        notified = store.notified_only(work, sheet.account, sheet.day)
        lacking = sheet.missing_won - sheet.explained_won
        if not notified or sum(row.signed_won for row in notified) != lacking:
            continue
        sheet.explained_won = sheet.missing_won
        for row in notified:
            row.statement_id = sheet.id
        work.session.flush()
        settle(work, notified)


def match(work: Work, row: StatementLine, transaction_id: str, *, how: str) -> None:
    """Match a movement with a transaction, each once."""
    row.state, row.transaction_id, row.how = MATCHED, transaction_id, how
    work.record(
        StatementLineMatched(
            subject=row.id, transaction_id=transaction_id, how=how, amount_won=row.signed_won
        )
    )


def settle(work: Work, lines: Sequence[StatementLine]) -> None:
    """Settle the payments whose movement stands on a statement."""
    seen = {
        row.transaction_id: row
        for row in lines
        if row.transaction_id and row.statement_id and not row.credit
    }
    if not seen:
        return
    paid = store.paid_by(work, list(seen))
    rows = store.all_locked(work, Disbursement, {one.disbursement_id for one in paid})
    by_id = {row.id: row for row in rows}
    for attempt in paid:
        row = by_id[attempt.disbursement_id]
        if row.state != State.PAID or attempt.state != rules.Attempt.PAID:
            continue
        row.state = DISBURSEMENT.take(row.state, Command.SETTLE).target
        row.settled_on = seen[attempt.paid_transaction_id].booked_on
        work.record(
            DisbursementSettled(
                subject=row.id, application_id=row.application_id, award_id=row.award_id,
                amount_won=row.amount_won, attempt_id=attempt.id,
            )
        )  # fmt: skip


def _sheet(
    work: Work, told: Statement | None, message_id: str
) -> tuple[BankStatement | None, list[Aside]]:
    """Return the row of a statement, made where it is new; a second copy must say the same."""
    if told is None:
        return None, []
    row = store.statement(work, told.account, told.number)
    if row is not None:
        said, kept = (told.opening_won, told.closing_won), (row.opening_won, row.closing_won)
        if said == kept:
            return row, []
        return None, [{"why": "statement_differs", "statement_id": row.id}]
    row = work.add(
        BankStatement(
            id=work.new_id("bstm"), account=told.account, number=told.number, day=told.day,
            opening_won=told.opening_won, closing_won=told.closing_won,
            missing_won=told.missing_won, message_id=message_id, imported_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    return row, []


def _new(work: Work, line: Line) -> StatementLine:
    return work.add(
        StatementLine(
            id=work.new_id("sline"), account=line.account, reference=line.reference,
            credit=line.credit, amount_won=line.amount_won, booked_on=line.booked_on,
            order_id=line.order_id[:35], returned=line.returned, code=line.code[:20],
            words=line.words, state=QUEUED, first_seen_at=work.now,
        )
    )  # fmt: skip


def _differs(row: StatementLine, line: Line) -> bool:
    said = (line.credit, line.amount_won, line.order_id[:35])
    return (row.credit, row.amount_won, row.order_id) != said


def _carry_out(work: Work, fresh: list[tuple[StatementLine, Line]]) -> None:
    """Let new movements pay or return the orders that they name, and match them with the postings."""
    named = {line.order_id for _, line in fresh if line.order_id}
    if not named:
        return
    ours = {one.order_id for one in store.attempts_told_of(work, named, ())}
    reports = [
        Report(
            finding=Finding.RETURNED if line.credit else Finding.PAID, order_id=line.order_id,
            on=line.booked_on, amount_won=line.amount_won, code=line.code,
            reference=line.reference,
        )
        for _, line in fresh
        if line.order_id in ours and (line.returned or not line.credit)
    ]  # fmt: skip
    # What can not be carried out leaves its line in the queue, which is where people look.
    take_reports(work, reports)
    after = {one.order_id: one for one in store.attempts_told_of(work, named, ())}
    for row, line in fresh:
        attempt = after.get(line.order_id)
        if attempt is not None:
            row.how = _OURS
            _match_order(work, row, attempt)


def _match_order(work: Work, row: StatementLine, attempt: DisbursementAttempt) -> None:
    booked = attempt.returned_transaction_id if row.credit else attempt.paid_transaction_id
    fits = row.amount_won == attempt.amount_won and (row.returned or not row.credit)
    if booked and fits and store.line_of(work, booked) is None:
        match(work, row, booked, how=_OURS)
        work.session.flush()
