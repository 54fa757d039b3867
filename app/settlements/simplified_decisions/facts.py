"""What the guards of a simplified decision are told."""

from app.cases.lifecycle import CaseState
from app.db.work import Work
from app.kernel.problems import NotFound
from app.settlements.simplified_decisions.lifecycle import SimplifiedFacts
from app.settlements.simplified_decisions.tables import SimplifiedDecision
from app.settlements.standing import Ground, clock_day

REPLY_CLOCK = "simplified_reply"


def facts_of(work: Work, row: SimplifiedDecision, ground: Ground) -> SimplifiedFacts:
    """Gather what the guards look at."""
    return SimplifiedFacts(
        today=work.today,
        due_on=clock_day(work, row.case_id, REPLY_CLOCK),
        surcharge=bool(row.expected_surcharge_won),
        report_sent=ground.case.state == CaseState.REPORT_SENT,
    )


def refuse_complainant(ground: Ground) -> None:
    """Raise NotFound for the complainant: a proposal is between the authority and the respondent."""
    if ground.side == "complainant":
        raise NotFound
