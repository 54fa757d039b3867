"""Staying a measure, lifting the stay, and annulling a measure wholly or in part."""

from dataclasses import dataclass

from app.db.work import Work
from app.kernel.event import Event
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.kinds import Carries
from app.sanctions import facts
from app.sanctions.actions.payments import lower_sum, settle_if_paid
from app.sanctions.actions.points import reverse_points
from app.sanctions.actions.postings import take_down
from app.sanctions.actions.steps import Held, How, hold, settle, take
from app.sanctions.events import (
    MeasureAnnulled,
    MeasureStayed,
    MeasureStayLifted,
    SurchargeAnnulled,
    SurchargeReduced,
)
from app.sanctions.lifecycle import Command
from app.sanctions.schemas.measure import AnnulmentIn, DatedIn, RulingIn
from app.sanctions.tables import Measure

Remainder = AnnulmentIn | RulingIn


@dataclass(frozen=True)
class Change:
    """What an annulment changed: sums in won, points in hundredths, and the events that say so."""

    before_won: int | None
    after_won: int | None
    before_points: int | None
    after_points: int | None
    events: tuple[Event, ...]


def stay(work: Work, *, measure_id: str, form: DatedIn, version: int | None) -> Measure:
    """Note that the effect of a measure is stayed; its clocks stand still from that day."""
    held = hold(work, measure_id, version)
    on = form.on or work.today
    take(work, held, Command.STAY, How(on=on, reason=form.reason))
    return settle(work, held, held.told(MeasureStayed, on))


def lift_stay(work: Work, *, measure_id: str, form: DatedIn, version: int | None) -> Measure:
    """Note that a stay ended."""
    held = hold(work, measure_id, version)
    on = form.on or work.today
    take(work, held, Command.LIFT_STAY, How(on=on, reason=form.reason))
    return settle(work, held, held.told(MeasureStayLifted, on))


def annul(work: Work, *, measure_id: str, form: AnnulmentIn, version: int | None) -> Measure:
    """Annul a measure outside an objection: by the agency itself, or after a judgment."""
    held = hold(work, measure_id, version)
    how = How(reason=form.reason)
    whole = not form.in_part
    change = annul_wholly(work, held, how) if whole else annul_in_part(work, held, form, how)
    return settle(work, held, *change.events)


def annul_wholly(work: Work, held: Held, how: How) -> Change:
    """Annul a measure: its points go, and what was paid is to be given back."""
    measure = held.measure
    take(work, held, Command.ANNUL, how)
    before, after = reverse_points(work, measure)
    before_won = measure.amount_won
    events: list[Event] = [held.told(MeasureAnnulled, work.today, in_part=False)]
    events += take_down(work, held)
    if before_won is not None:
        over_won = lower_sum(work, measure, 0, "annulled")
        events.append(
            SurchargeAnnulled(
                subject=measure.id,
                case_id=measure.case_id,
                before_won=before_won,
                refund_due_won=over_won,
            )
        )
    return Change(before_won, measure.amount_won, before, after, tuple(events))


def annul_in_part(work: Work, held: Held, form: Remainder, how: How) -> Change:
    """Annul what goes beyond a new sum, new items or the violations that still stand."""
    measure = held.measure
    _refuse_wrong_remainder(work, measure, form)
    take(work, held, Command.ANNUL_IN_PART, how)
    before, after = reverse_points(work, measure, form.violations or measure.violations)
    measure.violations = list(form.violations) or measure.violations
    measure.order_items = list(form.order_items) or measure.order_items
    before_won, events = measure.amount_won, [
        held.told(MeasureAnnulled, work.today, in_part=True)
    ]  # fmt: skip
    if form.new_amount_won is None or before_won is None:
        return Change(before_won, before_won, before, after, tuple(events))
    reduced = _reduce(work, held, before_won, form.new_amount_won)
    return Change(before_won, measure.amount_won, before, after, (*events, reduced))


def _reduce(work: Work, held: Held, before_won: int, after_won: int) -> SurchargeReduced:
    measure = held.measure
    over_won = lower_sum(work, measure, after_won, "reduced")
    settle_if_paid(work, held, facts.debt(work, measure))
    return SurchargeReduced(
        subject=measure.id,
        case_id=measure.case_id,
        before_won=before_won,
        after_won=after_won,
        refund_due_won=over_won,
    )


def _refuse_wrong_remainder(work: Work, measure: Measure, form: Remainder) -> None:
    errors = []
    if set(form.violations) - set(measure.violations):
        words = Text("이 처분의 위반 유형이 아닙니다", "Not a violation of this measure")
        errors.append(FieldError("/violations", "unknown", words))
    if facts.carries(work, measure) is Carries.MONEY:
        new = form.new_amount_won
        if new is None or not 0 < new < (measure.amount_won or 0):
            words = Text(
                "0원보다 크고 지금 금액보다 적은 금액을 적으세요",
                "Give a sum over nought and under the present one",
            )
            errors.append(FieldError("/new_amount_won", "outside", words))
    elif form.new_amount_won is not None:
        words = Text("금액이 없는 처분입니다", "This measure carries no money")
        errors.append(FieldError("/new_amount_won", "excluded", words))
    elif not (form.order_items or form.violations):
        words = Text("남는 주문이나 위반 유형을 적으세요", "Say what still stands")
        errors.append(FieldError("/order_items", "missing", words))
    if errors:
        raise Invalid(errors=tuple(errors))
