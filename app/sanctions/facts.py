"""What guards, ladder and ledger are told, gathered from rows, clocks and the case."""

from datetime import date

from app.cases import effects
from app.cases import queries as cases
from app.cases.editions import book_of
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.deadlines.schemas import ClockOut
from app.kernel.problems import Basis
from app.law.book import Book
from app.law.interest import Paid
from app.law.kinds import Carries
from app.law.receivable import Happening
from app.law.receivable import Kind as Happened
from app.law.score import Adjustment, Score
from app.sanctions import record, store
from app.sanctions.lifecycle import (
    AdjustmentState,
    MeasureFacts,
    ObjectionState,
)
from app.sanctions.resolved import as_resolved
from app.sanctions.rules import kinds
from app.sanctions.rules.drafting import latest_comply_by
from app.sanctions.rules.ladder import CaseSituation, Earlier
from app.sanctions.rules.ledger import Account, LedgerLine, StayChange, points_of
from app.sanctions.rules.payment import Debt, last_due_on
from app.sanctions.tables import Measure, PaymentTerm

_STAYS = {"stayed": Happened.STAYED, "stay_lifted": Happened.STAY_LIFTED}
_REPLACES = {Happened.CHANGED, Happened.COURT_DECIDED}
# The clocks that end the right to dispose of a case; one that was met bars nothing.
DISPOSITION_CLOCKS = frozenset({"disposition", "win_win_disposition"})
KFTC_TRACK = "kftc"
# From which states of a case the first service is taken, and by which step of the case.
FIRST_SERVICE = {
    (KFTC_TRACK, "decision_written"): "serve_decision",
    (KFTC_TRACK, "investigating"): "enter_measure",
    ("mss_win_win", "heard"): "enter_measure",
    ("sme_technology", "heard"): "enter_measure",
}
UNDER_MEASURE = "under_measure"


def measure_facts(work: Work, measure: Measure, on: date | None = None) -> MeasureFacts:
    """Gather what the guards of a measure look at, for a step of a day."""
    day = on or work.today
    book, case = work.law, cases.subject(work, measure.case_id)
    rung = kinds.rung_of(book, measure.kind, measure.regime)
    clocks = deadlines.clocks_of(work, measure.case_id)
    refunds = store.refunds_of(work, measure.id)
    objections = store.objections_of(work, measure.id)
    bars = kinds.is_barred_by_time(rung)
    bar = effects.bar_on(work, case.id, measure.kind)
    return MeasureFacts(
        on=day,
        today=work.today,
        basis=Basis.parse(measure.legal_basis.partition("; ")[0]),
        kftc=case.track == KFTC_TRACK,
        decided_on=measure.decided_on,
        case_ready=case.state == UNDER_MEASURE or (case.track, case.state) in FIRST_SERVICE,
        as_resolved=as_resolved(work, measure, rung),
        disposition_last_on=disposition_limit(clocks, case.id) if bars else None,
        barred=effects.CAUSES[bar.cause] if bar else None,
        bar_basis=Basis.parse(bar.basis if bar else ""),
        comply_by=measure.comply_by,
        latest_comply_by=latest_comply_by(book, measure.kind, measure.regime, day),
        posted_until=measure.posted_until,
        carries_money=carries(work, measure) is Carries.MONEY,
        answerable=kinds.is_answerable(book, measure.kind, measure.regime),
        accepted=measure.accepted_on is not None,
        answer_due_on=clock_day(work, measure, clocks, "accepted"),
        has_duty=has_duty(work, measure),
        due_on=due_day(work, measure, clocks),
        open_to_objection=rung.objection,
        objections_open=sum(o.state == ObjectionState.FILED for o in objections),
        refund_due_won=sum(r.amount_won for r in refunds if r.refunded_on is None),
        performance=record.performance(work, measure),
    )


def law_of(work: Work, measure: Measure) -> Book:
    """Return the edition of the rules that the case of a measure is under."""
    return book_of(work, cases.subject(work, measure.case_id))


def carries(work: Work, measure: Measure) -> Carries:
    """Return whether a measure brings a duty, points or money."""
    return work.law.measure(measure.kind).carries


def has_duty(work: Work, measure: Measure) -> bool:
    """Tell whether a measure asks something of the respondent that can be done or left undone."""
    asked = bool(measure.order_items) or measure.comply_by is not None
    answerable = kinds.is_answerable(work.law, measure.kind, measure.regime)
    return asked or answerable or carries(work, measure) is not Carries.ACT


def clock_day(work: Work, measure: Measure, clocks: list[ClockOut], occurrence: str) -> date | None:
    """Return the last day of the measure's clock that ends on an occurrence; None while paused."""
    rule = kinds.clock_ending_on(law_of(work, measure), measure.kind, measure.regime, occurrence)
    if rule is None:
        return None
    own = (c for c in clocks if c.subject_id == measure.id and c.name == rule.name)
    return next((clock.due_on for clock in own), None)


