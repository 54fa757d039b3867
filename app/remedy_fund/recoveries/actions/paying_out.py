"""Other people's money leaves the fund: prepared by one, confirmed by another with the bank's id."""

from dataclasses import replace

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.actions.moving import How, move, past_day, write_line
from app.remedy_fund.recoveries.events import PayoutPrepared, PayoutSettled
from app.remedy_fund.recoveries.facts import about
from app.remedy_fund.recoveries.lifecycle import PAYOUT, PayoutCommand
from app.remedy_fund.recoveries.problems import PayoutTooLarge
from app.remedy_fund.recoveries.residuals import residual
from app.remedy_fund.recoveries.schemas.inputs import PayoutIn, TransferIn
from app.remedy_fund.recoveries.tables import RecoveryPayout


def prepare_payout(work: Work, *, application_id: str, form: PayoutIn) -> RecoveryPayout:
    """Prepare that an owner is paid what is his; never more than is here for him."""
    work.require(May.RECOVERY_RECORD, about(work, application_id))
    applications.subject(work, application_id)
    store.queue_for(work, application_id)
    left = residual(work, application_id).of(form.owner).left_won
    if form.amount_won > left:
        words = Text(
            f"돌려줄 수 있는 금액은 {left:,}원입니다", f"KRW {left:,} can be paid to this owner"
        )
        raise PayoutTooLarge(words, left_won=left)
    row = work.add(
        RecoveryPayout(
            id=work.new_id("rpo"), state=PAYOUT.initial, application_id=application_id,
            owner=form.owner, amount_won=form.amount_won, reason=form.reason,
            prepared_by=work.actor.person_id or work.actor.account_id, prepared_at=work.now,
        )
    )  # fmt: skip
    how = How(on=work.today, reason=form.reason, amount_won=form.amount_won)
    write_line(work, row.id, "prepare", row.state, how)
    work.record(
        PayoutPrepared(
            subject=row.id, application_id=application_id, owner=row.owner,
            amount_won=row.amount_won,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def confirm_payout(
    work: Work, *, payout_id: str, form: TransferIn, version: int | None
) -> RecoveryPayout:
    """Record the bank's transfer; another person than the one who prepared it, freshly confirmed."""
    row = work.one(RecoveryPayout, payout_id)
    work.require(May.STATEMENT_CONFIRM, _target(work, row))
    row = store.locked(work, RecoveryPayout, payout_id)
    work.expect_version(row, version)
    on = past_day(work, form.paid_on, "/paid_on")
    how = How(on=on, evidence=form.reference, amount_won=row.amount_won)
    move(work, PAYOUT, row, PayoutCommand.CONFIRM, how)
    entry = postings.paid_out(row.id, row.id, on, row.owner, row.amount_won)
    row.transaction_id = ledger.post(work, entry).transaction_id
    row.reference, row.paid_on = form.reference, on
    row.confirmed_by = work.actor.person_id
    return _settled(work, row)


def cancel_payout(
    work: Work, *, payout_id: str, reason: str, version: int | None
) -> RecoveryPayout:
    """Take back a pay-out that was not made; the money is its owner's as before."""
    row = work.one(RecoveryPayout, payout_id)
    work.require(May.RECOVERY_RECORD, about(work, row.application_id))
    row = store.locked(work, RecoveryPayout, payout_id)
    work.expect_version(row, version)
    move(work, PAYOUT, row, PayoutCommand.CANCEL, How(on=work.today, reason=reason))
    return _settled(work, row)


def _target(work: Work, row: RecoveryPayout) -> Target:
    """Return what the policy table is told of a pay-out: who prepared it may not confirm it."""
    by = frozenset({row.prepared_by})
    return replace(about(work, row.application_id), done_by={May.STATEMENT_MATCH: by})


def _settled(work: Work, row: RecoveryPayout) -> RecoveryPayout:
    work.record(
        PayoutSettled(
            subject=row.id, application_id=row.application_id, owner=row.owner, state=row.state,
            amount_won=row.amount_won,
        )
    )  # fmt: skip
    work.session.flush()
    return row
