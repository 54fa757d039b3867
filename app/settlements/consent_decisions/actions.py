"""What one may do about a consent decision; one function per act; none commits."""

from collections.abc import Callable

from app.access.policy import May
from app.cases import actions as case_actions
from app.cases.lifecycle import CaseState
from app.cases.lifecycle import Command as CaseCommand
from app.cases.rules import refuse_closed
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.settlements.consent_decisions import rules, store
from app.settlements.consent_decisions.events import (
    ConsentCharged,
    ConsentDecisionApplied,
    ConsentDecisionMoved,
)
from app.settlements.consent_decisions.facts import facts_of, open_to_reader, under_way
from app.settlements.consent_decisions.lifecycle import CONSENT_DECISION, ConsentCommand
from app.settlements.consent_decisions.problems import ConsentPending, NoConsentDecision
from app.settlements.consent_decisions.schemas import ConsentDecisionIn, ConsentStepIn
from app.settlements.consent_decisions.tables import (
    ConsentCharge,
    ConsentComment,
    ConsentDecision,
    ConsentReport,
)
from app.settlements.standing import Ground, clock_day, ground_of, taken

C = ConsentCommand
_DAY_OF = {
    C.OPEN: "opened_on", C.INVITE_COMMENTS: "invited_on", C.DECIDE: "decided_on",
    **dict.fromkeys((C.REFUSE, C.WITHDRAW, C.PERFORM, C.CANCEL), "ended_on"),
}  # fmt: skip
_WORDS_OF = {
    C.ASSESS: "criteria_reason", C.INVITE_COMMENTS: "invitation", C.DECIDE: "decision",
    C.REFUSE: "end_reason", C.CANCEL: "end_reason",
}  # fmt: skip
_TOLD = {
    C.ASSESS: "consent_assessed", C.INVITE_COMMENTS: "consent_comments_invited",
    C.CLOSE_COMMENTS: "consent_comments_closed", C.DECIDE: "consent_decided",
    C.REPORT: "consent_reported", C.CHARGE: "consent_charged",
}  # fmt: skip
# How the case itself moves: into the procedure, out of it again, or to its end.
_LEAVES = frozenset({C.REFUSE, C.WITHDRAW, C.CANCEL})


def apply(work: Work, *, case_id: str, form: ConsentDecisionIn) -> ConsentDecision:
    """Apply for a consent decision, as the respondent of a case under investigation."""
    ground = ground_of(work, case_id)
    work.require(May.CASE_ANSWER, ground.target)
    refuse_closed(ground.case)
    if ground.case.track != "kftc" or ground.case.state != CaseState.INVESTIGATING:
        raise NoConsentDecision(state=ground.case.state)
    if any(under_way(row.state) for row in store.decisions_of(work, case_id)):
        raise ConsentPending
    row = work.add(
        ConsentDecision(
            id=work.new_id("consent"), case_id=case_id, state=CONSENT_DECISION.initial,
            applied_by=work.actor.person_id, applied_on=work.today, conduct=form.conduct,
            plan=form.plan,
        )
    )  # fmt: skip
    case_actions.note_beside(work, case_id=case_id, what="consent_applied")
    work.record(ConsentDecisionApplied(subject=row.id, case_id=case_id, on=work.today))
    return row


def take_step(
    work: Work, *, consent_id: str, form: ConsentStepIn, version: int | None
) -> ConsentDecision:
    """Take a step of a consent decision and let it work on the case and its clocks."""
    row = store.decision(work, consent_id)
    ground = ground_of(work, row.case_id)
    open_to_reader(row, ground)
    work.expect_version(row, version)
    facts = facts_of(work, row, ground)
    step = taken(work, ground, CONSENT_DECISION, row.state, form=form, facts=facts)
    command = ConsentCommand(step.command)
    _PARTS.get(command, _nothing)(work, row, ground, form)
    was_opened = row.opened_on is not None
    row.state = step.target
    if command in _DAY_OF:
        setattr(row, _DAY_OF[command], work.today)
    if command in _WORDS_OF:
        setattr(row, _WORDS_OF[command], form.reason)
    work.touch(row)
    work.session.flush()
    _tell(work, row, command, was_opened=was_opened)
    work.record(
        ConsentDecisionMoved(
            subject=row.id, case_id=row.case_id, command=command, state=row.state, on=work.today
        )
    )
    return row


