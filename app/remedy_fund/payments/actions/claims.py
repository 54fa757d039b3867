"""Asking a payment back of the receiving bank: noted first, asked outside, its answer noted.

Only the request is made here. The money itself comes back on a statement like any other return.
"""

from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.sealing import opened
from app.remedy_fund.bank.port import Bank, ClaimAnswer, Payee, ReturnClaim
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions.handing import ORDER_SERIES
from app.remedy_fund.payments.events import ReturnClaimAnswered, ReturnClaimed
from app.remedy_fund.payments.problems import NothingToClaim
from app.remedy_fund.payments.rules import Attempt
from app.remedy_fund.payments.schemas import ReturnClaimIn
from app.remedy_fund.payments.standing import FUND, ORDER_SEAL, asked_of
from app.remedy_fund.payments.tables import Disbursement, DisbursementAttempt

CLAIM_JOB = "claim_returns"
ASKED, TAKEN, REFUSED = "asked", "taken", "refused"


def claim_return(
    work: Work, *, disbursement_id: str, form: ReturnClaimIn, version: int | None
) -> Disbursement:
    """Ask a payment back, whole. Raises NothingToClaim where none is out or it is asked back."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    row = store.locked(work, Disbursement, disbursement_id)
    work.expect_version(row, version)
    paid = [one for one in store.attempts_of(work, row.id) if one.state == Attempt.PAID]
    if not paid or paid[0].claim_state in {ASKED, TAKEN}:
        raise NothingToClaim(state=row.state)
    (one,) = paid
    one.claim_id, one.claim_state = "", ASKED
    one.claim_code, one.claim_words = form.code, form.words
    work.touch(row)
    work.record(
        ReturnClaimed(
            subject=row.id, application_id=row.application_id, award_id=row.award_id,
            amount_won=row.amount_won, attempt_id=one.id, code=form.code,
        )
    )  # fmt: skip
    work.later(CLAIM_JOB, {}, key=f"{CLAIM_JOB}:{one.id}:{row.version}")
    return row


def open_claims(work: Work, *, bank: Bank) -> list[tuple[str, ReturnClaim]]:
    """Return the claims that the bank has not answered, each under an id that is kept first."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    found = []
    for one in store.attempts_claimed(work, ASKED):
        if not one.claim_id:
            one.claim_id = bank.order_id(work.today, next_number(work, ORDER_SERIES))
            one.claimed_on = work.today
            work.record(ReturnClaimAnswered(subject=one.id, state=ASKED, code=""))
        found.append((one.id, _claim(work, one)))
    return found


def note_claim(work: Work, *, attempt_id: str, answer: ClaimAnswer) -> None:
    """Note what the bank says of a claim; a second time changes nothing."""
    work.require(May.DISBURSEMENT_SEND, FUND)
    one = store.locked(work, DisbursementAttempt, attempt_id)
    if one.claim_state != ASKED:
        return
    one.claim_state = TAKEN if answer.taken else REFUSED
    work.record(ReturnClaimAnswered(subject=one.id, state=one.claim_state, code=answer.code))


def _claim(work: Work, one: DisbursementAttempt) -> ReturnClaim:
    number = opened(work.world.seal_key, ORDER_SEAL, one.sealed_account)
    return ReturnClaim(
        claim_id=one.claim_id, claimed_on=one.claimed_on or work.today, code=one.claim_code,
        words=one.claim_words, paid=asked_of(one),
        payee=Payee(bank_code=one.bank_code, account=number, holder=one.holder),
    )  # fmt: skip
