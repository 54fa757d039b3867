"""A claim is pressed: demanded, spread over instalments, enforced; and its clock is told of it."""

from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.actions.moving import How, past_day, take
from app.remedy_fund.recoveries.events import RecoveryMarked, RecoveryStepTaken
from app.remedy_fund.recoveries.facts import Held, held, take_in_hand
from app.remedy_fund.recoveries.lifecycle import RecoveryCommand, RecoveryKind
from app.remedy_fund.recoveries.rules import schedule
from app.remedy_fund.recoveries.rules.limitation import BASIS, Mark
from app.remedy_fund.recoveries.schemas.inputs import DemandIn, InstalmentsIn, MarkIn, StepIn
from app.remedy_fund.recoveries.tables import Recovery, RecoveryInstalment, RecoveryMark

C = RecoveryCommand
_NO_CLOCK = Text(
    "민사 채권의 시효는 이 서비스가 계산하지 않습니다",
    "This service counts the limitation of public claims only",
)
_EARLY = Text("납부 기한은 고지일 뒤여야 합니다", "The day to pay comes after the demand")


def demand(work: Work, *, recovery_id: str, form: DemandIn, version: int | None) -> Recovery:
    """Demand payment by a day; the limitation clock begins anew (국가재정법 제96조)."""
    hand = take_in_hand(work, recovery_id, version)
    on = past_day(work, form.on, "/on", hand.recovery.opened_on)
    if form.due_on <= on:
        raise Invalid(errors=(FieldError("/due_on", "too_early", _EARLY),))
    how = How(on=on, reason=form.reason, evidence=form.evidence, amount_won=hand.standing.owed_won)
    row = _taken(work, hand, C.DEMAND, how)
    row.due_on = form.due_on
    if hand.clock is not None:
        _marked(work, row, MarkIn(kind=Mark.DEMAND, on=on, evidence=form.evidence))
    work.session.flush()
    return row


def enforce(work: Work, *, recovery_id: str, form: StepIn, version: int | None) -> Recovery:
    """Begin to collect like a tax in arrears (보조금법 제33조의3), or in court."""
    hand = take_in_hand(work, recovery_id, version)
    on = past_day(work, form.on, "/on", hand.recovery.opened_on)
    how = How(on=on, reason=form.reason, evidence=form.evidence, amount_won=hand.standing.owed_won)
    return _taken(work, hand, C.ENFORCE, how)


def agree_instalments(
    work: Work, *, recovery_id: str, form: InstalmentsIn, version: int | None
) -> Recovery:
    """Spread what is owed now over equal parts; a later plan takes the place of an earlier one."""
    hand = take_in_hand(work, recovery_id, version)
    owed = hand.standing.owed_won
    row = _taken(
        work, hand, C.AGREE_INSTALMENTS, How(on=work.today, reason=form.reason, amount_won=owed)
    )
    plan = schedule.schedule(
        owed, parts=form.parts, first_due_on=form.first_due_on, every_months=form.every_months
    )
    if form.first_due_on < work.today:
        raise Invalid(errors=(FieldError("/first_due_on", "too_early", _EARLY),))
    keep_plan(work, row.id, plan, sum(hand.standing.received.values()))
    return row


def keep_plan(
    work: Work, subject_id: str, plan: tuple[schedule.Instalment, ...], from_won: int
) -> None:
    """Keep a plan as the newest of a claim or loan; `from_won` is what had been paid before it."""
    before = store.plan_of(work, subject_id)
    edition = before[0].edition + 1 if before else 1
    work.session.flush()
    for part in plan:
        work.add(
            RecoveryInstalment(
                id=work.new_id("rin"), subject_id=subject_id, edition=edition, number=part.number,
                due_on=part.due_on, amount_won=part.amount_won, from_won=from_won,
            )
        )  # fmt: skip
    work.session.flush()


def mark(work: Work, *, recovery_id: str, form: MarkIn, version: int | None) -> Recovery:
    """Note an acknowledgement or a suit, which stop or restart the limitation clock."""
    hand = take_in_hand(work, recovery_id, version)
    row = hand.recovery
    if row.kind != RecoveryKind.CLAWBACK:
        raise Invalid(errors=(FieldError("/kind", "no_clock", _NO_CLOCK),), basis=(BASIS,))
    past_day(work, form.on, "/on", row.opened_on)
    _marked(work, row, form)
    work.touch(row)
    work.session.flush()
    return held(work, row).recovery


def _taken(work: Work, hand: Held, command: RecoveryCommand, how: How) -> Recovery:
    row = take(work, hand, command, how)
    work.record(
        RecoveryStepTaken(
            subject=row.id, case_id=row.case_id, command=str(command), state=row.state, on=how.on
        )
    )
    return row


def _marked(work: Work, row: Recovery, form: MarkIn) -> None:
    work.add(
        RecoveryMark(
            id=work.new_id("rmk"), recovery_id=row.id, kind=form.kind, on=form.on,
            reason=form.reason, evidence=form.evidence,
            entered_by=work.actor.person_id or work.actor.account_id, entered_at=work.now,
        )
    )  # fmt: skip
    work.record(
        RecoveryMarked(subject=row.id, case_id=row.case_id, kind=str(form.kind), on=form.on)
    )
