"""Handing orders over: addressed and kept first, sent outside any transaction, noted afterwards.

What was being handed over when a process died is asked after before it is handed over again, and
then it goes byte for byte as it was kept, under the same ids.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.sealing import opened, sealed
from app.remedy_fund.bank.port import (
    Asked,
    Bank,
    Finding,
    Order,
    OrderFile,
    Payee,
    Report,
)
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions.reports import take_reports
from app.remedy_fund.payments.events import (
    DisbursementStopped,
    PayeeNamesChecked,
    PaymentFileHanded,
    PaymentFileKept,
    PaymentRunHandedOver,
)
from app.remedy_fund.payments.lifecycle import (
    DISBURSEMENT,
    PAYMENT_RUN,
    Command,
    RunCommand,
    RunState,
)
from app.remedy_fund.payments.rules import Attempt, same_holder
from app.remedy_fund.payments.standing import FUND, MESSAGE_SEAL, ORDER_SEAL, asked_of
from app.remedy_fund.payments.tables import (
    BankMessage,
    Disbursement,
    DisbursementAttempt,
    PaymentRun,
)

ORDER_SERIES, FILE_SERIES = "bank_order", "bank_file"
_WORDS = "피해구제기금 {number}"


@dataclass(frozen=True, slots=True)
class Handing:
    """A file that is kept and may be sent now, and only now."""

    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Unnamed:
    """An order whose payee's name the bank has not been asked for."""

    attempt_id: str
    payee: Payee
    request_id: str


def unnamed(work: Work, *, run_id: str, bank: Bank) -> list[Unnamed]:
    """Return the orders of a run whose payee's name is to be asked for, with ids for asking."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    if not bank.checks_names:
        return []
    waiting = store.attempts(work, run_id=run_id, states=[Attempt.STORED])
    return [
        Unnamed(
            one.id, _payee(work, one), bank.order_id(work.today, next_number(work, ORDER_SERIES))
        )
        for one in waiting
        if not one.name_check
    ]


def note_names(work: Work, *, run_id: str, holders: Mapping[str, str | None]) -> None:
    """Note whom the bank names as holders; an order to any but the name on file is not sent."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    counted: Counter[str] = Counter()
    for one in store.attempts(work, run_id=run_id, states=[Attempt.STORED]):
        if one.id not in holders:
            continue
        said = holders[one.id]
        if said is None:
            one.name_check = "no_answer"
            _stop(work, one)
        elif same_holder(said, one.holder):
            one.name_check = "same"
        else:
            one.name_check = "differs"
            _stop(work, one)
        counted[one.name_check] += 1
    if counted:
        work.record(
            PayeeNamesChecked(
                subject=run_id, same=counted["same"], differs=counted["differs"],
                no_answer=counted["no_answer"],
            )
        )  # fmt: skip


def next_file(work: Work, *, run_id: str, bank: Bank) -> Handing | None:
    """Address and keep the next file of a run; None where there is nothing left to hand over."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    waiting = store.attempts(work, run_id=run_id, states=[Attempt.STORED])
    if not waiting:
        _handed_whole(work, run_id)
        return None
    before = waiting[0].message_id
    if before:
        kept = store.file_of(work, before)
        orders = [one for one in waiting if one.message_id == before]
    else:
        ready = [one for one in waiting if one.name_check or not bank.checks_names]
        orders = [one for one in ready if not one.message_id][: bank.per_file]
        if not orders:  # the bank has not said yet who holds the accounts
            return None
        kept = _addressed(work, run_id, orders, bank)
    for one in orders:
        one.state = Attempt.HANDING
    work.record(
        PaymentFileHanded(
            subject=kept.id, run_id=run_id, message_id=kept.message_id, again=bool(before)
        )
    )
    content = opened(work.world.seal_key, MESSAGE_SEAL, kept.sealed_content)
    return Handing(kept.message_id, content.encode())


def doubtful(work: Work, *, run_id: str) -> list[Asked]:
    """Return the orders that were being handed over when nobody was left to note it."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    found = store.attempts(work, run_id=run_id, states=[Attempt.HANDING])
    return [asked_of(one) for one in found]


def handed_over(work: Work, *, message_id: str, reports: Sequence[Report]) -> None:
    """Note that the bank has a file, and carry out what it said of it at once."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    accepted = Report(finding=Finding.ACCEPTED, message_id=message_id)
    take_reports(work, [accepted, *reports])


def lost_sight(work: Work, *, message_id: str) -> None:
    """Note that it can not be told whether the bank has a file."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    take_reports(work, [Report(finding=Finding.UNKNOWN, message_id=message_id)])


def _addressed(
    work: Work, run_id: str, attempts: list[DisbursementAttempt], bank: Bank
) -> BankMessage:
    run = store.locked(work, PaymentRun, run_id)
    message_id = bank.message_id(work.today, next_number(work, FILE_SERIES))
    for one in attempts:
        one.order_id = bank.order_id(work.today, next_number(work, ORDER_SERIES))
        one.message_id = message_id
    file = OrderFile(
        message_id=message_id, created_at=work.now, pay_on=max(run.pay_on, work.today),
        orders=tuple(_order(work, one, run) for one in attempts),
    )  # fmt: skip
    content = bank.content(file)
    digest = hashlib.sha256(content).hexdigest()
    kept = work.add(
        BankMessage(
            id=work.new_id("bmsg"), outgoing=True, kind="orders", message_id=message_id,
            sha256=digest,
            sealed_content=sealed(work.world.seal_key, MESSAGE_SEAL, content.decode()), name=f"{message_id}.xml", state="kept",
            aside=[], kept_at=work.now,
        )
    )  # fmt: skip
    work.record(
        PaymentFileKept(
            subject=kept.id, message_id=message_id, sha256=digest, orders=len(attempts),
            total_won=file.total_won,
        )
    )  # fmt: skip
    return kept


def _order(work: Work, one: DisbursementAttempt, run: PaymentRun) -> Order:
    return Order(
        order_id=one.order_id or "", amount_won=one.amount_won, payee=_payee(work, one),
        words=_WORDS.format(number=run.number),
    )  # fmt: skip


def _payee(work: Work, one: DisbursementAttempt) -> Payee:
    number = opened(work.world.seal_key, ORDER_SEAL, one.sealed_account)
    return Payee(bank_code=one.bank_code, account=number, holder=one.holder)


def _stop(work: Work, one: DisbursementAttempt) -> None:
    row = store.locked(work, Disbursement, one.disbursement_id)
    row.state = DISBURSEMENT.take(row.state, Command.STOP).target
    row.stopped_payee, row.run_id = one.payee_fingerprint, None
    one.state, one.live_key = Attempt.VOID, None
    work.record(
        DisbursementStopped(
            subject=row.id, application_id=row.application_id, award_id=row.award_id,
            amount_won=row.amount_won,
        )
    )  # fmt: skip


def _handed_whole(work: Work, run_id: str) -> None:
    run = store.locked(work, PaymentRun, run_id)
    if run.state != RunState.SENDING:
        return
    attempts = store.attempts(work, run_id=run_id)
    if any(one.state == Attempt.HANDING for one in attempts):
        return
    if all(one.state == Attempt.VOID for one in attempts):
        run.state, run.finished_at = PAYMENT_RUN.take(run.state, RunCommand.FINISH).target, work.now
    else:
        run.state = PAYMENT_RUN.take(run.state, RunCommand.HAND_OVER).target
    files = len({one.message_id for one in attempts if one.message_id})
    work.record(PaymentRunHandedOver(subject=run.id, files=files))
