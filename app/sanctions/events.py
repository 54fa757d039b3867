"""Facts about measures, money and points; ids, codes, days and whole numbers only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class MeasureEvent(Event):
    """Something happened to a measure. `subject` is the measure's id."""

    case_id: str
    company_id: str
    kind: str
    regime: str
    on: date


@dataclass(frozen=True, kw_only=True)
class MeasureDrafted(MeasureEvent):
    """A measure was drafted or drafted again."""

    decided_on: date
    law_edition: str
    amount_won: int | None
    demonstration: bool


@dataclass(frozen=True, kw_only=True)
class MeasureReturned(MeasureEvent):
    """A draft went back to its author."""


@dataclass(frozen=True, kw_only=True)
class MeasureCancelled(MeasureEvent):
    """A draft was given up."""


@dataclass(frozen=True, kw_only=True)
class MeasureCountersigned(MeasureEvent):
    """Another person than the author approved a draft."""

    drafted_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeasureIssued(MeasureEvent):
    """A measure got its number."""

    number: str
    decided_on: date
    amount_won: int | None


@dataclass(frozen=True, kw_only=True)
class MeasureServed(MeasureEvent):
    """A measure reached the respondent."""


@dataclass(frozen=True, kw_only=True)
class MeasureAccepted(MeasureEvent):
    """The respondent accepted a recommendation; it now counts as an order."""


@dataclass(frozen=True, kw_only=True)
class MeasureDeclined(MeasureEvent):
    """The respondent declined a recommendation, or let the time to answer pass."""

    by_silence: bool


@dataclass(frozen=True, kw_only=True)
class ComplianceReported(MeasureEvent):
    """The respondent says that it has complied."""


@dataclass(frozen=True, kw_only=True)
class MeasureComplied(MeasureEvent):
    """Compliance was confirmed."""


@dataclass(frozen=True, kw_only=True)
class MeasureBreached(MeasureEvent):
    """A measure was not complied with in time."""

    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class MeasureStayed(MeasureEvent):
    """A measure's effect was stayed."""


@dataclass(frozen=True, kw_only=True)
class MeasureStayLifted(MeasureEvent):
    """A stay ended."""


@dataclass(frozen=True, kw_only=True)
class MeasureAnnulled(MeasureEvent):
    """A measure was annulled, wholly or in part."""

    in_part: bool


@dataclass(frozen=True, kw_only=True)
class NextMeasureProposed(Event):
    """The next measure was proposed. `subject` is the proposal's id."""

    case_id: str
    kind: str
    regime: str
    measure_id: str
    obligatory: bool


@dataclass(frozen=True, kw_only=True)
class ProposalDismissed(Event):
    """A proposal was not followed."""

    case_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ProposalReopened(Event):
    """A proposal waits again, because the draft that took it was given up."""

    case_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PenaltyPointsPosted(Event):
    """A measure brought points. `subject` is the ledger entry's id."""

    case_id: str
    company_id: str
    measure_id: str
    regime: str
    points_hundredths: int
    on: date


@dataclass(frozen=True, kw_only=True)
class PenaltyPointsReversed(Event):
    """Points were taken away again. `subject` is the reversing entry's id."""

    case_id: str
    company_id: str
    measure_id: str
    entry_id: str
    points_hundredths: int
    on: date


@dataclass(frozen=True, kw_only=True)
class PointAdjustmentClaimed(Event):
    """Somebody claims that points be taken off or added."""

    company_id: str
    item: str
    points_hundredths: int
    applies_from: date


@dataclass(frozen=True, kw_only=True)
class PointAdjustmentDecided(Event):
    """A claim on points was accepted or rejected."""

    company_id: str
    item: str
    accepted: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(Event):
    """The respondent objected. `subject` is the objection's id."""

    case_id: str
    measure_id: str
    on: date
    late: bool


@dataclass(frozen=True, kw_only=True)
class ObjectionExtended(Event):
    """The time for a ruling was extended."""

    case_id: str
    measure_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ObjectionRuled(Event):
    """An objection was ruled on or withdrawn; `effect` is the state it ended in."""

    case_id: str
    measure_id: str
    on: date
    effect: str
    before_won: int | None
    after_won: int | None


@dataclass(frozen=True, kw_only=True)
class SurchargePaymentReceived(Event):
    """Money came in. `subject` is the measure's id."""

    case_id: str
    payment_id: str
    amount_won: int
    on: date
    paid_total_won: int
    overpaid_won: int
    late: bool


@dataclass(frozen=True, kw_only=True)
class PaymentTermSet(Event):
    """Due days or the course of a debt changed. `subject` is the measure's id."""

    case_id: str
    term: str
    on: date
    until: date | None
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class SurchargeReduced(Event):
    """A sum was reduced by a ruling or an annulment in part. `subject` is the measure's id."""

    case_id: str
    before_won: int
    after_won: int
    refund_due_won: int


@dataclass(frozen=True, kw_only=True)
class SurchargeAnnulled(Event):
    """A sum was annulled. `subject` is the measure's id."""

    case_id: str
    before_won: int
    refund_due_won: int


@dataclass(frozen=True, kw_only=True)
class SurchargeRefunded(Event):
    """Money was given back. `subject` is the measure's id."""

    case_id: str
    refund_id: str
    cause: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class ConsentContributionReceived(Event):
    """Money promised in a consent decision came in. `subject` is the contribution's id."""

    case_id: str
    company_id: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class MeasureEndedBySettlement(MeasureEvent):
    """A recommendation ended because the dispute was settled or awarded upon."""


@dataclass(frozen=True, kw_only=True)
class MeasuresResolved(Event):
    """A committee's resolution named the measures that may be issued from it."""

    case_id: str
    kinds: tuple[str, ...]
