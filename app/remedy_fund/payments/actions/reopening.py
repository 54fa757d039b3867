"""Making a refused or returned payment anew, or giving it up; nothing that is with the bank."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import NotFound
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.actions import money
from app.remedy_fund.payments import awards, store
from app.remedy_fund.payments.events import DisbursementCancelled, DisbursementReopened
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, Command
from app.remedy_fund.payments.schemas import ReasonIn
from app.remedy_fund.payments.standing import FUND, about
from app.remedy_fund.payments.tables import Disbursement


def reopen(
    work: Work, *, disbursement_id: str, form: ReasonIn, version: int | None
) -> Disbursement:
    """Let a refused or returned payment be gathered in a new run; its money is still reserved."""
    row = _changed(work, disbursement_id, version)
    row.state = DISBURSEMENT.take(row.state, Command.REOPEN).target
    row.run_id, row.reason = None, form.reason
    work.record(DisbursementReopened(**about(row)))
    return row


def cancel(
    work: Work, *, disbursement_id: str, form: ReasonIn, version: int | None
) -> Disbursement:
    """Give a payment up; what was reserved for it, and its budget, are free again."""
    row = _changed(work, disbursement_id, version)
    step = DISBURSEMENT.take(row.state, Command.CANCEL)
    if step.source == DISBURSEMENT.initial and row.run_id:
        raise StepNotAllowed(state=row.state, command=Command.CANCEL, run_id=row.run_id)
    row.state, row.reason, row.live_key, row.run_id = step.target, form.reason, None, None
    awards.give_up(work, row.award_id)
    money.take_back_award(
        work, application_id=row.application_id, line_id=awards.line_of(work, row.award_id),
        amount_won=row.amount_won,
    )  # fmt: skip
    work.record(DisbursementCancelled(**about(row)))
    return row


def _changed(work: Work, disbursement_id: str, version: int | None) -> Disbursement:
    work.require(May.DISBURSEMENT_PREPARE, FUND)
    row = store.locked(work, Disbursement, disbursement_id)
    if applications.walled(work, {row.application_id}):
        raise NotFound
    work.expect_version(row, version)
    return row
