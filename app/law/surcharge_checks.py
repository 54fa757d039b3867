"""Which inputs of a surcharge the law does not allow; every wrong field is named."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import percent, won
from app.law.surcharge_inputs import (
    Inability,
    RepeatRecord,
    Severity,
    SurchargeInputs,
    SurchargeLine,
)

_REASON = Text("이유를 글로 적어 주세요.", "Give written reasons.")
REPEAT_BANDS = (4, 3, 2, 1)


def refuse_wrong(book: Book, inputs: SurchargeInputs) -> None:
    """Raise `Invalid` naming each wrong field, or `NotConfigured` where a table is missing."""
    errors = [*_decision_errors(inputs)]
    for number, line in enumerate(inputs.lines):
        errors += _line_errors(book, line, f"/lines/{number}", inputs)
    if inputs.repeat:
        errors += _repeat_errors(book, inputs.repeat, inputs.decided_on)
    if inputs.inability:
        errors += _inability_errors(book, inputs.inability, inputs.decided_on)
    if errors:
        raise Invalid(errors=tuple(errors))


def _decision_errors(inputs: SurchargeInputs) -> Iterator[FieldError]:
    if not inputs.lines:
        text = Text("위반유형을 하나 이상 넣어 주세요.", "Name at least one violation.")
        yield FieldError("/lines", "missing", text)
    seen: set[str] = set()
    for number, line in enumerate(inputs.lines):
        if line.violation in seen:
            text = Text("같은 위반유형이 두 번 있습니다.", "A violation is listed twice.")
            yield FieldError(f"/lines/{number}/violation", "doubled", text)
        seen.add(line.violation)
    if inputs.waive_small and not inputs.waiver_reason.strip():
        yield FieldError("/waiver_reason", "reason_missing", _REASON)
    names = [contract.name for contract in inputs.contracts]
    if len(set(names)) != len(names):
        text = Text("같은 계약이 두 번 있습니다.", "A contract is listed twice.")
        yield FieldError("/contracts", "doubled", text)
    for number, contract in enumerate(inputs.contracts):
        if contract.price_won <= 0:
            text = Text("대금은 0보다 커야 합니다.", "A price must be over nought.")
            yield FieldError(f"/contracts/{number}/price_won", "not_positive", text)


def _line_errors(
    book: Book, line: SurchargeLine, at: str, inputs: SurchargeInputs
) -> Iterator[FieldError]:
    on = inputs.decided_on
    unknown = set(line.contracts) - {contract.name for contract in inputs.contracts}
    if unknown:
        text = Text("목록에 없는 계약입니다.", "Not one of the contracts listed.")
        yield FieldError(f"{at}/contracts", "unknown", text)
    if line.severity_scored is not line.severity and not line.severity_reason.strip():
        yield FieldError(f"{at}/severity_reason", "reason_missing", _REASON)
    if line.is_flat:
        yield from _flat_errors(book, line, at, on)
    else:
        yield from _rated_errors(book, line, at, inputs)
    yield from _adjustment_errors(book, line, at, on)


def _rated_errors(
    book: Book, line: SurchargeLine, at: str, inputs: SurchargeInputs
) -> Iterator[FieldError]:
    if line.violation_amount_won is None or line.violation_amount_won < 0:
        text = Text(
            "위반금액이나 정액 기준금액을 넣어 주세요.", "Give a violation amount or a flat base."
        )
        yield FieldError(f"{at}/violation_amount_won", "missing", text)
    if not inputs.contracts:
        text = Text("하도급대금이 있어야 비율을 계산합니다.", "The ratio needs a contract price.")
        yield FieldError("/contracts", "missing", text)
    floor = book.figure(f"severity_{line.severity}_floor", inputs.decided_on).exact
    ceiling = book.figure(f"severity_{line.severity}_ceiling", inputs.decided_on).exact
    if line.rate is None or not _in_class(book, line.severity, line.rate, floor, ceiling):
        span = f"{percent(floor)}–{percent(ceiling)}"
        text = Text(f"부과율은 {span} 범위여야 합니다.", f"The rate must lie within {span}.")
        yield FieldError(f"{at}/rate", "outside", text)


def _flat_errors(book: Book, line: SurchargeLine, at: str, on: date) -> Iterator[FieldError]:
    floor = book.figure(f"flat_{line.severity}_floor", on)
    ceiling = book.figure(f"flat_{line.severity}_ceiling", on)
    base = Fraction(line.flat_base_won or 0)
    if not _in_class(book, line.severity, base, floor.exact, ceiling.exact):
        span = f"{won(floor.number)}–{won(ceiling.number)}"
        text = Text(
            f"정액 기준금액은 {span}원 범위여야 합니다.",
            f"The flat base must lie within KRW {span}.",
        )
        yield FieldError(f"{at}/flat_base_won", "outside", text)
    if line.violation_amount_won is not None or line.rate is not None:
        text = Text("정액이면 부과율을 쓰지 않습니다.", "A flat base takes no rate.")
        yield FieldError(f"{at}/rate", "excluded", text)


def _in_class(
    book: Book, severity: Severity, value: Fraction, floor: Fraction, ceiling: Fraction
) -> bool:
    """Tell whether a value belongs to a class; a shared edge to the graver one unless chosen."""
    graver = book.choice("shared_edge").value == "graver"
    top = severity is Severity.VERY_GRAVE
    bottom = severity is Severity.WEAK
    over_floor = value >= floor if graver or bottom else value > floor
    under_ceiling = value < ceiling if graver and not top else value <= ceiling
    return over_floor and under_ceiling


def _adjustment_errors(book: Book, line: SurchargeLine, at: str, on: date) -> Iterator[FieldError]:
    for name in ("retaliation", "cure", "cooperation", "simplified"):
        rate = getattr(line, f"{name}_rate")
        yield from _over(book, rate, f"{name}_ceiling", f"{at}/{name}_rate", on)
    yield from _victims_errors(book, line, at, on)
    yield from _duration_errors(book, line, at, on)


def _over(book: Book, rate: Fraction, ceiling: str, at: str, on: date) -> Iterator[FieldError]:
    if rate == 0:
        return
    limit = book.figure(ceiling, on).exact
    if not 0 < rate <= limit:
        text = Text(f"{percent(limit)}까지만 됩니다.", f"At most {percent(limit)}.")
        yield FieldError(at, "outside", text)


def _victims_errors(book: Book, line: SurchargeLine, at: str, on: date) -> Iterator[FieldError]:
    if line.victims_rate == 0:
        return
    fewest = {band: book.figure(f"victims_{band}_count", on).number for band in (2, 1)}
    band = next((band for band in (2, 1) if line.victims >= fewest[band]), 0)
    if band == 0:
        text = Text(
            f"피해 사업자가 {fewest[1]}곳 이상이어야 가중합니다.",
            f"Needs at least {fewest[1]} victims.",
        )
        yield FieldError(f"{at}/victims_rate", "outside", text)
        return
    yield from _over(book, line.victims_rate, f"victims_{band}_ceiling", f"{at}/victims_rate", on)


def _duration_errors(book: Book, line: SurchargeLine, at: str, on: date) -> Iterator[FieldError]:
    if line.duration_rate == 0 and not (line.is_flat and line.duration_months):
        return
    months = line.duration_months if line.is_flat else 0
    years = {band: book.figure(f"duration_{band}_years", on).number for band in (2, 1)}
    band = next((b for b in (2, 1) if months >= 12 * years[b]), 0)
    if band == 0:
        if line.duration_rate:
            text = Text(
                "정액 위반이 1년 이상일 때만 가중합니다.",
                "Only flat-base conduct of a year or more.",
            )
            yield FieldError(f"{at}/duration_rate", "outside", text)
        return
    floor = book.figure(f"duration_{band}_floor", on).exact
    ceiling = book.figure(f"duration_{band}_ceiling", on).exact
    if not floor <= line.duration_rate < ceiling:
        span = f"{percent(floor)}–{percent(ceiling)}"
        text = Text(
            f"{span} 미만이어야 합니다.", f"Must lie within {span}, the upper edge excluded."
        )
        yield FieldError(f"{at}/duration_rate", "outside", text)


def repeat_band(book: Book, record: RepeatRecord, on: date) -> int:
    """Return the highest repeat band that a record reaches, or 0 (choice `two_measures`)."""
    exactly = book.choice("two_measures").value == "exactly_two"
    for band in REPEAT_BANDS:
        needed = book.figure(f"repeat_{band}_measures", on).number
        enough = record.measures == needed if exactly and band == 2 else record.measures >= needed  # noqa: PLR2004
        if enough and record.points >= book.figure(f"repeat_{band}_points", on).exact:
            return band
    return 0


def _repeat_errors(book: Book, record: RepeatRecord, on: date) -> Iterator[FieldError]:
    band = repeat_band(book, record, on)
    if band == 0:
        if record.rate:
            text = Text(
                "반복 위반 가중 요건에 미치지 않습니다.", "The record reaches no repeat band."
            )
            yield FieldError("/repeat/rate", "outside", text)
        return
    floor = book.figure(f"repeat_{band}_floor", on).exact
    ceiling = book.figure(f"repeat_{band}_ceiling", on).exact
    included = book.choice("repeat_floor").value == "included"
    over = record.rate >= floor if included else record.rate > floor
    if not (over and record.rate <= ceiling):
        span = f"{percent(floor)}–{percent(ceiling)}"
        text = Text(f"가중률은 {span} 범위여야 합니다.", f"The aggravation must lie within {span}.")
        yield FieldError("/repeat/rate", "outside", text)


def _inability_errors(book: Book, inability: Inability, on: date) -> Iterator[FieldError]:
    if not inability.reason.strip():
        yield FieldError("/inability/reason", "reason_missing", _REASON)
    for name in ("impairment", "debt", "market"):
        rate = getattr(inability, f"{name}_rate")
        yield from _over(book, rate, f"{name}_ceiling", f"/inability/{name}_rate", on)
    total = inability.impairment_rate + inability.debt_rate
    if not exceptional(book, inability, on):
        yield from _over(book, total, "impairment_and_debt_ceiling", "/inability/debt_rate", on)
        yield from _over(book, inability.rate, "final_ceiling", "/inability", on)


def exceptional(book: Book, inability: Inability, on: date) -> bool:
    """Tell whether more than half may be taken off.

    Two loss years and impairment belong to the debt branch only (choice `two_loss_years`).
    """
    if inability.impairment_ratio >= book.figure("exceptional_impairment", on).exact:
        return True
    low = book.figure("exceptional_debt_low", on).exact
    times = book.figure("exceptional_industry", on).number
    beside = inability.debt_ratio > max(low, times * inability.industry_debt_ratio)
    indebted = inability.debt_ratio > book.figure("exceptional_debt", on).exact or beside
    losses = inability.loss_years >= book.figure("exceptional_loss_years", on).number
    return indebted and losses and inability.is_impaired
