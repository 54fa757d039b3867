"""What a reader may learn of payments, messages and statements; all of it asks the policy table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.payments import rules, shown, store
from app.remedy_fund.payments.actions.lines import QUEUED
from app.remedy_fund.payments.actions.messages import ASIDE, WAITING, content_of
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, PAYMENT_RUN, Command, RunState
from app.remedy_fund.payments.schemas import (
    DisbursementOut,
    DisbursementPage,
    ItemOut,
    LineOut,
    LinePage,
    MessageOut,
    MessagePage,
    Named,
    QueueItem,
    QueueOut,
    ReconciliationOut,
    RunOut,
    RunPage,
    StatementPage,
    StepOut,
    StepsOut,
)
from app.remedy_fund.payments.standing import FUND, answer_target, line_target
from app.remedy_fund.payments.standing import content_of as approved_content
from app.remedy_fund.payments.tables import (
    BankMessage,
    BankStatement,
    Disbursement,
    PaymentRun,
    StatementLine,
)
from app.web import paging

_GRANTED = frozenset({"allowed", "step_up"})
_UNSENT = frozenset({RunState.DRAFT, RunState.ASKED})


def run(work: Work, run_id: str) -> RunOut:
    """Return a run with what is in it; while it is not sent, with the content to be approved."""
    work.require(May.FUND_READ, FUND)
    row = work.one(PaymentRun, run_id)
    rows = store.seen_disbursements(work, row.id)
    content = approved_content(work, row, rows) if row.state in _UNSENT else {}
    return RunOut(
        **shown.run(row).model_dump(), content=content,
        disbursements=[shown.disbursement(one) for one in rows],
    )  # fmt: skip


def runs(work: Work, *, limit: int, cursor: str | None, state: str = "") -> RunPage:
    """Return payment runs, newest first."""
    rows, more, next_cursor = _page(work, PaymentRun, limit, cursor, state=state)
    items = [shown.run(row) for row in rows]
    return RunPage(items=items, has_more=more, next_cursor=next_cursor)


def disbursement(work: Work, disbursement_id: str) -> DisbursementOut:
    """Return a disbursement with every order that was made for it."""
    work.require(May.FUND_READ, FUND)
    row = work.one(Disbursement, disbursement_id)
    attempts = store.attempts_of(work, row.id)
    answers = store.answers_to(work, [one.id for one in attempts])
    return shown.disbursement_whole(row, attempts, answers)


def disbursements(work: Work, *, limit: int, cursor: str | None, **equal: str) -> DisbursementPage:
    """Return disbursements, newest first."""
    rows, more, next_cursor = _page(work, Disbursement, limit, cursor, **equal)
    items = [shown.disbursement(row) for row in rows]
    return DisbursementPage(items=items, has_more=more, next_cursor=next_cursor)


def run_steps(work: Work, run_id: str) -> StepsOut:
    """Return what the reader may do with a run now."""
    work.require(May.FUND_READ, FUND)
    row = work.one(PaymentRun, run_id)
    return _steps(work, row, PAYMENT_RUN, FUND)


def disbursement_steps(work: Work, disbursement_id: str) -> StepsOut:
    """Return what the reader may do with a disbursement now."""
    work.require(May.FUND_READ, FUND)
    row = work.one(Disbursement, disbursement_id)
    open_ones = [one.id for one in store.attempts_of(work, row.id) if one.state in rules.WITH_BANK]
    noted = next(iter(store.answers_to(work, open_ones)), None)
    steps = _steps(work, row, DISBURSEMENT, answer_target(noted))
    if noted is None:
        for shown_there in (steps.allowed, steps.blocked):
            shown_there[:] = [one for one in shown_there if one.command != Command.CONFIRM_REFUSAL]
    return steps


def message(work: Work, message_id: str) -> MessageOut:
    """Return a message with its content."""
    work.require(May.FUND_READ, FUND)
    row = work.one(BankMessage, message_id)
    return MessageOut(
        **shown.message(row).model_dump(), content=content_of(work, row), aside=row.aside,
        reason=row.reason,
    )  # fmt: skip


def messages(work: Work, *, limit: int, cursor: str | None, state: str = "") -> MessagePage:
    """Return messages, newest first."""
    rows, more, next_cursor = _page(work, BankMessage, limit, cursor, state=state)
    items = [shown.message(row) for row in rows]
    return MessagePage(items=items, has_more=more, next_cursor=next_cursor)


def statements(work: Work, *, limit: int, cursor: str | None) -> StatementPage:
    """Return statements, last imported first."""
    rows, more, next_cursor = _page(work, BankStatement, limit, cursor)
    items = [shown.statement(row) for row in rows]
    return StatementPage(items=items, has_more=more, next_cursor=next_cursor)


def line(work: Work, line_id: str) -> LineOut:
    """Return one movement."""
    work.require(May.FUND_READ, FUND)
    return shown.line(work.one(StatementLine, line_id))


def line_steps(work: Work, line_id: str) -> frozenset[str]:
    """Return whether a match may be proposed or confirmed by the reader, the factor aside."""
    work.require(May.FUND_READ, FUND)
    row = work.one(StatementLine, line_id)
    if row.state != QUEUED:
        return frozenset()
    wanted = {"propose": May.STATEMENT_MATCH}
    if row.proposed_by:
        wanted["confirm"] = May.STATEMENT_CONFIRM
    target = line_target(row)
    return frozenset(
        name for name, may in wanted.items() if work.decide(may, target).code in _GRANTED
    )


def lines(work: Work, *, limit: int, cursor: str | None, **equal: str) -> LinePage:
    """Return movements on the account, last seen first."""
    rows, more, next_cursor = _page(work, StatementLine, limit, cursor, **equal)
    items = [shown.line(row) for row in rows]
    return LinePage(items=items, has_more=more, next_cursor=next_cursor)


def unmatched(work: Work) -> list[QueueItem]:
    """Return what is open between the bank and the books, oldest first; for closing and pages.

    Movements that belong to nothing, statements that leave something out, messages that could not
    be carried out whole, and payments of which the bank has said nothing definite.
    """
    work.require(May.FUND_READ, FUND)
    found = [
        *(_item(work, "line", row.id, row.signed_won, row.booked_on, row.words)
          for row in store.lines_in(work, QUEUED)),
        *(_item(work, "statement_gap", row.id, row.missing_won - row.explained_won, row.day,
                row.number) for row in store.gapped(work)),
        *(_item(work, "message", row.id, 0, row.kept_at.date(), _why(row))
          for state in (ASIDE, WAITING) for row in store.messages_in(work, state)),
        *(_item(work, "payment", row.id, -row.amount_won, row.created_at.date(), row.state)
          for row in store.open_with_bank(work)),
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item.on, item.kind, item.id))


def queue(work: Work) -> QueueOut:
    """Return the repair queue."""
    return QueueOut(items=unmatched(work))


def cash_reconciliation(work: Work, on: date) -> rules.Reconciliation:
    """Return cash in the books and at the bank at the end of a day, with all items between them.

    The bank's side is the closing balance of the last statement of that day or before.
    """
    work.require(May.FUND_READ, FUND)
    sheets = store.statements_until(work, on)
    last_on = sheets[-1].day if sheets else None
    laid = store.lines_on_statements(work, last_on) if last_on else []
    laid_on = {row.transaction_id for row in laid if row.transaction_id}
    postings = store.cash_postings(work, until=on)
    booked = {one.transaction_id for one in postings}
    reversed_away = store.reversed_unseen(work, on)
    items = [
        *(_between("in_transit", one.transaction_id, one.signed_won, one.effective_on)
          for one in postings if one.transaction_id not in laid_on | reversed_away),
        *(_between("bank_only", row.id, -row.signed_won, row.booked_on)
          for row in laid if row.transaction_id not in booked),
        *_gaps(sheets),
    ]  # fmt: skip
    cash = ledger.total(work, AccountKind.CASH, effective_on=on)
    return rules.Reconciliation(
        on=on, ledger_won=cash, bank_won=sheets[-1].closing_won if sheets else 0,
        statement_on=last_on, items=tuple(items),
    )  # fmt: skip


def reconciliation(work: Work, on: date) -> ReconciliationOut:
    """Return the reconciliation of a day as a door gives it."""
    found = cash_reconciliation(work, on)
    items = [
        ItemOut(
            kind=_named(item.kind, rules.ITEM_LABELS[item.kind]), reference=item.reference,
            signed_won=item.signed_won, on=item.on,
        )
        for item in found.items
    ]  # fmt: skip
    return ReconciliationOut(
        on=found.on, ledger_won=found.ledger_won, bank_won=found.bank_won,
        statement_on=found.statement_on, items=items, difference_won=found.difference_won,
    )  # fmt: skip


def _gaps(sheets: Sequence[BankStatement]) -> list[rules.Item]:
    """Return what statements leave out, and what moved between one and the next."""
    found: list[rules.Item] = []
    before = 0
    for sheet in sheets:
        missing = sheet.missing_won - sheet.explained_won
        found += [_between("opening_gap", sheet.id, before - sheet.opening_won, sheet.day)]
        found += [_between("statement_gap", sheet.id, -missing, sheet.day)]
        before = sheet.closing_won
    return [item for item in found if item.signed_won]


def _between(kind: str, reference: str, signed_won: int, on: date) -> rules.Item:
    return rules.Item(kind=kind, reference=reference, signed_won=signed_won, on=on)


def _item(work: Work, kind: str, row_id: str, signed_won: int, on: date, words: str) -> QueueItem:
    return QueueItem(
        kind=kind, id=row_id, amount_won=abs(signed_won), credit=signed_won > 0, on=on,
        age_days=max(0, (work.today - on).days), words=words,
    )  # fmt: skip


def _why(row: BankMessage) -> str:
    return ", ".join(sorted({str(one.get("why", "")) for one in row.aside}))


def _named(code: str, words: Text) -> Named:
    return Named(code=code, ko=words.ko, en=words.en)


def _page(
    work: Work, kind: type[Any], limit: int, cursor: str | None, **equal: str
) -> tuple[list[Any], bool, str | None]:
    work.require(May.FUND_READ, FUND)
    after = paging.decode(cursor, 1)
    rows = store.page(work, kind, after=after[0] if after else "", limit=limit + 1, **equal)
    more = len(rows) > limit
    return rows[:limit], more, paging.encode(rows[limit - 1].id) if more else None


def _steps(work: Work, row: Any, life: Lifecycle, target: Target) -> StepsOut:
    allowed: list[StepOut] = []
    blocked: list[StepOut] = []
    for step in life.steps(row.state):
        if step.automatic:
            continue
        answer = work.decide(May(step.by), target)
        reasons = [] if answer.allowed else [_named(answer.code, answer.reason)]
        (blocked if reasons else allowed).append(_step(step, reasons))
    return StepsOut(
        id=row.id, version=row.version, state=row.state, allowed=allowed, blocked=blocked
    )


def _step(step: Row, reasons: list[Named]) -> StepOut:
    return StepOut(
        command=step.command, label_ko=step.label.ko, label_en=step.label.en,
        needs_reason=step.needs_reason, reasons=reasons,
    )  # fmt: skip
