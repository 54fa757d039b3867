"""Taking a step of the track's table."""

from dataclasses import replace
from datetime import date

from app.access.policy import May
from app.cases import rules, store
from app.cases.actions.clocks import end_clocks, note_next_due, rederive
from app.cases.actions.history import Taken, note
from app.cases.actions.ties import may_over, respondent_joins
from app.cases.events import CaseStepTaken, MeasuresCounted
from app.cases.facts import facts_of
from app.cases.lifecycle import OCCURRENCES, TRACKS, CaseState, Command
from app.cases.schemas.case import StepIn, WithdrawIn
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.deadlines import actions as deadlines
from app.kernel.lifecycle import Row, refuse_blocked

# From here on the respondent is charged and answers, whatever the complainant consented to.
RESPONDENT_JOINS = {
    Command.SEND_REPORT,
    Command.NOTIFY_HEARING,
    Command.REQUEST_DATA,
    Command.NOTIFY_INVESTIGATION,
    Command.NOTIFY_DISPOSITION,
}
# What the respondent applied for or agreed to: it takes part already.
_ASKED_BY_RESPONDENT = {
    Command.ENTER_CONSENT_DECISION,
    Command.LEAVE_CONSENT_DECISION,
    Command.CLOSE_CONSENT,
    Command.RESOLVE_SIMPLIFIED,
}


def take_step(work: Work, *, case_id: str, form: StepIn, version: int | None) -> Case:
    """Take a step of the case's track, if the table, the policy and the facts permit it."""
    case = store.case(work, case_id)
    target = may_over(work, case)
    work.require(May.CASE_SEE, replace(target, level=1))
    work.expect_version(case, version)
    steps = store.steps(work, case_id)
    row = TRACKS[case.track].find(case.state, form.command, by_hand=True)
    work.require(May(row.by), target)
    facts = facts_of(work, case, steps, rules.Asked(form.hearing_on, form.until_on))
    refuse_blocked(row, facts)
    rules.check_reason(row, form.reason)
    rules.check_hearing_day(row.command, form.hearing_on)
    rules.check_last_day(case.track, row.command, form.until_on, work.today)
    if form.hearing_on is not None:
        case.hearing_on = form.hearing_on
    case.panel = form.panel or case.panel
    _go(work, case, steps, row, form)
    return case


def withdraw(work: Work, *, case_id: str, form: WithdrawIn, version: int | None) -> Case:
    """Withdraw the complaint; a notice given to the respondent no longer counts as a demand."""
    case = store.case(work, case_id)
    work.require(May.CASE_WITHDRAW, may_over(work, case))
    step = StepIn(command=Command.WITHDRAW, reason=form.reason)
    case = take_step(work, case_id=case_id, form=step, version=version)
    case.withdrawn_on = work.today
    return case


def move(
    work: Work, *, case_id: str, command: Command, reason: str = "", hearing_on: date | None = None,
    decision_form: str = "",
) -> Case:  # fmt: skip
    """Take a step that another package's act brings about; that act has asked for permission.

    `decision_form` names the longer periods of a decision whose sum waits for data.
    """
    case = store.case(work, case_id)
    steps = store.steps(work, case_id)
    facts = facts_of(work, case, steps, rules.Asked(hearing_on=hearing_on))
    row = TRACKS[case.track].take(case.state, command, facts)
    case.hearing_on = hearing_on or case.hearing_on
    case.decision_form = decision_form or case.decision_form
    if command not in _ASKED_BY_RESPONDENT:
        respondent_joins(work, case)
    _go(work, case, steps, row, StepIn(command=command, reason=reason))
    return case


def count_measures(
    work: Work, *, case_id: str, drafted: int, living: int, objections: int, demanded: int = 0
) -> Case:
    """Note what lives in a case, so that it is not closed over it.

    `demanded` counts the referrals that other authorities demanded and that were not yet made.
    """
    case = store.case(work, case_id)
    case.measures_drafted, case.measures_living = drafted, living
    case.objections_open, case.referrals_demanded = objections, demanded
    # An objection may come after the closing; until it is ruled on the case lies in the open queue.
    case.open = case.state != CaseState.CLOSED or objections > 0
    note_next_due(work, case)
    work.record(
        MeasuresCounted(
            subject=case_id, drafted=drafted, living=living, objections=objections,
            referrals_demanded=demanded,
        )
    )  # fmt: skip
    return case


def open_again(work: Work, case: Case) -> None:
    """Open a closed case; its clocks run on as if it had not been closed."""
    case.open, case.outcome = True, ""
    case.closed_on = case.withdrawn_on = None
    deadlines.revive(work, case.id)


def _go(work: Work, case: Case, steps: list[CaseStep], row: Row, form: StepIn) -> None:
    on = form.effective_on or work.today
    rules.check_day(on, work.today, steps[-1].on)
    command = Command(row.command)
    if command in RESPONDENT_JOINS:
        respondent_joins(work, case)
    taken = Taken(
        command=command,
        from_state=row.source,
        to_state=row.target,
        basis=row.basis,
        on=on,
        reason=form.reason,
        occurrence=OCCURRENCES.get(command, ""),
        until_on=form.until_on,
    )
    note(work, case, steps, taken)
    case.state = row.target
    if row.target == CaseState.CLOSED and row.source != CaseState.CLOSED:
        case.open, case.outcome, case.closed_on = False, row.outcome, on
        end_clocks(work, case)
    elif row.source == CaseState.CLOSED and row.target != CaseState.CLOSED:
        open_again(work, case)
    rederive(work, case, steps)
    happened = CaseStepTaken(
        subject=case.id,
        command=row.command,
        from_state=row.source,
        to_state=row.target,
        on=on,
        outcome=row.outcome,
    )
    work.record(happened)
