"""What the book holds besides figures: violations, measures, regimes, clocks and choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.figures import Status

# What the clocks of the law listen to. Nothing else may stand in a clock's data.
OCCURRENCES = frozenset(
    {
        "received",
        "consent_asked",
        "consent_answered",
        "consent_refused",
        "respondent_notified",
        "pre_review_extended",
        "registered",
        "investigation_opened",
        "data_requested",
        "data_received",
        "investigation_extended",
        "report_sent",
        "opinion_received",
        "tabled",
        "deliberated",
        "resolved",
        "decision_written",
        "served",
        "mediation_started",
        "mediation_ended",
        "suspended",
        "resumed",
        "closed",
        "issued",
        "accepted",
        "declined",
        "complied",
        "breached",
        "paid",
        "objection_filed",
        "ruled",
        "stayed",
        "stay_lifted",
        "closing_notified",
        "extension_notified",
        "complainant_told",
        "respondent_told",
        "material_collected",
        "material_objected",
        "mediation_extended",
        "mediation_dropped",
        "mediation_suit_filed",
        "panel_asked",
        "panel_extended",
        "panel_chosen",
        "consent_decided",
        "consent_reported",
        "consent_decision_opened",
        "consent_decision_ended",
        "comments_invited",
        "comments_closed",
        "simplified_proposed",
        "simplified_answered",
        "ruling_extended",
        "suit_filed",
        "compliance_due",
        "compliance_checked",
        "first_demanded",
        "second_demanded",
        "plan_asked",
        "plan_filed",
        "monitor_assigned",
        "monitor_reported",
        "instalments_requested",
        "reinvestigation_asked",
        "reinvestigation_answered",
        "opened",
        "act_ended",
        "supplement_asked",
        "supplement_answered",
        "deliberation_asked",
        "investigation_notified",
        "hearing_notified",
        "heard",
        "data_refused",
        "non_submission_found",
        "disposition_notified",
        "kftc_requested",
        "kftc_request_extended",
        "kftc_answered",
        "mediation_advised",
    }
)

TRACKS = ("kftc", "sme_technology", "mss_win_win", "referred_out")


class Carries(StrEnum):
    """What a measure brings: a duty to act, penalty points or money."""

    ACT = "act"
    POINTS = "points"
    MONEY = "money"


class Trigger(StrEnum):
    """What opens the way to a measure."""

    FINDING = "finding"  # a violation was found
    NON_COMPLIANCE = "non_compliance"  # the measure before it was not followed
    THRESHOLD = "threshold"  # the accumulated score is over a limit
    DEMAND = "demand"  # another authority demanded it


# What must stand on the record before a measure is drafted, and by which name the data ask for it.
CONSULTATION, LISTING_REVIEW = "kftc_consultation", "listing_review"
PRECONDITIONS = frozenset({CONSULTATION, LISTING_REVIEW})
# The end of a posting is written by the author of the draft where no text gives it.
NAMED = "named"


@dataclass(frozen=True, slots=True)
class Violation:
    """An act that a complaint may allege, as the pre-check list shows it."""

    code: str
    name: Text
    example: Text
    basis: Basis
    agency: str
    track: str
    regimes: tuple[str, ...]
    limit: str  # a figure's name, `none` or `not_configured`
    limit_from: str  # `trade_end` or `act_end`
    damages: str  # a figure's name, or empty where no multiple is known
    technical_data: bool
    grave_four: bool
    retaliation: bool
    technology_misuse: bool
    status: Status
    source: str


@dataclass(frozen=True, slots=True)
class Way:
    """A further way to a measure: on what, after which measures, in which states of a case."""

    on: Trigger
    basis: Basis
    follows: tuple[str, ...]
    drafted_in: tuple[str, ...]
    breached_only: bool = False  # one that was merely declined does not open it


@dataclass(frozen=True, slots=True)
class Limit:
    """The score that opens a measure: over a limit, or from it on where it is `inclusive`.

    `single` is a figure for the points of one measure, `measures` one for how many there are.
    """

    score: str
    inclusive: bool = False
    single: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """A measure's place under one regime: after what, in which case states, on what basis."""

    regime: str
    basis: Basis
    start: date | None  # None: the text was read, its first day was not recorded
    on: Trigger
    follows: tuple[str, ...]
    drafted_in: tuple[str, ...]
    points: str  # family of rows in points.toml, or empty
    comply_within: str  # a figure's name, or empty
    limit: Limit | None  # for measures on a threshold
    cap: str  # a figure's name for measures that carry money, else empty
    caps: Mapping[str, str]  # for violations that have a cap of their own
    obligatory: bool
    objection: bool  # a disposition against which objection and suit are open
    points_may_be_waived: bool  # the Act says that points may be imposed, not that they must
    adds_up: bool  # its points are added to those of the measure it follows, on the same conduct
    preconditions: tuple[str, ...]  # names of PRECONDITIONS
    demands: int  # how many demands to comply go before a finding of breach
    posted_for: str  # how long the posting lasts: a figure's name, `named`, or empty for none
    other_ways: tuple[Way, ...]
    status: Status
    source: str

    @property
    def threshold(self) -> str:
        """Return the name of the figure that the score is measured on; empty where none is."""
        return self.limit.score if self.limit else ""

    def ways(self) -> tuple[Way, ...]:
        """Return every way to the measure, the first as the rung itself has it."""
        return (Way(self.on, self.basis, self.follows, self.drafted_in), *self.other_ways)

    def cap_of(self, violations: Iterable[str]) -> tuple[str, ...]:
        """Return the names of the figures that bound a sum for the violations at hand."""
        return tuple(dict.fromkeys(self.caps.get(code, self.cap) for code in violations))


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a measure goes, from a day on; None where the first day was not recorded."""

    effective_from: date | None
    name: Text


@dataclass(frozen=True, slots=True)
class Demander:
    """An authority that may demand a measure, from a day on; None: first day not recorded."""

    code: str
    effective_from: date | None
    name: Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of sanction; all kinds share one lifecycle and differ only in these data."""

    kind: str
    name: Text
    carries: Carries
    paper: str  # template name, or empty where no paper is made
    itemised: bool  # its paper lists what is to be done, item by item
    addressees: tuple[Addressee, ...]  # oldest first
    demanders: tuple[Demander, ...]
    rungs: tuple[Rung, ...]

    @property
    def regimes(self) -> tuple[str, ...]:
        """Return the regimes under which the measure exists."""
        return tuple(rung.regime for rung in self.rungs)

    def addressee(self, on: date) -> Text:
        """Return to whom a measure of a day goes."""
        begun = [a for a in self.addressees if a.effective_from is None or a.effective_from <= on]
        return begun[-1].name

    def demander(self, code: str, on: date) -> Demander | None:
        """Return an authority that may demand the measure on a day, or None."""
        return next(
            (
                one
                for one in self.demanders
                if one.code == code and (one.effective_from is None or one.effective_from <= on)
            ),
            None,
        )

    def rung(self, regime: str) -> Rung | None:
        """Return the measure's place under a regime, or None where it has none."""
        return next((rung for rung in self.rungs if rung.regime == regime), None)


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of rules that is in force, or announced and adopted by a setting."""

    name: str
    label: Text
    basis: Basis
    track: str
    status: Status
    announced_on: date | None
    needs_adoption: bool
    sums: str  # which computation makes its money measures: `nine_steps`, `flat` or empty
    source: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that a clock does not count, between two occurrences."""

    starts_on: str
    until: str
    basis: Basis
    effective_from: date | None
    judged_by: str  # the occurrence whose day is compared with `effective_from`


