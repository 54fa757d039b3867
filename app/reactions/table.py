"""The one place where domains meet upward: which event is answered by whom."""

from app.collection import actions as collection
from app.discovery.transmissions import actions as transmissions
from app.reactions.answers import Answers
from app.reactions.committee import committee_of
from app.reactions.deliver import Table
from app.reactions.evaluations import watched
from app.reactions.fund import FUND
from app.reactions.letters import case_letter, fallen_papers, points_letter
from app.reactions.settlements import settlements_of
from app.sanctions import actions as sanctions


def table_of(answers: Answers) -> Table:
    """Return every answer by the event it answers."""
    answered: Table = {
        "complaint_filed": (answers.issue_receipt, answers.tell_complainant),
        "evidence_stored": (answers.hold_evidence, answers.queue_reading),
        "evidence_damaged": (answers.queue_rereading,),
        "custodian_notified": (answers.tell_custodian,),
        "evidence_withdrawn": (answers.queue_forgetting,),
        "evidence_erased": (answers.queue_forgetting,),
        "records_decided": (transmissions.tell_recipient,),
        "record_package_built": (transmissions.tell_recipient,),
        "records_delivered": (transmissions.tell_investigated,),
        "records_clawed_back": (transmissions.tell_recipient,),
        "case_step_taken": (
            answers.issue_referral,
            case_letter(answers),
            answers.tell_complainant,
        ),
        "supplement_requested": (answers.tell_complainant,),
        "consent_changed": (case_letter(answers), answers.tell_complainant),
        "measure_issued": (answers.issue_measure_paper,),
        "measure_served": (
            answers.tell_respondent,
            answers.tell_complainant,
            points_letter(answers),
            collection.open_for_served,
        ),
        "measure_annulled": (fallen_papers(answers),),
        "measure_breached": (sanctions.propose_next,),
        "calendar_override_set": (answers.queue_renewals,),
        "calendar_override_removed": (answers.queue_renewals,),
        "penalty_points_posted": (sanctions.propose_on_threshold,),
        **FUND,
        **settlements_of(answers),
        **committee_of(answers),
    }
    return watched(answered)
