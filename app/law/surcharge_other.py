"""The surcharge of the other Acts: the officer's amount with reasons, held to the ceiling of the Act.

No formula of these Acts is known in text, so nothing is worked out but the ceiling.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import Computation, Sheet, percent, won

_FORMULA = Text(
    "이 법률의 산정 공식은 설정되지 않았습니다. 담당자가 정한 금액을 한도와 견주었을 뿐입니다.",
    "No formula of this Act is configured. The officer's amount was only held to its ceiling.",
)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What bounds a surcharge of an Act: a share of something measured, or a flat sum without it."""

    rate: str  # a figure's name; empty: the measured sum itself, times the figure `multiple`
    flat: str
    measured: Text
    multiple: str = ""


_SALES = Text("관련매출액", "Related sales")
_SUPPLY = Text("관련 납품대금 또는 임대료", "Related supply price or rent")
_TURNOVER = Text("매출액", "Sales")
_VIOLATION = Text("위반금액", "Violation amount")
_UNFAIR = Ceiling("fair_trade_unfair_rate", "fair_trade_unfair_flat", _SALES)
_CEILINGS = {
    "FT-SUP": _UNFAIR,
    "FT-RETAL": _UNFAIR,
    "PL-UTP": _UNFAIR,
    "PL-DOM": Ceiling("fair_trade_dominance_rate", "fair_trade_dominance_flat", _SALES),
    "RT": Ceiling("", "retail_flat", _SUPPLY, "retail_multiple"),
    "FR": Ceiling("franchise_rate", "franchise_flat", _TURNOVER),
    "AG": Ceiling("", "agency_flat", _VIOLATION, "agency_multiple"),
}


@dataclass(frozen=True, slots=True)
class OfficersAmount:
    """The amount that an officer sets, the sum its ceiling is measured on, and the reasons."""

    decided_on: date
    violations: tuple[str, ...]
    amount_won: int
    measured_won: int | None  # None: it cannot be worked out, so the flat ceiling holds
    measured_reason: str
    reasons: str


def ceiling_of(violation: str) -> Ceiling | None:
    """Return what bounds a surcharge for a violation; None where it is not one of these Acts."""
    return _CEILINGS.get(violation) or _CEILINGS.get(violation.partition("-")[0])


def governs(violations: tuple[str, ...]) -> bool:
    """Tell whether all violations fall under the other Acts, whose formula is not configured."""
    return bool(violations) and all(ceiling_of(code) is not None for code in violations)


def officers_surcharge(book: Book, inputs: OfficersAmount) -> Computation:
    """Return the officer's amount with the ceiling of its Act worked out beside it.

    Raises `Invalid` for missing reasons, for violations of several ceilings in one sum, and for
    an amount over the ceiling.
    """
    errors = _missing(inputs)
    ceilings = {ceiling_of(code) for code in inputs.violations}
    if len(ceilings) != 1 or None in ceilings:
        text = Text(
            "한도가 같은 위반유형만 한 금액으로 묶을 수 있습니다.",
            "Only violations with the same ceiling make up one amount.",
        )
        errors.append(FieldError("/amount_won", "mixed", text))
    if errors:
        raise Invalid(errors=tuple(errors))
    ceiling = next(one for one in ceilings if one is not None)
    sheet = Sheet(book, inputs.decided_on)
    limit = _limit(sheet, ceiling, inputs)
    if inputs.amount_won > limit:
        text = Text(f"한도 {won(limit)}원을 넘습니다.", f"Over the ceiling of KRW {won(limit)}.")
        raise Invalid(
            errors=(FieldError("/amount_won", "over_the_ceiling", text),),
            basis=(sheet.used[0].basis,),
        )
    label = Text("담당자가 정한 금액", "The officer's amount")
    formula = f"{won(inputs.amount_won)} ≤ {won(limit)}: {inputs.reasons}"
    sheet.amount(2, label, formula, Fraction(inputs.amount_won), sheet.used[0].basis)
    sheet.warnings.append(_FORMULA)
    return sheet.close(inputs.amount_won)


def _missing(inputs: OfficersAmount) -> list[FieldError]:
    text = Text("이유를 글로 적어 주세요.", "Give written reasons.")
    errors = []
    if not inputs.reasons.strip():
        errors.append(FieldError("/reasons", "reason_missing", text))
    if not inputs.measured_reason.strip():
        errors.append(FieldError("/measured_reason", "reason_missing", text))
    return errors


def _limit(sheet: Sheet, ceiling: Ceiling, inputs: OfficersAmount) -> Fraction:
    if inputs.measured_won is None:
        flat = sheet.figure(ceiling.flat)
        label = Text(
            f"{ceiling.measured.ko}을 산정할 수 없을 때의 한도",
            f"Ceiling where it cannot be worked out: {ceiling.measured.en.lower()}",
        )
        formula = f"{flat.shown()}: {inputs.measured_reason}"
        return sheet.amount(1, label, formula, flat.exact, flat.basis)
    figure = sheet.figure(ceiling.rate or ceiling.multiple)
    shown = percent(figure.exact) if ceiling.rate else figure.shown()
    label = Text(f"한도({ceiling.measured.ko})", f"Ceiling ({ceiling.measured.en.lower()})")
    formula = f"{won(inputs.measured_won)} × {shown}: {inputs.measured_reason}"
    exact = inputs.measured_won * figure.exact
    return sheet.amount(1, label, formula, exact, figure.basis)
