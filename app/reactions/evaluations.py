"""What makes an issue of outcome facts say less than is known: it is then marked, never changed."""

from app.evaluations import actions as evaluations
from app.reactions.deliver import Table

# Whatever may add, change or end a fact of a firm.
_EVENTS = (
    "case_step_taken", "consent_changed", "measure_served", "measure_stayed",
    "measure_stay_lifted", "measure_annulled", "measure_complied", "measure_ended_by_settlement",
    "objection_filed", "objection_ruled", "penalty_points_posted", "penalty_points_reversed",
    "point_adjustment_decided", "surcharge_payment_received", "self_correction_moved",
    "consent_contribution_received", "measure_suit_noted", "measure_suit_ended",
)  # fmt: skip


def watched(table: Table) -> Table:
    """Return the table in which every such event also marks the issues that it makes untrue."""
    more = {event: (*table.get(event, ()), evaluations.mark_outdated) for event in _EVENTS}
    return {**table, **more}
