"""What a reader may learn of simplified decisions: the respondent and the staff of the case."""

from app.access.policy import May
from app.cases.lifecycle import CaseState
from app.db.work import Work
from app.settlements.schemas import choices_of, state_words
from app.settlements.simplified_decisions import rules, store
from app.settlements.simplified_decisions.actions import MITIGATION
from app.settlements.simplified_decisions.facts import REPLY_CLOCK, facts_of, refuse_complainant
from app.settlements.simplified_decisions.lifecycle import SIMPLIFIED_DECISION, SimplifiedState
from app.settlements.simplified_decisions.schemas import SimplifiedList, SimplifiedOut
from app.settlements.simplified_decisions.tables import SimplifiedDecision
from app.settlements.standing import Ground, clock_day, ground_of


def proposals(work: Work, case_id: str) -> SimplifiedList:
    """Return the proposals of a case; none to the complainant."""
    ground = ground_of(work, case_id)
    rows = [] if ground.side == "complainant" else store.proposals_of(work, case_id)
    may = work.decide(May.CASE_INVESTIGATE, ground.target).allowed
    pending = any(row.state in ("proposed", "accepted") for row in rows)
    ready = ground.case.track == "kftc" and ground.case.state == CaseState.REPORT_SENT
    return SimplifiedList(
        items=[_out(work, row, ground) for row in rows], may_begin=may and ready and not pending
    )


def proposal(work: Work, simplified_id: str) -> SimplifiedOut:
    """Return a proposal."""
    row = store.proposal(work, simplified_id)
    ground = ground_of(work, row.case_id)
    refuse_complainant(ground)
    return _out(work, row, ground)


def _out(work: Work, row: SimplifiedDecision, ground: Ground) -> SimplifiedOut:
    waiting = row.state == SimplifiedState.PROPOSED
    lowers = (
        row.state in ("accepted", "resolved")
        and bool(row.expected_surcharge_won)
        and work.law.has_figure(MITIGATION, work.today)
    )
    facts = facts_of(work, row, ground)
    return SimplifiedOut(
        **row.model_dump(exclude={"state", "proposed_by"}),
        state=state_words(SIMPLIFIED_DECISION, row.state),
        due_on=clock_day(work, row.case_id, REPLY_CLOCK) if waiting else None,
        silence_is_consent=rules.silence_is_consent(row.expected_surcharge_won),
        mitigation_ceiling=work.law.figure(MITIGATION, work.today).shown() if lowers else "",
        steps=choices_of(work, SIMPLIFIED_DECISION, row.state, facts=facts, target=ground.target),
    )
