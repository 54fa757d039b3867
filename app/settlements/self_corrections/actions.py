"""What one may do about a self-correction; one function per act; none commits."""

from datetime import date

from app.access.policy import May
from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.actions import Effect
from app.cases.rules import refuse_closed
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.settlements.self_corrections import rules, store
from app.settlements.self_corrections.events import SelfCorrectionFiled, SelfCorrectionMoved
from app.settlements.self_corrections.facts import days_of, facts_of, refuse_complainant
from app.settlements.self_corrections.lifecycle import SELF_CORRECTION, CureCommand
from app.settlements.self_corrections.schemas import SelfCorrectionIn, SelfCorrectionStepIn
from app.settlements.self_corrections.tables import SelfCorrection
from app.settlements.standing import Ground, ground_of, taken

C = CureCommand
_TOLD = {C.VERIFY: "cure_verified", C.REJECT: "cure_rejected", C.WITHDRAW: "cure_withdrawn"}


def file(work: Work, *, case_id: str, form: SelfCorrectionIn) -> SelfCorrection:
    """Report a cure, as the respondent, with the exhibits that prove it."""
    ground = ground_of(work, case_id)
    work.require(May.CASE_ANSWER, ground.target)
    refuse_closed(ground.case)
    _refuse_wrong(work, ground, form)
    moment = rules.moment_of(form.cured_on, days_of(work, case_id))
    outcome = rules.outcome_of(ground.case.track, moment)
    row = work.add(
        SelfCorrection(
            id=work.new_id("cure"), case_id=case_id, state=SELF_CORRECTION.initial,
            filed_by=work.actor.person_id, filed_on=work.today, violations=list(form.violations),
            cured_on=form.cured_on, amount_won=form.amount_won, account=form.account,
            exhibits=list(dict.fromkeys(form.exhibits)), moment=moment,
        )
    )  # fmt: skip
    basis = outcome.basis if outcome else ""
    case_actions.note_beside(work, case_id=case_id, what="cure_filed", basis=basis)
    work.record(
        SelfCorrectionFiled(
            subject=row.id, case_id=case_id, cured_on=row.cured_on, moment=row.moment
        )
    )
    return row


def take_step(
    work: Work, *, correction_id: str, form: SelfCorrectionStepIn, version: int | None
) -> SelfCorrection:
    """Verify a cure, do not accept it, or take the report back."""
    row = store.correction(work, correction_id)
    ground = ground_of(work, row.case_id)
    refuse_complainant(ground)
    work.expect_version(row, version)
    facts = facts_of(work, row)
    step = taken(work, ground, SELF_CORRECTION, row.state, form=form, facts=facts)
    command = CureCommand(step.command)
    row.state, row.decided_on, row.reason = step.target, work.today, form.reason
    row.decided_by = work.actor.person_id
    effect = _verified(work, row, ground, form.cured_on) if command is C.VERIFY else None
    work.session.flush()
    basis = effect.basis if effect else ""
    case_actions.note_beside(work, case_id=row.case_id, what=_TOLD[command], basis=basis)
    work.record(
        SelfCorrectionMoved(
            subject=row.id, case_id=row.case_id, command=command, state=row.state, cause=row.cause
        )
    )
    return row


def _verified(
    work: Work, row: SelfCorrection, ground: Ground, found_on: date | None
) -> Effect | None:
    """Settle the day of the cure and lay what follows from it on the measures of the case."""
    if found_on is not None:
        _refuse_future(found_on, work.today)
        row.cured_on = found_on
    moment = rules.moment_of(row.cured_on, days_of(work, row.case_id))
    outcome = rules.outcome_of(ground.case.track, moment)
    row.moment = moment
    if outcome is None:
        return None
    row.cause = outcome.cause
    effect = Effect(
        sort=outcome.sort, cause=outcome.cause, basis=outcome.basis, figure=outcome.figure
    )
    case_actions.lay_effect(work, case_id=row.case_id, source_id=row.id, effect=effect)
    return effect


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        words = Text("시정한 날이 미래입니다", "The day of the cure lies in the future")
        raise Invalid(errors=(FieldError("/cured_on", "future", words),))


def _refuse_wrong(work: Work, ground: Ground, form: SelfCorrectionIn) -> None:
    """Raise Invalid for another case's violations or exhibits, and for a day to come."""
    _refuse_future(form.cured_on, work.today)
    errors = []
    for place, code in enumerate(form.violations):
        if code not in ground.case.violations:
            words = Text("이 사건의 위반 유형이 아닙니다", "Not a violation of this case")
            errors.append(FieldError(f"/violations/{place}", "unknown", words))
    own = {one.id for one in cases.exhibits(work, ground.case.id)}
    for place, key in enumerate(form.exhibits):
        if key not in own:
            words = Text("이 사건에 낸 자료가 아닙니다", "Not your exhibit in this case")
            errors.append(FieldError(f"/exhibits/{place}", "unknown", words))
    if errors:
        raise Invalid(errors=tuple(errors))
