"""Answering a recommendation, complying with a measure, and finding that nobody did."""

from app.db.work import Work
from app.sanctions import facts
from app.sanctions.actions.performance import find_items
from app.sanctions.actions.steps import How, hold, settle, take
from app.sanctions.events import (
    ComplianceReported,
    MeasureAccepted,
    MeasureBreached,
    MeasureComplied,
    MeasureDeclined,
)
from app.sanctions.lifecycle import MEASURE, Command
from app.sanctions.schemas.compliance import ComplianceIn
from app.sanctions.schemas.measure import AcceptanceIn, BreachIn, ComplianceReportIn
from app.sanctions.tables import Measure


def answer(work: Work, *, measure_id: str, form: AcceptanceIn, version: int | None) -> Measure:
    """Accept or decline a recommendation; one accepted counts as an order (하도급법 제25조의5)."""
    held = hold(work, measure_id, version)
    if form.accepted:
        take(work, held, Command.ACCEPT)
        held.measure.accepted_on = work.today
        return settle(work, held, held.told(MeasureAccepted, work.today))
    take(work, held, Command.DECLINE)
    return settle(work, held, held.told(MeasureDeclined, work.today, by_silence=False))


def note_silence(work: Work, *, measure_id: str, version: int | None) -> Measure:
    """Note that the time to answer a recommendation passed without an answer."""
    held = hold(work, measure_id, version)
    take(work, held, Command.NOTE_SILENCE)
    return settle(work, held, held.told(MeasureDeclined, work.today, by_silence=True))


def report_compliance(
    work: Work, *, measure_id: str, form: ComplianceReportIn, version: int | None
) -> Measure:
    """Take the respondent's report that it has complied; the agency still has to confirm it."""
    held = hold(work, measure_id, version)
    take(work, held, Command.REPORT_COMPLIANCE, How(reason=form.report))
    return settle(work, held, held.told(ComplianceReported, work.today))


def confirm_compliance(
    work: Work, *, measure_id: str, form: ComplianceIn, version: int | None
) -> Measure:
    """Confirm that a measure was complied with on a day; each item needs a proof accepted."""
    held = hold(work, measure_id, version)
    MEASURE.find(held.measure.state, Command.CONFIRM_COMPLIANCE, by_hand=True)
    found = find_items(work, held, form.findings)
    on = form.on or work.today
    # What the respondent reported today may have been done days ago, but not before service.
    served_on = held.measure.served_on
    take(
        work, held, Command.CONFIRM_COMPLIANCE, How(on=on, reason=form.reason, not_before=served_on)
    )
    return settle(work, held, *found, held.told(MeasureComplied, on))


def find_breach(work: Work, *, measure_id: str, form: BreachIn, version: int | None) -> Measure:
    """Find that a measure was not complied with after its last day; the next rung is proposed."""
    held = hold(work, measure_id, version)
    due_on = facts.measure_facts(work, held.measure).due_on
    take(work, held, Command.FIND_BREACH, How(reason=form.facts))
    held.measure.breach_facts = form.facts
    return settle(work, held, held.told(MeasureBreached, work.today, due_on=due_on))
