"""An order whose refusal the bank tells by letter only: one person notes it, another confirms.

It stays open otherwise, and its money reserved, for nothing that is silent counts as an answer.
"""

from app.access.policy import May
from app.db.work import Work
from app.kernel.clock import seoul_day
from app.kernel.problems import NotFound
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.bank.port import Finding, Report
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions.reports import carry_out
from app.remedy_fund.payments.events import BankRefusalConfirmed, BankRefusalNoted
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, Command
from app.remedy_fund.payments.problems import NothingNoted, StatementNotRead
from app.remedy_fund.payments.rules import WITH_BANK
from app.remedy_fund.payments.schemas import RefusalIn
from app.remedy_fund.payments.standing import FUND, about, answer_target
from app.remedy_fund.payments.tables import BankAnswer, Disbursement, DisbursementAttempt


def note_refusal(
    work: Work, *, disbursement_id: str, form: RefusalIn, version: int | None
) -> Disbursement:
    """Note what the bank said of an order outside its channel; what was noted before is replaced.

    Raises StatementNotRead while a transfer could still show on the next statement.
    """
    work.require(May.STATEMENT_MATCH, FUND)
    row, attempt = _open(work, disbursement_id, version, Command.NOTE_REFUSAL)
    answer = _noted(work, attempt)
    if answer is None:
        answer = work.add(_answer(work, attempt, form))
    answer.code, answer.answered_on, answer.reason = form.code, form.answered_on, form.reason
    answer.noted_by, answer.noted_at = work.actor.person_id, work.now
    work.record(
        BankRefusalNoted(
            **about(row), attempt_id=attempt.id, code=form.code, answered_on=form.answered_on
        )
    )
    return row


def confirm_refusal(work: Work, *, disbursement_id: str, version: int | None) -> Disbursement:
    """Confirm what another person noted: the payment counts as refused and can be made anew."""
    attempts = store.attempts_of(work, disbursement_id)
    answer = _noted(work, attempts[-1]) if attempts else None
    work.require(May.STATEMENT_CONFIRM, answer_target(answer))
    row, attempt = _open(work, disbursement_id, version, Command.CONFIRM_REFUSAL)
    if answer is None:
        raise NothingNoted
    answer.confirmed_by, answer.confirmed_at = work.actor.person_id, work.now
    work.record(BankRefusalConfirmed(**about(row), attempt_id=attempt.id))
    told = Report(
        finding=Finding.REFUSED, order_id=attempt.order_id or "", code=answer.code,
        on=answer.answered_on, amount_won=attempt.amount_won,
    )  # fmt: skip
    carry_out(work, [told])
    return row


def _open(
    work: Work, disbursement_id: str, version: int | None, command: Command
) -> tuple[Disbursement, DisbursementAttempt]:
    row = store.locked(work, Disbursement, disbursement_id)
    if applications.walled(work, {row.application_id}):
        raise NotFound
    work.expect_version(row, version)
    DISBURSEMENT.take(row.state, command)
    (attempt,) = (one for one in store.attempts_of(work, row.id) if one.state in WITH_BANK)
    sent_on = seoul_day(attempt.handed_at or attempt.stored_at)
    if not store.read_after(work, work.world.fund_account, sent_on):
        raise StatementNotRead
    return row, attempt


def _noted(work: Work, attempt: DisbursementAttempt) -> BankAnswer | None:
    return next(iter(store.answers_to(work, [attempt.id])), None)


def _answer(work: Work, attempt: DisbursementAttempt, form: RefusalIn) -> BankAnswer:
    return BankAnswer(
        id=work.new_id("bans"), attempt_id=attempt.id, code=form.code,
        answered_on=form.answered_on, noted_by=work.actor.person_id, noted_at=work.now,
    )  # fmt: skip
