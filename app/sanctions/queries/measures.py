"""Reading measures, the ladder of a case, steps allowed and blocked, objections, proposals."""

from datetime import date

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.lifecycle import Row
from app.kernel.problems import NotConfigured, NotFound
from app.law.kinds import Carries
from app.sanctions import facts, store, views
from app.sanctions.actions.objections import objection_facts
from app.sanctions.actions.steps import LEVEL, Held, hold, may_know
from app.sanctions.lifecycle import MEASURE, OBJECTION
from app.sanctions.rules import kinds
from app.sanctions.rules.drafting import latest_comply_by
from app.sanctions.rules.ladder import Offer, permitted
from app.sanctions.rules.payment import balance
from app.sanctions.schemas.measure import (
    BalanceOut,
    CommandOut,
    LadderOut,
    MeasureList,
    MeasureOut,
    MeasureTransitions,
    ObjectionOut,
    OfferOut,
    PaymentOut,
    ProposalList,
    Reason,
    RefundOut,
)
from app.sanctions.tables import Measure
from app.sanctions.views import Viewer


def measures(work: Work, case_id: str) -> MeasureList:
    """Return the measures of a case that the reader may know of, oldest first."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    known = [row for row in store.measures_of(work, case_id) if may_know(work, row, target)]
    return MeasureList(items=[_out(work, row, target) for row in known])


def measure(work: Work, measure_id: str) -> MeasureOut:
    """Return a measure as the reader may see it."""
    held = hold(work, measure_id, None)
    return _out(work, held.measure, held.target)


def objection(work: Work, objection_id: str) -> ObjectionOut:
    """Return an objection to those who see the measure; the complainant is not told of it."""
    row = store.objection(work, objection_id)
    held = hold(work, row.measure_id, None)
    if Viewer.of(held.target) is Viewer.COMPLAINANT:
        raise NotFound
    return views.objection(row)


def transitions(work: Work, measure_id: str) -> MeasureTransitions:
    """Return the steps from the present state, each blocked one with reasons and articles."""
    held = hold(work, measure_id, None)
    measure = held.measure
    rows = MEASURE.steps(measure.state)
    if Viewer.of(held.target) is Viewer.COMPLAINANT:
        rows = ()
    found = facts.measure_facts(work, measure)
    allowed, blocked = _choices(work, held, rows, found)
    return MeasureTransitions(
        measure_id=measure.id,
        version=measure.version,
        state=measure.state,
        allowed=allowed,
        blocked=blocked,
    )


def objection_transitions(work: Work, objection_id: str) -> MeasureTransitions:
    """Return what may be done to an objection now, and what may not."""
    row = store.objection(work, objection_id)
    held = hold(work, row.measure_id, None)
    if Viewer.of(held.target) is Viewer.COMPLAINANT:
        raise NotFound
    allowed, blocked = _choices(work, held, OBJECTION.steps(row.state), objection_facts(work, row))
    return MeasureTransitions(
        measure_id=row.measure_id,
        version=row.version,
        state=row.state,
        allowed=allowed,
        blocked=blocked,
    )


def _choices(
    work: Work, held: Held, rows: tuple[Row, ...], found: object
) -> tuple[list[CommandOut], list[CommandOut]]:
    allowed: list[CommandOut] = []
    blocked: list[CommandOut] = []
    for row in rows:
        if row.automatic:
            continue
        reasons = [views.reason(item) for item in row.blocked(found)]
        answer = work.decide(May(row.by), held.target)
        if not answer.allowed:
            reasons.append(Reason(code=answer.code, ko=answer.reason.ko, en=answer.reason.en))
        kftc = held.track == facts.KFTC_TRACK
        basis = row.basis if kftc else held.measure.legal_basis
        (blocked if reasons else allowed).append(views.command(row, reasons, basis))
    return allowed, blocked


def ladder(work: Work, case_id: str, decided_on: date | None = None) -> LadderOut:
    """Return which kinds may be drafted for a decision of a day, and why the others may not."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    if target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT}:
        raise NotFound
    book, day, adopted_on = work.law, decided_on or work.today, work.world.announced_regime_from
    governing = kinds.regime_for(book, cases.subject(work, case_id).track, day, adopted_on)
    found = permitted(
        book,
        facts.situation(work, case_id, governing.name, day),
        facts.earlier(work, case_id),
        regime=governing.name,
        decided_on=day,
        adopted_on=adopted_on,
    )
    codes = tuple(cases.subject(work, case_id).violations)
    return LadderOut(
        case_id=case_id,
        regime=governing.name,
        decided_on=day,
        adopted_on=adopted_on,
        allowed=[_offer(work, offer, day, codes) for offer in found.allowed],
        blocked=[_offer(work, offer, day, codes) for offer in found.blocked],
    )


def _offer(work: Work, offer: Offer, day: date, codes: tuple[str, ...]) -> OfferOut:
    measure, regime = offer.measure, offer.regime
    latest, warnings = None, list(offer.warnings)
    try:
        latest = latest_comply_by(work.law, measure.kind, regime.name, max(day, work.today))
    except NotConfigured as problem:
        warnings.append(problem.detail)
    due = kinds.clock_ending_on(work.law, measure.kind, regime.name, "paid")
    return OfferOut(
        kind=measure.kind,
        ko=measure.name.ko,
        en=measure.name.en,
        carries=measure.carries,
        regime=regime.name,
        regime_ko=regime.label.ko,
        regime_en=regime.label.en,
        regime_status=regime.status,
        basis=str(offer.way.basis),
        trigger=offer.way.on,
        obligatory=offer.obligatory,
        calculated=kinds.sums_of(measure, regime, codes),
        follows_measure_id=offer.follows_id or None,
        latest_comply_by=None if due is not None and due.period else latest,
        reasons=[views.reason(item) for item in offer.blocked],
        warnings=[views.words("warning", text) for text in warnings],
    )


def proposals(work: Work, case_id: str) -> ProposalList:
    """Return the proposals of a case to those who work on it."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.MEASURE_READ, target)
    if target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT}:
        return ProposalList(items=[])
    rows = store.proposals_of(work, case_id)
    return ProposalList(items=[views.proposal(work.law, row) for row in rows])


def _out(work: Work, row: Measure, target: Target) -> MeasureOut:
    clocks = deadlines.clocks_of(work, row.case_id)
    parts = {
        "due_on": facts.due_day(work, row, clocks),
        "balance": _balance(work, row),
        "objections": store.objections_of(work, row.id),
        "steps": store.steps_of(work, row.id),
    }
    return views.measure(work.law, row, Viewer.of(target), parts)


def _balance(work: Work, row: Measure) -> BalanceOut | None:
    if facts.carries(work, row) is not Carries.MONEY or row.amount_won is None:
        return None
    debt = facts.debt(work, row)
    refunds = store.refunds_of(work, row.id)
    stands = balance(work.law, debt, work.today)
    return BalanceOut(
        due_on=debt.due_on,
        paid_won=stands.paid_won,
        late_charge_won=stands.late_charge_won,
        late_charge_known=debt.charged,
        owed_won=stands.owed_won,
        refund_due_won=sum(r.amount_won for r in refunds if r.refunded_on is None),
        payments=[
            PaymentOut.model_validate(payment, from_attributes=True)
            for payment in store.payments_of(work, row.id)
        ],
        refunds=[RefundOut.model_validate(refund, from_attributes=True) for refund in refunds],
    )
