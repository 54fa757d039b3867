"""Money comes in on a claim and is poured through the order that the law or the scheme gives."""

import json
from collections.abc import Sequence
from datetime import date

from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.actions.compensation import add_compensation
from app.remedy_fund.applications.rules import CompensationKind
from app.remedy_fund.applications.schemas.filing import CompensationIn
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import Entry
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.accounts import open_accounts
from app.remedy_fund.recoveries.actions.moving import How, close_if_settled, past_day, write_line
from app.remedy_fund.recoveries.events import RecoveryReceived
from app.remedy_fund.recoveries.facts import Held, held, take_in_hand, uncovered_won
from app.remedy_fund.recoveries.lifecycle import RecoveryKind, not_lapsed
from app.remedy_fund.recoveries.problems import ReceiptRecorded, ReceiptWrong
from app.remedy_fund.recoveries.rules.clawback import Component, apply_money
from app.remedy_fund.recoveries.rules.uses import SURPLUS, UNCOVERED, Owner, Use, uses
from app.remedy_fund.recoveries.rules.waterfall import Slice, distribute
from app.remedy_fund.recoveries.schemas.inputs import ReceiptIn
from app.remedy_fund.recoveries.sources import source_of
from app.remedy_fund.recoveries.tables import Loan, Recovery, RecoveryReceipt, RecoveryUse
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import RecoveryStep

_PASSED_ON = "기금이 회수한 손해배상금"
_OWNER = Text(
    "받을 금액보다 많이 들어왔습니다. 남는 금액의 법률상 권리자를 골라 주세요",
    "More came in than is owed; say to whom the rest belongs by law",
)


def receive(
    work: Work, *, recovery_id: str, form: ReceiptIn, version: int | None
) -> RecoveryReceipt:
    """Record money on a claim, with its use down to the last won, and post it.

    Raises ReceiptRecorded for a transfer seen before, ReceiptWrong where more came in than is owed
    and nobody is named as its owner, NoEnactedScheme where no scheme gives the order.
    """
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    on = refuse_wrong(work, form, row.opened_on)
    blocked = not_lapsed(hand.facts)
    if blocked is not None:
        raise ReceiptWrong(blocked.reason, basis=blocked.basis)
    clawback = row.kind == RecoveryKind.CLAWBACK
    owner = Owner.APPLICANT if clawback else form.surplus_owner
    found = uses(_slices(work, hand, form), source_of(work, row.disbursement_id), owner)
    if not owner and any(use.component == SURPLUS for use in found):
        raise ReceiptWrong(errors=(FieldError("/surplus_owner", "missing", _OWNER),))
    receipt = keep(work, row, form, found)
    # What was written off is in the books no more; late money on it is only passed through.
    make = postings.clawed_back if clawback and not row.written_off_won else postings.held
    post(work, receipt, make(receipt.id, row.id, on, found, unmatched=form.unmatched))
    _count_for_the_firm(work, row, receipt, found)
    _told(work, row, receipt, found)
    close_if_settled(work, held(work, row), on)
    work.session.flush()
    return receipt


def refuse_wrong(work: Work, form: ReceiptIn, since: date) -> date:
    """Return the day of a receipt; raises ReceiptRecorded for a bank reference seen before."""
    before = store.receipt_with(work, form.reference)
    if before is not None:
        raise ReceiptRecorded(receipt_id=before.id)
    return past_day(work, form.received_on, "/received_on", since)


def keep(
    work: Work, row: Recovery | Loan, form: ReceiptIn, found: Sequence[Use]
) -> RecoveryReceipt:
    """Keep money that came in on a claim or loan, with a row for every part of it."""
    receipt = RecoveryReceipt(
        id=work.new_id("rrc"), subject_id=row.id, application_id=row.application_id,
        disbursement_id=row.disbursement_id, how="unmatched" if form.unmatched else "bank",
        amount_won=form.amount_won, received_on=form.received_on, reference=form.reference,
        recorded_by=work.actor.person_id or work.actor.account_id, recorded_at=work.now,
    )  # fmt: skip
    return keep_uses(work, receipt, found)


def keep_uses(work: Work, receipt: RecoveryReceipt, found: Sequence[Use]) -> RecoveryReceipt:
    """Keep what a receipt was used for."""
    work.session.flush()
    work.add(receipt)
    work.session.flush()
    for position, use in enumerate(found, start=1):
        work.add(
            RecoveryUse(
                id=work.new_id("rus"), receipt_id=receipt.id, subject_id=receipt.subject_id,
                application_id=receipt.application_id, disbursement_id=receipt.disbursement_id,
                position=position, component=use.component, owner=use.owner,
                earmark_id=use.earmark_id, amount_won=use.amount_won, reason_ko=use.reason.ko,
                reason_en=use.reason.en,
            )
        )  # fmt: skip
    work.session.flush()
    return receipt


def post(work: Work, receipt: RecoveryReceipt, entries: Sequence[Entry]) -> None:
    """Post the entries of a receipt in one call and note them on it."""
    open_accounts(work)
    done = ledger.post_all(work, entries)
    receipt.transactions = json.dumps([one.transaction_id for one in done])


def _slices(work: Work, hand: Held, form: ReceiptIn) -> tuple[Slice, ...]:
    owed = hand.standing.owed
    if hand.recovery.kind == RecoveryKind.CLAWBACK:
        return apply_money(form.amount_won, owed)
    order = schemes.current(work, work.today).recovery_order
    return distribute(
        form.amount_won,
        owed={
            RecoveryStep.COSTS: owed[Component.COSTS],
            RecoveryStep.FUND_PRINCIPAL: owed[Component.PRINCIPAL],
            RecoveryStep.INTEREST: owed[Component.INTEREST],
            RecoveryStep.UNCOVERED_LOSS: uncovered_won(work, hand.recovery.application_id),
        },
        order=order,
    )


def _count_for_the_firm(
    work: Work, row: Recovery, receipt: RecoveryReceipt, found: Sequence[Use]
) -> None:
    """Let what was recovered for the firm count as received, so that no later award repeats it."""
    won = sum(use.amount_won for use in found if use.component == UNCOVERED)
    if not won:
        return
    form = CompensationIn.model_validate(
        {"kind": CompensationKind.COURT, "payer": _PASSED_ON, "reference": receipt.id,
         "amount_won": won, "received_on": receipt.received_on}
    )  # fmt: skip
    add_compensation(work, applications.subject(work, row.application_id), form)


def _told(work: Work, row: Recovery, receipt: RecoveryReceipt, found: Sequence[Use]) -> None:
    fund = sum(use.amount_won for use in found if use.owner == Owner.FUND)
    how = How(on=receipt.received_on, amount_won=receipt.amount_won)
    write_line(work, row.id, "receive", row.state, how)
    work.touch(row)
    work.record(
        RecoveryReceived(
            subject=row.id, case_id=row.case_id, application_id=row.application_id,
            receipt_id=receipt.id, how=receipt.how, amount_won=receipt.amount_won,
            to_fund_won=fund, to_others_won=receipt.amount_won - fund, on=receipt.received_on,
        )
    )  # fmt: skip
