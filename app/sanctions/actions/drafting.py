"""Drafting a measure, sending it back, drafting it again, giving it up."""

from dataclasses import dataclass
from datetime import date

from app.access.actor import Target
from app.access.policy import May
from app.cases import queries as cases
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.lifecycle import Row
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.computation import Computation
from app.law.figures import Status
from app.sanctions import facts, store
from app.sanctions.actions.calculation import Calculation, worked_out
from app.sanctions.actions.steps import LEVEL, Held, How, hold, note, settle, take
from app.sanctions.events import (
    MeasureCancelled,
    MeasureDrafted,
    MeasureReturned,
    ProposalReopened,
)
from app.sanctions.lifecycle import PROPOSAL, Command, ProposalCommand, ProposalState, State
from app.sanctions.problems import LadderSkipped
from app.sanctions.rules import drafting, kinds
from app.sanctions.rules.ladder import Offer, permitted
from app.sanctions.schemas.calculation import NineStepsIn
from app.sanctions.schemas.measure import MeasureIn, ReasonIn
from app.sanctions.tables import Measure

_BEGIN = Row(
    State.DRAFTED, Command.DRAFT, State.DRAFTED, May.MEASURE_DRAFT,
    "공정거래위원회 사건절차규칙 제62조", Text("기안", "Draft"),
)  # fmt: skip


@dataclass(frozen=True)
class _Written:
    """A form after it was checked."""

    decided_on: date
    violations: tuple[str, ...]
    computation: Computation | None
    amount_won: int | None
    demonstration: bool


def draft_measure(work: Work, *, case_id: str, form: MeasureIn) -> Measure:
    """Draft a measure of any kind that the ladder offers now.

    Raises RegimeNotInForce for an announced kind before its adoption, LadderSkipped where the
    ladder blocks the kind, NotConfigured or Invalid for what the draft contains.
    """
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_DRAFT, target)
    return write_draft(work, case_id=case_id, form=form, target=target)


def write_draft(work: Work, *, case_id: str, form: MeasureIn, target: Target) -> Measure:
    """Write a draft for an act that has asked for its permission."""
    case = cases.subject(work, case_id)
    decided_on = form.decided_on or work.today
    drafting.check_day(decided_on, work.today, case.received_on, "/decided_on")
    offer = _offered(work, case_id, form.kind, decided_on)
    written = _checked(work, case_id, form, offer.regime.name)
    measure = work.add(
        Measure(
            id=work.new_id("measure"),
            case_id=case_id,
            sequence=next_number(work, f"measures:{case_id}"),
            company_id=case.respondent_company_id,
            kind=form.kind,
            regime=offer.regime.name,
            state=State.DRAFTED,
            decided_on=decided_on,
            violations=[],
            order_items=[],
            legal_basis="",
            drafted_by=work.actor.person_id,
            follows_measure_id=offer.follows_id or None,
            law_edition="",
        )
    )
    _write(work, measure, form, written)
    _take_proposals(work, measure)
    held = Held(measure, case.track, target)
    note(work, held, _BEGIN, How())
    return settle(work, held, _drafted(work, held))


def redraft(work: Work, *, measure_id: str, form: MeasureIn, version: int | None) -> Measure:
    """Write a draft anew, also one that was returned; the kind stays."""
    held = hold(work, measure_id, version)
    measure = held.measure
    take(work, held, Command.REDRAFT)
    if form.kind != measure.kind:
        words = Text("처분의 종류는 바꿀 수 없습니다", "The kind of a draft does not change")
        raise Invalid(errors=(FieldError("/kind", "fixed", words),))
    decided_on = form.decided_on or measure.decided_on
    received_on = cases.subject(work, measure.case_id).received_on
    drafting.check_day(decided_on, work.today, received_on, "/decided_on")
    work.law.require_regime(measure.regime, decided_on, work.world.announced_regime_from)
    dated = form.model_copy(update={"decided_on": decided_on})
    _write(work, measure, form, _checked(work, measure.case_id, dated, measure.regime))
    return settle(work, held, _drafted(work, held))


def return_measure(work: Work, *, measure_id: str, form: ReasonIn, version: int | None) -> Measure:
    """Send a draft back to its author with a reason."""
    held = hold(work, measure_id, version)
    take(work, held, Command.RETURN, How(reason=form.reason))
    return settle(work, held, held.told(MeasureReturned, work.today))


def cancel(work: Work, *, measure_id: str, form: ReasonIn, version: int | None) -> Measure:
    """Give a draft up before it is issued."""
    held = hold(work, measure_id, version)
    take(work, held, Command.CANCEL, How(reason=form.reason))
    reopened = _reopen_proposals(work, held.measure)
    return settle(work, held, held.told(MeasureCancelled, work.today), *reopened)


def _offered(work: Work, case_id: str, kind: str, decided_on: date) -> Offer:
    book, adopted_on = work.law, work.world.announced_regime_from
    track = cases.subject(work, case_id).track
    governing = kinds.regime_for(book, track, decided_on, adopted_on)
    case = facts.situation(work, case_id, governing.name, decided_on)
    ladder = permitted(
        book,
        case,
        facts.earlier(work, case_id),
        regime=governing.name,
        decided_on=decided_on,
        adopted_on=adopted_on,
    )
    offer = ladder.offer(kind)
    if offer is None:
        words = Text("이 절차에 없는 처분입니다", "No such measure on this track")
        raise Invalid(errors=(FieldError("/kind", "unknown", words),))
    book.require_regime(offer.regime.name, decided_on, adopted_on)
    if offer.blocked:
        raise LadderSkipped(
            offer.blocked[0].reason,
            basis=tuple(basis for reason in offer.blocked for basis in reason.basis),
            measure_kind=kind,
            reasons=[{"code": r.code, **r.reason.as_dict()} for r in offer.blocked],
            allowed=[o.measure.kind for o in ladder.allowed],
        )
    return offer


