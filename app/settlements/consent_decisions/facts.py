"""What the guards of a consent decision are told, and who learns of it when."""

from app.cases.lifecycle import CaseState
from app.db.work import Work
from app.kernel.problems import NotFound
from app.settlements.consent_decisions.lifecycle import CONSENT_DECISION, ConsentFacts
from app.settlements.consent_decisions.tables import ConsentDecision
from app.settlements.standing import Ground, clock_day

COMMENT_CLOCK = "consent_decision_comments"


def facts_of(work: Work, row: ConsentDecision, ground: Ground) -> ConsentFacts:
    """Gather what the guards look at."""
    return ConsentFacts(
        today=work.today,
        criteria=row.criteria,
        investigating=ground.case.state == CaseState.INVESTIGATING,
        comments_due_on=clock_day(work, row.case_id, COMMENT_CLOCK),
    )


def under_way(state: str) -> bool:
    """Tell whether a consent decision can still move."""
    return not CONSENT_DECISION.final(state)


def is_shown(row: ConsentDecision, ground: Ground) -> bool:
    """Tell whether a reader may know: the complainant from the day on which comments are invited."""
    return ground.side != "complainant" or row.invited_on is not None


def open_to_reader(row: ConsentDecision, ground: Ground) -> None:
    """Raise NotFound where the reader may not know of a consent decision yet."""
    if not is_shown(row, ground):
        raise NotFound
