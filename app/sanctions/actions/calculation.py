"""Working out a surcharge, as a preview or for a draft."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from app.access.policy import May
from app.cases import queries as cases
from app.cases.effects import reliefs_of
from app.db.work import Work
from app.kernel.exact import parse_exact
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.computation import Computation
from app.law.figures import decimal
from app.law.kinds import Regime
from app.law.surcharge import RepeatRecord, compute_announced_fine
from app.law.surcharge import compute_surcharge as nine_steps
from app.law.surcharge_other import governs, officers_surcharge
from app.law.surcharge_reasons import Discretion, refuse_unreasoned, unreasoned
from app.sanctions import facts
from app.sanctions.actions.steps import LEVEL
from app.sanctions.rules.kinds import regime_for
from app.sanctions.rules.ledger import past_record
from app.sanctions.rules.reliefs import Claimed, refuse_unfounded_reliefs
from app.sanctions.schemas.calculation import (
    CalculationRequest,
    ComputationOut,
    FlatIn,
    LedgerRecord,
    NineStepsIn,
    OfficerIn,
)

Calculation = NineStepsIn | FlatIn | OfficerIn
_NOT_IN_CASE = Text("이 사건의 위반 유형이 아닙니다", "Not a violation of this case")
_RETALIATION = Text(
    "보복조치가 이 사건의 위반 유형에 없습니다. 가중 이유를 적어 주세요",
    "Retaliation is no violation of this case; give the reason for the aggravation",
)
_RECORD = Text(
    "벌점 대장의 기록과 다릅니다. 다른 이유를 적어 주세요",
    "This differs from the ledger; give the reason",
)
_NOT_A_SUM = Text(
    "이 결정에 적용되는 산정 방식이 아닙니다", "Not the computation that governs this decision"
)


def compute_surcharge(work: Work, *, case_id: str, form: CalculationRequest) -> ComputationOut:
    """Work out a sum without drafting anything.

    Raises RegimeNotInForce for the announced fine before its adoption, NotConfigured where a
    table of the day is unknown, Invalid naming each field that the law does not allow.
    """
    work.require(May.MEASURE_DRAFT, cases.target_of(work, case_id, level=LEVEL))
    case = cases.subject(work, case_id)
    if isinstance(form.calculation, FlatIn):
        regime = next((r for r in work.law.regimes(case.track) if r.sums == "flat"), None)
        if regime is not None:
            work.law.require_regime(regime.name, form.decided_on, work.world.announced_regime_from)
    governing = regime_for(work.law, case.track, form.decided_on, work.world.announced_regime_from)
    day = form.decided_on
    sum_made = worked_out(
        work, case_id=case_id, form=form.calculation, decided_on=day, regime=governing, saved=False
    )
    record = past(work, case_id, day, governing)
    shown = LedgerRecord(measures=record[0], points=decimal(record[1])) if record else None
    return ComputationOut.of(sum_made, shown, _needed(form.calculation, day))


def _needed(form: Calculation, on: date) -> tuple[Discretion, ...]:
    return unreasoned(form.inputs(on, None)) if isinstance(form, NineStepsIn) else ()


def worked_out(
    work: Work,
    *,
    case_id: str,
    form: Calculation,
    decided_on: date,
    regime: Regime,
    saved: bool = True,
) -> Computation:
    """Return the sum that a form comes to under the regime that governs.

    A sum that is saved has written reasons for every step of discretion; a preview may lack them.
    """
    _refuse_other_sum(work, case_id, form, regime)
    try:
        if isinstance(form, FlatIn):
            fine = form.fine(decided_on, work.world.announced_regime_from)
            return compute_announced_fine(work.law, fine)
        if isinstance(form, OfficerIn):
            known = cases.subject(work, case_id).violations
            return officers_surcharge(work.law, form.amount(decided_on, known))
        record = past(work, case_id, decided_on, regime)
        _refuse_unfounded(work, case_id, form, record)
        _refuse_unfounded_reliefs(work, case_id, form, decided_on)
        repeat = RepeatRecord(record[0], record[1], Fraction(0)) if record and record[0] else None
        inputs = form.inputs(decided_on, repeat)
        if saved:
            refuse_unreasoned(inputs)
        return nine_steps(work.law, inputs)
    except Invalid as wrong:
        # The law names fields of the sum; the one who sent them reads them inside the request.
        errors = (replace(e, pointer=f"/calculation{e.pointer}") for e in wrong.errors)
        raise Invalid(wrong.detail, errors=tuple(errors), basis=wrong.basis) from wrong


def _refuse_other_sum(work: Work, case_id: str, form: Calculation, regime: Regime) -> None:
    """Raise Invalid for a sum that is not made the way the governing Act makes it."""
    known = tuple(cases.subject(work, case_id).violations)
    others = regime.sums == "nine_steps" and governs(known)
    if form.sums != ("officer" if others else regime.sums):
        raise Invalid(errors=(FieldError("/calculation/sums", "other_regime", _NOT_A_SUM),))


def _refuse_unfounded(
    work: Work, case_id: str, form: NineStepsIn, record: tuple[int, Fraction] | None
) -> None:
    """Raise Invalid for what the file of the case does not bear out and nobody gave reasons for."""
    known = cases.subject(work, case_id).violations
    retaliated = any(work.law.violation(code).retaliation for code in known)
    errors = []
    for place, line in enumerate(form.lines):
        if line.violation not in known:
            errors.append(FieldError(f"/lines/{place}/violation", "unknown", _NOT_IN_CASE))
        rate = parse_exact(line.retaliation_rate)
        if rate and not retaliated and not line.retaliation_reason:
            at = f"/lines/{place}/retaliation_reason"
            errors.append(FieldError(at, "reason_missing", _RETALIATION))
    if form.repeat is not None and not form.repeat.reason:
        typed = (form.repeat.measures, parse_exact(form.repeat.points))
        if typed != (record or (0, Fraction(0))):
            errors.append(FieldError("/repeat/reason", "reason_missing", _RECORD))
    if errors:
        raise Invalid(errors=tuple(errors))


def _refuse_unfounded_reliefs(work: Work, case_id: str, form: NineStepsIn, on: date) -> None:
    lines = [
        Claimed(parse_exact(line.cure_rate), parse_exact(line.simplified_rate))
        for line in form.lines
    ]
    waived = bool(form.not_imposed_reason.strip())
    refuse_unfounded_reliefs(work.law, lines, reliefs_of(work, case_id), on, waived=waived)


def past(work: Work, case_id: str, decided_on: date, regime: Regime) -> tuple[int, Fraction] | None:
    """Return the respondent's earlier measures and points that count as repeats, if known."""
    if not work.law.has_figure("repeat_years", decided_on):
        return None
    years = work.law.figure("repeat_years", decided_on).number
    company_id = cases.subject(work, case_id).respondent_company_id
    return past_record(
        facts.ledger(work, company_id), decided_on, years, but_case=case_id, regime=regime.name
    )
