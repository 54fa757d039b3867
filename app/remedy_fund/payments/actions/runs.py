"""Gathering approved awards in a run, putting it up for approval, and releasing it to the bank."""

from typing import Any

from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.sealing import sealed
from app.kernel.text import Text
from app.remedy_fund.applications import payees
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.actions.money import require_payable
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals import queries as approval_queries
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind, Dimension
from app.remedy_fund.bank.problems import BankNotConfigured
from app.remedy_fund.payments import awards, store
from app.remedy_fund.payments.awards import PayableAward
from app.remedy_fund.payments.events import (
    DisbursementHeld,
    PaymentRunAsked,
    PaymentRunPrepared,
    PaymentRunSent,
    PaymentRunWithdrawn,
)
from app.remedy_fund.payments.lifecycle import (
    DISBURSEMENT,
    PAYMENT_RUN,
    Command,
    RunCommand,
    State,
)
from app.remedy_fund.payments.problems import (
    AwardNotPayable,
    PaymentStopped,
)
from app.remedy_fund.payments.rules import Attempt
from app.remedy_fund.payments.schemas import RunIn
from app.remedy_fund.payments.standing import FUND, ORDER_SEAL, content_of
from app.remedy_fund.payments.tables import Disbursement, DisbursementAttempt, PaymentRun

DELIVER_JOB = "deliver_payments"
_PAST = Text("지급일은 오늘보다 앞설 수 없습니다", "Payment cannot be ordered for a past day")
_NOT_PAYABLE = Text(
    "승인되지 않았거나, 이미 지급했거나, 다른 묶음에 들어 있는 배분액입니다",
    "This award is not approved, is paid, or is in another run",
)


