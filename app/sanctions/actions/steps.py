"""Taking a step of the measure's table, and keeping clocks, case and counts in step with it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.editions import book_of
from app.db.work import Work
from app.deadlines import actions as deadlines
from app.deadlines.pauses import Occurrence
from app.kernel.event import Event
from app.kernel.lifecycle import Row, refuse_blocked
from app.kernel.problems import NotFound
from app.law.kinds import Trigger
from app.sanctions import facts, record, store
from app.sanctions.events import MeasureEvent
from app.sanctions.lifecycle import (
    MEASURE,
    OCCURRENCES,
    UNSERVED,
    Command,
    ObjectionState,
    ProposalState,
    State,
)
from app.sanctions.rules import drafting, kinds
from app.sanctions.rules.living import living
from app.sanctions.tables import Measure, MeasureStep, Objection

Told = TypeVar("Told", bound=MeasureEvent)
LEVEL = 2
_DRAFTING = {Command.DRAFT, Command.REDRAFT}


@dataclass
class Held:
    """A measure in hand for one act, with what the policy table is told of it."""

    measure: Measure
    track: str
    target: Target
    steps: list[MeasureStep] = field(default_factory=list)
    version: int | None = None  # as it was read; None for one that is being drafted

    @property
    def last_on(self) -> date:
        """Return the latest day on which anything happened to the measure.

        One that was taken over without its history goes by the day of its decision.
        """
        return max((step.on for step in self.steps), default=self.measure.decided_on)

    def told(self, kind: type[Told], on: date, **more: Any) -> Told:
        """Return an event about the measure."""
        measure = self.measure
        return kind(
            subject=measure.id,
            case_id=measure.case_id,
            company_id=measure.company_id,
            kind=measure.kind,
            regime=measure.regime,
            on=on,
            **more,
        )


@dataclass(frozen=True, kw_only=True)
class How:
    """How a step is taken: on which day, why, and whether another act has asked for permission."""

    on: date | None = None
    reason: str = ""
    asked: bool = False
    occurrence: str = ""
    until: date | None = None
    not_before: date | None = None
    pointer: str = "/on"


def authors(work: Work, measure_id: str) -> frozenset[str]:
    """Return the persons who wrote the draft; none of them may countersign it."""
    steps = store.steps_of(work, measure_id)
    return frozenset(step.person_id for step in steps if step.command in _DRAFTING)


def hold(work: Work, measure_id: str, version: int | None) -> Held:
    """Take a measure in hand; raises NotFound where the actor may not know of it."""
    measure = store.measure(work, measure_id)
    case = cases.subject(work, measure.case_id)
    steps = store.steps_of(work, measure_id)
    wrote = frozenset(step.person_id for step in steps if step.command in _DRAFTING)
    target = cases.target_of(work, measure.case_id, level=LEVEL)
    target = replace(target, done_by={May.MEASURE_DRAFT: wrote})
    if not may_know(work, measure, target):
        raise NotFound
    work.expect_version(measure, version)
    return Held(measure, case.track, target, steps, measure.version)


def may_know(work: Work, measure: Measure, target: Target) -> bool:
    """Tell whether the actor may know that a measure exists: the parties from its service on."""
    if not work.decide(May.MEASURE_READ, target).allowed:
        return False
    if target.ties & {Tie.RESPONDENT, Tie.COMPLAINANT}:
        return measure.served_on is not None
    return True


def take(work: Work, held: Held, command: Command, how: How | None = None) -> Row:
    """Take a step, if the table, the policy and the facts permit it; returns the table's row."""
    how = how or How()
    measure, on = held.measure, how.on or work.today
    row = MEASURE.find(measure.state, command, by_hand=not how.asked)
    if not how.asked:
        work.require(May(row.by), held.target)
    drafting.check_day(on, work.today, how.not_before or held.last_on, how.pointer)
    refuse_blocked(row, facts.measure_facts(work, measure, on))
    drafting.check_reason(row, how.reason)
    measure.state = row.target
    note(work, held, row, replace(how, on=on))
    return row


