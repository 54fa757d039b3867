"""Reading the course of the cases against a firm: days and states, nothing of who complained."""

from app.cases import store
from app.cases.actions.steps import RESPONDENT_JOINS
from app.cases.lifecycle import TRACKS, ConsentCommand
from app.cases.past import CasePast, CaseState
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.kernel.text import Text

# By one of these steps a respondent comes to know of its case.
_TOLD = RESPONDENT_JOINS | {f"consent_{ConsentCommand.NOTIFY}"}


def against(work: Work, company_id: str) -> list[CasePast]:
    """Return the cases against a firm, oldest first; the caller asks permission."""
    return [_past(case, store.steps(work, case.id)) for case in store.against(work, company_id)]


def state_label(track: str, state: str) -> Text:
    """Return the name of a state of a track in both languages."""
    return TRACKS[track].label(state)


def _past(case: Case, steps: list[CaseStep]) -> CasePast:
    table = TRACKS[case.track]
    known = table.states()
    ends = {row.target for row in table.rows if row.outcome}
    return CasePast(
        case_id=case.id,
        track=case.track,
        received_on=case.received_on,
        # Steps beside the track, such as the answer on consent, have states of their own.
        states=tuple(
            CaseState(state=step.to_state, on=step.on, is_open=step.to_state not in ends)
            for step in steps
            if step.to_state in known and not step.command.startswith("consent_")
        ),
        told_on=next((step.on for step in steps if step.command in _TOLD), None),
        closed_on=case.closed_on,
    )
