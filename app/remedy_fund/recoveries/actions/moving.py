"""Taking a step of a claim, loan or pay-out, with its line in the journal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.db.work import Work
from app.kernel.lifecycle import Lifecycle, refuse_blocked
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.facts import Held, held
from app.remedy_fund.recoveries.lifecycle import (
    RECOVERY,
    RecoveryCommand,
    RecoveryKind,
    RecoveryState,
)
from app.remedy_fund.recoveries.tables import Loan, Recovery, RecoveryJournal, RecoveryPayout

_REASON = Text("사유를 적어 주세요", "Say why")
_DAY = Text("오늘까지의 날짜를 적어 주세요", "Write a day up to today")


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """When, why and on what paper a step is taken."""

    on: date
    reason: str = ""
    evidence: str = ""
    amount_won: int = 0
    automatic: bool = False


def past_day(work: Work, given: date | None, pointer: str, since: date | None = None) -> date:
    """Return the day of an act: today where none is given, never one to come nor before `since`."""
    on = given or work.today
    if on > work.today or (since is not None and on < since):
        raise Invalid(errors=(FieldError(pointer, "day", _DAY),))
    return on


def take(work: Work, hand: Held, command: RecoveryCommand, how: How) -> Recovery:
    """Take a step of a claim; raises the problem that says why it is not possible."""
    row = hand.recovery
    step = RECOVERY.find(row.state, command, by_hand=not how.automatic)
    refuse_blocked(step, hand.facts)
    if step.needs_reason and not how.reason:
        raise Invalid(errors=(FieldError("/reason", "missing", _REASON),))
    row.state = step.target
    work.touch(row)
    write_line(work, row.id, str(command), row.state, how)
    return row


def move(work: Work, table: Lifecycle, row: Loan | RecoveryPayout, command: StrEnum, how: How
         ) -> None:  # fmt: skip
    """Take a step of a loan or a pay-out."""
    step = table.find(row.state, command, by_hand=not how.automatic)
    if step.needs_reason and not how.reason:
        raise Invalid(errors=(FieldError("/reason", "missing", _REASON),))
    row.state = step.target
    work.touch(row)
    write_line(work, row.id, str(command), row.state, how)


def write_line(work: Work, subject_id: str, command: str, state: str, how: How) -> None:
    """Write a line in the journal: what, when, why, on what paper, by whom."""
    work.session.flush()
    work.add(
        RecoveryJournal(
            id=work.new_id("rjl"), subject_id=subject_id,
            number=store.next_line(work, subject_id), command=command, state=state, on=how.on,
            reason=how.reason, evidence=how.evidence, amount_won=how.amount_won,
            by=work.actor.person_id or work.actor.account_id, at=work.now,
        )
    )  # fmt: skip
    work.session.flush()


def close_if_settled(work: Work, hand: Held, on: date) -> None:
    """Close a live claim on which nothing is owed any more; open one again on which something is.

    What the firm is asked for changes what is left of the claim taken over with the same payment.
    """
    row = hand.recovery
    over = {RecoveryState.CLOSED, RecoveryState.WRITTEN_OFF}
    how = How(on=on, automatic=True)
    if hand.standing.owed_won == 0 and row.state not in over:
        take(work, hand, RecoveryCommand.SETTLE, how)
    elif hand.standing.owed_won > 0 and row.state == RecoveryState.CLOSED:
        take(work, hand, RecoveryCommand.REOPEN, how)
    if row.kind == RecoveryKind.CLAWBACK:
        sibling = store.subrogated(work, row.disbursement_id)
        if sibling is not None:
            close_if_settled(work, held(work, sibling), on)