def _tell(
    work: Work, row: ConsentDecision, command: ConsentCommand, *, was_opened: bool
) -> None:  # fmt: skip
    case_id = row.case_id
    if command in _TOLD:
        case_actions.note_beside(work, case_id=case_id, what=_TOLD[command])
    elif command is C.OPEN:
        case_actions.move(work, case_id=case_id, command=CaseCommand.ENTER_CONSENT_DECISION)
    elif command is C.PERFORM:
        case_actions.move(work, case_id=case_id, command=CaseCommand.CLOSE_CONSENT)
    elif command in _LEAVES and was_opened:
        case_actions.move(
            work, case_id=case_id, command=CaseCommand.LEAVE_CONSENT_DECISION,
            reason=row.end_reason,
        )  # fmt: skip
    elif command is C.REFUSE:
        case_actions.note_beside(work, case_id=case_id, what="consent_refused_opening")


Part = Callable[[Work, ConsentDecision, Ground, ConsentStepIn], None]


def _nothing(_work: Work, _row: ConsentDecision, _ground: Ground, _form: ConsentStepIn) -> None:
    """Add nothing: the row itself says it all."""


def _assessed(_work: Work, row: ConsentDecision, _ground: Ground, form: ConsentStepIn) -> None:
    if not form.criteria:
        words = Text("고발 요건 해당 여부를 고르세요", "Choose whether the criteria are met")
        raise Invalid(errors=(FieldError("/criteria", "missing", words),))
    row.criteria = form.criteria


def _comment(work: Work, row: ConsentDecision, ground: Ground, form: ConsentStepIn) -> None:
    side = "others" if ground.side == "agency" else ground.side
    work.add(
        ConsentComment(
            id=work.new_id("comment"), consent_id=row.id, side=side,
            person_id=work.actor.person_id, words=form.reason, on=work.today,
        )
    )  # fmt: skip


def _decided(work: Work, row: ConsentDecision, _ground: Ground, form: ConsentStepIn) -> None:
    if form.perform_by is None or form.perform_by <= work.today:
        words = Text("이행 기한을 오늘보다 뒤로 입력하세요", "Enter a day after today")
        raise Invalid(errors=(FieldError("/perform_by", "missing", words),))
    row.perform_by = form.perform_by


def _reported(work: Work, row: ConsentDecision, _ground: Ground, form: ConsentStepIn) -> None:
    due_on = clock_day(work, row.case_id, "consent_performance_report")
    work.add(
        ConsentReport(
            id=work.new_id("report"), consent_id=row.id, words=form.reason, on=work.today,
            late=due_on is not None and work.today > due_on,
        )
    )  # fmt: skip


def _charged(work: Work, row: ConsentDecision, _ground: Ground, form: ConsentStepIn) -> None:
    due_on, until_on = form.due_on or row.perform_by, form.until_on or work.today
    if due_on is None or form.daily_won is None:
        words = Text("1일 금액과 이행 기한을 입력하세요", "Enter the daily sum and the due day")
        raise Invalid(errors=(FieldError("/daily_won", "missing", words),))
    charge = rules.Charge(form.daily_won, due_on, until_on)
    before = store.parts_of(work, ConsentCharge, row.id)
    rules.check_charge(
        charge, today=work.today, charged_until=max((one.until_on for one in before), default=None),
        ceiling_won=work.law.figure("consent_daily_charge_cap", work.today).number,
    )  # fmt: skip
    work.add(
        ConsentCharge(
            id=work.new_id("charge"), consent_id=row.id, daily_won=charge.daily_won, due_on=due_on,
            until_on=until_on, days=charge.days, total_won=charge.total_won, reason=form.reason,
            on=work.today,
        )
    )  # fmt: skip
    work.record(
        ConsentCharged(
            subject=row.id, case_id=row.case_id, total_won=charge.total_won, until_on=until_on
        )
    )


_PARTS: dict[ConsentCommand, Part] = {
    C.ASSESS: _assessed, C.COMMENT: _comment, C.RECORD_COMMENT: _comment, C.DECIDE: _decided,
    C.REPORT: _reported, C.CHARGE: _charged,
}  # fmt: skip
