"""The surcharge of the Subcontracting Act in nine steps, and the fine of the announced ladder."""

from fractions import Fraction

from app.kernel.money import truncate
from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import Computation, Sheet, percent, won
from app.law.figures import Status
from app.law.surcharge_checks import refuse_wrong
from app.law.surcharge_inputs import (
    AnnouncedFine,
    Contract,
    Inability,
    RepeatRecord,
    Severity,
    SurchargeInputs,
    SurchargeLine,
    price_of,
)

__all__ = [
    "AnnouncedFine",
    "Contract",
    "Inability",
    "RepeatRecord",
    "Severity",
    "SurchargeInputs",
    "SurchargeLine",
    "compute_announced_fine",
    "compute_surcharge",
]

_NOTICE = Basis("과징금고시", "")
REGIME = "sme_technology_announced"


def compute_surcharge(book: Book, inputs: SurchargeInputs) -> Computation:
    """Return the surcharge of a decision with every intermediate amount.

    Raises `NotConfigured` where a table of the decision's day is unknown, and `Invalid` naming
    each field that the law does not allow or that lacks written reasons.
    """
    refuse_wrong(book, inputs)
    sheet = Sheet(book, inputs.decided_on)
    adjusted = [(line, _second(sheet, line, _first(sheet, inputs, line))) for line in inputs.lines]
    final = [_final(sheet, inputs, line, amount) for line, amount in adjusted]
    total = _capped(sheet, inputs, final)
    total = _waived(sheet, inputs, total, sum((amount for _, amount in adjusted), Fraction(0)))
    amount_won = _truncated(sheet, total)
    return sheet.close(_imposed(sheet, inputs, amount_won))


# --- steps 1 to 5, for each violation ---------------------------------------------------------


def _first(sheet: Sheet, inputs: SurchargeInputs, line: SurchargeLine) -> Fraction:
    base = _flat_base(sheet, line) if line.is_flat else _rated_base(sheet, inputs, line)
    repeat = inputs.repeat.rate if inputs.repeat else Fraction(0)
    if repeat and inputs.repeat:
        sheet.figure("repeat_1_floor")
    factor = 1 + repeat + line.victims_rate
    label = Text("1차 조정(반복·피해 사업자 수)", "First adjustment: repeats and victims")
    formula = f"{won(base)} × (1 + {percent(repeat)} + {percent(line.victims_rate)})"
    return sheet.amount(5, label, formula, base * factor, _NOTICE, line.violation)


def _rated_base(sheet: Sheet, inputs: SurchargeInputs, line: SurchargeLine) -> Fraction:
    price, rate = price_of(inputs, line), line.rate or Fraction(0)
    violation = Fraction(line.violation_amount_won or 0)
    multiple = sheet.figure("cap_multiple")
    sheet.figure(f"severity_{line.severity}_floor")
    if violation > price:
        sheet.warnings.append(RATIO_WARNING)
    ratio = sheet.rate(
        1,
        Text("위반금액의 비율", "Ratio of the violation amount"),
        f"{won(violation)} ÷ {won(price)}",
        violation / price,
        _NOTICE,
        line.violation,
    )
    base = sheet.amount(
        2,
        Text("기본 산정기준", "Base amount"),
        f"{multiple.number} × {won(price)} × {percent(ratio)} × {percent(rate)}",
        multiple.number * price * ratio * rate,
        multiple.basis,
        line.violation,
    )
    return _residual(sheet, line, base, rate)


def _residual(sheet: Sheet, line: SurchargeLine, base: Fraction, rate: Fraction) -> Fraction:
    if not line.residual_gain_won:
        return base
    limit = sheet.figure("residual_rate")
    replaces = rate < limit.exact and base < line.residual_gain_won
    sign = "<" if replaces else "→"
    label = Text("남은 부당이득과 비교", "Compared with the residual gain")
    formula = f"{won(base)} {sign} {won(line.residual_gain_won)} ({percent(rate)}; {limit.shown()})"
    amount = Fraction(line.residual_gain_won) if replaces else base
    return sheet.amount(3, label, formula, amount, limit.basis, line.violation)


def _flat_base(sheet: Sheet, line: SurchargeLine) -> Fraction:
    floor = sheet.figure(f"flat_{line.severity}_floor")
    ceiling = sheet.figure(f"flat_{line.severity}_ceiling")
    cap = sheet.figure("flat_cap")
    base = min(Fraction(line.flat_base_won or 0), cap.exact)
    label = Text("정액 기본 산정기준", "Flat base amount")
    formula = f"{floor.shown()} ≤ {won(base)} ≤ {ceiling.shown()}; ≤ {cap.shown()}"
    return sheet.amount(4, label, formula, base, cap.basis, line.violation)


# --- steps 6 and 7 ------------------------------------------------------------------------------


def _second(sheet: Sheet, line: SurchargeLine, first: Fraction) -> Fraction:
    more = line.retaliation_rate + line.duration_rate
    less = line.cure_rate + line.cooperation_rate + line.simplified_rate
    label = Text("2차 조정(가중·감경)", "Second adjustment: aggravation less mitigation")
    formula = f"{won(first)} × (1 + ({percent(more)} − {percent(less)}))"
    return sheet.amount(6, label, formula, first * (1 + more - less), _NOTICE, line.violation)