def _checked(work: Work, case_id: str, form: MeasureIn, regime: str) -> _Written:
    book, decided_on = work.law, form.decided_on or work.today
    known = cases.subject(work, case_id).violations
    violations = tuple(dict.fromkeys(form.violations or known))
    content = drafting.Content(
        kind=form.kind,
        regime=regime,
        decided_on=decided_on,
        violations=violations,
        order_items=tuple(form.order_items),
        comply_by=form.comply_by,
        amount_won=form.amount_won,
        calculated=form.calculation is not None,
        posted_until=form.posted_until,
        points_waived=bool(form.points_waived_reason),
    )
    drafting.refuse_wrong(book, content, known, work.today)
    computation = None
    if form.calculation is not None:
        _refuse_other_violations(form.calculation, violations)
        computation = worked_out(
            work,
            case_id=case_id,
            form=form.calculation,
            decided_on=decided_on,
            regime=book.regime(regime),
        )
        _refuse_nought(computation)
    return _Written(
        decided_on=decided_on,
        violations=violations,
        computation=computation,
        amount_won=computation.amount_won if computation else form.amount_won,
        demonstration=_demonstrates(work, form.kind, regime, decided_on, computation),
    )


def _refuse_other_violations(calculation: Calculation, violations: tuple[str, ...]) -> None:
    """Raise Invalid unless the sum is made of the very violations that the measure names."""
    if not isinstance(calculation, NineStepsIn):
        return
    if {line.violation for line in calculation.lines} != set(violations):
        words = Text(
            "과징금을 산정한 위반유형과 처분의 위반유형이 다릅니다",
            "The sum is made of other violations than the measure names",
        )
        raise Invalid(errors=(FieldError("/violations", "other_than_calculated", words),))


def _refuse_nought(computation: Computation) -> None:
    if not computation.amount_won:
        words = Text(
            "계산 결과가 0원이므로 부과할 과징금이 없습니다", "The sum is nought: nothing to impose"
        )
        raise Invalid(errors=(FieldError("/calculation", "nought", words),))


def _demonstrates(
    work: Work, kind: str, regime: str, on: date, computation: Computation | None
) -> bool:
    book, rung = work.law, kinds.rung_of(work.law, kind, regime)
    names = [name for name in (rung.comply_within, rung.cap) if name]
    shown = {book.figure(name, on).status for name in names if book.has_figure(name, on)}
    if computation is not None:
        shown.add(computation.status)
    return work.world.demonstration or Status.DEMONSTRATION in shown


def _write(work: Work, measure: Measure, form: MeasureIn, written: _Written) -> None:
    book = work.law
    rung = kinds.rung_of(book, measure.kind, measure.regime)
    articles = [rung.basis, *(book.violation(code).basis for code in written.violations)]
    measure.decided_on = written.decided_on
    measure.violations = list(written.violations)
    measure.order_items = list(form.order_items)
    measure.reasons = form.reasons
    measure.legal_basis = "; ".join(dict.fromkeys(str(basis) for basis in articles))[:400]
    measure.comply_by = form.comply_by
    measure.posted_until = form.posted_until
    measure.points_waived_reason = form.points_waived_reason or None
    measure.amount_won = measure.original_amount_won = written.amount_won
    calculation = form.calculation
    measure.calculation = calculation.model_dump(mode="json") if calculation else None
    measure.computation = written.computation.as_dict() if written.computation else None
    measure.drafted_by = work.actor.person_id
    measure.demonstration = written.demonstration
    measure.law_edition = book.edition


def _drafted(work: Work, held: Held) -> MeasureDrafted:
    measure = held.measure
    return held.told(
        MeasureDrafted,
        work.today,
        decided_on=measure.decided_on,
        law_edition=measure.law_edition,
        amount_won=measure.amount_won,
        demonstration=measure.demonstration,
    )


def _reopen_proposals(work: Work, measure: Measure) -> list[ProposalReopened]:
    """Let what the draft was to answer wait again: a duty does not end with a draft given up."""
    taken = [
        proposal
        for proposal in store.proposals_taken_by(work, measure.id)
        if proposal.state == ProposalState.TAKEN
    ]
    for proposal in taken:
        row = PROPOSAL.find(proposal.state, ProposalCommand.REOPEN, by_hand=False)
        proposal.state, proposal.settled_on, proposal.taken_by_measure_id = row.target, None, None
    return [ProposalReopened(subject=p.id, case_id=p.case_id, kind=p.kind) for p in taken]


def _take_proposals(work: Work, measure: Measure) -> None:
    work.session.flush()
    for proposal in store.open_proposals(work, measure.case_id, [measure.kind]):
        proposal.state, proposal.settled_on = ProposalState.TAKEN, work.today
        proposal.taken_by_measure_id = measure.id
