"""What the guards of a mediation are told."""

from datetime import date

from app.cases import queries as cases
from app.cases.rules import identity_is_open
from app.db.work import Work
from app.settlements.mediation import rules
from app.settlements.mediation.lifecycle import MediationFacts
from app.settlements.mediation.tables import Mediation
from app.settlements.standing import CaseFile, Ground, clock_day, first_day

# From any of these on the respondent knows of the case.
_TOLD = frozenset({"respondent_notified", "data_requested", "report_sent", "hearing_notified"})


def facts_of(
    work: Work, row: Mediation, ground: Ground, *, hearing_on: date | None = None
) -> MediationFacts:
    """Gather what the guards look at, for the side that asks."""
    agreed = {"complainant": row.complainant_agreed_on, "respondent": row.respondent_agreed_on}
    return MediationFacts(
        today=work.today,
        technology=row.forum in rules.TECHNOLOGY,
        arbitration=row.forum == rules.ARBITRATION,
        panel_asked=row.panel_asked_on is not None,
        panel_extended=row.panel_extended_on is not None,
        panel_chosen=row.panel_chosen_on is not None,
        due_on=clock_day(work, row.case_id, "mediation"),
        extended=row.extended_on is not None,
        complainant_agreed=row.complainant_agreed_on is not None,
        respondent_agreed=row.respondent_agreed_on is not None,
        own_side_agreed=agreed.get(ground.side) is not None,
        hearing_on=hearing_on,
        hearing_notice_days=work.law.figure("technology_hearing_notice_days", work.today).number,
        perform_by=row.perform_by,
        suit_last_on=clock_day(work, row.case_id, "mediation_suit"),
    )


def opened_on(work: Work, case_id: str) -> date | None:
    """Return the day on which the investigation of a case was opened, if it was."""
    return first_day(work, case_id, "investigation_opened")


def refuse_strangers(work: Work, case: CaseFile) -> None:
    """Raise IdentityClosed unless the parties know of each other already."""
    told = any(name in _TOLD for name, _on in cases.happened(work, case.id))
    rules.refuse_strangers(
        identity_open=identity_is_open(case.identity_choice, case.outcome), respondent_told=told
    )
