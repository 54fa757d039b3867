"""What a reader may learn of measures and points; every query asks for permission."""

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

__all__ = [
    "adjustment",
    "ladder",
    "measure",
    "measures",
    "objection",
    "objection_transitions",
    "penalty_points",
    "proposals",
    "score",
    "transitions",
]
