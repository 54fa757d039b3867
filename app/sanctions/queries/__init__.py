"""What a reader may learn of measures and points; every query asks for permission."""

from app.sanctions.queries.compliance import (
    consultation,
    groundwork,
    performance,
    postings,
    referral_demand,
    review,
    review_blocked,
    standstills,
)
from app.sanctions.queries.measures import (
    ladder,
    measure,
    measures,
    objection,
    objection_transitions,
    proposals,
    transitions,
)
from app.sanctions.queries.points import adjustment, penalty_points, score
from app.sanctions.queries.what_if import points_effect

__all__ = [
    "adjustment",
    "consultation",
    "groundwork",
    "ladder",
    "measure",
    "measures",
    "objection",
    "objection_transitions",
    "penalty_points",
    "performance",
    "points_effect",
    "postings",
    "proposals",
    "referral_demand",
    "review",
    "review_blocked",
    "score",
    "standstills",
    "transitions",
]
