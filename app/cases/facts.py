"""What the guards are told of a case."""

from datetime import date

from app.cases import store
from app.cases.lifecycle.guards import CaseFacts
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.deadlines import queries as deadlines

DISPOSITION_CLOCK = "disposition"
OPINION_CLOCK = "opinion"
NOTICE = {"kftc": "hearing_notice_days", "sme_technology": "sme_hearing_notice_days"}


def facts_of(
    work: Work, case: Case, steps: list[CaseStep], *, hearing_on: date | None = None
) -> CaseFacts:
    """Gather the facts that the track's guards look at."""
    clocks = {clock.name: clock for clock in deadlines.clocks_of(work, case.id)}
    names = [step.occurrence for step in steps]
    limit, opinion = clocks.get(DISPOSITION_CLOCK), clocks.get(OPINION_CLOCK)
    suspended = [step.on for step in steps if step.occurrence == "suspended"]
    return CaseFacts(
        today=work.today,
        examiner_assigned=bool(case.examiner_id),
        exhibits=store.exhibit_count(work, case.id),
        technical_data=case.technical_data,
        supplements_open=sum(s.state == "open" for s in store.supplements(work, case.id)),
        data_requests_open=names.count("data_requested") - names.count("data_received"),
        pre_review_extended="pre_review_extended" in names,
        hearing_on=hearing_on or case.hearing_on,
        hearing_notice_days=work.law.figure(NOTICE[case.track], work.today).number,
        opinion_due_on=opinion.due_on if opinion else None,
        opinion_received="opinion_received" in names,
        measures_drafted=case.measures_drafted,
        measures_living=case.measures_living,
        objections_open=case.objections_open,
        disposition_last_on=limit.due_on if limit and case.track == "kftc" else None,
        closing_notified="closing_notified" in names,
        suspended_on=suspended[-1] if suspended else None,
    )
