"""Keeping a case's clocks in step with what happened to it."""

from datetime import date

from app.access.actor import Target
from app.access.policy import May
from app.cases import rules, store
from app.cases.editions import book_of
from app.cases.events import ClocksRenewed
from app.cases.ex_officio import EX_OFFICIO, WITHOUT
from app.cases.lifecycle.beside import BESIDE
from app.cases.tables import NO_DUE_DAY, Case, CaseStep
from app.db.work import Work
from app.deadlines import actions as deadlines
from app.deadlines.pauses import Occurrence
from app.law.book import Book


def rederive(work: Work, case: Case, steps: list[CaseStep]) -> None:
    """Derive the clocks anew from the steps and note the nearest legal day on the case."""
    found = happened_to(work, case, steps)
    deadlines.rederive_case(
        work, case_id=case.id, track=case.track, occurrences=found,
        under=under(work, case, book_of(work, case)),
    )  # fmt: skip
    note_next_due(work, case)


def under(work: Work, case: Case, book: Book) -> deadlines.Under:
    """Return by which edition a case's clocks run, and which it has not for want of a reporter."""
    missing = WITHOUT if case.opened_by == EX_OFFICIO else frozenset[str]()
    return deadlines.Under(None if book is work.law else book, missing)


def derive_first(work: Work, case: Case, steps: list[CaseStep]) -> None:
    """Derive the clocks of a case that is being received; it has no others and no measures."""
    found = _found(work, case, steps)
    states = deadlines.rederive_case(
        work, case_id=case.id, track=case.track, occurrences=found, new=True,
        under=under(work, case, work.law),
    )  # fmt: skip
    _note(case, deadlines.nearest(work, states))


def happened_to(work: Work, case: Case, steps: list[CaseStep]) -> list[Occurrence]:
    """Return all that the clocks of a case hear of, requests for more information among it."""
    asked = [
        Occurrence(request.asked_on, "supplement_asked", key=request.id)
        for request in store.supplements(work, case.id)
    ]
    answered = [
        Occurrence(request.answered_on, "supplement_answered", key=request.id)
        for request in store.supplements(work, case.id)
        if request.answered_on is not None
    ]
    return [*_found(work, case, steps), *asked, *answered]


def _found(work: Work, case: Case, steps: list[CaseStep]) -> list[Occurrence]:
    happened = [_happened(case, step) for step in steps]
    begun = rules.Beginning(
        case.counts_from or case.received_on,
        reported=case.opened_by == rules.REPORT,
        act=rules.act_of(work.law, case.violations),
        act_ended_on=case.trade_ended_on,
    )
    return rules.occurrences(begun, case.closed_on, happened, case.panel)


def _happened(case: Case, step: CaseStep) -> rules.Happened:
    beside = BESIDE.get(step.command)
    form = beside.form if beside else ""
    if step.occurrence == "resolved":
        form = case.decision_form or ""
    return rules.Happened(step.occurrence, step.on, step.until_on, form=form)


def end_clocks(work: Work, case: Case) -> None:
    """End what still runs for a case that is being closed, before the closing starts its own."""
    deadlines.end_all(work, case.id)


def renew_clocks(work: Work, *, case_id: str) -> None:
    """Derive a case's clocks anew because the calendar or the law changed; run by the worker."""
    work.require(May.CASE_MOVE, Target())
    case = store.case(work, case_id)
    rederive(work, case, store.steps(work, case_id))
    work.record(ClocksRenewed(subject=case_id, law_edition=case.law_edition))


def note_next_due(work: Work, case: Case) -> None:
    """Write the nearest running legal day of the case and its measures on the case row."""
    _note(case, deadlines.next_of(work, case.id) if case.open else None)


def _note(case: Case, nearest: tuple[date, str] | None) -> None:
    case.next_due_on = nearest[0] if nearest else NO_DUE_DAY
    case.next_due_clock = nearest[1] if nearest else ""
