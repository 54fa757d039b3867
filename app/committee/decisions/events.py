"""Facts about written decisions."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class DecisionDrafted(Event):
    """A written decision was drafted, or drafted anew."""

    case_id: str
    findings: int


@dataclass(frozen=True, kw_only=True)
class DecisionWritten(Event):
    """A written decision was completed."""

    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DecisionServed(Event):
    """A written decision reached the respondent."""

    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DecisionCorrected(Event):
    """A clerical error was corrected by a paper of its own."""

    case_id: str
    decision_id: str
    sequence: int
