"""What mediation or arbitration on technology does to recommendations that were served.

The act above has asked for permission (중소기업기술보호법 시행령 제4조의3, 제4조의4).
"""

from app.cases import queries as cases
from app.db.work import Work
from app.sanctions import store
from app.sanctions.actions.steps import Held, How, derive_clocks, settle, take
from app.sanctions.events import MeasureEndedBySettlement
from app.sanctions.lifecycle import MEASURE, Command

RECOMMENDATION = "corrective_recommendation"


def renew_measures(work: Work, *, case_id: str) -> None:
    """Derive the clocks of a case's measures anew: a recommendation stands still, or runs on."""
    work.session.flush()
    for measure in store.measures_of(work, case_id):
        derive_clocks(work, measure)


def end_recommendations(work: Work, *, case_id: str) -> int:
    """End the recommendations of a case, since the dispute was settled; returns how many."""
    ended = 0
    target, track = cases.target_of(work, case_id), cases.subject(work, case_id).track
    for measure in store.measures_of(work, case_id):
        commands = {row.command for row in MEASURE.steps(measure.state)}
        if measure.kind != RECOMMENDATION or Command.END_BY_SETTLEMENT not in commands:
            continue
        steps = store.steps_of(work, measure.id)
        held = Held(measure, track, target, steps, measure.version)
        take(work, held, Command.END_BY_SETTLEMENT, How(asked=True))
        settle(work, held, held.told(MeasureEndedBySettlement, work.today))
        ended += 1
    return ended
