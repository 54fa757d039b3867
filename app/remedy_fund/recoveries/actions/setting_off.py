"""A firm's debt is set off against what the fund holds for the firm; neither falls below zero."""

from app.db.work import Work
from app.remedy_fund.recoveries import postings
from app.remedy_fund.recoveries.actions.awards import (
    count_as_paid,
    release_for,
    unpaid_award,
)
from app.remedy_fund.recoveries.actions.balancing import check_compensation
from app.remedy_fund.recoveries.actions.moving import (
    How,
    close_if_settled,
    move,
    past_day,
    take,
    write_line,
)
from app.remedy_fund.recoveries.actions.receiving import keep_uses, post
from app.remedy_fund.recoveries.events import RecoverySetOff
from app.remedy_fund.recoveries.facts import held, take_in_hand
from app.remedy_fund.recoveries.lifecycle import PAYOUT, PayoutCommand, RecoveryCommand
from app.remedy_fund.recoveries.problems import NothingToSetOff
from app.remedy_fund.recoveries.residuals import residual
from app.remedy_fund.recoveries.rules.clawback import set_off
from app.remedy_fund.recoveries.rules.uses import Owner, uses
from app.remedy_fund.recoveries.schemas.inputs import SetOffIn
from app.remedy_fund.recoveries.sources import source_of
from app.remedy_fund.recoveries.tables import Recovery, RecoveryPayout, RecoveryReceipt


def set_off_clawback(
    work: Work, *, recovery_id: str, form: SetOffIn, version: int | None
) -> RecoveryReceipt:
    """Set a clawback off against an award of the same firm, or money held for it (보조금법 제32조).

    Raises NothingToSetOff where there is neither. A part of an award that is settled so counts as
    paid: for the application, for the budget, and for the claim that the fund takes over.
    """
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    on = past_day(work, form.on, "/on", row.opened_on)
    award = unpaid_award(work, row, form.award_id) if form.award_id else None
    held_won = residual(work, row.application_id).of(Owner.APPLICANT).left_won
    slices = set_off(hand.standing.owed, award.held_won if award else held_won)
    if not slices:
        raise NothingToSetOff
    amount = sum(one.amount_won for one in slices)
    how = How(on=on, reason=form.reason, evidence=form.award_id, amount_won=amount)
    take(work, hand, RecoveryCommand.SET_OFF, how)
    found = uses(slices, source_of(work, row.disbursement_id), Owner.APPLICANT)
    receipt = keep_uses(work, _receipt(work, row, amount, how), found)
    entries = [postings.set_off(receipt.id, row.id, on, found)]
    if award is None:
        _paid_by_set_off(work, row, receipt, how)
    else:
        entries.insert(0, postings.award_due(receipt.id, on, release_for(work, award, amount)))
    post(work, receipt, entries)
    if award is not None:
        count_as_paid(work, award, amount, receipt.id, on)
        check_compensation(work, {"application_id": award.award.application_id})
    work.record(
        RecoverySetOff(
            subject=row.id, case_id=row.case_id, application_id=row.application_id,
            receipt_id=receipt.id, award_id=form.award_id, amount_won=amount, on=on,
        )
    )  # fmt: skip
    close_if_settled(work, held(work, row), on)
    work.session.flush()
    return receipt


def _receipt(work: Work, row: Recovery, amount_won: int, how: How) -> RecoveryReceipt:
    return RecoveryReceipt(
        id=work.new_id("rrc"), subject_id=row.id, application_id=row.application_id,
        disbursement_id=row.disbursement_id, how="set_off", amount_won=amount_won,
        received_on=how.on, recorded_by=work.actor.person_id or work.actor.account_id,
        recorded_at=work.now,
    )  # fmt: skip


def _paid_by_set_off(work: Work, row: Recovery, receipt: RecoveryReceipt, how: How) -> None:
    """Note that so much of the firm's money is gone, as if it had been paid out."""
    payout = work.add(
        RecoveryPayout(
            id=work.new_id("rpo"), state=PAYOUT.initial, application_id=row.application_id,
            owner=Owner.APPLICANT, amount_won=how.amount_won, reason=how.reason,
            prepared_by=work.actor.person_id or work.actor.account_id, prepared_at=work.now,
            paid_on=how.on, set_off_receipt_id=receipt.id,
        )
    )  # fmt: skip
    write_line(work, payout.id, "prepare", payout.state, how)
    step = How(on=how.on, reason=how.reason, amount_won=how.amount_won, automatic=True)
    move(work, PAYOUT, payout, PayoutCommand.SET_OFF, step)
