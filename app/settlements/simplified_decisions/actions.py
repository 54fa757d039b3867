"""What one may do about a simplified decision; one function per act; none commits."""

from app.access.policy import May
from app.cases import actions as case_actions
from app.cases.actions import Effect
from app.cases.effects import RELIEF
from app.cases.lifecycle import CaseState
from app.cases.lifecycle import Command as CaseCommand
from app.cases.rules import refuse_closed
from app.db.work import Work
from app.settlements.simplified_decisions import rules, store
from app.settlements.simplified_decisions.events import SimplifiedMoved, SimplifiedProposed
from app.settlements.simplified_decisions.facts import REPLY_CLOCK, facts_of, refuse_complainant
from app.settlements.simplified_decisions.lifecycle import (
    SIMPLIFIED_DECISION,
    SimplifiedCommand,
    SimplifiedState,
)
from app.settlements.simplified_decisions.problems import NoSimplifiedDecision, ProposalPending
from app.settlements.simplified_decisions.schemas import SimplifiedIn, SimplifiedStepIn
from app.settlements.simplified_decisions.tables import SimplifiedDecision
from app.settlements.standing import clock_day, ground_of, taken

C, S = SimplifiedCommand, SimplifiedState
MITIGATION = "simplified_ceiling"
_SILENT = frozenset({C.TAKE_SILENCE_AS_CONSENT, C.TAKE_SILENCE_AS_REFUSAL})
_TOLD = {
    S.ACCEPTED: "simplified_accepted", S.REFUSED: "simplified_refused",
    S.DROPPED: "simplified_dropped",
}  # fmt: skip
_PENDING = frozenset({S.PROPOSED, S.ACCEPTED})


def propose(work: Work, *, case_id: str, form: SimplifiedIn) -> SimplifiedDecision:
    """Propose a result without a hearing; raises Invalid over the ceiling of the rules in force."""
    ground = ground_of(work, case_id)
    work.require(May.CASE_INVESTIGATE, ground.target)
    refuse_closed(ground.case)
    if ground.case.track != "kftc" or ground.case.state != CaseState.REPORT_SENT:
        raise NoSimplifiedDecision(state=ground.case.state)
    if any(row.state in _PENDING for row in store.proposals_of(work, case_id)):
        raise ProposalPending
    expected = form.expected_surcharge_won
    ceiling = work.law.figure("simplified_expected_surcharge", work.today).number
    rules.check_ceiling(expected, ceiling_won=ceiling)
    row = work.add(
        SimplifiedDecision(
            id=work.new_id("simplified"), case_id=case_id, state=SIMPLIFIED_DECISION.initial,
            proposed_by=work.actor.person_id, proposed_on=work.today, proposal=form.proposal,
            expected_surcharge_won=expected, ceiling_won=ceiling,
        )
    )  # fmt: skip
    what = "simplified_surcharge_proposed" if expected else "simplified_proposed"
    case_actions.note_beside(work, case_id=case_id, what=what)
    work.session.flush()
    due_on = clock_day(work, case_id, REPLY_CLOCK)
    work.record(
        SimplifiedProposed(
            subject=row.id, case_id=case_id, expected_surcharge_won=expected, due_on=due_on
        )
    )
    return row


def take_step(
    work: Work, *, simplified_id: str, form: SimplifiedStepIn, version: int | None
) -> SimplifiedDecision:
    """Answer a proposal, take silence for what it means, drop it, or resolve upon it."""
    row = store.proposal(work, simplified_id)
    ground = ground_of(work, row.case_id)
    refuse_complainant(ground)
    work.expect_version(row, version)
    facts = facts_of(work, row, ground)
    step = taken(work, ground, SIMPLIFIED_DECISION, row.state, form=form, facts=facts)
    command = SimplifiedCommand(step.command)
    row.state, row.reason = step.target, form.reason
    if command is C.RESOLVE:
        row.resolved_on = work.today
        case_actions.move(
            work, case_id=row.case_id, command=CaseCommand.RESOLVE_SIMPLIFIED, reason=form.reason
        )
    else:
        row.answered_on, row.silent = work.today, command in _SILENT
        case_actions.note_beside(work, case_id=row.case_id, what=_TOLD[S(row.state)])
    if row.state == S.ACCEPTED and row.expected_surcharge_won:
        relief = Effect(
            sort=RELIEF, cause="simplified_mitigation", basis="과징금고시", figure=MITIGATION
        )
        case_actions.lay_effect(work, case_id=row.case_id, source_id=row.id, effect=relief)
    work.session.flush()
    work.record(
        SimplifiedMoved(
            subject=row.id, case_id=row.case_id, command=command, state=row.state, on=work.today
        )
    )
    return row
