"""Posting a measure for everybody to read, and taking it down when it is annulled."""

from datetime import date

from app.db.work import Work
from app.kernel.calendar import last_day
from app.kernel.event import Event
from app.law.kinds import NAMED
from app.people import queries as people
from app.sanctions import store
from app.sanctions.actions.steps import Held
from app.sanctions.compliance_events import MeasurePosted, PostingTakenDown
from app.sanctions.rules.kinds import rung_of
from app.sanctions.tables import Posting


def post(work: Work, held: Held, on: date) -> list[Event]:
    """Post a served measure where its kind is posted; the end is the law's or the draft's.

    The list of habitual violators names the firm, its representative and its address; a
    publication names the firm only.
    """
    measure = held.measure
    rung = rung_of(work.law, measure.kind, measure.regime)
    if not rung.posted_for:
        return []
    listed = rung.posted_for != NAMED
    if listed:
        measure.posted_until = last_day(on, work.law.figure(rung.posted_for, on).period)
    company = people.company(work, measure.company_id)
    row = work.add(
        Posting(
            id=work.new_id("posting"),
            measure_id=measure.id,
            company_id=measure.company_id,
            kind=measure.kind,
            regime=measure.regime,
            violations=" ".join(measure.violations)[:400],
            company_name=company.name,
            representative_name=company.representative_name if listed else "",
            address=company.address if listed else "",
            posted_on=on,
            posted_until=measure.posted_until or on,
        )
    )
    return [held.told(MeasurePosted, on, posting_id=row.id, until=row.posted_until)]


def take_down(work: Work, held: Held) -> list[Event]:
    """Take down what was posted of a measure that is annulled."""
    row = store.posting_of(work, held.measure.id)
    if row is None or row.taken_down_on is not None:
        return []
    row.taken_down_on = work.today
    return [held.told(PostingTakenDown, work.today, posting_id=row.id)]