def _final(
    sheet: Sheet, inputs: SurchargeInputs, line: SurchargeLine, amount: Fraction
) -> Fraction:
    inability = inputs.inability
    rate = inability.rate if inability else Fraction(0)
    if inability and inability.cannot_pay_at_all:
        rate = Fraction(1)
    label = Text("부과과징금 결정(현실적 부담능력)", "Final reduction for inability to pay")
    formula = f"{won(amount)} × (1 − {percent(rate)})"
    reduced = sheet.amount(7, label, formula, amount * (1 - rate), _NOTICE, line.violation)
    if not line.is_flat or sheet.book.choice("flat_cap_scope").value == "base_only":
        return reduced
    cap = sheet.figure("flat_cap")
    label = Text("정액 과징금 한도", "Cap on a flat surcharge")
    capped = min(reduced, cap.exact)
    formula = f"min({won(reduced)}, {cap.shown()})"
    return sheet.amount(7, label, formula, capped, cap.basis, line.violation)


# --- steps 8 and 9, for the decision -----------------------------------------------------------


def _capped(sheet: Sheet, inputs: SurchargeInputs, parts: list[Fraction]) -> Fraction:
    total = sum(parts, Fraction(0))
    label = Text("위반유형별 금액의 합계", "Sum over the types of violation")
    total = sheet.amount(8, label, " + ".join(won(part) for part in parts), total, _NOTICE)
    price = price_of(inputs)
    if not price:
        return total
    multiple = sheet.figure("cap_multiple")
    label = Text("하도급대금의 2배 한도", "Cap of twice the price")
    formula = f"min({won(total)}, {multiple.number} × {won(price)})"
    return sheet.amount(8, label, formula, min(total, multiple.number * price), multiple.basis)


def _waived(sheet: Sheet, inputs: SurchargeInputs, total: Fraction, adjusted: Fraction) -> Fraction:
    if not inputs.waive_small:
        return total
    limit = sheet.figure("waiver_limit")
    if adjusted > limit.number:
        text = Text(
            f"2차 조정 금액이 {limit.number:,}원을 넘어 면제할 수 없습니다.",
            f"The adjusted amount is over KRW {limit.number:,} and cannot be waived.",
        )
        raise Invalid(errors=(FieldError("/waive_small", "too_large", text),))
    label = Text("소액 면제", "Waiver of a small amount")
    formula = f"{won(adjusted)} ≤ {limit.shown()}: {inputs.waiver_reason}"
    return sheet.amount(8, label, formula, Fraction(0), limit.basis)


def _truncated(sheet: Sheet, total: Fraction) -> int:
    unit = sheet.figure("truncation_unit")
    amount = truncate(total, unit.number)
    label = Text(f"{unit.number:,}원 미만 버림", f"Cut off below KRW {unit.number:,}")
    formula = f"⌊{won(total)} ÷ {unit.shown()}⌋ × {unit.shown()}"
    sheet.amount(8, label, formula, Fraction(amount), unit.basis)
    return amount


def _imposed(sheet: Sheet, inputs: SurchargeInputs, amount_won: int) -> int:
    if not inputs.not_imposed_reason.strip():
        return amount_won
    label = Text("과징금을 부과하지 않음", "Not imposed")
    sheet.amount(9, label, inputs.not_imposed_reason, Fraction(0), _NOTICE)
    return 0


# --- the announced ladder ----------------------------------------------------------------------


def compute_announced_fine(book: Book, inputs: AnnouncedFine) -> Computation:
    """Return the fine of the announced ladder, at most KRW 5,000,000,000.

    The announcement gives no formula: a base is chosen with reasons inside bands that are
    demonstration values or entered by the agency. Raises `RegimeNotInForce` for a decision before
    the day of adoption, `NotConfigured` without bands, `Invalid` outside them.
    """
    regime = book.require_regime(REGIME, inputs.decided_on, inputs.adopted_on)
    sheet = Sheet(book, inputs.decided_on)
    cap = sheet.figure("announced_fine_cap")
    floor = sheet.figure(f"announced_flat_{inputs.severity}_floor")
    ceiling = sheet.figure(f"announced_flat_{inputs.severity}_ceiling")
    errors = []
    if not floor.number <= inputs.flat_base_won <= ceiling.number:
        span = f"{floor.shown()}–{ceiling.shown()}"
        text = Text(f"{span}원 범위여야 합니다.", f"Must lie within KRW {span}.")
        errors.append(FieldError("/flat_base_won", "outside", text))
    if not inputs.severity_reason.strip():
        text = Text("중대성 판단의 이유를 적어 주세요.", "Give written reasons for the severity.")
        errors.append(FieldError("/severity_reason", "reason_missing", text))
    if errors:
        raise Invalid(errors=tuple(errors))
    label = Text("정액 기준금액", "Flat base amount")
    formula = f"{floor.shown()} ≤ {won(inputs.flat_base_won)} ≤ {ceiling.shown()}"
    base = sheet.amount(1, label, formula, Fraction(inputs.flat_base_won), regime.basis)
    label = Text("발표된 한도", "Cap as announced")
    formula = f"min({won(base)}, {cap.shown()})"
    amount = sheet.amount(2, label, formula, min(base, cap.exact), cap.basis)
    if Status.DEMONSTRATION in {figure.status for figure in sheet.used}:
        sheet.warnings.append(DEMONSTRATION_WARNING)
    sheet.warnings.append(ANNOUNCED_WARNING)
    return sheet.close(truncate(amount))


RATIO_WARNING = Text(
    "위반금액이 관련 하도급대금보다 큽니다. 입력을 확인하세요.",
    "The violation amount is over the price of the contracts; check what was entered.",
)
ANNOUNCED_WARNING = Text(
    "2026년 1월 21일 발표된 내용으로, 아직 법률로 정해지지 않았습니다.",
    "Announced on 21 January 2026 and not yet enacted.",
)
DEMONSTRATION_WARNING = Text(
    "시연용 값으로 계산한 금액이며 실제 기준이 아닙니다.",
    "Worked out with demonstration values that no law or announcement gives.",
)
