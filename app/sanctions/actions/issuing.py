"""Countersigning, issuing and serving a measure."""

from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.lifecycle import Command as CaseCommand
from app.db.numbering import next_number
from app.db.work import Work
from app.law.figures import Figure
from app.law.points import points_for
from app.papers import actions as papers
from app.sanctions import facts
from app.sanctions.actions.points import post_points
from app.sanctions.actions.postings import post
from app.sanctions.actions.steps import Held, How, authors, hold, settle, take
from app.sanctions.events import MeasureCountersigned, MeasureIssued, MeasureServed
from app.sanctions.lifecycle import Command
from app.sanctions.rules.kinds import number_text
from app.sanctions.rules.ledger import hundredths
from app.sanctions.schemas.measure import ServiceIn
from app.sanctions.tables import Measure


def countersign(work: Work, *, measure_id: str, version: int | None) -> Measure:
    """Approve a draft; whoever wrote any version of it may not."""
    held = hold(work, measure_id, version)
    take(work, held, Command.COUNTERSIGN)
    held.measure.countersigned_by = work.actor.person_id
    wrote = tuple(sorted(authors(work, measure_id)))
    return settle(work, held, held.told(MeasureCountersigned, work.today, drafted_by=wrote))


def issue(work: Work, *, measure_id: str, version: int | None) -> Measure:
    """Give a measure its number and post the points that it brings on its own day.

    Raises NotConfigured where the table's points are unknown: they are never taken as nought.
    """
    held = hold(work, measure_id, version)
    measure = held.measure
    work.law.require_regime(measure.regime, measure.decided_on, work.world.announced_regime_from)
    take(work, held, Command.ISSUE)
    figure = _points(work, measure)
    year = work.today.year
    serial = next_number(work, f"measure:{year}")
    number = number_text(year, serial)
    measure.number, measure.number_year, measure.number_serial = number.en, year, serial
    measure.issued_at = work.now
    if figure is not None:
        measure.points_hundredths = hundredths(figure.exact)
        measure.points_status = str(figure.status)
        measure.demonstration = measure.demonstration or str(figure.status) == "demonstration"
        post_points(work, measure, figure)
    issued = held.told(
        MeasureIssued,
        work.today,
        number=number.en,
        decided_on=measure.decided_on,
        amount_won=measure.amount_won,
    )
    return settle(work, held, issued)


def serve(work: Work, *, measure_id: str, form: ServiceIn, version: int | None) -> Measure:
    """Note on which day a measure reached the respondent; its clocks run from then.

    From now on the parties know of the measure and read its paper.
    The first service of a case takes the case under measure.
    """
    held = hold(work, measure_id, version)
    on = form.served_on or work.today
    until = held.measure.comply_by
    take(work, held, Command.SERVE, How(on=on, until=until, pointer="/served_on"))
    held.measure.served_on = on
    papers.release_about(work, subject_id=measure_id)
    _take_case_under_measure(work, held)
    return settle(work, held, held.told(MeasureServed, on), *post(work, held, on))


def _take_case_under_measure(work: Work, held: Held) -> None:
    case = cases.subject(work, held.measure.case_id)
    command = facts.FIRST_SERVICE.get((case.track, case.state))
    if command is not None:
        case_actions.move(work, case_id=case.id, command=CaseCommand(command))


def _points(work: Work, measure: Measure) -> Figure | None:
    if measure.points_waived_reason:
        return None
    return points_for(
        work.law,
        measure=measure.kind,
        violations=measure.violations,
        on=measure.decided_on,
        regime=measure.regime,
    )
