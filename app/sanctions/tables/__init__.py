"""Rows only: measures with money, points and objections, and what goes before and after them."""

from app.sanctions.tables.compliance import (
    ComplianceMonitor,
    Consultation,
    ListingReview,
    OrderItemProof,
    Posting,
    ReferralDemand,
    Standstill,
)
from app.sanctions.tables.measures import (
    ConsentContribution,
    Measure,
    MeasureStep,
    Objection,
    Payment,
    PenaltyPointEntry,
    PointAdjustment,
    Proposal,
    Refund,
)
from app.sanctions.tables.payments import PaymentTerm
from app.sanctions.tables.resolutions import ResolvedMeasure

__all__ = [
    "ComplianceMonitor",
    "ConsentContribution",
    "Consultation",
    "ListingReview",
    "Measure",
    "MeasureStep",
    "Objection",
    "OrderItemProof",
    "Payment",
    "PaymentTerm",
    "PenaltyPointEntry",
    "PointAdjustment",
    "Posting",
    "Proposal",
    "ReferralDemand",
    "Refund",
    "ResolvedMeasure",
    "Standstill",
]