def prepare(work: Work, *, form: RunIn) -> PaymentRun:
    """Gather awards in a run; each is paid whole. Raises AwardNotPayable naming each that is not."""
    work.require(May.DISBURSEMENT_PREPARE, FUND)
    if form.pay_on < work.today:
        raise Invalid(errors=(FieldError("/pay_on", "past", _PAST),))
    wanted = _payable(work, form.award_ids)
    run = work.add(
        PaymentRun(
            id=work.new_id("prun"), number=next_number(work, "payment_run"),
            state=PAYMENT_RUN.initial, pay_on=form.pay_on,
            total_won=sum(one.amount_won for one in wanted), disbursements=len(wanted),
            prepared_by=work.actor.person_id, prepared_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    rows = [_disbursement(work, run, one) for one in wanted]
    work.record(
        PaymentRunPrepared(
            subject=run.id,
            disbursements=tuple(row.id for row in rows),
            total_won=run.total_won,
            pay_on=run.pay_on,
        )
    )
    return run


def ask(work: Work, *, run_id: str, version: int | None) -> PaymentRun:
    """Put the run's exact content up for approval; asking again makes the former request void."""
    work.require(May.DISBURSEMENT_PREPARE, FUND)
    run = store.locked(work, PaymentRun, run_id)
    work.expect_version(run, version)
    step = PAYMENT_RUN.take(run.state, RunCommand.ASK)
    rows = store.disbursements(work, run.id)
    _payable(work, [row.award_id for row in rows], run_id=run.id)
    editors = _payee_editors(work, rows)
    makers = editors | {run.prepared_by}
    request = approvals.ask(
        work, kind=ApprovalKind.PAYMENT_RUN, subject=run.id, content=content_of(work, run, rows),
        amount_won=run.total_won, makers=makers, aggregates=_aggregates(rows),
        effect=approval_queries.solvency(
            work, amount_won=run.total_won, included_won=run.total_won
        ),
    )  # fmt: skip
    run.state, run.approval_id, run.digest = step.target, request.id, request.digest
    work.record(
        PaymentRunAsked(
            subject=run.id, approval_id=request.id, digest=request.digest, total_won=run.total_won
        )
    )
    return run


def send(work: Work, *, run_id: str, version: int | None) -> PaymentRun:
    """Release an approved run: store an order for each disbursement, and let a job send them.

    What was approved must be what is there now: amounts, awards, earmarks and payee accounts.
    """
    work.require(May.DISBURSEMENT_SEND, FUND)
    run = store.locked(work, PaymentRun, run_id)
    work.expect_version(run, version)
    step = PAYMENT_RUN.take(run.state, RunCommand.SEND)
    if not work.world.fund_account:
        raise BankNotConfigured
    rows = store.disbursements(work, run.id)
    _payable(work, [row.award_id for row in rows], run_id=run.id)
    orders = [_order(work, run, row) for row in rows]
    approval_id = approvals.require_granted(
        work, kind=ApprovalKind.PAYMENT_RUN, subject=run.id, content=content_of(work, run, rows)
    )
    work.session.add_all(orders)
    run.state, run.sent_by, run.sent_at = step.target, work.actor.person_id, work.now
    work.record(
        PaymentRunSent(
            subject=run.id, approval_id=approval_id, attempts=len(orders), total_won=run.total_won
        )
    )
    work.later(DELIVER_JOB, {"run_id": run.id}, key=f"{DELIVER_JOB}:{run.id}")
    return run


def withdraw(work: Work, *, run_id: str, version: int | None) -> PaymentRun:
    """Take a run back before anything was sent; its awards may be gathered anew."""
    work.require(May.DISBURSEMENT_PREPARE, FUND)
    run = store.locked(work, PaymentRun, run_id)
    work.expect_version(run, version)
    run.state = PAYMENT_RUN.take(run.state, RunCommand.WITHDRAW).target
    for row in store.disbursements(work, run.id):
        row.run_id = None
    approvals.void(work, kind=ApprovalKind.PAYMENT_RUN, subject=run.id, reason="run_withdrawn")
    work.record(PaymentRunWithdrawn(subject=run.id))
    return run


def follow_payee_change(work: Work, event: dict[str, Any]) -> None:
    """Let the approval of runs that were to pay another account count no longer.

    Answers `payee_changed`. A payment that was stopped over the holder's name may be tried anew.
    """
    work.require(May.DISBURSEMENT_SEND, FUND)
    for row in store.held_of_application(work, str(event["subject"])):
        approvals.void(
            work, kind=ApprovalKind.PAYMENT_RUN, subject=row.run_id or "", reason="payee_changed"
        )


def _payable(work: Work, award_ids: list[str], *, run_id: str = "") -> list[PayableAward]:
    """Return awards as they are now; all of them approved, and none in another run."""
    found = {one.award_id: one for one in awards.payable(work, award_ids)}
    walled = applications.walled(work, {one.application_id for one in found.values()})
    found = {name: one for name, one in found.items() if one.application_id not in walled}
    live = {row.live_key: row for row in store.live_disbursements(work, award_ids)}
    errors = tuple(
        FieldError(f"/award_ids/{place}", "not_payable", _NOT_PAYABLE)
        for place, award_id in enumerate(award_ids)
        if award_id not in found or not _free(live.get(award_id), found[award_id], run_id)
    )
    if errors or len(set(award_ids)) != len(award_ids):
        raise AwardNotPayable(errors=errors)
    return [found[award_id] for award_id in award_ids]


def _free(row: Disbursement | None, award: PayableAward, run_id: str) -> bool:
    if row is None:
        return not run_id
    held = row.state == State.HELD and (row.run_id or "") == run_id
    return held and row.amount_won == award.amount_won


def _disbursement(work: Work, run: PaymentRun, award: PayableAward) -> Disbursement:
    known = store.live_disbursements(work, [award.award_id])
    row = known[0] if known else work.add(_new(work, award))
    row.run_id = run.id
    work.record(
        DisbursementHeld(
            subject=row.id, application_id=row.application_id, award_id=row.award_id,
            amount_won=row.amount_won, run_id=run.id,
        )
    )  # fmt: skip
    return row


def _new(work: Work, award: PayableAward) -> Disbursement:
    return Disbursement(
        id=work.new_id("disb"), award_id=award.award_id, live_key=award.award_id,
        application_id=award.application_id, case_id=award.case_id,
        company_id=award.company_id, period=award.period,
        amount_won=award.amount_won, loan=award.loan, state=DISBURSEMENT.initial,
        sources=awards.as_data(award.sources), created_at=work.now,
    )  # fmt: skip


def _payee_editors(work: Work, rows: list[Disbursement]) -> frozenset[str]:
    """Return who named or verified the accounts; none of them approves that money goes there."""
    accounts = [payees.current_payee(work, row.application_id) for row in rows]
    return frozenset(
        person for one in accounts if one for person in (one.set_by_person, one.verified_by_person)
    )


def _aggregates(rows: list[Disbursement]) -> list[Aggregate]:
    found: list[Aggregate] = []
    for row in rows:
        keys = ((Dimension.CASE, row.case_id), (Dimension.APPLICANT, row.company_id),
                (Dimension.PERIOD, row.period))  # fmt: skip
        found += [Aggregate(place, key, row.amount_won) for place, key in keys if key]
    return found


def _order(work: Work, run: PaymentRun, row: Disbursement) -> DisbursementAttempt:
    """Return the order for a disbursement; its payee is copied, for that one is what was approved."""
    payee = require_payable(work, application_id=row.application_id, amount_won=row.amount_won)
    if row.stopped_payee == payee.fingerprint:
        raise PaymentStopped(disbursement_id=row.id)
    row.state = DISBURSEMENT.take(row.state, Command.SEND).target
    row.attempts += 1
    return DisbursementAttempt(
        id=work.new_id("datt"), disbursement_id=row.id, run_id=run.id, number=row.attempts,
        live_key=row.id, state=Attempt.STORED, amount_won=row.amount_won,
        payee_id=payee.payee_id, payee_fingerprint=payee.fingerprint,
        bank_code=payee.bank_code, last_four=payee.last_four, holder=payee.holder_name,
        sealed_account=sealed(work.world.seal_key, ORDER_SEAL, payee.account_number),
        stored_at=work.now,
    )  # fmt: skip