def due_day(work: Work, measure: Measure, clocks: list[ClockOut]) -> date | None:
    """Return the last day to pay or comply, as the clocks have it or as the measure names it."""
    ends_on = "paid" if carries(work, measure) is Carries.MONEY else "complied"
    known = clock_day(work, measure, clocks, ends_on)
    if ends_on == "paid" and known is not None:
        moved = Debt(amount_won=0, due_on=known, charged=False, terms=terms(work, measure.id))
        return last_due_on(moved)
    return known or measure.comply_by


def disposition_limit(clocks: list[ClockOut], case_id: str) -> date | None:
    """Return the last day on which the case may be disposed of, where a limit runs."""
    own = (c for c in clocks if c.subject_id == case_id and c.name in DISPOSITION_CLOCKS)
    return next((clock.due_on for clock in own if clock.met_on is None), None)


def situation(work: Work, case_id: str, regime: str, decided_on: date) -> CaseSituation:
    """Gather what the ladder looks at in a case."""
    case = cases.subject(work, case_id)
    clocks = deadlines.clocks_of(work, case_id)
    return CaseSituation(
        track=case.track,
        state=case.state,
        violations=tuple(case.violations),
        disposition_last_on=disposition_limit(clocks, case_id),
        score=score(work, case.respondent_company_id, as_of=decided_on, regime=regime),
        on_record=record.on_record(work, case_id),
        demanded=record.demanded(work, case_id),
    )


def earlier(work: Work, case_id: str) -> list[Earlier]:
    """Return the measures of a case as the ladder sees them, oldest first."""
    return [
        Earlier(
            measure_id=row.id,
            kind=row.kind,
            state=row.state,
            follows_id=row.follows_measure_id or "",
        )
        for row in store.measures_of(work, case_id)
    ]


def account(work: Work, company_id: str) -> Account:
    """Return all that a company's score is worked out from."""
    stays = tuple(
        StayChange(measure_id=measure_id, stayed=occurrence == "stayed", on=on)
        for measure_id, occurrence, on in store.stays_of(work, company_id)
    )
    return Account(ledger(work, company_id), stays, _adjustments(work, company_id))


def ledger(work: Work, company_id: str) -> tuple[LedgerLine, ...]:
    """Return a company's ledger of points."""
    return tuple(
        LedgerLine(
            line_id=row.id,
            sequence=row.sequence,
            kind=row.kind,
            reverses_id=row.reverses_id or "",
            case_id=row.case_id,
            measure_id=row.measure_id,
            measure_kind=row.measure_kind,
            regime=row.regime,
            violations=tuple(row.violations),
            points_hundredths=row.points_hundredths,
            measured_on=row.measured_on,
            known_on=row.known_on,
        )
        for row in store.ledger_of(work, company_id)
    )


def _adjustments(work: Work, company_id: str) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            adjustment_id=row.id,
            item=row.item,
            points=points_of(row.points_hundredths),
            applies_from=row.applies_from,
            proof=row.proof,
            applies_to=row.applies_to,
            known_on=row.decided_on,
            regime=row.regime,
        )
        for row in store.adjustments_of(work, company_id)
        if row.state == AdjustmentState.ACCEPTED
    )


def score(work: Work, company_id: str, *, as_of: date, regime: str) -> Score:
    """Return a company's score on a day, with today's knowledge."""
    return account(work, company_id).score(
        work.law, as_of=as_of, known_at=max(work.today, as_of), regime=regime
    )


def debt(work: Work, measure: Measure) -> Debt:
    """Return what a measure imposes and what has come in."""
    clocks = deadlines.clocks_of(work, measure.case_id)
    kind, regime = work.law.measure(measure.kind), work.law.regime(measure.regime)
    payments = store.payments_of(work, measure.id)
    changed = terms(work, measure.id)
    replaced = any(term.kind in _REPLACES for term in changed)
    whole = measure.original_amount_won if replaced else measure.amount_won
    return Debt(
        amount_won=whole or 0,
        due_on=clock_day(work, measure, clocks, "paid") or measure.comply_by,
        charged=kinds.has_late_charge(kind, regime),
        payments=tuple(Paid(row.on, row.amount_won) for row in payments),
        given_back_won=sum(row.amount_won for row in store.refunds_of(work, measure.id)),
        terms=changed,
        how=kinds.how_charged(measure.kind),
    )


def terms(work: Work, measure_id: str) -> tuple[Happening, ...]:
    """Return what changed the sum, the due days or the course of a debt."""
    rows = store.terms_of(work, measure_id)
    stays = (step for step in store.steps_of(work, measure_id) if step.occurrence in _STAYS)
    return (
        *(happening(row) for row in rows),
        *(Happening(kind=_STAYS[s.occurrence], on=s.on, key=f"{s.sequence:06d}") for s in stays),
    )


def happening(row: PaymentTerm) -> Happening:
    """Return a term as the fold reads it."""
    return Happening(
        kind=Happened(row.kind),
        on=row.on,
        key=f"{row.sequence:06d}",
        amount_won=row.amount_won,
        until=row.until,
        parts=tuple((date.fromisoformat(on), won) for on, won in row.parts),
    )
