"""Facts about what goes before a measure and how it is performed; ids, codes and days only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event
from app.sanctions.events import MeasureEvent


@dataclass(frozen=True, kw_only=True)
class ConsultationAsked(Event):
    """Another authority was asked for its view. `subject` is the consultation's id."""

    case_id: str
    precondition: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(Event):
    """Another authority gave its view."""

    case_id: str
    precondition: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ReferralDemanded(Event):
    """Another authority demands a criminal referral. `subject` is the demand's id."""

    case_id: str
    authority: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ListingReviewOpened(Event):
    """A review for the list of habitual violators began. `subject` is the review's id."""

    case_id: str
    company_id: str
    measures_counted: int
    score_hundredths: int
    defence_last_on: date


@dataclass(frozen=True, kw_only=True)
class ListingDefended(Event):
    """The firm defended itself."""

    case_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ListingResolved(Event):
    """The committee resolved; votes are counted and belong to nobody."""

    case_id: str
    listed: bool
    members: int
    in_favour: int
    on: date


@dataclass(frozen=True, kw_only=True)
class CompliancePlanAsked(MeasureEvent):
    """The respondent was asked for a plan of compliance."""


@dataclass(frozen=True, kw_only=True)
class CompliancePlanFiled(MeasureEvent):
    """The respondent handed in a plan of compliance."""


@dataclass(frozen=True, kw_only=True)
class ItemProofFiled(MeasureEvent):
    """The respondent proved an item of a measure."""

    proof_id: str
    item: int


@dataclass(frozen=True, kw_only=True)
class ItemProofJudged(MeasureEvent):
    """An officer judged the proof of an item."""

    proof_id: str
    item: int
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class ComplianceChecked(MeasureEvent):
    """Compliance was checked after the last day."""


@dataclass(frozen=True, kw_only=True)
class ComplianceDemanded(MeasureEvent):
    """The respondent was told to comply; `number` is which demand it is."""

    number: int
    until: date


@dataclass(frozen=True, kw_only=True)
class MonitorAssigned(MeasureEvent):
    """A third party was asked to watch compliance."""

    monitor_id: str


@dataclass(frozen=True, kw_only=True)
class MonitorReported(MeasureEvent):
    """The monitor reported."""

    monitor_id: str
    complied: bool


@dataclass(frozen=True, kw_only=True)
class MeasurePosted(MeasureEvent):
    """A measure was posted for everybody to read."""

    posting_id: str
    until: date


@dataclass(frozen=True, kw_only=True)
class PostingTakenDown(MeasureEvent):
    """What was posted is no longer shown, because the measure was annulled."""

    posting_id: str
