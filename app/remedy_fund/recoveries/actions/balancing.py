"""What a firm is asked to give back follows what it holds beyond its loss, up and down, by entries."""

from typing import Any

from app.access.actor import WORKER
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import account_id
from app.remedy_fund.recoveries import postings, store
from app.remedy_fund.recoveries.actions.charging import raise_principal, take_back
from app.remedy_fund.recoveries.actions.moving import How, close_if_settled, write_line
from app.remedy_fund.recoveries.actions.opening import open_claim, room_for_principal
from app.remedy_fund.recoveries.actions.receiving import keep_uses, post
from app.remedy_fund.recoveries.events import RecoveryGivenBack
from app.remedy_fund.recoveries.facts import FUND, held
from app.remedy_fund.recoveries.lifecycle import RecoveryKind
from app.remedy_fund.recoveries.rules.splitting import Part
from app.remedy_fund.recoveries.rules.uses import GIVEN_BACK, PRINCIPAL, Owner, Use
from app.remedy_fund.recoveries.schemas.inputs import Ground
from app.remedy_fund.recoveries.tables import Recovery, RecoveryReceipt

_FOUND = Text(
    "다른 보상을 합한 금액이 손해액을 넘음(자동 점검)",
    "All money together is over the assessed loss (found by the check)",
)
_NO_MORE = Text(
    "다른 보상을 합해도 손해액을 넘지 않음(자동 점검)",
    "All money together is over the assessed loss no more (found by the check)",
)


def check_compensation(work: Work, event: dict[str, Any]) -> None:
    """Ask back what a firm holds beyond its assessed loss, and nothing beyond that.

    Answers whatever changes either: `compensation_declared`, `compensation_struck`,
    `disbursement_paid`, `disbursement_returned`. Counts what the fund paid and what came from
    elsewhere, recoveries that were passed on among it, less what is being asked back already;
    spread over the newest payments first. What this check asked for earlier and is too much now is
    taken back by entries of its own.
    """
    work.require(May.RECOVERY_RECORD, FUND)
    application_id = str(event.get("application_id") or event["subject"])
    store.queue_for(work, application_id)
    rows = store.of_application(work, application_id)
    clawbacks = [row for row in rows if row.kind == RecoveryKind.CLAWBACK]
    asked = sum(_claimed_back(work, row) for row in clawbacks)
    excess = applications.headroom(work, application_id).excess_won - asked
    if excess > 0:
        _ask(work, [row for row in rows if row.kind == RecoveryKind.SUBROGATED], excess)
    elif excess < 0:
        _ask_less(work, [row for row in clawbacks if _by_the_check(row)], -excess)


def _ask(work: Work, taken: list[Recovery], excess: int) -> None:
    how = How(on=work.today, reason=_FOUND.ko)
    for row in reversed([row for row in taken if row.paid_won]):
        part = min(excess, room_for_principal(work, row.disbursement_id))
        if part:
            open_claim(work, row, Ground.OVER_COMPENSATION, part, how)
            excess -= part


def _by_the_check(row: Recovery) -> bool:
    return (
        row.ground == Ground.OVER_COMPENSATION
        and row.opened_by == WORKER.account_id
        and not row.written_off_won
    )


def _ask_less(work: Work, clawbacks: list[Recovery], over: int) -> None:
    for row in reversed(clawbacks):
        less = min(over, _claimed_back(work, row))
        if less:
            over -= _lower(work, row, less)


def _lower(work: Work, row: Recovery, less: int) -> int:
    """Ask for less principal; what was received of it already becomes the firm's again.

    Returns by how much: money that its earmarks have spent since stays until they hold it again.
    """
    row = store.locked(work, Recovery, row.id)
    standing = held(work, row).standing
    charged, unpaid = standing.charged[PRINCIPAL], standing.owed[PRINCIPAL]
    given = _give_back(work, row, max(0, less - unpaid))
    lowered = min(less, unpaid) + given
    if not lowered:
        return 0
    how = How(on=work.today, reason=_NO_MORE.ko, amount_won=lowered)
    charges = [one for one in store.charges_of(work, [row.id])
               if one.component == PRINCIPAL and one.cancelled_on is None]  # fmt: skip
    if charged > lowered:  # first what stays, so that nothing falls below nought between
        raise_principal(work, row, charged - lowered, how)
    for one in charges:
        take_back(work, row, one, _NO_MORE.ko)
    write_line(work, row.id, "lower", row.state, how)
    work.touch(row)
    work.session.flush()
    close_if_settled(work, held(work, row), how.on)
    return lowered


def _give_back(work: Work, row: Recovery, wanted: int) -> int:
    parts = _free_parts(work, row, wanted) if wanted else []
    if not parts:
        return 0
    won = sum(part.amount_won for part in parts)
    receipt = RecoveryReceipt(
        id=work.new_id("rrc"), subject_id=row.id, application_id=row.application_id,
        disbursement_id=row.disbursement_id, how=GIVEN_BACK, amount_won=won,
        received_on=work.today, recorded_by=WORKER.account_id, recorded_at=work.now,
    )  # fmt: skip
    found = [Use(GIVEN_BACK, Owner.APPLICANT, part.amount_won, _NO_MORE, part.earmark_id)
             for part in parts]  # fmt: skip
    keep_uses(work, receipt, found)
    taken = {part.earmark_id: part.amount_won for part in parts}
    # It had settled a part of the claim, which stands whole again before it is taken back.
    again = postings.raised(receipt.id, row.id, work.today, won)
    post(work, receipt, [postings.award_due(receipt.id, work.today, taken), again])
    work.record(
        RecoveryGivenBack(
            subject=row.id, case_id=row.case_id, application_id=row.application_id,
            receipt_id=receipt.id, amount_won=won, on=work.today,
        )
    )  # fmt: skip
    return won


def _free_parts(work: Work, row: Recovery, wanted: int) -> list[Part]:
    """Return from which earmarks the firm's principal is given back: those that had received it."""
    found, left = [], wanted
    for earmark_id, won in sorted(store.principal_of(work, row.id).items()):
        free = books.balance(work, account_id(f"earmark:{earmark_id}")).available_won
        part = min(left, won, max(0, free))
        if part:
            found.append(Part(earmark_id, part))
            left -= part
    return found


def _claimed_back(work: Work, row: Recovery) -> int:
    return held(work, row).standing.charged.get(PRINCIPAL, 0)