def note(work: Work, held: Held, row: Row, how: How) -> MeasureStep:
    """Add a step to the measure's history."""
    measure, command = held.measure, Command(row.command)
    work.session.flush()
    step = work.add(
        MeasureStep(
            id=work.new_id("step"),
            measure_id=measure.id,
            sequence=len(held.steps) + 1,
            command=command,
            from_state=row.source,
            to_state=row.target,
            occurrence=how.occurrence or OCCURRENCES.get(command, ""),
            on=how.on or work.today,
            until=how.until,
            at=work.now,
            account_id=work.actor.account_id,
            person_id=work.actor.person_id,
            role=work.actor.role,
            basis=row.basis if held.track == facts.KFTC_TRACK else measure.legal_basis[:200],
            reason=how.reason,
        )
    )
    held.steps.append(step)
    return step


def settle(work: Work, held: Held, *events: Event) -> Measure:
    """End an act on a measure: derive its clocks anew, tell the case, record what happened."""
    for event in events:
        work.record(event)
    work.session.flush()
    if held.version == held.measure.version:
        work.touch(held.measure)
        work.session.flush()
    derive_clocks(work, held.measure, held.steps)
    count(work, held.measure.case_id)
    work.session.flush()
    return held.measure


def derive_clocks(work: Work, measure: Measure, steps: list[MeasureStep] | None = None) -> None:
    """Derive a measure's clocks from what happened to it."""
    happened = [
        Occurrence(step.on, step.occurrence, until=step.until)
        for step in (steps if steps is not None else store.steps_of(work, measure.id))
        if step.occurrence
    ]
    law = facts.law_of(work, measure)
    deadlines.rederive(
        work,
        case_id=measure.case_id,
        subject_id=measure.id,
        law=law,
        rules=kinds.clocks_of(law, measure.kind, measure.regime),
        occurrences=[
            *happened,
            *_compliance_due(measure, happened),
            *_mediations(work, measure),
        ],
    )
    if measure.state == State.ANNULLED:
        deadlines.end_all(work, measure.id)


_MEDIATED = frozenset({"mediation_started", "mediation_ended"})


def _mediations(work: Work, measure: Measure) -> list[Occurrence]:
    """Return when the dispute behind a measure on technology was in mediation or arbitration."""
    if work.law.regime(measure.regime).track != "sme_technology":
        return []
    known = cases.happened(work, measure.case_id)
    return [Occurrence(on, name) for name, on in known if name in _MEDIATED]


def _compliance_due(measure: Measure, happened: list[Occurrence]) -> list[Occurrence]:
    """Return the last day to comply as an occurrence, unless all was over before it."""
    due_on = measure.comply_by
    if due_on is None or measure.served_on is None:
        return []
    over = any(o.on < due_on for o in happened if o.name in {"complied", "breached"})
    return [] if over else [Occurrence(due_on, "compliance_due")]


def derive_objection_clocks(work: Work, objection: Objection) -> None:
    """Derive the clock of the ruling on an objection."""
    known = [Occurrence(objection.filed_on, "objection_filed")]
    if objection.extended_on is not None:
        known.append(Occurrence(objection.extended_on, "ruling_extended"))
    if objection.ruled_on is not None:
        known.append(Occurrence(objection.ruled_on, "ruled"))
    case = cases.subject(work, objection.case_id)
    law = book_of(work, case)
    deadlines.rederive(
        work,
        case_id=case.id,
        subject_id=objection.id,
        law=law,
        rules=law.clocks(subject="objection", track=case.track),
        occurrences=known,
    )


def count(work: Work, case_id: str) -> None:
    """Tell the case how many measures and objections live in it."""
    measures = store.measures_of(work, case_id)
    proposals = store.proposals_of(work, case_id)
    waiting = {p.measure_id for p in proposals if p.state == ProposalState.OPEN}
    dismissed = {p.measure_id for p in proposals if p.state == ProposalState.DISMISSED}
    let_be = {measure_id for measure_id in dismissed - waiting if measure_id is not None}
    dutiful = frozenset(row.id for row in measures if facts.has_duty(work, row))
    objections = store.objections_in(work, case_id)
    # What another authority demanded has to be done before the case can end.
    demanded = sum(p.state == ProposalState.OPEN and p.trigger == Trigger.DEMAND for p in proposals)
    case_actions.count_measures(
        work,
        case_id=case_id,
        drafted=sum(row.state in UNSERVED for row in measures),
        living=living(facts.earlier(work, case_id), dutiful, frozenset(let_be)) + demanded,
        objections=sum(row.state == ObjectionState.FILED for row in objections),
        demanded=record.owed_referrals(work, case_id, measures),
    )
