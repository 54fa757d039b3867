"""What may happen to measures, objections, claims on points and proposals; a page each."""

from app.sanctions.lifecycle.adjustment import ADJUSTMENT, AdjustmentCommand, AdjustmentState
from app.sanctions.lifecycle.guards import MeasureFacts, ObjectionFacts
from app.sanctions.lifecycle.listing import (
    LISTING,
    PROOF,
    ListingCommand,
    ListingFacts,
    ListingState,
    ProofCommand,
    ProofState,
)
from app.sanctions.lifecycle.measure import MEASURE
from app.sanctions.lifecycle.objection import OBJECTION, ObjectionCommand, ObjectionState
from app.sanctions.lifecycle.performance import Performance
from app.sanctions.lifecycle.proposal import (
    PROPOSAL,
    ProposalCommand,
    ProposalFacts,
    ProposalState,
)
from app.sanctions.lifecycle.steps import (
    ENDED,
    NOT_FOLLOWED,
    OCCURRENCES,
    UNSERVED,
    Command,
    State,
)

__all__ = [
    "ADJUSTMENT",
    "ENDED",
    "LISTING",
    "MEASURE",
    "NOT_FOLLOWED",
    "OBJECTION",
    "OCCURRENCES",
    "PROOF",
    "PROPOSAL",
    "UNSERVED",
    "AdjustmentCommand",
    "AdjustmentState",
    "Command",
    "ListingCommand",
    "ListingFacts",
    "ListingState",
    "MeasureFacts",
    "ObjectionCommand",
    "ObjectionFacts",
    "ObjectionState",
    "Performance",
    "ProofCommand",
    "ProofState",
    "ProposalCommand",
    "ProposalFacts",
    "ProposalState",
    "State",
]
