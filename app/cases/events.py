"""Facts about cases; ids, codes and days only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ComplaintFiled(Event):
    """A complaint was received as a case."""

    number: str
    track: str
    violations: tuple[str, ...]
    received_on: date
    limitation_last_on: date | None
    limitation_late: bool
    identity_choice: str
    exhibits: tuple[str, ...]
    law_edition: str


@dataclass(frozen=True, kw_only=True)
class CaseStepTaken(Event):
    """A step of the track's table was taken."""

    command: str
    from_state: str
    to_state: str
    on: date
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """An examiner was named."""

    examiner_id: str


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    """The question whether the respondent may be told moved on."""

    command: str
    to_state: str
    on: date


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(Event):
    """The complainant was asked for more."""

    case_id: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class SupplementAnswered(Event):
    """The complainant answered."""

    case_id: str
    on: date
    late: bool


@dataclass(frozen=True, kw_only=True)
class ExhibitAttached(Event):
    """A piece of evidence became part of a case or draft."""

    evidence_item_id: str
    exhibit_id: str
    level: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class MeasuresCounted(Event):
    """How many measures, objections and demanded referrals live in a case was noted."""

    drafted: int
    living: int
    objections: int
    referrals_demanded: int = 0


@dataclass(frozen=True, kw_only=True)
class ClocksRenewed(Event):
    """A case's clocks were derived anew after a change of the calendar or the law."""

    law_edition: str


@dataclass(frozen=True, kw_only=True)
class PanelChanged(Event):
    """A commissioner took or left a seat on the panel."""

    person_id: str
    seated: bool


@dataclass(frozen=True, kw_only=True)
class CaseNoted(Event):
    """Something happened beside the track, such as a mediation."""

    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class EffectLaid(Event):
    """A settlement began to bar or to lower measures of a case."""

    case_id: str
    sort: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class EffectEnded(Event):
    """A settlement ceased to bar or to lower measures of a case."""

    case_id: str
    sort: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class ReachEntered(Event):
    """The facts were entered on which the jurisdiction of a case is judged."""

    procedure: str
    barred: bool


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """A case moved between units, procedures or cases, or its ending was taken back."""

    command: str
    unit: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CaseLinked(Event):
    """Two cases were linked, or the link ended."""

    case_id: str
    other_case_id: str
    kind: str
    ended: bool


@dataclass(frozen=True, kw_only=True)
class CaseOpenedExOfficio(Event):
    """The office opened a case of its own accord."""

    number: str
    track: str
    violations: tuple[str, ...]
    opened_on: date
    source: str
    law_edition: str


@dataclass(frozen=True, kw_only=True)
class TipReceived(Event):
    """Somebody gave an anonymous tip; nothing says who."""

    unit: str


@dataclass(frozen=True, kw_only=True)
class TipAddedTo(Event):
    """A tip was added to by whoever has its receipt code."""

    state: str


@dataclass(frozen=True, kw_only=True)
class TipPassedOn(Event):
    """A tip went to another unit."""

    unit: str


@dataclass(frozen=True, kw_only=True)
class TipSettled(Event):
    """A tip was dismissed, or a case was made of it."""

    outcome: str
    case_id: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionReported(Event):
    """It was worked out what a new edition of the rules would change in running cases."""

    to_edition: str
    digest: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class CaseEditionMoved(Event):
    """A running case was moved to a new edition of the rules."""

    from_edition: str
    to_edition: str


@dataclass(frozen=True, kw_only=True)
class EditionCarriedOut(Event):
    """The moves of a report were carried out."""

    to_edition: str
    digest: str
    cases: int
