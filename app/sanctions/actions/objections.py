"""Filing an objection, ruling on it, putting the ruling off, withdrawing it."""

from dataclasses import dataclass, replace

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.lifecycle import Row, refuse_blocked
from app.kernel.problems import Basis
from app.sanctions import facts, store
from app.sanctions.actions.annulment import Change, annul_in_part, annul_wholly
from app.sanctions.actions.steps import (
    Held,
    How,
    count,
    derive_objection_clocks,
    hold,
    settle,
    take,
)
from app.sanctions.events import ObjectionExtended, ObjectionFiled, ObjectionRuled
from app.sanctions.lifecycle import (
    OBJECTION,
    Command,
    ObjectionCommand,
    ObjectionFacts,
    ObjectionState,
)
from app.sanctions.rules import drafting
from app.sanctions.schemas.measure import ObjectionIn, RulingIn
from app.sanctions.tables import Measure, Objection


def file_objection(
    work: Work, *, measure_id: str, form: ObjectionIn, version: int | None
) -> Objection:
    """Object to a measure. One filed after the last day is kept and marked late, never refused."""
    held = hold(work, measure_id, version)
    measure = held.measure
    clocks = deadlines.clocks_of(work, measure.case_id)
    last_on = facts.clock_day(work, measure, clocks, "objection_filed")
    take(work, held, Command.FILE_OBJECTION)
    objection = work.add(
        Objection(
            id=work.new_id("objection"),
            measure_id=measure.id,
            case_id=measure.case_id,
            state=OBJECTION.initial,
            filed_on=work.today,
            last_on=last_on,
            late=last_on is not None and work.today > last_on,
            grounds=form.grounds,
        )
    )
    work.session.flush()
    filed = ObjectionFiled(
        subject=objection.id,
        case_id=objection.case_id,
        measure_id=measure.id,
        on=work.today,
        late=objection.late,
    )
    derive_objection_clocks(work, objection)
    settle(work, held, filed)
    return objection


def rule_objection(
    work: Work, *, objection_id: str, form: RulingIn, version: int | None
) -> Objection:
    """Rule on an objection: dismiss it, annul the measure, annul it in part, or put it off."""
    at_hand = _at_hand(work, objection_id, form, version)
    objection, held = at_hand.objection, at_hand.held
    if at_hand.row.command == ObjectionCommand.EXTEND:
        return _put_off(work, objection)
    objection.state = at_hand.row.target
    objection.ruled_on, objection.ruling_reason = work.today, form.reason
    work.session.flush()
    change = _carry_out(work, at_hand, form)
    objection.before_won, objection.after_won = change.before_won, change.after_won
    objection.before_points_hundredths = change.before_points
    objection.after_points_hundredths = change.after_points
    derive_objection_clocks(work, objection)
    settle(work, held, _ruled(work, objection), *change.events)
    return objection


def withdraw_objection(work: Work, *, objection_id: str, version: int | None) -> Objection:
    """Withdraw an objection that was not ruled on."""
    form = RulingIn(command=ObjectionCommand.WITHDRAW)
    at_hand = _at_hand(work, objection_id, form, version)
    objection = at_hand.objection
    objection.state, objection.ruled_on = ObjectionState.WITHDRAWN, work.today
    derive_objection_clocks(work, objection)
    work.record(_ruled(work, objection))
    count(work, objection.case_id)
    work.session.flush()
    return objection


@dataclass(frozen=True)
class _AtHand:
    objection: Objection
    held: Held
    row: Row


def _at_hand(work: Work, objection_id: str, form: RulingIn, version: int | None) -> _AtHand:
    objection = store.objection(work, objection_id)
    held = hold(work, objection.measure_id, None)
    work.expect_version(objection, version)
    row = OBJECTION.find(objection.state, form.command, by_hand=True)
    work.require(May(row.by), held.target)
    refuse_blocked(row, objection_facts(work, objection))
    drafting.check_reason(row, form.reason)
    return _AtHand(objection, held, row)


def objection_facts(work: Work, objection: Objection) -> ObjectionFacts:
    """Gather what the guards of an objection look at."""
    measure = store.measure(work, objection.measure_id)
    answers = ObjectionFacts(
        late=objection.late and work.law.choice("late_event").value == "ineffective",
        last_on=objection.last_on,
        extended=objection.extended_on is not None,
    )
    if cases.subject(work, measure.case_id).track == facts.KFTC_TRACK:
        return answers
    return replace(answers, basis=Basis.parse(measure.legal_basis.partition("; ")[0]))


def _put_off(work: Work, objection: Objection) -> Objection:
    objection.extended_on = work.today
    work.record(
        ObjectionExtended(
            subject=objection.id,
            case_id=objection.case_id,
            measure_id=objection.measure_id,
            on=work.today,
        )
    )
    derive_objection_clocks(work, objection)
    count(work, objection.case_id)
    work.session.flush()
    return objection


def _carry_out(work: Work, at_hand: _AtHand, form: RulingIn) -> Change:
    held, how = at_hand.held, How(reason=form.reason, asked=True, occurrence="ruled")
    if at_hand.row.command == ObjectionCommand.UPHOLD:
        return annul_wholly(work, held, how)
    if at_hand.row.command == ObjectionCommand.UPHOLD_IN_PART:
        return annul_in_part(work, held, form, how)
    take(work, held, Command.NOTE_RULING, how)
    measure = held.measure
    return Change(measure.amount_won, measure.amount_won, *_points(work, measure), ())


def _points(work: Work, measure: Measure) -> tuple[int | None, int | None]:
    lines = store.points_of(work, measure.id)
    standing = sum(line.points_hundredths for line in lines) if lines else None
    return standing, standing


def _ruled(work: Work, objection: Objection) -> ObjectionRuled:
    return ObjectionRuled(
        subject=objection.id,
        case_id=objection.case_id,
        measure_id=objection.measure_id,
        on=work.today,
        effect=objection.state,
        before_won=objection.before_won,
        after_won=objection.after_won,
    )
