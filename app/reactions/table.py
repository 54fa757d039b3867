"""The one place where domains meet upward: which event is answered by whom."""

from app.reactions.answers import Answers
from app.reactions.deliver import Table
from app.sanctions import actions as sanctions


def table_of(answers: Answers) -> Table:
    """Return every answer by the event it answers."""
    return {
        "complaint_filed": (answers.issue_receipt, answers.tell_complainant),
        "case_step_taken": (answers.tell_complainant,),
        "supplement_requested": (answers.tell_complainant,),
        "consent_changed": (answers.tell_complainant,),
        "measure_issued": (answers.issue_measure_paper,),
        "measure_served": (answers.tell_respondent, answers.tell_complainant),
        "measure_breached": (sanctions.propose_next,),
        "calendar_override_set": (answers.queue_renewals,),
        "calendar_override_removed": (answers.queue_renewals,),
        "penalty_points_posted": (sanctions.propose_on_threshold,),
    }