@dataclass(frozen=True, slots=True)
class Extension:
    """More time on an occurrence; `by` names a figure, or is empty where the act names it."""

    on: str
    by: str
    once: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal deadline: what starts, stops, pauses and extends it.

    `period` names a figure; it is empty where the paper served names its own period.
    `variants` gives other figures for a named form of the occurrence, such as `subcommittee`.
    A clock starts at the first of `starts_on`, and anew at each of them when it `restarts`.
    """

    name: str
    label: Text
    basis: Basis
    subject: str  # case | measure | consent | objection
    track: str  # kftc | sme_technology | any
    kind: str  # statutory | target | notice | right (a time in which somebody may act)
    starts_on: tuple[str, ...]
    ends_on: tuple[str, ...]
    period: str
    variants: Mapping[str, str]
    pauses: tuple[Pause, ...]
    extends: tuple[Extension, ...]
    moves: bool
    restarts: bool
    effective_from: date | None
    carries: tuple[str, ...]  # for measures: which sorts it concerns; empty means all
    measures: tuple[str, ...]  # for measures: which kinds it concerns; empty means all
    on_objection: bool  # for measures: only those open to objection

    def concerns(self, measure: Measure, regime: str) -> bool:
        """Tell whether the clock runs for a measure taken under a regime.

        A clock with no `period` runs only where the paper served names its own last day.
        """
        rung = measure.rung(regime)
        if rung is None or (self.on_objection and not rung.objection):
            return False
        fits_kind = not self.measures or measure.kind in self.measures
        return fits_kind and (not self.carries or measure.carries in self.carries)


@dataclass(frozen=True, slots=True)
class Choice:
    """How the product answers a question that the law leaves open, and which test pins it."""

    name: str
    number: int
    topic: str
    question: Text
    value: str
    alternatives: tuple[str, ...]
    reason: Text
    test: str
    setting: bool  # an agency may choose an alternative
