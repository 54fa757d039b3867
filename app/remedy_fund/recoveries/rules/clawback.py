"""How much may be asked back of a firm that was paid too much or wrongly, and in what parts. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.kernel.problems import Basis, FieldError
from app.kernel.text import Text
from app.remedy_fund.recoveries.rules.waterfall import Slice, pour


class Component(StrEnum):
    """The parts of a claim, kept apart from beginning to end."""

    COSTS = "costs"
    PRINCIPAL = "principal"
    INTEREST = "interest"
    LATE_ADDITION = "late_addition"
    PENALTY = "penalty"


LABELS: dict[str, Text] = {
    Component.COSTS: Text("비용", "Costs"),
    Component.PRINCIPAL: Text("원금", "Principal"),
    Component.INTEREST: Text("이자", "Interest"),
    Component.LATE_ADDITION: Text("가산금", "Late addition"),
    Component.PENALTY: Text("제재부가금", "Penalty"),
}
ORDER = (Component.PRINCIPAL, Component.INTEREST, Component.LATE_ADDITION, Component.PENALTY)
"""In which order a receipt or a set-off is used on a clawback."""

ACT = Basis("보조금 관리에 관한 법률", "제33조의2")
PENALTY_TIMES = 5
LATE_ADDITION_RATE = Fraction(5, 100)
_YEAR_DAYS = 365


def penalty_ceiling(principal_won: int) -> int:
    """Return the largest penalty on an amount to be returned (보조금법 제33조의2)."""
    return PENALTY_TIMES * principal_won


def late_addition_ceiling(arrears_won: int) -> int:
    """Return the largest late addition on what is in arrears (보조금법 제33조의2), floored."""
    return int(arrears_won * LATE_ADDITION_RATE)


def over_ceiling(
    component: str, amount_won: int, *, charged: Mapping[str, int], arrears_won: int
) -> FieldError | None:
    """Return why a further charge is over what the Act allows, or None.

    `charged` is what stands charged of each component, `arrears_won` what is unpaid of all but the
    late addition itself.
    """
    if component == Component.PENALTY:
        most = penalty_ceiling(charged.get(Component.PRINCIPAL, 0))
        words = Text(
            "제재부가금은 원금의 5배 이내", "A penalty is at most five times the principal"
        )
    elif component == Component.LATE_ADDITION:
        most = late_addition_ceiling(arrears_won)
        words = Text("가산금은 체납액의 5% 이내", "A late addition is at most 5 % of the arrears")
    else:
        return None
    if charged.get(component, 0) + amount_won <= most:
        return None
    detail = Text(f"{words.ko}({most:,}원)입니다", f"{words.en}: KRW {most:,}")
    return FieldError("/amount_won", "over_ceiling", detail)


def rate_over_ceiling(component: str, rate: Fraction) -> FieldError | None:
    """Return why a rate is over what the Act allows, or None."""
    most = {Component.PENALTY: Fraction(PENALTY_TIMES), Component.LATE_ADDITION: LATE_ADDITION_RATE}
    limit = most.get(Component(component))
    if limit is None or rate <= limit:
        return None
    words = Text(
        f"요율은 {int(limit * 100)}% 이내입니다", f"The rate is at most {int(limit * 100)} %"
    )
    return FieldError("/rate", "over_ceiling", words)


def simple_interest(amount_won: int, *, rate: Fraction, from_on: date, to_on: date) -> int:
    """Return interest by the day on an amount, floored; the first day is not counted."""
    if amount_won < 0 or rate < 0 or to_on < from_on:
        raise ValueError("an amount, a rate and a span that are not negative")
    return int(Fraction(amount_won) * rate * (to_on - from_on).days / _YEAR_DAYS)


def apply_money(amount_won: int, owed: Mapping[str, int]) -> tuple[Slice, ...]:
    """Use money on a clawback, component by component; what is over belongs to who paid it."""
    return pour(amount_won, [(name, owed.get(name, 0), LABELS[name]) for name in ORDER])


def set_off(owed: Mapping[str, int], available_won: int) -> tuple[Slice, ...]:
    """Return what a later award settles of a clawback (보조금법 제32조); neither falls below zero."""
    amount = min(sum(owed.get(name, 0) for name in ORDER), max(0, available_won))
    return apply_money(amount, owed) if amount else ()
