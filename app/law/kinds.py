"""What the book holds besides figures: violations, measures, regimes, clocks and choices."""

from collections.abc import Mapping
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
        "instalments_requested",
        "reinvestigation_asked",
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
    status: Status
    source: str


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
    threshold: str  # a figure's name for measures on a threshold, else empty
    cap: str  # a figure's name for measures that carry money, else empty
    obligatory: bool
    objection: bool  # a disposition against which objection and suit are open
    status: Status
    source: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a measure goes, from a day on; None where the first day was not recorded."""

    effective_from: date | None
    name: Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of sanction; all kinds share one lifecycle and differ only in these data."""

    kind: str
    name: Text
    carries: Carries
    paper: str  # template name, or empty where no paper is made
    addressees: tuple[Addressee, ...]  # oldest first
    rungs: tuple[Rung, ...]

    @property
    def regimes(self) -> tuple[str, ...]:
        """Return the regimes under which the measure exists."""
        return tuple(rung.regime for rung in self.rungs)

    def addressee(self, on: date) -> Text:
        """Return to whom a measure of a day goes."""
        begun = [a for a in self.addressees if a.effective_from is None or a.effective_from <= on]
        return begun[-1].name

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
