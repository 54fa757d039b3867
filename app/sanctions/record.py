"""What stands on the record before a measure is taken and while it is performed."""

from app.db.work import Work
from app.law.kinds import LISTING_REVIEW
from app.sanctions import store
from app.sanctions.lifecycle import Command, ListingState, Performance, ProofState, State
from app.sanctions.rules import kinds
from app.sanctions.tables import Measure

REFERRAL = "criminal_referral"


def performance(work: Work, measure: Measure) -> Performance:
    """Return how plan, proofs, checks, demands and monitor of a measure stand."""
    steps = store.steps_of(work, measure.id)
    made = [step for step in steps if step.command == Command.DEMAND_COMPLIANCE]
    proved = {
        proof.item
        for proof in store.proofs_of(work, measure.id)
        if proof.state == ProofState.ACCEPTED
    }
    items = len(measure.order_items)
    return Performance(
        items=items,
        unproved=tuple(item for item in range(1, items + 1) if item not in proved),
        checked=any(step.command == Command.CHECK_COMPLIANCE for step in steps),
        demands_needed=kinds.rung_of(work.law, measure.kind, measure.regime).demands,
        demands_made=len(made),
        demand_last_on=made[-1].until if made else None,
        monitor_works=any(m.reported_on is None for m in store.monitors_of(work, measure.id)),
    )


def standing(work: Work, case_id: str) -> list[Measure]:
    """Return the measures of a case that were neither given up nor annulled."""
    gone = {State.CANCELLED, State.ANNULLED}
    return [row for row in store.measures_of(work, case_id) if row.state not in gone]


def owed_referrals(work: Work, case_id: str, measures: list[Measure]) -> int:
    """Return how many demands for a referral are unanswered; one that was served answers all."""
    made = any(
        row.kind == REFERRAL and row.served_on is not None and row.state != State.ANNULLED
        for row in measures
    )
    return 0 if made else len(store.demands_of(work, case_id))


def on_record(work: Work, case_id: str) -> frozenset[str]:
    """Return which preconditions of measures are met in a case."""
    answered = {c.name for c in store.consultations_of(work, case_id) if c.answered_on is not None}
    reviews = store.reviews_of(work, case_id)
    listed = bool(reviews) and reviews[-1].state == ListingState.LISTED
    return frozenset(answered | ({LISTING_REVIEW} if listed else set()))


def demanded(work: Work, case_id: str) -> frozenset[str]:
    """Return the kinds of measure that another authority demanded in a case."""
    return frozenset({REFERRAL}) if store.demands_of(work, case_id) else frozenset()
