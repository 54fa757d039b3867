"""Asking whether the respondent may be told, and telling them."""

from dataclasses import replace
from datetime import date

from app.access.policy import May
from app.cases import store
from app.cases.actions.clocks import rederive
from app.cases.actions.history import Taken, note
from app.cases.actions.ties import may_over, respondent_joins
from app.cases.events import ConsentChanged
from app.cases.lifecycle import CONSENT, ConsentCommand
from app.cases.rules import refuse_closed
from app.cases.schemas.case import ConsentIn
from app.cases.tables import Case
from app.db.work import Work

_OCCURRENCE = {
    ConsentCommand.ASK: "consent_asked",
    ConsentCommand.GIVE: "consent_answered",
    ConsentCommand.REFUSE: "consent_refused",
    ConsentCommand.LAPSE: "consent_refused",
    ConsentCommand.NOTIFY: "respondent_notified",
}


def ask_consent(work: Work, *, case_id: str, version: int | None) -> Case:
    """Send the consent form to the complainant (하도급법 시행령 제10조제2항)."""
    return _change(work, case_id, ConsentCommand.ASK, version)


def answer_consent(work: Work, *, case_id: str, form: ConsentIn, version: int | None) -> Case:
    """Take the complainant's answer; it may be changed until the respondent is told."""
    command = ConsentCommand.GIVE if form.notify_respondent else ConsentCommand.REFUSE
    return _change(work, case_id, command, version)


def lapse_consent(work: Work, *, case_id: str) -> Case:
    """Take silence as a refusal once the time for an answer is over."""
    return _change(work, case_id, ConsentCommand.LAPSE, None)


def notify_respondent(work: Work, *, case_id: str, version: int | None) -> Case:
    """Tell the respondent; from now on the complaint counts as a civil demand (최고)."""
    case = _change(work, case_id, ConsentCommand.NOTIFY, version)
    respondent_joins(work, case)
    return case


def _change(work: Work, case_id: str, command: ConsentCommand, version: int | None) -> Case:
    case = store.case(work, case_id)
    target = may_over(work, case)
    work.require(May.CASE_SEE, replace(target, level=1))
    work.expect_version(case, version)
    row = CONSENT.take(case.consent_state, command)
    work.require(May(row.by), target)
    refuse_closed(case)
    case.consent_state = row.target
    steps = store.steps(work, case_id)
    on: date = work.today
    taken = Taken(
        command=f"consent_{command}",
        from_state=row.source,
        to_state=row.target,
        basis=row.basis,
        on=on,
        occurrence=_OCCURRENCE[command],
    )
    note(work, case, steps, taken)
    rederive(work, case, steps)
    work.record(ConsentChanged(subject=case.id, command=command, to_state=row.target, on=on))
    return case
