"""What a reader may learn of consent decisions; a complainant from the invitation on."""

from typing import Any

from app.access.policy import May
from app.cases.lifecycle import CaseState
from app.db.work import Work
from app.settlements.consent_decisions import store
from app.settlements.consent_decisions.facts import (
    COMMENT_CLOCK,
    facts_of,
    is_shown,
    open_to_reader,
    under_way,
)
from app.settlements.consent_decisions.lifecycle import CONSENT_DECISION, ConsentState
from app.settlements.consent_decisions.schemas import (
    ChargeOut,
    CommentOut,
    ConsentDecisionList,
    ConsentDecisionOut,
    ReportOut,
)
from app.settlements.consent_decisions.tables import (
    ConsentCharge,
    ConsentComment,
    ConsentDecision,
    ConsentReport,
)
from app.settlements.schemas import choices_of, state_words
from app.settlements.standing import Ground, clock_day, ground_of


def decisions(work: Work, case_id: str) -> ConsentDecisionList:
    """Return the consent decisions of a case, oldest first."""
    ground = ground_of(work, case_id)
    rows = [row for row in store.decisions_of(work, case_id) if is_shown(row, ground)]
    may = work.decide(May.CASE_ANSWER, ground.target).allowed
    ready = ground.case.track == "kftc" and ground.case.state == CaseState.INVESTIGATING
    return ConsentDecisionList(
        items=[_out(work, row, ground) for row in rows],
        may_begin=may and ready and not any(under_way(row.state) for row in rows),
    )


def decision(work: Work, consent_id: str) -> ConsentDecisionOut:
    """Return a consent decision."""
    row = store.decision(work, consent_id)
    ground = ground_of(work, row.case_id)
    open_to_reader(row, ground)
    return _out(work, row, ground)


def _out(work: Work, row: ConsentDecision, ground: Ground) -> ConsentDecisionOut:
    staff, own = ground.side == "agency", ground.side != "complainant"
    comments = [
        CommentOut.model_validate(one, from_attributes=True)
        for one in store.parts_of(work, ConsentComment, row.id)
        if staff or (one.side == ground.side and one.person_id == work.actor.person_id)
    ]
    reports = store.parts_of(work, ConsentReport, row.id) if own else []
    charges = store.parts_of(work, ConsentCharge, row.id) if own else []
    facts = facts_of(work, row, ground)
    told = row.model_dump(exclude={"state", "applied_by", "criteria", "criteria_reason"})
    due = {
        "comments_due_on": (ConsentState.COMMENTING, COMMENT_CLOCK),
        "report_due_on": (ConsentState.DECIDED, "consent_performance_report"),
    }
    days: dict[str, Any] = {
        name: clock_day(work, row.case_id, clock) if row.state == state else None
        for name, (state, clock) in due.items()
    }
    return ConsentDecisionOut(
        **told,
        **days,
        state=state_words(CONSENT_DECISION, row.state),
        criteria=row.criteria if staff else "",
        criteria_reason=row.criteria_reason if staff else "",
        comments=comments,
        reports=[ReportOut.model_validate(one, from_attributes=True) for one in reports],
        charges=[ChargeOut.model_validate(one, from_attributes=True) for one in charges],
        steps=choices_of(work, CONSENT_DECISION, row.state, facts=facts, target=ground.target),
    )
